# attack: raises text that never ends
# class: time
# expect: 0; an exception whose text never comes is under the clock of the call
class Slow(Exception):
    def __str__(self):
        while True:
            pass


def sigmoid(*t):
    raise Slow


forward = sigmoid
