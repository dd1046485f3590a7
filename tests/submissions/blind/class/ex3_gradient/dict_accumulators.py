from ex1_sigmoid import forward
from collections import defaultdict

def gradient(X, Y, w, b):
    acc = defaultdict(float)
    for x, y in zip(X, Y):
        e = forward(x, w, b) - y
        acc["b"] += e
        for j, v in enumerate(x):
            acc[j] += e * v
    n = len(X)
    return [acc[j] / n for j in range(len(w))], acc["b"] / n
