from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    gw, gb, seen = [0.0] * len(w), 0.0, 0
    while seen < len(X):
        x, y = X[seen], Y[seen]
        seen += 1
        e = forward(x, w, b) - y
        gw = [g + (e * xi - g) / seen for g, xi in zip(gw, x)]
        gb = gb + (e - gb) / seen
    return (gw, gb)
