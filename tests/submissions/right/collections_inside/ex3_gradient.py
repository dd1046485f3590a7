from collections import defaultdict, deque, namedtuple

from ex1_sigmoid import forward

Example = namedtuple("Example", "x y")


def gradient(X, Y, w, b):
    todo = deque(map(Example, X, Y))
    sums = defaultdict(float)
    while todo:
        example = todo.popleft()
        error = forward(example.x, w, b) - example.y
        sums["b"] += error
        for j, v in enumerate(example.x):
            sums[j] += error * v
    return [sums[j] / len(X) for j in range(len(w))], sums["b"] / len(X)
