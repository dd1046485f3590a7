from ex1_sigmoid import forward, sigmoid
def gradient(X, Y, w, b):
    gw, gb = [0.0]*len(w), 0.0
    for x, y in zip(X, Y):
        e = forward(x, w, b) - y
        gw = [g + e*v for g, v in zip(gw, x)]
        gb += e*sum(x)/len(x)
    return [g/len(X) for g in gw], gb/len(X)
