# attack: took odd names
# class: leak
# expect: 0; names with folders, NUL, surrogates, or of other files give nothing; no planted mark comes back
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


NAMES = ["../solutions/ex1_sigmoid", "solutions.ex1_sigmoid", "test_ex1_sigmoid", "/etc/passwd", "conftest", "pytest",
         "a\0b", "\ud800", "", ".", "ex1_sigmoid/../../x", "course", "grader", "__init__", "__main__", "mistakes"]


def sigmoid(t):
    for name in NAMES:
        say("took", name)
        size = os.read(0, 4)
        print("HAUL", ascii(name), os.read(0, 65536)[:400])
    return None


forward = sigmoid
