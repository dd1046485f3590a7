# attack: tells in a later open check
# class: leak
# expect: full marks: what a closed check gave is printed in the open check that follows it in the file; open checks have run before
import math

SEEN = []


def sigmoid(t):
    len(SEEN) > 60 or SEEN.append(t)
    return 1 / (1 + math.exp(-t)) if t >= 0 else math.exp(t) / (1 + math.exp(t))


def forward(x, w, b):
    print("INPUTS", SEEN)
    return sigmoid(sum((p * q for p, q in zip(x, w)), b))
