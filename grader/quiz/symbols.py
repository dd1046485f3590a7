r"""Symbols for numbers: which of them a question asks for, as `t` in "What is $t$?", and which one a learner wrote."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

SYMBOL = r"(?:[a-z]|\\?(?:sigma|eta|theta|alpha|delta)|[\u03b1-\u03c9])(?:[0-9]{1,2}|_\{?\w{1,5}\}?)?['\u2032]*"
_GREEK = {"\u03b1": "alpha", "\u03b4": "delta", "\u03b7": "eta", "\u03b8": "theta", "\u03c3": "sigma"}
# In a sentence: alone, with no operator, value or bracket beside it, and not the word "a" or "i".
_ASKED = (
    rf"(?<![\w'\u2019\\.-])(?<![-=+*/^\u00b7\u22c5\u00d7(]\s)(?<![=+*/^\u00b7\u22c5\u00d7(])({SYMBOL})"
    r"(?![\w'\u2019(-])(?!\s*(?:=|\bis\b)\s*[-+(\[{]?[\d.])(?!\s*[-+*/^\u00b7\u22c5\u00d7])"
)


class AskedFor(NamedTuple):
    """What may stand before an answer because the question asks for it."""

    words: Collection[str] = ()
    """The words of the question, in small letters."""
    symbols: Collection[str] = ()
    """The symbols that it asks for, as `plain` writes them."""


def plain(symbol: str) -> str:
    r"""Return one spelling of a symbol: `\eta`, `η` are `eta`; `w'`, `w_new`, `w_{new}` are `w`; `w_1` is `w1`."""
    folded = re.sub(r"[\\{}'\u2032]", "", symbol.casefold())
    folded = re.sub(r"_?new$", "", folded).replace("_", "")
    return _GREEK.get(folded[:1], folded[:1]) + folded[1:]


def asked_symbols(prompt: str, own: Iterable[str] = ()) -> frozenset[str]:
    """Return the symbols that a question asks for: those of its author, or else those alone in its asking sentences.

    Args:
        prompt: the question as it is asked, with its numbers.
        own: the symbols that the author gives.
    """
    if own:
        return frozenset(plain(symbol) for symbol in own)
    sentences = re.split(r"(?<=[.?!])\s+", re.sub(r"[$`]", "", re.sub(r"\\(?:cdot|times)\b", "\u00d7", prompt)))
    asking = [sentence for sentence in sentences if sentence.endswith("?")] or sentences
    found = (match[1] for sentence in asking for match in re.finditer(_ASKED, sentence.casefold()))
    return frozenset(plain(symbol) for symbol in found if symbol not in ("a", "i") or f"${symbol}$" in prompt)
