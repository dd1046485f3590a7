# attack: reference in the second run
# class: leak
# expect: ex1 is wrong here, so exercise 3 runs on the reference: its source, read from the channel, is in nothing that is shown
import os
import sys

import ex1_sigmoid

SOURCE = ""
frame = sys._getframe()
while frame:
    SOURCE += str(frame.f_locals)
    frame = frame.f_back
SOURCE += str(ex1_sigmoid.forward.__code__.co_consts) + str(vars(ex1_sigmoid))
print("HAUL", SOURCE)


def gradient(X, Y, w, b):
    print("HAUL", SOURCE)
    raise type(SOURCE, (Exception,), {})(SOURCE)
