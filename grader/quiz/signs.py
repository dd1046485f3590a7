"""One spelling for the signs of a number: minus signs, spaces, wide digits, fractions, powers, LaTeX."""

from __future__ import annotations

import re
import unicodedata

_MINUS = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2796\ufe58\ufe63\uff0d", "-")
_SUPERSCRIPTS = str.maketrans(
    "\u207a\u207b\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079", "+-0123456789"
)
_POWER = re.compile("10([\u207a\u207b]?[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+)")
_TABLE = str.maketrans({**_MINUS, "\u2044": "/", "\u2215": "/"})
_LATEX = (
    (r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}", r"\1/\2"),
    (r"\\[dt]?frac\s*([0-9])\s*([0-9])", r"\1/\2"),
    (r"\{,\}", ","),
    (r"\\(?:times|cdot)(?![a-zA-Z])", "\u00d7"),
    (r"\\approx(?![a-zA-Z])", "\u2248"),
    (r"\\[()\[\],;:! ]", " "),
    (r"\\(?=[%$])", ""),
)


def even(text: str) -> str:
    """Return `text` with one kind of minus, of space and of digit, and fractions such as ½ and powers written out."""
    if text.isascii():
        return _without_latex(text).strip()
    text = _POWER.sub(lambda power: f"10^{power[1].translate(_SUPERSCRIPTS)}", text)
    spelled = "".join(map(_fraction, text)).translate(_TABLE)
    # What looks like a digit of another script is not one here: only the wide forms of 0 to 9 are taken.
    plain = "".join(
        unicodedata.normalize("NFKC", char) if char.isspace() or "\uff01" <= char <= "\uff5e" else char
        for char in spelled
        if unicodedata.category(char) != "Cf"
    )
    return _without_latex(plain).strip()


def _without_latex(text: str) -> str:
    if "\\" in text or "{,}" in text:
        for pattern, plain in _LATEX:
            text = re.sub(pattern, plain, text)
    return text


def _fraction(char: str) -> str:
    parts = unicodedata.normalize("NFKC", char).split("\u2044") if ord(char) > 127 else [char]
    return f" {parts[0]}/{parts[1]}" if len(parts) == 2 and all(part.isdecimal() for part in parts) else char
