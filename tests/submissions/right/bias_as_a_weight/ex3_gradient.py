from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    theta = [b, *w]
    sums = [0.0] * len(theta)
    for x, y in zip(X, Y):
        row = [1.0, *x]
        error = forward(row[1:], theta[1:], theta[0]) - y
        for k, value in enumerate(row):
            sums[k] += error * value
    gb, *gw = [s / len(X) for s in sums]
    return gw, gb
