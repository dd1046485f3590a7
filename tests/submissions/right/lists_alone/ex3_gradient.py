from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    slopes = [0.0] * len(w + [b])
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        for j, xj in enumerate(x + [1.0]):
            slopes[j] += error * xj / len(X)
    return slopes[:-1], slopes[-1]
