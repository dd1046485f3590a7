"""All lines are read before the first sum is there. Which line makes a list of them?

Go through the lines in the `for` itself, and `yield` within it.
"""


def numbers(lines):
    for line in list(lines):
        if line.strip():
            yield float(line)


def running_sums(values):
    total = 0.0
    for value in values:
        total += value
        yield total
