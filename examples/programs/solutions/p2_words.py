"""Count the words of a file."""

from collections import Counter


def most_common(path, *, count=3):
    """Return the most frequent words of the file, each with how often it is there."""
    with open(path) as file:
        words = [word.strip(".,;:!?").lower() for word in file.read().split()]
    found = Counter(word for word in words if word)
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:count]
