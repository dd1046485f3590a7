"""Compare a typed text with accepted ones: normalised, by a bounded pattern, or but for a slip of the finger."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable

MAX_LENGTH = 200
LETTERS_FOR_TYPOS = 6
_UNBOUNDED, _BRANCHES = 2, 8
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_ARTICLES = re.compile(r"\b(a|an|the)\b\s*", re.IGNORECASE)
_PUNCTUATION = re.compile("[.,;:!?'\"()`\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb]")


def normalise(text: str, steps: Iterable[str]) -> str:
    """Return `text` after the named steps, in a fixed order."""
    wanted = set(steps)
    if "nfkc" in wanted:
        text = unicodedata.normalize("NFKC", text)
    if "dashes" in wanted:
        text = _DASHES.sub("-", text)
    if "case" in wanted:
        text = text.casefold()
    if "punctuation" in wanted:
        text = _PUNCTUATION.sub("", text)
    if "articles" in wanted:
        text = _ARTICLES.sub("", text)
    if "spaces" in wanted:
        text = re.sub(r"\s+", " ", text)
    return text.strip() if "trim" in wanted else text


def distance(left: str, right: str, limit: int) -> int:
    """Return the edits (a letter more, less, other, or two swapped) between two texts, or `limit` + 1 if more."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    last: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        before, last, row = last, row, [i]
        for j, b in enumerate(right, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
    return min(row[-1], limit + 1)


def fault_of_pattern(pattern: str) -> str | None:
    """Return why `pattern` is refused, or None: one that could take for ever on a long answer is."""
    try:
        re.compile(pattern)
    except re.error as error:
        return f"it is no regular expression: {error.msg}"
    bare = re.sub(r"\[\^?\]?(?:\\.|[^\]\\])*\]", "x", re.sub(r"\\[^0-9]", "x", pattern))
    if re.search(r"\\[0-9]", bare) or re.search(r"\(\?(?!:)", bare):
        return "only plain groups, choices and repeats are used here, no back references or look-arounds"
    if re.search(r"\)(?:[*+]|\{)", bare):
        return "a group may be optional, and not repeated"
    if len(re.findall(r"[*+]|\{[0-9]*,\}", bare)) > _UNBOUNDED:
        return f"at most {_UNBOUNDED} of * and + are used in one pattern"
    if len(re.findall(r"[?|]", bare.replace("(?:", "("))) > _BRANCHES:
        return f"at most {_BRANCHES} of ? and | are used in one pattern; write several patterns"
    return None


@functools.lru_cache(maxsize=512)
def compiled(pattern: str, ignore_case: bool) -> re.Pattern[str]:
    """Return the compiled pattern."""
    return re.compile(pattern, re.IGNORECASE if ignore_case else 0)
