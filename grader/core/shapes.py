"""The shape of a plain value: what a course declares that a function returns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import msgspec

WORDS: dict[str, tuple[tuple[type, ...], str, str]] = {
    "number": ((float, int), "a number", "numbers"),
    "whole number": ((int,), "a whole number", "whole numbers"),
    "text": ((str,), "text", "texts"),
    "true or false": ((bool,), "True or False", "True or False"),
    "nothing": ((type(None),), "None", "None"),
    "anything": ((), "anything", "anything"),
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
    set: "a set",
    frozenset: "a set",
}
DTYPE_KINDS = {
    "float": ("f", "floats"),
    "int": ("iu", "whole numbers"),
    "bool": ("b", "True or False"),
    "complex": ("c", "complex numbers"),
    "number": ("fiuc", "numbers"),
}
"""What the numbers of an array may be: the kinds of numpy's dtypes, and how they are told."""
DTYPE = re.compile(r"(float|int|uint|complex)(8|16|32|64|128)")


class Misfit(msgspec.Struct, frozen=True):
    """Where a value leaves its shape."""

    path: tuple[Any, ...]
    """The indexes and keys that lead there."""
    found: str
    wanted: str
    missing: tuple[Any, ...] = ()
    """Of a dict: the keys that it lacks."""
    surplus: tuple[Any, ...] = ()
    """Of a dict: the keys that it must not have."""


class Shape(msgspec.Struct, frozen=True, dict=True):
    """One shape: a word, the items of a tuple, the one kind of item of a list, the keys of a dict, or a choice."""

    word: str = ""
    items: tuple[Shape, ...] = ()
    each: Shape | None = None
    keys: tuple[tuple[Any, Shape], ...] = ()
    choices: tuple[Shape, ...] = ()
    any_key: Shape | None = None
    """Of a dict with any keys: what these are; `any_value` is what they lead to."""
    any_value: Shape | None = None
    kind: str = ""
    """Of a list or items, "list" or "tuple" where only this will do; "set"; "table" of keys; "array"."""
    dtype: str = ""
    sizes: tuple[int | None, ...] | None = None
    """Of an array: what its sizes are, None for any; None for any number of them."""

    @cached_property
    def has_array(self) -> bool:
        """Whether an array of numpy is part of it."""
        inner = (*self.items, self.each, *(shape for _, shape in self.keys), *self.choices, self.any_value)
        return self.kind == "array" or any(shape.has_array for shape in inner if shape)

    def describe(self) -> str:
        """Return the shape in a learner's words."""
        if self.word:
            return WORDS[self.word][1]
        if self.choices:
            return " or ".join(choice.describe() for choice in self.choices)
        if self.kind == "array":
            return f"an array{self._sizes_told()}{self._numbers_told()}"
        if self.each:
            return f"a {self.kind or 'list'} of {_plural(self.each)}"
        if self.items:
            values = f"{len(self.items)} values ({', '.join(item.describe() for item in self.items)})"
            return f"a {self.kind} of {values}" if self.kind else values
        if self.any_key and self.any_value:
            return f"a dict from {_plural(self.any_key)} to {_plural(self.any_value)}"
        what = "a table with the columns " if self.kind == "table" else "a dict with the keys "
        return what + ", ".join(repr(key) for key, _ in self.keys)

    def _sizes_told(self) -> str:
        if self.sizes is None:
            return ""
        sizes = ", ".join("any" if size is None else str(size) for size in self.sizes)
        return f" of shape ({sizes}{',' if len(self.sizes) == 1 else ''})"

    def _numbers_told(self) -> str:
        return f" of {DTYPE_KINDS[self.dtype][1] if self.dtype in DTYPE_KINDS else self.dtype}" if self.dtype else ""

    def misfit(self, value: Any, path: tuple[Any, ...] = ()) -> Misfit | None:
        """Return where `value` first leaves the shape, or None where it fits."""
        if self.word:
            return None if self._is_word(value) else Misfit(path, name_of(value), self.describe())
        if self.kind == "array":
            return None if self._is_array(value) else Misfit(path, name_of(value), self.describe())
        if self.choices:
            return self._no_choice(value, path)
        if not self._holds(value):
            return self._other_kind(value, path)
        if self.each and self.each.word == "number" and set(map(type, value)) <= {float, int}:
            return None
        for step, part, shape in self._parts(value):
            if found := shape.misfit(part, (*path, step)):
                return found
        return None

    def _is_word(self, value: Any) -> bool:
        whole = self.word == "whole number" and type(value) is float and value.is_integer()
        return whole or self.word == "anything" or type(value) in WORDS[self.word][0]

    def _is_array(self, value: Any) -> bool:
        dtype, sizes = getattr(value, "dtype", None), getattr(value, "shape", None)
        if type(dtype) is not str or type(sizes) is not tuple:
            return False
        kinds = DTYPE_KINDS.get(self.dtype, ("",))[0]
        if self.dtype and not (dtype[1] in kinds if kinds else dtype[1:] == _code(self.dtype)):
            return False
        if self.sizes is None:
            return True
        return len(sizes) == len(self.sizes) and all(
            size in (None, own) for size, own in zip(self.sizes, sizes, strict=True)
        )

    def _holds(self, value: Any) -> bool:
        """Whether `value` is of the kind and the length that this shape has, or of its keys."""
        if self.kind == "set":
            return type(value) in (set, frozenset)
        if self.keys:
            keys = type(value) is dict and set(value) == {key for key, _ in self.keys}
            return keys and (self.kind != "table" or _has_columns(value))
        if self.any_key:
            return type(value) is dict and not any(map(self.any_key.misfit, value))
        kinds = {"list": (list,), "tuple": (tuple,)}.get(self.kind, (list, tuple))
        return type(value) in kinds and (not self.items or len(value) == len(self.items))

    def _other_kind(self, value: Any, path: tuple[Any, ...]) -> Misfit:
        """Return that a value is of another kind, or a dict of other keys, or a table of unequal columns."""
        if type(value) is not dict or not (self.keys or self.any_key):
            return Misfit(path, name_of(value), self.describe())
        own = dict(self.keys)
        missing = tuple(key for key in own if key not in value)
        surplus = tuple(key for key in value if (self.any_key.misfit(key) if self.any_key else key not in own))
        columns = set(map(type, value.values())) <= {list, tuple}
        unequal = columns and not missing and not surplus
        return Misfit(
            path, "columns of different lengths" if unequal else name_of(value), self.describe(), missing, surplus
        )

    def _parts(self, value: Any) -> Iterator[tuple[Any, Any, Shape]]:
        """Give each part of a value: the step to it, itself, and its shape."""
        if self.keys:
            yield from ((key, value[key], shape) for key, shape in self.keys)
        elif self.kind == "set":
            yield from (("a member", part, self.each or Shape(word="anything")) for part in value)
        elif self.any_value:
            yield from ((key, part, self.any_value) for key, part in value.items())
        else:
            yield from ((i, part, self.each or self.items[i]) for i, part in enumerate(value))

    def _no_choice(self, value: Any, path: tuple[Any, ...]) -> Misfit | None:
        """Return that a value fits no choice: the part at fault where one choice holds it, else all choices."""
        found = [choice.misfit(value, path) for choice in self.choices]
        if None in found:
            return None
        inside = [one for one in found if one and (len(one.path) > len(path) or one.missing or one.surplus)]
        return inside[0] if len(inside) == 1 else Misfit(path, name_of(value), self.describe())


