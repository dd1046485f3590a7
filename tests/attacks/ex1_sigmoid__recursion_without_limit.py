# attack: recursion without limit
# class: crash
# expect: 0; a recursion limit of a billion overflows the stack of the worker: a crash or a full memory, told as such
import sys

sys.setrecursionlimit(10**9)


class Deep:
    def __repr__(self):
        return repr([self])

    def __float__(self):
        return float(self)


def sigmoid(*t):
    return sum(map(float, [Deep()]))


forward = sigmoid
