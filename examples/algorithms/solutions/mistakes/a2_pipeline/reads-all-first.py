"""Your code reads all lines before it gives the first sum. Which line of your code makes a list of them?

Go through the lines with `for`, and use `yield` inside the loop.
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
