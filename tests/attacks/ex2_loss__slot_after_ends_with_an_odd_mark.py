# attack: slot after ends with an odd mark
# class: tamper
# expect: 0; an "answer" frame with an odd value in one slot ends the worker or counts as no answer; no traceback
import os
import sys


def enc(v):
    n = lambda k: k.to_bytes(4, "big")
    if v is None or v is True or v is False:
        return {None: b"N", True: b"T", False: b"F"}[v]
    if type(v) is bytes:
        return v
    if type(v) is int:
        raw = v.to_bytes(v.bit_length() // 8 + 1, "big", signed=True)
        return b"i" + n(len(raw)) + raw
    if type(v) is str:
        raw = v.encode("utf-8", "surrogatepass")
        return b"s" + n(len(raw)) + raw
    if type(v) is dict:
        return b"d" + n(len(v)) + b"".join(enc(k) + enc(x) for k, x in v.items())
    return (b"l" if type(v) is list else b"t") + n(len(v)) + b"".join(map(enc, v))


def put(data):
    while data:
        data = data[os.write(0, data):]


def say(*v):
    body = enc(v)
    put(len(body).to_bytes(4, "big") + body)


def nonce():
    """The number of the present request, from the frames of the worker."""
    frame = sys._getframe()
    while frame:
        if "request" in frame.f_locals and "nonce" in frame.f_locals:
            return frame.f_locals["nonce"]
        frame = frame.f_back
    return 0


HALF = b"f" + bytes.fromhex("3fe0000000000000")


def loss(a, y):
    say("answer", nonce(), None, HALF, [HALF, y, 7], 1)
    return 0.5


def mean_loss(A, Y):
    say("answer", nonce(), None, HALF, [[], Y, 7], 1)
    return 0.5
