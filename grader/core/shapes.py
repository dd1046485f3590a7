"""The shape of a plain value: what a course declares that a function returns.

In YAML a shape is one of

- `number`, `whole number`, `text`, `true or false`, `nothing` (None), `anything`;
- `maybe SHAPE`: this, or None; `{either: [SHAPE, SHAPE]}`: one of these;
- `{list of: SHAPE}`: a list or tuple of any length; a list of two or more shapes: a list or tuple of just these;
- `{any text: SHAPE}`: a dict with any texts as its keys; `any number`, `any whole number` and `anything` do likewise;
- any other mapping: a dict of just these keys. A number is a number as a key, and what is in quotes is a text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

import msgspec

_WORDS: dict[str, tuple[tuple[type, ...], str, str]] = {
    "number": ((float, int), "a number", "numbers"),
    "whole number": ((int,), "a whole number", "whole numbers"),
    "text": ((str,), "text", "texts"),
    "true or false": ((bool,), "True or False", "True or False"),
    "nothing": ((type(None),), "None", "None"),
    "anything": ((), "anything", "anything"),
}
_ANY = {"any text": "text", "any number": "number", "any whole number": "whole number", "anything": "anything"}
"""What stands for any keys of a dict, and what these are."""
_MEANT = {
    "int": "whole number",
    "integer": "whole number",
    "float": "number",
    "str": "text",
    "string": "text",
    "bool": "true or false",
    "boolean": "true or false",
    "none": "nothing",
    "null": "nothing",
    "any": "anything",
    "list": "{list of: SHAPE}",
    "tuple": "[SHAPE, SHAPE]",
    "dict": "{any text: SHAPE}",
    "optional": "maybe SHAPE",
}
"""What people write for a shape who know it from elsewhere."""
_MEANT_AS_KEY = {"dict of": "any text", "set of": "list of", "tuple of": "list of", "one of": "either"}
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


class Quoted(str):
    """A key in quotes: it stands for itself, whatever it says."""


class Misfit(msgspec.Struct, frozen=True):
    """Where a value leaves its shape."""

    path: tuple[Any, ...]
    """The indexes and keys that lead there."""
    found: str
    wanted: str


class Shape(msgspec.Struct, frozen=True):
    """One shape: a word, the items of a tuple, the one kind of item of a list, the keys of a dict, or a choice."""

    word: str = ""
    items: tuple[Shape, ...] = ()
    each: Shape | None = None
    keys: tuple[tuple[Any, Shape], ...] = ()
    choices: tuple[Shape, ...] = ()
    any_key: Shape | None = None
    """Of a dict with any keys: what these are; `any_value` is what they lead to."""
    any_value: Shape | None = None

    def describe(self) -> str:
        """Return the shape in a learner's words."""
        if self.word:
            return _WORDS[self.word][1]
        if self.choices:
            return " or ".join(choice.describe() for choice in self.choices)
        if self.each:
            return f"a list of {_plural(self.each)}"
        if self.items:
            return f"{len(self.items)} values ({', '.join(item.describe() for item in self.items)})"
        if self.any_key and self.any_value:
            return f"a dict from {_plural(self.any_key)} to {_plural(self.any_value)}"
        return "a dict with the keys " + ", ".join(str(key) for key, _ in self.keys)

    def misfit(self, value: Any, path: tuple[Any, ...] = ()) -> Misfit | None:
        """Return where `value` first leaves the shape, or None where it fits."""
        if self.word:
            fits = self.word == "anything" or type(value) in _WORDS[self.word][0]
            return None if fits else Misfit(path, name_of(value), self.describe())
        if self.choices:
            return self._no_choice(value, path)
        if not self._holds(value):
            return Misfit(path, name_of(value), self.describe())
        if self.each and self.each.word == "number" and set(map(type, value)) <= {float, int}:
            return None
        for step, part, shape in self._parts(value):
            if found := shape.misfit(part, (*path, step)):
                return found
        return None

    def _holds(self, value: Any) -> bool:
        """Whether `value` is of the kind and the length that this shape has, or of its keys."""
        if self.keys:
            return type(value) is dict and set(value) == {key for key, _ in self.keys}
        if self.any_key:
            return type(value) is dict and not any(map(self.any_key.misfit, value))
        return type(value) in (list, tuple) and (not self.items or len(value) == len(self.items))

    def _parts(self, value: Any) -> Iterator[tuple[Any, Any, Shape]]:
        """Give each part of a value: the step to it, itself, and its shape."""
        if self.keys:
            yield from ((key, value[key], shape) for key, shape in self.keys)
        elif self.any_value:
            yield from ((key, part, self.any_value) for key, part in value.items())
        else:
            yield from ((i, part, self.each or self.items[i]) for i, part in enumerate(value))

    def _no_choice(self, value: Any, path: tuple[Any, ...]) -> Misfit | None:
        """Return that a value fits no choice: the part at fault where one choice holds it, else all choices."""
        found = [choice.misfit(value, path) for choice in self.choices]
        if None in found:
            return None
        inside = [one for one in found if one and len(one.path) > len(path)]
        return inside[0] if len(inside) == 1 else Misfit(path, name_of(value), self.describe())


