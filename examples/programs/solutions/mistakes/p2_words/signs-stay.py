"""Your code counts `wind`, `wind,` and `wind:` as three words. What is at the end of a word?

Remove the signs from both ends before you count.
"""

from collections import Counter


def most_common(path, *, count=3):
    with open(path) as file:
        found = Counter(file.read().lower().split())
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:count]
