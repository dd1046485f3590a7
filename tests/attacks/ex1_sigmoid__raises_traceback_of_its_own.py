# attack: raises traceback of its own
# class: tamper
# expect: 0; an exception with a __traceback__ and __class__ of its own is told without them
class Odd(Exception):
    @property
    def __traceback__(self):
        raise KeyboardInterrupt

    @property
    def __class__(self):
        raise SystemExit(0)


def sigmoid(*t):
    raise Odd("x")


forward = sigmoid
