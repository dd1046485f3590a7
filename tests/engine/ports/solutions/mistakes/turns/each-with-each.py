"""You try each value with each other one. How long does that take for ten times as many?

Remember in a dict what has been seen.
"""


def first_pair(values, total):
    for index, value in enumerate(values):
        for earlier in range(index):
            if values[earlier] + value == total:
                return earlier, index
    return None
