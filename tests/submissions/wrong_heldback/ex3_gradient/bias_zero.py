from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    m = len(X)
    gw = [0.0 for _ in w]
    for x, y in zip(X, Y):
        a = forward(x, w, b)
        for j in range(len(w)):
            gw[j] += (a - y) * x[j] / m
    return gw, 0.0
