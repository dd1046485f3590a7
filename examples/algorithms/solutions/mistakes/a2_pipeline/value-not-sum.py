"""You give each value, not the sum so far. What do you `yield`?

Add the value to a total first, and `yield` the total.
"""


def numbers(lines):
    for line in lines:
        if line.strip():
            yield float(line)


def running_sums(values):
    for value in values:
        yield value
