"""The names are always joined by a comma. What is `sep`?"""


def report(title, *names, sep=", ", **notes):
    return "\n".join([title, ", ".join(names), *(f"{key}={value}" for key, value in notes.items())])


def tree_depth(tree):
    return 1 + max((tree_depth(part) for part in tree["parts"]), default=0)
