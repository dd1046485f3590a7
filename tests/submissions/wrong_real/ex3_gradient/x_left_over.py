from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    error = 0
    for x, y in zip(X, Y):
        error += forward(x, w, b) - y
    error = error / len(X)
    gw = [error * xi for xi in x]
    return gw, error
