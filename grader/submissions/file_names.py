"""What learners and their machines make of a file's name."""

from __future__ import annotations

import re
from collections.abc import Iterable

# what browsers, Canvas and file managers add to a name that is taken
_COPY = re.compile(
    r"(?:Copy of )?(.+?)(?: ?\((\d+)\)|-(\d+)| copy(?: (\d+))?| - Copy(?: \((\d+)\))?)?", re.IGNORECASE | re.DOTALL
)
_MEANT = ("", "py", "ipynb", "txt", "py.txt", "ipynb.txt")


def copy_of(stem: str) -> tuple[str, int]:
    """Return a file's stem without what marks it as a copy, and the copy's number."""
    match = _COPY.fullmatch(stem)
    assert match is not None
    return match[1], next((int(digits[:9]) for digits in match.groups()[1:] if digits), 0)


def almost(files: Iterable[str], stem: str) -> str | None:
    """Return the first of these files that is probably meant as `stem`, and is called a little otherwise."""
    named = [(file, *file.partition(".")[::2]) for file in sorted(files)]
    meant = [(file, own) for file, own, suffix in named if own and suffix.lower() in _MEANT]
    for file, own in meant:
        if _squeezed(stem) in (_squeezed(own), _squeezed(copy_of(own)[0])):
            return file
    number, _, name = stem.partition("_")  # the number or the name alone, where both were asked for
    return next((file for file, own in meant if own.casefold() in (number.casefold(), name.casefold())), None)


def _squeezed(stem: str) -> str:
    return "".join(filter(str.isalnum, stem.casefold()))
