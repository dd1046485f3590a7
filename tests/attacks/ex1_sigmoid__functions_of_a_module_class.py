# attack: functions of a module class
# class: control
# expect: full marks: the module's class is replaced, and its functions are objects that can be called; right is right
import math
import sys


class Neuron:
    def __init__(self, function):
        self.function = function

    def __call__(self, *arguments):
        return self.function(*arguments)


class Odd(type(sys)):
    sigmoid = Neuron(lambda t: 1 / (1 + math.exp(-t)))
    forward = Neuron(lambda x, w, b: 1 / (1 + math.exp(-b - sum(xj * wj for xj, wj in zip(x, w)))))


sys.modules[__name__].__class__ = Odd
