"""What comes out of the pipeline, and how much is read for it."""


def all_sums(lines):
    """Return all sums."""
    return list(learner.running_sums(learner.numbers(lines)))


def read_for(count):
    """Return how many lines are read until there are so many sums."""
    read = 0

    def lines():
        nonlocal read
        for number in range(1000):
            read += 1
            yield str(number)

    sums = iter(learner.running_sums(learner.numbers(lines())))
    for _ in range(count):
        next(sums)
    return read
