"""A value that is used twice keeps only the slope of one use. Does `=` add?

Each use adds to the slope: write `+=`.
"""


class Value:
    def __init__(self, data, parts=()):
        self.data, self.grad, self.parts = data, 0.0, parts

    def __add__(self, other):
        """Return self + other."""
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, ((self, 1.0), (other, 1.0)))

    def __mul__(self, other):
        """Return self * other."""
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, ((self, other.data), (other, self.data)))

    __radd__, __rmul__ = __add__, __mul__

    def backward(self):
        """Find the slopes, each value after all that it is a part of."""
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(order):
            for part, times in value.parts:
                part.grad = times * value.grad

    def __repr__(self):
        """Return a text such as Value(2.0)."""
        return f"Value({self.data})"