def _plural(shape: Shape) -> str:
    if shape.word:
        return _WORDS[shape.word][2]
    if shape.choices:
        return " or ".join(map(_plural, shape.choices))
    if shape.each:
        return "lists"
    return "groups of " + shape.describe() if shape.items else "dicts"


def name_of(value: Any) -> str:
    """Return what a plain value is, in a learner's words."""
    name = _NAMES.get(type(value), "something else")
    return f"{name} of {len(value)}" if type(value) in (list, tuple) else name


def parse_shape(data: Any) -> Shape:
    """Return the shape that YAML data describes.

    Args:
        data: words, lists, and mappings whose keys are numbers where they are to be numbers, and `Quoted` where they
            stand for themselves.

    Raises:
        ValueError: it describes none; the text says what would.
    """
    if isinstance(data, str):
        return _word(data)
    if isinstance(data, list) and len(data) > 1:
        return Shape(items=tuple(parse_shape(item) for item in data))
    if isinstance(data, dict) and data:
        return _mapping(data)
    if data is None:
        raise ValueError("a shape is missing here; for None write nothing")
    raise ValueError(
        "a shape is a word, a list of two or more shapes, {list of: SHAPE}, or a mapping of keys to shapes"
    )


def _word(text: str) -> Shape:
    if text in _WORDS:
        return Shape(word=text)
    first, _, rest = text.partition(" ")
    if first == "maybe" and rest:
        return Shape(choices=(_word(rest), Shape(word="nothing")))
    near = _MEANT.get(text.lower()) or next(iter(get_close_matches(text.lower(), _WORDS, 1, 0.7)), "")
    if text.startswith(("list of ", "set of ")):
        near = f"{{list of: {text.partition(' of ')[2][:80]}}}"
    meant = f"did you mean {near}?" if near else f"write one of {', '.join(_WORDS)}, a list or a mapping"
    raise ValueError(f"{text[:80]!r} is no shape; {meant}")


def _mapping(data: Mapping[Any, Any]) -> Shape:
    only = next(iter(data)) if len(data) == 1 else None
    if isinstance(only, str) and not isinstance(only, Quoted):
        if only == "list of":
            return Shape(each=parse_shape(data[only]))
        if only == "maybe":
            return Shape(choices=(parse_shape(data[only]), Shape(word="nothing")))
        if only == "either":
            if not isinstance(data[only], list) or len(data[only]) < 2:
                raise ValueError("either: takes a list of two or more shapes")
            return Shape(choices=tuple(parse_shape(item) for item in data[only]))
        if only in _ANY:
            return Shape(any_key=Shape(word=_ANY[only]), any_value=parse_shape(data[only]))
    for key in data:
        if isinstance(key, str) and not isinstance(key, Quoted):
            _not_meant_otherwise(key, len(data))
    return Shape(keys=tuple((str(k) if isinstance(k, Quoted) else k, parse_shape(item)) for k, item in data.items()))


def _not_meant_otherwise(key: str, count: int) -> None:
    """Refuse a key that looks like a word for a shape; ValueError says what it is probably meant for."""
    words = {"list of", "maybe", "either", *_ANY}
    if key in words:
        raise ValueError(f"{key!r} must be the only key here; for a dict with this key put it in quotes")
    meant = ""
    if key in _MEANT_AS_KEY:
        meant = _MEANT_AS_KEY[key]
    elif count == 1:
        word = _MEANT.get(key.lower(), key)
        meant = (
            f"any {word}" if f"any {word}" in _ANY else next(iter(get_close_matches(key, sorted(words), 1, 0.8)), "")
        )
    elif key.endswith(" of") or key.startswith("any "):
        meant = next(iter(get_close_matches(key, sorted(words), 1, 0.6)), "")
    if meant:
        raise ValueError(
            f"the key {key!r} is no word for a shape; did you mean {{{meant}: SHAPE}}? "
            "For a dict with this very key put it in quotes"
        )
