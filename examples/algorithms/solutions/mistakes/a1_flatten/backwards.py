"""The numbers are in reverse order. Where do you add the next one?

`append` and `extend` add at the end.
"""


def flatten(tree):
    found = []
    for item in tree:
        if isinstance(item, list):
            found = flatten(item) + found
        else:
            found = [item, *found]
    return found
