# attack: ready twice
# class: tamper
# expect: 0; "ready" is said before the file is read, and whatever comes of it then ends the worker
import os

body = b"t\0\0\0\2" + b"s\0\0\0\5ready" + b"T"
os.write(0, len(body).to_bytes(4, "big") + body)


def loss(a, y):
    return 0.10536051565782628


mean_loss = loss
