"""Read a shape from YAML data.

In YAML a shape is one of

- `number`, `whole number`, `text`, `true or false`, `nothing` (None), `anything`;
- `maybe SHAPE`: this, or None; `{either: [SHAPE, SHAPE]}`: one of these;
- `{list of: SHAPE}`: a list or tuple of any length; a list of two or more shapes: a list or tuple of just these;
- `{strict list of: SHAPE}`, `{strict tuple: [SHAPE, SHAPE]}`: a list and no tuple, and the other way round;
- `{set of: SHAPE}`; `{table: {name: SHAPE}}`: a dict of columns as long as each other, which a data frame comes as;
- `array`, or `{array: DTYPE, shape: [2, any]}`: an array of numpy, whose dtype and sizes are said or not;
- `{any text: SHAPE}`: a dict with any texts as its keys; `any number`, `any whole number` and `anything` do likewise;
- any other mapping: a dict of just these keys. A number is a number as a key, and what is in quotes is a text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import partial
from typing import Any

from grader.core.shapes import DTYPE, DTYPE_KINDS, WORDS, Shape

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
    "set": "{set of: SHAPE}",
    "ndarray": "array",
    "matrix": "array",
    "dataframe": "{table: {column: SHAPE}}",
}
"""What people write for a shape who know it from elsewhere."""
_MEANT_AS_KEY = {"dict of": "any text", "tuple of": "list of", "one of": "either", "frame": "table"}


class Quoted(str):
    """A key in quotes: it stands for itself, whatever it says."""


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
    if text == "array":
        return Shape(kind="array")
    if text in WORDS:
        return Shape(word=text)
    first, _, rest = text.partition(" ")
    if first == "maybe" and rest:
        return Shape(choices=(_word(rest), Shape(word="nothing")))
    near = _MEANT.get(text.lower()) or next(iter(get_close_matches(text.lower(), WORDS, 1, 0.7)), "")
    if text.startswith(("list of ", "set of ")):
        near = f"{{{text[:3].replace('lis', 'list')} of: {text.partition(' of ')[2][:80]}}}"
    meant = f"did you mean {near}?" if near else f"write one of {', '.join(WORDS)}, array, a list or a mapping"
    raise ValueError(f"{text[:80]!r} is no shape; {meant}")


def _mapping(data: Mapping[Any, Any]) -> Shape:
    only = next(iter(data)) if len(data) == 1 else None
    if isinstance(only, str) and not isinstance(only, Quoted) and only in _ALONE:
        return _ALONE[only](data[only])
    if any(type(key) is str and key == "array" for key in data):
        return _array(data)
    for key in data:
        if isinstance(key, str) and not isinstance(key, Quoted):
            _not_meant_otherwise(key, len(data))
    return Shape(keys=tuple((str(k) if isinstance(k, Quoted) else k, parse_shape(item)) for k, item in data.items()))


def _items(key: str, data: Any) -> tuple[Shape, ...]:
    if not isinstance(data, list) or len(data) < 2:
        raise ValueError(f"{key}: takes a list of two or more shapes")
    return tuple(parse_shape(item) for item in data)


def _table(data: Any) -> Shape:
    if not isinstance(data, dict) or not data:
        raise ValueError("table: takes a mapping of the columns to what is in them, such as {name: text}")
    columns = ((str(name), Shape(each=parse_shape(item))) for name, item in data.items())
    return Shape(keys=tuple(columns), kind="table")


def _dict_of(word: str, data: Any) -> Shape:
    return Shape(any_key=Shape(word=word), any_value=parse_shape(data))


_ALONE: dict[str, Callable[[Any], Shape]] = {
    "list of": lambda data: Shape(each=parse_shape(data)),
    "strict list of": lambda data: Shape(each=parse_shape(data), kind="list"),
    "set of": lambda data: Shape(each=parse_shape(data), kind="set"),
    "strict tuple": lambda data: Shape(items=_items("strict tuple", data), kind="tuple"),
    "table": _table,
    "maybe": lambda data: Shape(choices=(parse_shape(data), Shape(word="nothing"))),
    "either": lambda data: Shape(choices=_items("either", data)),
    **{key: partial(_dict_of, word) for key, word in _ANY.items()},
}
"""What a mapping means whose only key is one of these."""


def _array(data: Mapping[Any, Any]) -> Shape:
    """Return the shape of an array: its dtype, and the sizes in `shape`."""
    if set(data) - {"array", "shape"}:
        raise ValueError("array: has only shape: beside it; for a dict with this key put it in quotes")
    return Shape(kind="array", dtype=_dtype(data["array"]), sizes=_sizes(data.get("shape")))


def _dtype(said: Any) -> str:
    if said is None or said == "any":
        return ""
    if not isinstance(said, str) or (said not in DTYPE_KINDS and not DTYPE.fullmatch(said)):
        raise ValueError(
            f"{str(said)[:80]!r} is no dtype; write one of {', '.join(DTYPE_KINDS)}, any, or one like float64"
        )
    return said


def _sizes(said: Any) -> tuple[int | None, ...] | None:
    if said is None:
        return None
    if not isinstance(said, list) or not all(size == "any" or type(size) is int for size in said):
        raise ValueError("shape: takes a list of sizes, each a whole number or any")
    return tuple(None if size == "any" else size for size in said)


def _not_meant_otherwise(key: str, count: int) -> None:
    """Refuse a key that looks like a word for a shape; ValueError says what it is probably meant for."""
    words = {"array", *_ALONE}
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
