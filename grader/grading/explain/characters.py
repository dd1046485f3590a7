"""Characters that look like Python and are not: curly quotes, no-break spaces, signs of a word processor."""

from __future__ import annotations

import unicodedata

from grader.grading.explain.explanation import Explanation

_MEANT = {
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "‘": "'",
    "’": "'",
    "‚": "'",
    "´": "'",
    "`": "'",
    "−": "-",
    "–": "-",
    "—": "-",
    "‐": "-",
    "‑": "-",
    "×": "*",
    "·": "*",
    "⋅": "*",
    "∗": "*",
    "÷": "/",
    "∕": "/",
    "²": "**2",
    "³": "**3",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "→": "=",
    "←": "=",
    "…": "...",
    "（": "(",
    "）": ")",
    "［": "[",
    "］": "]",
    "，": ",",
    "：": ":",
    "；": ";",
    "＝": "=",
    "＋": "+",
    "＊": "*",
    "。": ".",
}
_QUOTES = "“”„«»‘’‚´`"
_NAMES = {
    "\u00a0": "no-break space",
    "\u202f": "narrow no-break space",
    "\u2007": "figure space",
    "\u3000": "wide space",
    "\u200b": "zero-width space",
    "\u200c": "zero-width non-joiner",
    "\u200d": "zero-width joiner",
    "\u2060": "word joiner",
    "\ufeff": "byte order mark",
    "\u00ad": "soft hyphen",
    "\u200e": "left-to-right mark",
    "\u200f": "right-to-left mark",
    "\x0c": "form feed",
}


def explain_character(line: str, column: int) -> Explanation | None:
    """Return what is said of the first character that Python does not read, from the marked column on if there is one."""
    odd = [(at, sign) for at, sign in enumerate(line) if sign in _MEANT or sign in _NAMES]
    if not odd:
        return None
    at, sign = next(((at, sign) for at, sign in odd if at + 1 >= column), odd[0])
    if sign in _NAMES:
        return Explanation(
            f"There is an invisible character in this line: a {_NAMES[sign]} (U+{ord(sign):04X}) at column {at + 1}. "
            "Delete it and type an ordinary space.",
            (
                f"It often comes with text that is copied from a web page or a PDF. It stands at column {at + 1}.",
                "Python only reads ordinary spaces. Delete the whole gap in the line, then press the space bar.",
                "If there are many, type the line again by hand instead of copying it.",
            ),
        )
    meant = _MEANT[sign]
    what = "curly quotes" if sign in _QUOTES else "a sign from a word processor"
    name = unicodedata.name(sign, "").lower()
    return Explanation(
        f"`{sign}` is not a sign that Python reads here ({name}). Type `{meant}` instead.",
        (
            f"Look at column {at + 1}. The line holds {what}, perhaps copied from a document or a web page.",
            f"Python needs the plain sign from your keyboard: `{meant}` in place of `{sign}`.",
            f"The line becomes: `{_replaced(line)}`",
        ),
    )


def _replaced(line: str) -> str:
    text = "".join(_MEANT.get(sign, " " if sign in _NAMES else sign) for sign in line.strip())
    return text[:100]
