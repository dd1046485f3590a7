"""Text from outside, made safe to show: what a terminal, a page or a CI system would obey is escaped, and long names are cut."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import Any

MAX_TEXT = 400
_MAX_NAME = 200
_MOST_MARKS = 4
_COMMANDS = re.compile(r"(##\w*)\[|^(\s*):(?=:)")


def safe(text: str, most: int = MAX_TEXT) -> str:
    """Return a text from outside fit for any screen: control characters escaped, and cut."""
    plain = safe_line(text[:most])
    room = most + most // 2  # escapes are longer than what they stand for
    return plain if len(text) <= most and len(plain) <= room else plain[:room] + " …"


def safe_name(name: str) -> str:
    """Return a name that a learner gave fit for any screen: control characters escaped, cut."""
    plain = safe_line(name[: _MAX_NAME + 1])
    return plain if len(plain) <= _MAX_NAME else plain[:_MAX_NAME] + "…"


def safe_line(text: str) -> str:
    """Return a text for one line of any screen: what a terminal or a CI system would obey is escaped, and heaps of marks."""
    return without_commands(_without_heaps(escaped(text)))


def escaped(text: str, keep: str = "") -> str:
    """Return a text in which every character that is not printable, but for those to keep, is written as an escape."""
    return "".join(c if c.isprintable() or c in keep else c.encode("unicode_escape").decode("ascii") for c in text)


def _without_heaps(text: str) -> str:
    """Return a text in which no letter has more than four marks above and below: more would cover other lines."""
    if text.isascii():
        return text
    from unicodedata import category

    marks, kept = 0, []
    for c in text:
        marks = marks + 1 if category(c) in ("Mn", "Me") else 0
        kept.append(c if marks <= _MOST_MARKS else c.encode("unicode_escape").decode("ascii"))
    return "".join(kept)


def without_commands(text: str) -> str:
    """Return a line with the commands escaped that CI systems obey: `##…[` wherever it stands, `::` at the beginning."""
    return _COMMANDS.sub(lambda found: f"{found[1]}\\x5b" if found[1] else f"{found[2]}\\x3a", text)


def cut_value(value: Any, most: int = 20_000) -> Any:
    """Return plain data from outside as it is kept in a result: cut where it has more characters and parts than `most`."""
    return _cut(value, [most])


def _cut(value: Any, left: list[int]) -> Any:
    left[0] -= 1
    if isinstance(value, str):
        room = max(0, left[0])
        left[0] -= len(value)
        return value if len(value) <= room else value[:room] + " …"
    if isinstance(value, list):
        return [_cut(part, left) for part in islice(value, max(0, left[0]))]
    if isinstance(value, dict):
        return {str(_cut(key, left)): _cut(part, left) for key, part in islice(value.items(), max(0, left[0]))}
    return value


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return `; did you mean "…"?` where something near is known, else nothing."""
    import difflib

    if len(word) > _MAX_NAME:
        return ""
    close = difflib.get_close_matches(word, sorted(set(known)), n=1)
    return f'; did you mean "{close[0]}"?' if close else ""
