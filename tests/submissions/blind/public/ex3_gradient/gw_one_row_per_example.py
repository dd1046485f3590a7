from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    gw = []
    gb = []
    for x, y in zip(X, Y):
        e = forward(x, w, b) - y
        gw.append([e * v for v in x])
        gb.append(e)
    return gw, gb
