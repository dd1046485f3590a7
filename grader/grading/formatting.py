"""Plain values and a learner's own text as they are shown: short, safe on any screen, to the digits that matter."""

from __future__ import annotations

import math
from typing import Any

from grader.core.text import safe as safe
from grader.sandbox.array_values import opened
from grader.suite.array_agreement import is_array

_MAX_VALUE = 160


def shown(value: Any, digits: int = 17) -> str:
    """Return a plain value as Python would write it, cut."""
    return cut(_written(value, digits, 40))


def _written(value: Any, digits: int, room: int) -> str:
    if isinstance(value, bool) or value is None:
        return repr(value)
    if isinstance(value, float):
        return _number(value, digits)
    if isinstance(value, complex):
        return repr(value)
    if isinstance(value, int):
        return (
            str(value)
            if value.bit_length() < 200
            else f"a whole number of about {int(value.bit_length() * 0.30103)} digits"
        )
    if isinstance(value, str):
        return safe(repr(value[:80])) + ("…" if len(value) > 80 else "")
    if isinstance(value, dict):
        items = [f"{_written(k, digits, 4)}: {_written(v, digits, room // 2)}" for k, v in list(value.items())[:room]]
        return "{" + ", ".join(items) + (", …" if len(value) > room else "") + "}"
    if isinstance(value, set | frozenset):
        return _written_set(value, digits, room)
    if is_array(value):
        return _written_array(opened(value), digits, room)
    return _written_list(value, digits, room)


def _written_list(value: Any, digits: int, room: int) -> str:
    items = [_written(item, digits, max(2, room // 2)) for item in value[: max(2, room)]]
    inside = ", ".join(items) + (", …" if len(value) > max(2, room) else "")
    return f"[{inside}]" if isinstance(value, list) else f"({inside}{',' if len(value) == 1 else ''})"


def _order(member: Any) -> tuple[int, Any]:
    """Return what members of a set are shown in the order of: numbers first, then texts, then all else."""
    if isinstance(member, int | float):
        return 0, member
    return (1, member) if isinstance(member, str) else (2, repr(member))


def _written_set(value: Any, digits: int, room: int) -> str:
    members = [_written(item, digits, 4) for item in sorted(value, key=_order)[:room]]
    return "{" + ", ".join(members) + (", …" if len(value) > room else "") + "}" if value else "set()"


def _written_array(value: Any, digits: int, room: int) -> str:
    if value.size <= room:
        return f"array({_written(value.tolist(), digits, room)})"
    begins = ", ".join(_written(item, digits, 1) for item in value.reshape(-1)[: min(room, 4)].tolist())
    return f"an array of shape {value.shape} that begins with {begins}"


def _number(value: float, digits: int) -> str:
    if not math.isfinite(value):
        return "NaN (not a number)" if math.isnan(value) else ("infinity" if value > 0 else "-infinity")
    short = repr(value)
    rounded = f"{value:.{digits}g}"
    if digits >= 17 or len(short) <= len(rounded):
        return short
    return rounded if set(rounded) & set(".en") else rounded + ".0"


def cut(text: str) -> str:
    """Return a text that is not too long for a sentence."""
    return text if len(text) <= _MAX_VALUE else text[: _MAX_VALUE - 2] + " …"


def digits_that_differ(one: float, other: float) -> int:
    """Return the fewest significant digits, 6 or more, at which two numbers are written differently."""
    for digits in range(6, 17):
        if f"{one:.{digits}g}" != f"{other:.{digits}g}":
            return digits + 1 if digits < 16 else 17
    return 17


def printed(parts: list[str]) -> str:
    """Return what was printed, fit for any screen: lines kept, other control characters and commands to CI escaped."""
    return "\n".join(safe(line, 100_000) for line in "".join(parts).split("\n"))
