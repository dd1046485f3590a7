"""Make a tree flat."""


def flatten(tree):
    """Return a list of all whole numbers in a list of numbers and lists, however deep."""
    found = []
    for item in tree:
        if isinstance(item, list):
            found.extend(flatten(item))
        else:
            found.append(item)
    return found
