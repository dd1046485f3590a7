"""What the suite asks of the generator."""

import itertools


def all_faulty(records):
    """Return all that it gives."""
    return list(learner.faulty(records))


def first_of_endless():
    """Return the first that it gives of records without end, and how many it has taken for that."""
    taken = 0

    def endless():
        nonlocal taken
        for number in itertools.count():
            taken += 1
            yield "bad" if number % 4 == 2 else f"n={number}"
            if taken > 1000:
                return

    return next(iter(learner.faulty(endless()))), taken
