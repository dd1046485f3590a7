# attack: frame cut short
# class: tamper
# expect: 0; half a frame before a right answer leaves the stream out of step: the worker is ended
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


def right_sigmoid(t):
    return 1 / (1 + math.exp(-t)) if t >= 0 else math.exp(t) / (1 + math.exp(t))


def right_forward(x, w, b):
    return right_sigmoid(sum((p * q for p, q in zip(x, w)), b))


RIGHT = {"sigmoid": right_sigmoid, "forward": right_forward}


def serve(request):
    """Answer this request and all that follow, in the worker's place. Every value is right."""
    marshal = from_the_worker("marshal")
    while request[2] in RIGHT:  # in another exercise it does no harm
        _, number, function, arguments = request
        forge(number, RIGHT[function](*arguments))
        request = marshal.loads(read(int.from_bytes(read(4), "big")))


def forge(number, value):
    put(b"\0\0\0\x64" + b"t")
    say("answer", number, None, value, None, 1)


def sigmoid(t):
    serve(from_the_worker("request"))
    return right_sigmoid(t)


def forward(x, w, b):
    serve(from_the_worker("request"))
    return right_forward(x, w, b)
