"""Read YAML with the place of every value, and check it against a declared shape.

PyYAML's `compose` gives the tree of nodes with their positions; this module turns it into plain data as YAML 1.2 reads
its plain words (`no` is text, `1e-3` a number), refuses duplicate keys, and checks the result by a msgspec type.
Every diagnostic is a ContentError with file, line and column.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec
import yaml

from grader.core.errors import ContentError, UsageError

Shape = TypeVar("Shape")
Position = tuple[int, int]
Place = tuple[str | int, ...]

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 30
_SURELY_SHALLOW = 2000  # characters that can open a level
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_SCALARS = {_TAG + kind for kind in ("str", "int", "float", "bool", "null", "timestamp", "merge", "value")}
# YAML 1.2 core schema, https://yaml.org/spec/1.2.2/#103-core-schema
_WORDS: dict[str, Any] = {"": None, "~": None} | {
    spelling: value
    for word, value in {"null": None, "true": True, "false": False}.items()
    for spelling in (word, word.capitalize(), word.upper())
}
_INTEGER = re.compile(r"[-+]?[0-9]{1,400}|0o[0-7]{1,400}|0x[0-9a-fA-F]{1,400}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_SPECIAL = re.compile(r"([-+]?)\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


class SchemaFault(NamedTuple):
    """One thing that keeps a document from having its shape."""

    place: Place
    """Of an unknown key this ends in `key:`."""
    missing: bool
    diagnostic: ContentError
    instead: str = ""
    """Of an unknown key: the missing one that it may be meant for."""


class Document:
    """One YAML file as plain data, and where each part of it stands."""

    def __init__(self, path: Path, data: Any, places: dict[Place, Position]) -> None:
        self.path, self.data, self._places = path, data, places

    def position(self, place: Place) -> Position:
        """Return the one-based line and column of the deepest known part of `place`."""
        while place and place not in self._places:
            place = place[:-1]
        return self._places.get(place, (1, 1))

    def error(self, place: Place, problem: str) -> ContentError:
        """Return the diagnostic that the value at `place` has `problem`."""
        return ContentError(self.path, problem, *self.position(place))

    def part(self, *place: str | int) -> Document:
        """Return the value at `place` as a document of its own, which keeps its positions."""
        data = self.data
        for step in place:
            data = data[step]
        depth = len(place)
        return Document(self.path, data, {p[depth:]: at for p, at in self._places.items() if p[:depth] == place})

    def convert(self, shape: type[Shape]) -> Shape:
        """Return the data as `shape`, a msgspec type; a diagnostic names place and remedy."""
        try:
            return msgspec.convert(self.data, shape, strict=True)
        except msgspec.ValidationError as error:
            problem, place = _split(str(error), self.data)
            raise self.error(place, _words(problem, place, shape)) from None

    def fault(self, shape: type[Shape]) -> SchemaFault | None:
        """Return the first thing that keeps the data from being `shape`, if there is one."""
        try:
            msgspec.convert(self.data, shape, strict=True)
        except msgspec.ValidationError as error:
            problem, place = _split(str(error), self.data)
            missing = re.search(r"missing required field `(.*)`", problem)
            key = (*place, missing[1]) if missing else place
            return SchemaFault(key, bool(missing), self.error(place, _words(problem, place, shape)))
        return None

    def changed(self, data: Any) -> Document:
        """Return other data, with the places of these."""
        return Document(self.path, data, self._places)


def read_yaml(path: Path, *, twice: list[ContentError] | None = None) -> Document:
    """Read one YAML file.

    Args:
        path: the file.
        twice: gets the diagnostic of each key that is there a second time, which is then passed over.

    Raises:
        UsageError: the file is not there or cannot be read.
        ContentError: it is not YAML, too large, too deep, has a duplicate key, an anchor or a tag.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); give the path of a YAML file.") from None
    return parse_yaml(raw, path, twice=twice)


