"""You pair a value with itself. Are there two of it?

Look the value up before you remember it.
"""


def first_pair(values, total):
    seen = {}
    for index, value in enumerate(values):
        seen.setdefault(value, index)
        if total - value in seen:
            return seen[total - value], index
    return None
