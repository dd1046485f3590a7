import math

clip = lambda a: min(max(a, 1e-12), 1 - 1e-12)
loss = lambda a, y: -(math.log(clip(a)) if y else math.log(1 - clip(a)))
mean_loss = lambda A, Y: sum(map(loss, A, Y)) / len(A)
