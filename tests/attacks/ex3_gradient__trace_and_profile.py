# attack: trace and profile
# class: tamper
# expect: 0; trace and profile functions see the worker's own frames and spoil only this worker
import sys


def spy(frame, event, argument):
    for name in list(frame.f_locals):
        if name in ("problem", "raw", "nonce"):
            frame.f_locals[name] = None
    if event == "return":
        raise RuntimeError("from the trace function")
    return spy


sys.settrace(spy)
sys.setprofile(spy)


def gradient(X, Y, w, b):
    sys.settrace(spy)
    sys._getframe(1).f_trace = spy
    return [0.0 for _ in w], 0.0
