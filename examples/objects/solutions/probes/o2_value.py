"""What the suite asks of a value: the result and the slopes of an expression of a and b."""

EXPRESSIONS = {
    "a + b": lambda a, b: a + b,
    "a * b": lambda a, b: a * b,
    "a * b + a": lambda a, b: a * b + a,
    "a + a": lambda a, b: a + a,
    "a * 3 + b": lambda a, b: a * 3 + b,
    "(a + b) * (a + b)": lambda a, b: _square(a + b),
    "a * a * a": lambda a, b: a * a * a,
}


def _square(value):
    return value * value


def computed(expression, a, b):
    """Return the data of an expression."""
    return EXPRESSIONS[expression](learner.Value(a), learner.Value(b)).data


def slopes(expression, a, b):
    """Return the slopes of an expression with respect to a and b."""
    one, other = learner.Value(a), learner.Value(b)
    EXPRESSIONS[expression](one, other).backward()
    return one.grad, other.grad


def written(a):
    """Return how a value is written."""
    return repr(learner.Value(a))
