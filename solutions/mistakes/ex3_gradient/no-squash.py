"""Your error compares the sum w·x + b with the label. Compare the prediction, which is the sigmoid
of that sum. Call your `forward`."""


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        error = sum(wj * xj for wj, xj in zip(w, x)) + b - y
        for j in range(len(w)):
            gw[j] += error * x[j] / len(X)
        gb += error / len(X)
    return gw, gb
