# attack: ready twice
# class: tamper
# expect: 0; "ready" is said before the file is read, and whatever comes of it then ends the worker
import os

body = b"t\0\0\0\2" + b"s\0\0\0\5ready" + b"T"
os.write(0, len(body).to_bytes(4, "big") + body)


def loss(a, y):
    import math

    a = min(max(a, 1e-12), 1 - 1e-12)
    return -math.log(a if y else 1 - a)


def mean_loss(A, Y):
    return sum(map(loss, A, Y)) / len(Y)
