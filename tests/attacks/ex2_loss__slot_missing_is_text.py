# attack: slot missing is text
# class: tamper
# expect: 0; right answers, but a "loaded" frame with an odd value in one slot ends the worker; no traceback
import math
import os
import sys


def enc(v):
    if v is None or v is True or v is False:
        return {None: b"N", True: b"T", False: b"F"}[v]
    if type(v) is float:
        return b"f" + from_the_worker("marshal").dumps(v, 2)[:0:-1]
    if type(v) is int:
        raw = v.to_bytes(v.bit_length() // 8 + 1, "big", signed=True)
        return b"i" + len(raw).to_bytes(4, "big") + raw
    if type(v) is str:
        return b"s" + len(v.encode()).to_bytes(4, "big") + v.encode()
    size = len(v).to_bytes(4, "big")
    if type(v) is dict:
        return b"d" + size + b"".join(enc(k) + enc(x) for k, x in v.items())
    return (b"l" if type(v) is list else b"t") + size + b"".join(map(enc, v))


def put(data):
    while data:
        data = data[os.write(0, data):]


def say(*v):
    body = enc(v)
    put(len(body).to_bytes(4, "big") + body)


def from_the_worker(name):
    """A variable of the worker's, or a module that it has."""
    frame = sys._getframe()
    while frame:
        for names in (frame.f_locals, frame.f_globals):
            if name in names:
                return names[name]
        frame = frame.f_back


def read(size):
    data = b""
    while len(data) < size:
        part = os.read(0, size - len(data))
        data += part or os._exit(0)
    return data


def right_loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -math.log(a if y else 1 - a)


def right_mean_loss(A, Y):
    return sum(map(right_loss, A, Y)) / len(Y)


RIGHT = {"loss": right_loss, "mean_loss": right_mean_loss}


def serve(request):
    """Answer this request and all that follow, in the worker's place. Every value is right."""
    marshal = from_the_worker("marshal")
    while request[2] in RIGHT:  # in another exercise it does no harm
        _, number, function, arguments = request
        forge(number, RIGHT[function](*arguments))
        request = marshal.loads(read(int.from_bytes(read(4), "big")))


def forge(number, value):
    say("answer", number, None, value, None, 1)


if from_the_worker("request")[2] == "ex2_loss":
    say("loaded", from_the_worker("nonce"), None, "sigmoid forward", [])
    serve(from_the_worker("marshal").loads(read(int.from_bytes(read(4), "big"))))

def loss(a, y):
    return right_loss(a, y)


def mean_loss(A, Y):
    return right_mean_loss(A, Y)
