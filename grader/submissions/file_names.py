"""What learners and their machines make of a file's name."""

from __future__ import annotations

import re
from collections.abc import Iterable

# what browsers, Canvas and file managers add to a name that is taken
_COPY = re.compile(
    r"(?:Copy of )?(.+?)(?: ?\((\d+)\)|-(\d+)| copy(?: (\d+))?| - Copy(?: \((\d+)\))?)?", re.IGNORECASE | re.DOTALL
)
_ALIKE = 0.85
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
    for file, own in meant:
        if own.casefold() in (number.casefold(), name.casefold()):
            return file
    return next((file for file, own in meant if _numbered(own, number) or _misspelled(own, stem)), None)


def _numbered(own: str, number: str) -> bool:
    """Whether a name is a word for an exercise and this exercise's number, as in `exercise_01`."""
    match = re.fullmatch(r"(?:ex|exercise|task|aufgabe|ejercicio|exercice)[_ -]?0*(\d+)", own.casefold())
    return match is not None and number.casefold() == f"ex{match[1]}"


def _misspelled(own: str, stem: str) -> bool:
    """Whether a name has the same digits, and its letters differ in one or two."""
    one, two = _squeezed(own), _squeezed(stem)
    if re.findall(r"\d", one) != re.findall(r"\d", two) or abs(len(one) - len(two)) > 2:
        return False
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, two).ratio() > _ALIKE


def _squeezed(stem: str) -> str:
    return "".join(filter(str.isalnum, stem.casefold()))
