"""Markdown with `$math$` as plain lines: formulas in Unicode, paragraphs wrapped, nothing a terminal would obey."""

from __future__ import annotations

import re
import textwrap

from grader.core.text import escaped, without_commands
from grader.quiz import formula

_KEPT = ("|", "- ", "* ", "    ", "```")
_NUMBERED = re.compile(r"(?:\d{1,2}\. .*(?:\n|$))+")
_SHORT = 40
"""A formula or a piece of code of at most this length is not broken over two lines."""
_NARROW = 20
"""Words in fewer columns than this are hard to read."""
_CODE = re.compile(r"(?<!`)`[^`\n]{1,40}`(?!`)")
_HOLD = "\u00a0"


def formula_text(source: str, room: int = _SHORT) -> str:
    """Write one formula in Unicode, in one piece where it has `room`; what is none, as it was typed."""
    try:
        written = formula.unicode(source)
    except (formula.FormulaError, RecursionError):
        return f"${source}$"
    return written.replace(" ", _HOLD) if len(written) <= room else written


def wrapped(text: str, width: int, indent: str = "") -> str:
    """Return `text` in lines of at most `width`; code, tables and lists keep their own lines."""
    blocks: list[str] = []
    fenced = False
    room = min(_SHORT + 2, width - len(indent) - 2)
    shown = formula.replace(text, lambda source: formula_text(source, room))
    held = _CODE.sub(lambda match: match[0].replace(" ", _HOLD) if len(match[0]) <= room else match[0], shown)
    for block in clean(held).strip("\n").split("\n\n"):
        fences = sum(line.lstrip().startswith("```") for line in block.splitlines())
        if fenced or fences or block.startswith(_KEPT) or _NUMBERED.fullmatch(block):
            lines = [line for line in block.splitlines() if not line.lstrip().startswith("```")]
            inner = indent + ("  " if fenced or fences else "")
            blocks.append("\n".join(_kept(line, width, inner) for line in lines))
        else:
            blocks.append(
                textwrap.fill(
                    block.replace("**", ""),
                    width,
                    initial_indent=indent,
                    subsequent_indent=indent,
                    break_on_hyphens=False,
                    break_long_words=False,
                )
            )
        fenced ^= fences % 2 == 1
    return "\n\n".join(blocks).replace(_HOLD, " ")


def _kept(line: str, width: int, indent: str) -> str:
    """Return a line as it is, or in as many as it needs, the further ones a little to the right."""
    if len(indent + line) <= width:
        return indent + line
    return textwrap.fill(
        line,
        width,
        initial_indent=indent,
        subsequent_indent=indent + " " * _depth(line),
        break_on_hyphens=False,
        break_long_words=False,
        drop_whitespace=True,
    )


def _depth(line: str) -> int:
    """Return how far in the rest of a line that is too long stands: below the text of a list, right of a program's line."""
    bullet = re.match(r"(?:-|\*|\d{1,2}\.) ", line)
    return bullet.end() if bullet else len(line) - len(line.lstrip()) + 2


def hanging(head: str, text: str, width: int) -> str:
    """Return `text` after `head`, its further lines under its first; where `head` leaves no room, below it."""
    if width - len(head) < _NARROW:
        indent = " " * (len(head) - len(head.lstrip()) + 4)
        return head.rstrip() + "\n" + wrapped(text, width, indent)
    return head + wrapped(text, width, " " * len(head)).lstrip(" ")


def clean(text: str) -> str:
    """Escape what a terminal or a CI system would obey."""
    return without_commands(escaped(text, keep=f"\n{_HOLD}"))
