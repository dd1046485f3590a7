"""Lines of a file that Python cannot read: comments and strings set aside, brackets counted, words split.

Nothing is parsed here: the file is a stranger's. Each line is looked at once, from left to right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_CHARACTERS = 200_000
"""More than this of a file is not looked through."""
_OPENING, _CLOSING = "([{", ")]}"
PAIRS = dict(zip(_OPENING, _CLOSING, strict=True))
_TOKEN = re.compile(r'"""|\'\'\'|"|\'|#|[(\[{)\]}]|\\.')


@dataclass(frozen=True)
class Bracket:
    """One bracket of a file."""

    sign: str
    line: int
    column: int


def unclosed(source: str, until: int) -> tuple[list[Bracket], Bracket | None]:
    """Return the brackets that are open at the end of a line, and the first closing one that fits none.

    Args:
        source: the file.
        until: the line, from one.
    """
    opened: list[Bracket] = []
    quote = ""
    for number, line in enumerate(source[:MOST_CHARACTERS].split("\n")[:until], 1):
        quote = quote if len(quote) == 3 else ""
        for token in _TOKEN.finditer(line):
            sign = token[0]
            if quote:
                quote = "" if sign == quote else quote
            elif sign in ('"', "'", '"""', "'''"):
                quote = sign
            elif sign == "#":
                break
            elif sign in _OPENING:
                opened.append(Bracket(sign, number, token.start()))
            elif sign in _CLOSING:
                if not opened or PAIRS[opened[-1].sign] != sign:
                    return opened, Bracket(sign, number, token.start())
                opened.pop()
    return opened, None


def code_of(line: str) -> str:
    """Return a line without its comment, and its strings emptied."""
    kept, quote, start = [], "", 0
    for token in _TOKEN.finditer(line):
        sign = token[0]
        if quote:
            if sign == quote:
                kept.append(quote * 2)
                quote, start = "", token.end()
        elif sign[0] in "\"'":
            kept.append(line[start : token.start()])
            quote = sign
        elif sign == "#":
            return ("".join(kept) + line[start : token.start()]).rstrip()
    return ("".join(kept) + ("" if quote else line[start:])).rstrip()


def open_string(line: str) -> bool:
    """Whether a line ends within a string of one line."""
    quote = ""
    for token in _TOKEN.finditer(line):
        sign = token[0]
        if quote:
            quote = "" if sign == quote else quote
        elif sign == "#":
            return False
        elif sign[0] in "\"'":
            quote = sign
    return len(quote) == 1


def indent_of(line: str) -> str:
    """Return the blanks that a line begins with."""
    return line[: len(line) - len(line.lstrip())]
