from math import exp
sigmoid = lambda t: 1 / (1 + exp(-t))
forward = lambda x, w, b: sigmoid(b + sum(x[i] * w[i] for i in range(len(x))))
