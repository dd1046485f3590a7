"""Read a number as people write it, and say in words why it cannot be read.

A sign, digits, one point or comma, an exponent, a fraction; around it, maybe, brackets, a name with `=`, words such as
"it is about"; after it, maybe, a unit. Not `float()`: that takes `nan`, `inf` and `1_000`, makes infinity of 1e400, and
refuses a true minus and 0,5.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import NamedTuple

from grader.quiz import phrases
from grader.quiz.signs import even
from grader.quiz.symbols import AskedFor

MAX_LENGTH = 100
_QUICK = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?", re.ASCII)
_PLAIN = r"[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+"
_NUMBER = re.compile(
    rf"(?P<sign>[-+]?)\s*(?:(?P<whole>[0-9]+)\s+(?=[0-9]+\s*/))?(?P<top>{_PLAIN})"
    r"(?:[eE](?P<exponent>[-+]?[0-9]{1,4})|\s*[*x\u00d7\u00b7\u22c5]\s*10\s*(?:\^|\*\*)\s*[({]?(?P<power>[-+]?[0-9]{1,3})[)}]?)?"
    rf"(?:\s*[/\u00f7]\s*(?P<below_sign>[-+]?)(?P<below>{_PLAIN}))?\s*(?P<rest>.*)",
    re.ASCII | re.DOTALL,
)
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_EQUALS = re.compile(r"=>|[=\u2248\u2245\u2243\u21d2\u2192]|->|:=")
_STARTS = re.compile(r"[-+]?[(\[]?[-+]?[.,]?[0-9]")
_SIGNS = {"-": "-", "+": "+", "minus": "-", "negative": "-", "plus": "+", "positive": "+"}
_AROUND = (
    *(
        ("(", ")"),
        ("[", "]"),
        ("{", "}"),
        ("$", "$"),
        ("`", "`"),
        ('"', '"'),
        ("'", "'"),
        ("**", "**"),
        ("*", "*"),
        ("__", "__"),
    ),
    *(("\u201c", "\u201d"), ("\u2018", "\u2019"), ("\u201e", "\u201c"), ("\u00ab", "\u00bb"), ("\u00bb", "\u00ab")),
)
_PERCENT = re.compile(r"(?:%|percent\b|per cent\b)\s*", re.IGNORECASE)


class Reading(NamedTuple):
    """A number as it was read, and what stood after it."""

    value: float
    rest: str
    percent: bool = False
    """Whether it was written in percent; the value is the share then, 0.5 for 50 %."""


class UnreadableError(ValueError):
    """It is no number; the text says why, to the learner."""


def read_number(typed: object, *, decimals: bool = False, asked: Callable[[], AskedFor] = AskedFor) -> Reading:
    """Read what a learner typed.

    Args:
        typed: a text or a number.
        decimals: whether decimals are asked for, so that 2,812 is no whole number.
        asked: gives the words and symbols that may stand before the number; called only where something stands there.

    Raises:
        UnreadableError: it is no number, it could be two, or what stands before it may change it.
    """
    if isinstance(typed, str) and _QUICK.fullmatch(typed):
        return Reading(float(typed), "")
    if isinstance(typed, bool) or not isinstance(typed, int | float | str):
        raise UnreadableError("This should be a single number. Write it like 0.62.")
    if not isinstance(typed, str):
        try:
            return Reading(_finite(float(typed)), "")
        except OverflowError:
            raise UnreadableError("That number is too large.") from None
    if len(typed.strip()) > MAX_LENGTH:
        raise UnreadableError(f"That is longer than {MAX_LENGTH} characters. Write a number like 0.62.")
    said = typed.strip()
    match = _NUMBER.fullmatch(_alone(even(said), said, asked))
    if not match:
        raise _no_number(said)
    rest = match["rest"].lstrip(", ").rstrip()
    if rest[:1] in tuple("0123456789.,_/^*"):
        raise _no_number(said)
    value = _value(match, said, decimals)
    percent = _PERCENT.match(rest)
    if percent:
        value, rest = value / 100, rest[percent.end() :]
    return Reading(_finite(value), rest, bool(percent))


def shown(value: float) -> str:
    """Write a number as a person would: no unnecessary .0, no exponent where it can be helped."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, int) or (value == int(value) and abs(value) < 1e15):
        return str(int(value))
    plain = repr(value)
    return plain if "e" not in plain else f"{value:.12f}".rstrip("0") if abs(value) >= 1e-9 else plain


