# attack: sleeps and dies
# class: time
# expect: 0; a sleep while loading and another in every call that ends the process, so that each is loaded anew
import os
import time

time.sleep(1)


def sigmoid(t):
    time.sleep(1)
    os._exit(0)


forward = sigmoid
