# attack: parts of marshal replaced
# class: tamper
# expect: 0; what the worker writes and reads frames with is replaced, in every frame on the stack
import sys


def spoil():
    frame = sys._getframe()
    while frame:
        for name, function in (("marshal", "dumps"), ("wire", "frame"), ("wire", "encode")):
            if name in frame.f_globals:
                setattr(frame.f_globals[name], function, lambda *a: b"f" + bytes.fromhex("3fe0000000000000"))
        frame = frame.f_back


def sigmoid(t):
    spoil()
    return 0.5


def forward(x, w, b):
    spoil()
    return 0.5
