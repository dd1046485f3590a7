from math import log
loss = lambda a, y: -log(max(1e-15, a * y + (1 - a) * (1 - y)))
mean_loss = lambda A, Y: sum(loss(*pair) for pair in zip(A, Y)) / len(A)
