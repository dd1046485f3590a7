import math

sigmoid = lambda t: 1 / (1 + math.exp(-t))
forward = lambda x, w, b: sigmoid(sum(map(lambda p, q: p * q, x, w)) + b)
