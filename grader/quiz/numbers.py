"""Read a number as people write it, and say in words why it cannot be read.

An optional sign, digits, one point or comma, an optional exponent, or a fraction of two such numbers; then, maybe, a
unit. Not `float()`: that takes `nan`, `inf` and `1_000`, makes infinity of 1e400, and refuses a true minus and 0,5.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

MAX_LENGTH = 60
_PLAIN = r"[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+"
_NUMBER = re.compile(
    rf"(?P<sign>[-+\u2212\u2013]?)\s*(?P<top>{_PLAIN})(?P<exponent>[eE][-+\u2212]?[0-9]{{1,4}})?"
    rf"(?:\s*/\s*(?P<below_sign>[-+\u2212]?)(?P<below>{_PLAIN}))?\s*(?P<rest>.*)",
    re.ASCII | re.DOTALL,
)
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")


class Reading(NamedTuple):
    """A number as it was read, and what stood after it."""

    value: float
    rest: str


class UnreadableError(ValueError):
    """It is no number; the text says why, to the learner."""


def read_number(typed: object) -> Reading:
    """Read what a learner typed.

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
    text = typed.strip()
    if len(text) > MAX_LENGTH:
        raise UnreadableError(f"That is longer than {MAX_LENGTH} characters. Write a number like 0.62.")
    match = _NUMBER.fullmatch(text)
    if not match:
        raise UnreadableError(f"'{text}' is not a number. Write it like 0.62.")
    rest: str = match["rest"]
    if rest[:1] in tuple("0123456789.,_/"):
        raise UnreadableError(f"'{text}' is not a number. Write it like 0.62.")
    value = _plain(match["top"], (match["exponent"] or "").replace("\u2212", "-"))
    if match["below"]:
        below = _plain(match["below"])
        if below == 0:
            raise UnreadableError(f"'{text}' divides by zero. Check the number below the line.")
        value /= -below if match["below_sign"] in ("-", "\u2212") else below
    return Reading(_finite(-value if match["sign"] in ("-", "\u2212", "\u2013") else value), rest)


def shown(value: float) -> str:
    """Write a number as a person would: no needless .0, no exponent where it can be helped."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, int) or (value == int(value) and abs(value) < 1e15):
        return str(int(value))
    plain = repr(value)
    return plain if "e" not in plain else f"{value:.12f}".rstrip("0") if abs(value) >= 1e-9 else plain


def _plain(digits: str, exponent: str = "") -> float:
    if _THOUSANDS.fullmatch(digits):
        joined, point = digits.replace(",", ""), digits.replace(",", ".")
        raise UnreadableError(f"'{digits}' could be read in two ways. Write {joined}, or {point} if you mean that.")
    return float(digits.replace(",", ".") + exponent)


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise UnreadableError("This is not a finite number. Write it like 0.62.")
    return value
