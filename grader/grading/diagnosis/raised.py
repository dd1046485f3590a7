"""What an exception tells of the code that raised it: its type, its message, and the kind of the line."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from typing import NamedTuple

from grader.sandbox.outcome import Failure

_NAMES = ("NameError", "UnboundLocalError")


class Raised(NamedTuple):
    """Two programs that raise the same made the same slip, as far as one can see."""

    kind: str
    """The exception's type."""
    pattern: str
    """Its message without numbers, and without the learner's own names where it is about one."""
    line: str
    """The kind of the statement that raised it, as `Assign BinOp`; nothing where that is not known."""


def raised_by(failure: Failure, sources: Mapping[str, str]) -> Raised:
    """Return what an exception of a submission tells, given the submission's files by label."""
    place = failure.place
    lines = sources.get(place.label, "").split("\n") if place else []
    known = place is not None and 0 < place.line <= len(lines)
    return raised_at(failure.kind, failure.text, lines[place.line - 1] if place and known else "")


def raised_at(kind: str, text: str, line: str) -> Raised:
    """Return what an exception tells, given the type, the message and the line that raised it."""
    pattern = re.sub(r"\d+(?:\.\d+)?", "0", text)
    return Raised(kind, re.sub(r"'\w+'", "'name'", pattern) if kind in _NAMES else pattern, _kind_of(line.strip()))


def _kind_of(line: str) -> str:
    for whole in (line, f"{line} pass", f"{line}\n pass", f"if 1:\n pass\n{line} pass"):
        try:
            statement = ast.parse(whole).body[-1]
        except IndexError:  # a comment alone
            return ""
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        value = getattr(statement, "value", None)
        return f"{type(statement).__name__} {type(value).__name__ if value is not None else ''}".strip()
    return ""
