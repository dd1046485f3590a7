"""Count the words of a file."""


def most_common(path, *, count=3):
    """Return the most frequent words of the file, each with how often it is there, the most frequent first.

    Capital letters count as small ones. The signs . , ; : ! ? at the ends of a word do not count. If two words are
    there equally often, the first in the alphabet comes first.

    >>> most_common("poem.txt", count=2)
    [('the', 6), ('and', 3)]
    """
    raise NotImplementedError
