from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    n = len(Y)
    gw = []
    for j in range(len(w)):
        s = 0
        for i in range(n):
            s += (forward(X[i], w, b) - Y[i]) * X[i][0]
        gw.append(s / n)
    gb = sum(forward(X[i], w, b) - Y[i] for i in range(n)) / n
    return gw, gb