def _value(match: re.Match[str], said: str, decimals: bool) -> float:
    """Return the number of a match: its sign, a whole part, digits, a power, what it is divided by."""
    value = _plain(match["top"], match["exponent"] or match["power"] or "", decimals)
    if match["below"]:
        below = _plain(match["below"], "", decimals)
        if below == 0:
            raise UnreadableError(f"'{said}' divides by zero. Check the number that you divide by.")
        value /= -below if match["below_sign"] == "-" else below
    value = float(match["whole"] or 0) + value
    return -value if match["sign"] == "-" else value


def _alone(text: str, said: str, asked: Callable[[], AskedFor]) -> str:
    """Take away what may stand around a number: brackets, a name with `=`, words such as "it is about", a full stop."""
    before = ""
    while text != before:
        before = text
        text = _unwrapped(text)
        if _STARTS.match(text) and not _EQUALS.search(text):
            break
        text = _after_words(_after_names(text, said, asked), said, asked)
    sign = re.fullmatch(r"([-+])\s*\(([^()]*)\)", text)
    return sign[1] + sign[2] if sign and sign[2][:1] not in "-+" else text


def _unwrapped(text: str) -> str:
    """Take away brackets, quotes and the marks that end a sentence."""
    text = text.removeprefix("~").strip().rstrip("!;?:").strip()
    text = re.sub(r"(?<=[.,][0-9]{3})(?:\.\.\.|\u2026)$", "", text)
    if text.endswith((".", ",")) and not text[:-1].endswith((".", ",")) and re.search(r"[0-9%a-z)][.,]$", text):
        text = text[:-1]
    for opening, closing in _AROUND:
        inner = text[len(opening) : len(text) - len(closing)]
        if inner and text.startswith(opening) and text.endswith(closing) and closing not in inner:
            return inner.strip()
    return text


def _after_names(text: str, said: str, asked: Callable[[], AskedFor]) -> str:
    """Return what stands after the last `=` or `:`, where what stands before it names the answer."""
    *names, last = _EQUALS.split(text)
    if not names and ":" in text:
        *names, last = text.split(":")
    # Between `t =` and `= 3` a formula says how t was found; alone before `= 3` it may be something else.
    steps = [name for name in names[1:] if not phrases.is_formula(name)]
    if names and not all(phrases.names_the_answer(name, asked()) for name in (names[0], *steps)):
        raise _asked_back(last.strip() or said, text[: len(text) - len(last)].strip())
    return last.strip()


def _after_words(text: str, said: str, asked: Callable[[], AskedFor]) -> str:
    """Return the number that stands after words, with its sign, where the words leave it as it is."""
    words = text.split()
    place = next((n for n, word in enumerate(words) if _STARTS.match(word)), len(words))
    if place == len(words):
        return text
    sign = _SIGNS.get(words[place - 1].casefold(), "") if place else ""
    lead, number = " ".join(words[: place - bool(sign)]), " ".join(words[place:])
    if not lead and not sign:
        return text
    if not phrases.leads(lead, asked()):
        raise _asked_back(number, lead)
    if sign:
        if number[0] in "+-" or not phrases.takes_a_sign(lead):
            raise _asked_back(number, " ".join(words[:place]))
        return sign + number
    if number[0] in "+-" and not (phrases.takes_a_sign(lead) or phrases.is_a_noun(lead)):
        raise _asked_back(number, lead)
    return number


def _no_number(said: str) -> UnreadableError:
    return UnreadableError(f"'{said}' is not a number. Write it like 0.62.")


def _asked_back(number: str, words: str) -> UnreadableError:
    """Return the error for a number with words before it that may change it."""
    if not _STARTS.match(number):
        return _no_number(f"{words} {number}".strip())
    return UnreadableError(f"The number {number} can be read, but '{words}' before it cannot. Write the number alone.")


def _plain(digits: str, exponent: str, decimals: bool) -> float:
    if not decimals and _THOUSANDS.fullmatch(digits):
        joined, point = digits.replace(",", ""), digits.replace(",", ".")
        raise UnreadableError(f"'{digits}' could be read in two ways. Write {joined}, or {point} if you mean that.")
    return float(digits.replace(",", ".") + (f"e{exponent}" if exponent else ""))


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise UnreadableError("This is not a finite number. Write it like 0.62.")
    return value
