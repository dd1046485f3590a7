from ex1_sigmoid import forward

LEARNING_RATE = 0.1

def gradient(X, Y, w, b):
    m = len(X)
    gw, gb = [0.0] * len(w), 0.0
    for x, y in zip(X, Y):
        d = forward(x, w, b) - y
        gw = [g + d * xi for g, xi in zip(gw, x)]
        gb += d
    return [LEARNING_RATE * g / m for g in gw], LEARNING_RATE * gb / m
