from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    rows = []
    gb = 0
    for x, y in zip(X, Y):
        y_minus = forward(x, w, b) - y
        rows.append([y_minus * xi for xi in x])
        gb += y_minus
    return rows, gb / len(X)
