"""A number that knows its slopes."""


class Value:
    """A number in a computation. `data` is the number, and `grad` its slope, which `backward` finds.

    >>> a, b = Value(2.0), Value(3.0)
    >>> c = a * b + a
    >>> c.data
    8.0
    >>> c.backward()
    >>> a.grad, b.grad
    (4.0, 2.0)
    """

    def __init__(self, data):
        """Start with a slope of 0.0."""
        raise NotImplementedError

    def __add__(self, other):
        """Return self + other; other may be a plain number."""
        raise NotImplementedError

    def __mul__(self, other):
        """Return self * other; other may be a plain number."""
        raise NotImplementedError

    def backward(self):
        """Find the slope of this value with respect to every value that it was made from."""
        raise NotImplementedError

    def __repr__(self):
        """Return a text such as Value(2.0)."""
        raise NotImplementedError
