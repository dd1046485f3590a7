"""You count all parts of a tree. Which branch is the deepest?"""


def report(title, *names, sep=", ", **notes):
    return "\n".join([title, sep.join(names), *(f"{key}={value}" for key, value in notes.items())])


def tree_depth(tree):
    return 1 + sum(tree_depth(part) for part in tree["parts"])
