"""Your code counts `The` and `the` as two words. Make all letters small before you count.
"""

from collections import Counter


def most_common(path, *, count=3):
    with open(path) as file:
        words = [word.strip(".,;:!?") for word in file.read().split()]
    found = Counter(word for word in words if word)
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:count]
