# attack: numpy impostor
# class: return-value
# expect: 0; a class that says it is numpy's and unpacks into another such without end
class Array:
    __module__ = "numpy"

    def tolist(self):
        return type("Array", (Array,), {"__module__": "numpy", "tolist": Array.tolist})()


def sigmoid(*t):
    return Array()


forward = sigmoid
