# attack: raises text that exits
# class: process-exit
# expect: 0; an exception whose text exits is an exception without text
class Out(Exception):
    def __str__(self):
        raise SystemExit(0)

    __repr__ = __str__


def sigmoid(*t):
    raise Out


forward = sigmoid
