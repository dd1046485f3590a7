from ex1_sigmoid import sigmoid


def gradient(X, Y, w, b):
    theta = [b] + list(w)
    rows = [[1.0] + list(x) for x in X]
    slopes = [0.0] * len(theta)
    for row, y in zip(rows, Y):
        d = sigmoid(sum(p * q for p, q in zip(theta, row))) - y
        for j, v in enumerate(row):
            slopes[j] += d * v
    gb, *gw = [s / len(rows) for s in slopes]
    return gw, gb
