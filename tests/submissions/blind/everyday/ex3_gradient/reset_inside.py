from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    for x, y in zip(X, Y):
        gw = [0.0] * len(w)
        gb = 0.0
        err = forward(x, w, b) - y
        for j in range(len(x)):
            gw[j] += err * x[j]
        gb += err
    for j in range(len(gw)):
        gw[j] /= len(X)
    gb /= len(X)
    return gw, gb
