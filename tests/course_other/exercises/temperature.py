"""Fahrenheit and Celsius."""


def celsius(degrees):
    """Return the temperature in Celsius: 212 gives 100.0."""
    # TODO
    raise NotImplementedError


def table(first, last, step=10):
    """Return (fahrenheit, celsius) for each step from first up to last: table(32, 52) gives three pairs."""
    # TODO
    raise NotImplementedError
