"""Read a number as people write it, and say in words why it cannot be read.

A sign, digits, one point or comma, an exponent, a fraction; around it, maybe, brackets, a name with `=`, a word such as
"about"; after it, maybe, a unit. Not `float()`: that takes `nan`, `inf` and `1_000`, makes infinity of 1e400, and refuses
a true minus and 0,5.
"""

from __future__ import annotations

import math
import re
import unicodedata
from typing import NamedTuple

MAX_LENGTH = 60
_PLAIN = r"[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+"
_NUMBER = re.compile(
    rf"(?P<sign>[-+]?)\s*(?:(?P<whole>[0-9]+)\s+(?=[0-9]+\s*/))?(?P<top>{_PLAIN})"
    r"(?:[eE](?P<exponent>[-+]?[0-9]{1,4})|\s*[*x\u00d7\u00b7\u22c5]\s*10\s*(?:\^|\*\*)\s*[({]?(?P<power>[-+]?[0-9]{1,3})[)}]?)?"
    rf"(?:\s*/\s*(?P<below_sign>[-+]?)(?P<below>{_PLAIN}))?\s*(?P<rest>.*)",
    re.ASCII | re.DOTALL,
)
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_MINUS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe58\ufe63\uff0d", "-"))
_BEFORE = re.compile(
    r"(?:it is|it's|its|the answer is|answer|result|about|around|approximately|approx\.?|roughly|circa|ca\.?|exactly|is)"
    r"(?:\s+|\s*:\s*)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"[^\W\d_](?:[\w\u2032']|\([^()]*\))*\s*:\s*")
_AROUND = (("(", ")"), ("[", "]"), ("{", "}"), ("$", "$"), ("`", "`"), ('"', '"'), ("'", "'"))
_PERCENT = re.compile(r"(?:%|percent\b|per cent\b)\s*", re.IGNORECASE)


class Reading(NamedTuple):
    """A number as it was read, and what stood after it."""

    value: float
    rest: str
    percent: bool = False
    """Whether it was written in percent; the value is the share then, 0.5 for 50 %."""


class UnreadableError(ValueError):
    """It is no number; the text says why, to the learner."""


def read_number(typed: object, *, decimals: bool = False) -> Reading:
    """Read what a learner typed.

    Args:
        typed: a text or a number.
        decimals: whether decimals are asked for, so that 2,812 is no whole number.

    Raises:
        UnreadableError: it is no number, or it could be two.
    """
    if isinstance(typed, bool) or not isinstance(typed, int | float | str):
        raise UnreadableError("This should be a single number. Write it like 0.62.")
    if not isinstance(typed, str):
        try:
            return Reading(_finite(float(typed)), "")
        except OverflowError:
            raise UnreadableError("That number is too large to be read.") from None
    if len(typed.strip()) > MAX_LENGTH:
        raise UnreadableError(f"That is longer than {MAX_LENGTH} characters. Write a number like 0.62.")
    said = typed.strip()
    match = _NUMBER.fullmatch(_bare(_even(said)))
    if not match:
        raise UnreadableError(f"'{said}' is not a number. Write it like 0.62.")
    rest = match["rest"].strip()
    if rest[:1] in tuple("0123456789.,_/^*"):
        raise UnreadableError(f"'{said}' is not a number. Write it like 0.62.")
    value = _plain(match["top"], match["exponent"] or match["power"] or "", decimals)
    if match["below"]:
        below = _plain(match["below"], "", decimals)
        if below == 0:
            raise UnreadableError(f"'{said}' divides by zero. Check the number below the line.")
        value /= -below if match["below_sign"] == "-" else below
    value = float(match["whole"] or 0) + value
    percent = _PERCENT.match(rest)
    if percent:
        value, rest = value / 100, rest[percent.end() :]
    return Reading(_finite(-value if match["sign"] == "-" else value), rest, bool(percent))


def shown(value: float) -> str:
    """Write a number as a person would: no unnecessary .0, no exponent where it can be helped."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, int) or (value == int(value) and abs(value) < 1e15):
        return str(int(value))
    plain = repr(value)
    return plain if "e" not in plain else f"{value:.12f}".rstrip("0") if abs(value) >= 1e-9 else plain


def _even(text: str) -> str:
    """Return `text` with one kind of minus, of space and of digit, and fractions such as ½ written out."""
    spelled = "".join(_fraction(char) for char in text.translate(_MINUS))
    # What looks like a digit of another script is not one here: only the wide forms of 0 to 9 are taken.
    return "".join(
        unicodedata.normalize("NFKC", char) if char.isspace() or "\uff01" <= char <= "\uff5e" else char
        for char in spelled
    ).strip()


def _fraction(char: str) -> str:
    parts = unicodedata.normalize("NFKC", char).split("\u2044")
    return f" {parts[0]}/{parts[1]}" if len(parts) == 2 and all(part.isdecimal() for part in parts) else char


def _bare(text: str) -> str:
    """Take away what may stand around a number: brackets, a name with `=`, a word such as "about", a full stop."""
    before = ""
    while text != before:
        before = text
        text = re.split(r"[=\u2248\u2245]", text)[-1].strip()
        text = _BEFORE.sub("", text, count=1) if _BEFORE.match(text) else text
        text = _NAMED.sub("", text, count=1) if _NAMED.match(text) else text
        text = text.removeprefix("~").removeprefix("->").strip()
        text = text.rstrip("!;?").strip()
        if text.endswith((".", ",")) and not text[:-1].endswith((".", ",")) and re.search(r"[0-9%a-z)][.,]$", text):
            text = text[:-1]
        for opening, closing in _AROUND:
            if len(text) > 1 and text.startswith(opening) and text.endswith(closing):
                text = text[1:-1].strip()
    sign = re.fullmatch(r"([-+])\s*\(([^()]*)\)", text)
    return sign[1] + sign[2] if sign and sign[2][:1] not in "-+" else text


def _plain(digits: str, exponent: str, decimals: bool) -> float:
    if not decimals and _THOUSANDS.fullmatch(digits):
        joined, point = digits.replace(",", ""), digits.replace(",", ".")
        raise UnreadableError(f"'{digits}' could be read in two ways. Write {joined}, or {point} if you mean that.")
    return float(digits.replace(",", ".") + (f"e{exponent}" if exponent else ""))


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise UnreadableError("This is not a finite number. Write it like 0.62.")
    return value
