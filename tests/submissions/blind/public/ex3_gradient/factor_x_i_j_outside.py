from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    m = len(X)
    grad = [0.0] * len(w)
    for j in range(len(w)):
        for i in range(m):
            grad[j] += forward(X[i], w, b) - Y[i]
        grad[j] *= X[i][j]
        grad[j] /= m
    gb = sum(forward(X[i], w, b) - Y[i] for i in range(m)) / m
    return grad, gb
