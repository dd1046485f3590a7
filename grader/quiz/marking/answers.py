"""What every type's marking has in common: what it returns, and how it reads a key."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from grader.core.text import safe
from grader.quiz import phrases
from grader.quiz.numbers import shown
from grader.quiz.parts import Reason

_SHOWN = 60  # of an answer that cannot be read, so many characters are shown
_ENDS = " .,;:!?\"'`\u201c\u201d\u2018\u2019()"


_OPTION = re.compile(r"^(?:option|choice|block)\b[\s:]*")


class MarkedAnswer(msgspec.Struct, frozen=True):
    """What a type's own function found."""

    share: float
    said: tuple[str, ...] = ()
    """Feedback for just this answer."""
    reason: Reason | None = None
    """The wrong option, near value or text that was met, whose misconception and exercise count."""
    read_as: str = ""


class InvalidError(Exception):
    """The answer cannot be marked; the text tells the learner what one looks like."""


def is_blank(answer: Any) -> bool:
    """Say whether there is no answer at all."""
    if isinstance(answer, dict):
        return all(is_blank(part) for part in answer.values())
    return answer is None or (isinstance(answer, str) and not answer.strip()) or answer == []


def plain(value: Any) -> str:
    """Return what is compared of an option's text: no capitals, single spaces, no punctuation around it."""
    written = shown(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)
    folded = " ".join(written.casefold().split())
    return folded.strip(_ENDS) or folded


def find_key(answer: Any, keys: Sequence[str], texts: Sequence[str]) -> str:
    """Return the key that is meant, itself or by its text; case, and spaces and punctuation around it, do not matter.

    Raises:
        InvalidError: it is none of them.
    """
    meant = plain(answer) if isinstance(answer, str | int | float) else ""
    for key in keys:
        if key.casefold() == meant:
            return key
    exact = [key for key, text in zip(keys, texts, strict=True) if text == answer]
    alike = exact or [key for key, text in zip(keys, texts, strict=True) if meant and plain(text) == meant]
    if alike:
        return alike[0]
    if isinstance(answer, str) and (shorter := _OPTION.sub("", phrases.bare(meant))) not in ("", answer):
        return find_key(shorter, keys, texts)
    raise InvalidError(f"'{shortened(answer)}' is not one of the options. The options are {', '.join(sorted(keys))}.")


def shortened(answer: Any) -> str:
    """Return an answer as a message quotes it."""
    return safe(str(answer), _SHOWN)


def refuse_repeats(keys: list[str]) -> None:
    """Raise InvalidError where a key stands twice."""
    twice = sorted(key for key, count in Counter(keys).items() if count > 1)
    if twice:
        raise InvalidError(f"'{twice[0]}' is in your answer twice.")
