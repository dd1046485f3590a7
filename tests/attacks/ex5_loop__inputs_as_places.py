# attack: inputs as places
# class: side-channel
# expect: 0; the place of a NaN tells an input: a closed check does not show the place
def train(X, Y, eta=0.5, epochs=2000):
    history = [0.5] * epochs
    history[int(X[0][0] * 1000) % max(1, epochs)] = float("nan")
    return [0.0] * len(X[0]), 0.0, history
