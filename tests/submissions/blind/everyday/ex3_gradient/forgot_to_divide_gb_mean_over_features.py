from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    n_features = len(X[0])
    gw = [0] * n_features
    gb = 0
    for i in range(len(X)):
        error = forward(X[i], w, b) - Y[i]
        for k in range(n_features):
            gw[k] = gw[k] + error * X[i][k]
        gb = gb + error
    gw = [v / n_features for v in gw]
    gb = gb / n_features
    return gw, gb
