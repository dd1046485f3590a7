# attack: recursion limit of nothing
# class: crash
# expect: 0; a recursion limit too low for the worker itself ends the worker, not the grader
import sys


def sigmoid(*t):
    for n in range(1, 200):
        try:
            sys.setrecursionlimit(n)
            break
        except RecursionError:
            pass
    return 0.5


forward = sigmoid
