# attack: remembers hidden inputs
# class: side-channel
# expect: what was seen in a closed check is printed and raised in every later one: nothing of it is shown
import math


SEEN = []


def loss(a, y):
    len(SEEN) > 60 or SEEN.append((a, y))
    len(SEEN) > 60 or print("INPUTS", SEEN)
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    len(SEEN) > 60 or SEEN.append((A, Y))
    len(SEEN) > 60 or print("INPUTS", SEEN)
    return sum(loss(a, y) for a, y in zip(A, Y)) / len(Y)
