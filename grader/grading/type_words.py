"""Say what kind of value came back, and where in an answer it stands."""

from __future__ import annotations

import re

from grader.core.shapes import Shape

_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_PATH = re.compile(r"(?:\[\d{1,7}\]){1,60}")


def indexes(text: str) -> tuple[int, ...]:
    """Return the indexes of a path such as `[0][2]`; none where the text is no path."""
    return tuple(map(int, re.findall(r"\d+", text))) if _PATH.fullmatch(text) else ()


def holding(shape: Shape, path: tuple[int, ...], kind: str) -> str:
    """Return in words that a value holds one of another kind: `a pair whose first value is a Fraction`.

    Args:
        shape: what the value should have been.
        path: the indexes that lead to the odd one.
        kind: the name of its type.
    """
    if not path:
        return f"a {kind}"
    index, *rest = path
    shape = next((choice for choice in shape.choices if choice.items or choice.each), shape)
    inner = shape.items[index] if index < len(shape.items) else shape.each or Shape()
    noun = "item" if shape.each else "value"
    whole = "a list" if shape.each or not shape.items else "a pair" if len(shape.items) == 2 else "a tuple"
    which = f"{_ORDINALS[index]} {noun}" if index < len(_ORDINALS) else f"{noun} at [{index}]"
    return f"{whole} whose {which} is {holding(inner, tuple(rest), kind)}"
