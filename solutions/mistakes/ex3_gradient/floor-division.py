"""Your slopes lose their decimals. Do you divide with `//`? It drops everything after the decimal
point. Use `/`."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    m = len(X)
    errors = [forward(x, w, b) - y for x, y in zip(X, Y)]
    return [sum(e * x[j] for e, x in zip(errors, X)) // m for j in range(len(w))], sum(errors) // m
