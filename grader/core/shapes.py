"""The shape of a plain value: what a course declares that a function returns.

In YAML: `number`, `whole number`, `text`, `true or false`; a list of two or more shapes is a list or tuple of just
these; `{list of: SHAPE}` is a list or tuple of any length; any other mapping is a dict of just these keys.
"""

from __future__ import annotations

from typing import Any

import msgspec

_WORDS: dict[str, tuple[tuple[type, ...], str]] = {
    "number": ((float, int), "a number"),
    "whole number": ((int,), "a whole number"),
    "text": ((str,), "text"),
    "true or false": ((bool,), "True or False"),
}
_NAMES = {
    float: "a float",
    int: "an int",
    str: "a text",
    bool: "a bool",
    list: "a list",
    tuple: "a tuple",
    dict: "a dict",
    type(None): "None",
}


class Misfit(msgspec.Struct, frozen=True):
    """Where a value leaves its shape."""

    path: tuple[int | str, ...]
    found: str
    wanted: str


class Shape(msgspec.Struct, frozen=True):
    """One shape: a word, the items of a tuple, the one kind of item of a list, or the keys of a dict."""

    word: str = ""
    items: tuple[Shape, ...] = ()
    each: Shape | None = None
    keys: tuple[tuple[str, Shape], ...] = ()

    def describe(self) -> str:
        """Return the shape in a learner's words."""
        if self.word:
            return _WORDS[self.word][1]
        if self.each:
            return f"a list of {_plural(self.each)}"
        if self.items:
            return f"{len(self.items)} values ({', '.join(item.describe() for item in self.items)})"
        return "a dict with the keys " + ", ".join(key for key, _ in self.keys)

    def misfit(self, value: Any, path: tuple[int | str, ...] = ()) -> Misfit | None:
        """Return where `value` first leaves the shape, or None where it fits."""
        if self.word:
            fits = type(value) in _WORDS[self.word][0]
            return None if fits else Misfit(path, name_of(value), self.describe())
        if self.keys:
            if type(value) is not dict or set(value) != {key for key, _ in self.keys}:
                return Misfit(path, name_of(value), self.describe())
            pairs: list[tuple[int | str, Shape]] = list(self.keys)
        else:
            if type(value) not in (list, tuple) or (self.items and len(value) != len(self.items)):
                return Misfit(path, name_of(value), self.describe())
            if self.each and self.each.word == "number" and set(map(type, value)) <= {float, int}:
                return None
            pairs = [(i, self.each or self.items[i]) for i in range(len(value))]
        for key, shape in pairs:
            found = shape.misfit(value[key], (*path, key))
            if found:
                return found
        return None


def _plural(shape: Shape) -> str:
    if shape.word:
        return {"number": "numbers", "whole number": "whole numbers", "text": "texts"}.get(shape.word, "True or False")
    return "lists" if shape.each else "groups of " + shape.describe()


def name_of(value: Any) -> str:
    """Return what a plain value is, in a learner's words."""
    name = _NAMES.get(type(value), "something else")
    return f"{name} of {len(value)}" if type(value) in (list, tuple) else name


def parse_shape(data: Any) -> Shape:
    """Return the shape that YAML data describes.

    Raises:
        ValueError: it describes none; the text says what would.
    """
    if isinstance(data, str):
        if data not in _WORDS:
            raise ValueError(f"{data!r} is no shape; write one of {', '.join(_WORDS)}, a list or a mapping")
        return Shape(word=data)
    if isinstance(data, list) and len(data) > 1:
        return Shape(items=tuple(parse_shape(item) for item in data))
    if isinstance(data, dict) and set(data) == {"list of"}:
        return Shape(each=parse_shape(data["list of"]))
    if isinstance(data, dict) and data:
        return Shape(keys=tuple((key, parse_shape(item)) for key, item in data.items()))
    raise ValueError(
        "a shape is a word, a list of two or more shapes, {list of: SHAPE}, or a mapping of keys to shapes"
    )
