from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    errs = []
    for x, y in zip(X, Y):
        errs.append(forward(x, w, b) - y)
    columns = list(zip(*X))
    return tuple(sum(e * c for e, c in zip(errs, col)) / len(errs) for col in columns), sum(errs) / len(errs)
