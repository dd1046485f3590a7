# attack: history of 130000
# class: memory
# expect: 0; the longest answer that crosses: a suite that walks it stays within its time
def train(X, Y, eta=0.5, epochs=2000):
    return [0.0] * 10, 0.0, [0.5] * 120000
