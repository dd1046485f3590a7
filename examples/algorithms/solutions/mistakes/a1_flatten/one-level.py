"""You open only the lists of the first level. What about a list inside such a list?

Call `flatten` for each list, and add what it returns.
"""


def flatten(tree):
    def inner(items, depth):
        found = []
        for item in items:
            if isinstance(item, list) and depth:
                found.extend(inner(item, depth - 1))
            elif not isinstance(item, list):
                found.append(item)
        return found

    return inner(tree, 1)