def parse_yaml(raw: bytes, path: Path, *, twice: list[ContentError] | None = None) -> Document:
    """Parse YAML text that came from `path`; see read_yaml."""
    if len(raw) > MAX_BYTES:
        raise ContentError(path, f"the file has {len(raw):,} bytes; at most {MAX_BYTES:,} are read.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        raise ContentError(path, "this is not UTF-8 text; save the file as UTF-8.", line, column) from None
    try:
        if sum(map(text.count, ("[", "{", "- ", "? "))) > _SURELY_SHALLOW:
            _not_too_deep(text, path)
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise ContentError(path, f"this is not YAML: {error.problem or error.context}.", line, column) from None
    except yaml.reader.ReaderError as error:
        raise ContentError(path, f"this is not YAML: {error.reason}.", 1, 1) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise ContentError(path, f"this is not YAML: {type(error).__name__}.", 1, 1) from None
    if node is None:
        raise ContentError(path, "the file is empty.", 1, 1)
    places: dict[Place, Position] = {}
    return Document(path, _build(node, (), places, path, set(), twice), places)


def _not_too_deep(text: str, path: Path) -> None:
    """Go through the text without building anything: composing calls itself for each level, in C, until the stack is full."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH + 1:
            mark = event.start_mark
            place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            raise ContentError(path, f"nested more than {MAX_DEPTH} deep.", *place)


def _build(
    node: Any, place: Place, places: dict[Place, Position], path: Path, seen: set[int], twice: list[ContentError] | None
) -> Any:
    position = (node.start_mark.line + 1, node.start_mark.column + 1)
    places[place] = position
    if len(place) > MAX_DEPTH:
        raise ContentError(path, f"nested more than {MAX_DEPTH} deep.", *position)
    if id(node) in seen:
        raise ContentError(path, "anchors and aliases (& and *) are not used here; write the value out.", *position)
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node, path, position)
    if node.tag not in (_TAG + "seq", _TAG + "map"):
        raise ContentError(path, f"the tag {node.tag!r} is not used here; leave it out.", *position)
    if isinstance(node, yaml.SequenceNode):
        return [_build(child, (*place, index), places, path, seen, twice) for index, child in enumerate(node.value)]
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        where = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        if not isinstance(key_node, yaml.ScalarNode):
            raise ContentError(path, "a key must be plain text.", *where)
        key = key_node.value
        if key in result:
            first = "{}:{}".format(*places[(*place, f"{key}:")])
            fault = ContentError(path, f"the key {key!r} is here twice (first at {first}); keep one of them.", *where)
            if twice is None:
                raise fault
            twice.append(fault)
            continue
        result[key] = _build(value_node, (*place, key), places, path, seen, twice)
        places[(*place, key)] = where if isinstance(value_node, yaml.CollectionNode) else places[(*place, key)]
        places[(*place, f"{key}:")] = where
    return result


def _scalar(node: Any, path: Path, position: Position) -> Any:
    text: str = node.value
    if node.tag not in _SCALARS:
        raise ContentError(path, f"the tag {node.tag!r} is not used here; leave it out.", *position)
    if node.style:  # quoted or a block
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    if special := _SPECIAL.fullmatch(text):
        return float("nan") if special[3] else float(special[1] + "inf")
    return text


_PATH = re.compile(r" - at `(key in )?\$(.*)`$")


def _split(message: str, data: Any) -> tuple[str, Place]:
    """Split msgspec's message into the problem and the place it speaks of."""
    match = _PATH.search(message)
    if not match:
        unknown = re.search(r"unknown field `(.*)`", message)
        return message, (f"{unknown[1]}:",) if unknown else ()
    place: list[str | int] = []
    for step in re.findall(r"\.([^.\[\]]+)|\[(\d+)\]|\[(\.\.\.)\]", match[2]):
        place.append(step[0] or (int(step[1]) if step[1] else "..."))
    resolved = _resolve(data, place)
    problem = message[: match.start()]
    if unknown := re.search(r"unknown field `(.*)`", problem):
        return problem, (*resolved, f"{unknown[1]}:")
    return problem, resolved


def _resolve(data: Any, place: list[str | int]) -> Place:
    """Follow `place` as far as it is definite: msgspec writes [...] for the keys of a mapping."""
    known: list[str | int] = []
    for step in place:
        if step == "...":
            break
        known.append(step)
    return tuple(known)


_NAMES = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "a mapping",
    "null": "nothing",
}


def _words(problem: str, place: Place, shape: Any) -> str:
    """Say msgspec's diagnostic in the words of somebody who writes YAML."""
    if unknown := re.search(r"unknown field `(.*)`", problem):
        return f"the key {unknown[1]!r} is not known here{_nearest(unknown[1], shape)}"
    if missing := re.search(r"missing required field `(.*)`", problem):
        return f"the key {missing[1]!r} is missing; add it."
    if types := re.search(r"Expected `(.*)`, got `(.*)`", problem):
        wanted = " or ".join(_NAMES.get(name.strip(), name.strip()) for name in types[1].split("|"))
        key = next((f"{step!r} " for step in reversed(place) if isinstance(step, str)), "")
        return f"{key}should be {wanted}, and this is {_NAMES.get(types[2], types[2])}."
    if enum := re.search(r"Invalid enum value (.*)", problem):
        return f"{enum[1].strip()} is not one of the words known here."
    return problem[0].lower() + problem[1:] + ("" if problem.endswith(".") else ".")


def _nearest(word: str, shape: Any) -> str:
    known = sorted(_field_names(shape, set()))
    import difflib

    close = difflib.get_close_matches(word, known, n=1)
    return f"; did you mean {close[0]!r}?" if close else "."


def _field_names(shape: Any, seen: set[Any]) -> set[str]:
    """Every field name that may occur anywhere in `shape`."""
    names: set[str] = set()
    if isinstance(shape, type) and issubclass(shape, msgspec.Struct):
        if shape in seen:
            return names
        seen.add(shape)
        for field in msgspec.structs.fields(shape):
            names.add(field.encode_name)
            names |= _field_names(field.type, seen)
    for argument in getattr(shape, "__args__", ()):
        names |= _field_names(argument, seen)
    return names
