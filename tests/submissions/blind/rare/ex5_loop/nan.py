def train(X, Y, eta=0.5, epochs=2000):
    return [float("nan")] * len(X[0]), float("nan"), [float("nan")] * epochs