def _has_columns(value: Mapping[Any, Any]) -> bool:
    """Whether a dict holds lists alone, all of the same length."""
    columns = [column for column in value.values() if type(column) in (list, tuple)]
    return len(columns) == len(value) and len(set(map(len, columns))) <= 1


def _plural(shape: Shape) -> str:
    if shape.word:
        return WORDS[shape.word][2]
    if shape.choices:
        return " or ".join(map(_plural, shape.choices))
    if shape.each:
        return "lists"
    return "groups of " + shape.describe() if shape.items else "dicts"


def name_of(value: Any) -> str:
    """Return what a plain value is, in a learner's words."""
    sizes = getattr(value, "shape", None)
    if type(sizes) is tuple:
        return f"an array of shape {sizes} and dtype {_dtype_told(value.dtype)}"
    name = _NAMES.get(type(value), "something else")
    return f"{name} of {len(value)}" if type(value) in (list, tuple) else name


def _code(dtype: str) -> str:
    """Return a dtype as numpy codes it: `float64` as `f8`."""
    found = DTYPE.fullmatch(dtype)
    assert found
    return ("u" if found[1] == "uint" else found[1][0]) + str(int(found[2]) // 8)


def _dtype_told(code: str) -> str:
    """Return a dtype as people write it: `<f8` as `float64`."""
    names = {"f": "float", "i": "int", "u": "uint", "c": "complex"}
    return f"{names[code[1]]}{int(code[2:]) * 8}" if code[1] in names else "bool"
