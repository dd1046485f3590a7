"""Generators, one after another."""


def numbers(lines):
    """Give the number in each line that is not empty."""
    for line in lines:
        if line.strip():
            yield float(line)


def running_sums(values):
    """Give the sum of all values so far, after each value."""
    total = 0.0
    for value in values:
        total += value
        yield total
