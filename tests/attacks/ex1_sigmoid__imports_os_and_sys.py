# attack: imports os and sys
# class: control
# expect: full marks: os and sys imported and not used, __main__ block with input()
import os
import sys
import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    return sigmoid(sum(wj * xj for wj, xj in zip(w, x)) + b)


if __name__ == "__main__":
    sys.exit(os.system(input()))
