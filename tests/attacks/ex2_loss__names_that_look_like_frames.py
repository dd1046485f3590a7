# attack: names that look like frames
# class: control
# expect: full marks: variables named nonce, request, answer, and text that looks like a frame
nonce = request = answer = "\0\0\0\5junk"
print("answer", 1, None, 0.5)
import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    return sum(loss(a, y) for a, y in zip(A, Y)) / len(Y)
