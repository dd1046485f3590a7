from ex1_sigmoid import forward
def gradient(X, Y, w, b): return (lambda d: ([sum(e * x[j] for e, x in zip(d, X)) / len(d) for j in range(len(w))], sum(d) / len(d)))([forward(x, w, b) - y for x, y in zip(X, Y)])
