"""Read YAML with the place of every value, and check it against a declared shape.

PyYAML's `compose` gives the tree of nodes with their positions; this module turns it into plain data as YAML 1.2 reads
its plain words (`no` is text, `1e-3` a number), refuses duplicate keys, and checks the result by a msgspec type.
Every diagnostic is a ContentError with file, line and column.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec

from grader.core.errors import ContentError, UsageError
from grader.core.shape_reader import Quoted
from grader.core.text import safe
from grader.core.yaml_tree import Place as Place
from grader.core.yaml_tree import Position as Position
from grader.core.yaml_tree import YamlFault, YamlTree

Shape = TypeVar("Shape")


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

    def __init__(
        self,
        path: Path,
        data: Any,
        places: dict[Place, Position],
        keys: Mapping[Place, int | float | None] | None = None,
    ) -> None:
        self.path, self.data, self._places = path, data, places
        self._keys = keys or {}

    def position(self, place: Place) -> Position:
        """Return the one-based line and column of the deepest known part of `place`."""
        while place and place not in self._places:
            place = place[:-1]
        return self._places.get(place, (1, 1))

    def error(self, place: Place, problem: str) -> ContentError:
        """Return the diagnostic that the value at `place` has `problem`."""
        return ContentError(self.path, problem, *self.position(place))

    def part(self, *place: str | int) -> Document:
        """Return the value at `place` as a separate document, which keeps its positions."""
        data = self.data
        for step in place:
            data = data[step]
        depth = len(place)
        return Document(self.path, data, {p[depth:]: at for p, at in self._places.items() if p[:depth] == place})

    def keyed(self, place: Place) -> Any:
        """Return the value at `place`, with numbers as its keys where it has them, and `Quoted` ones where they are."""
        data = self.data
        for step in place:
            data = data[step]
        return self._keyed(data, place)

    def _keyed(self, data: Any, place: Place) -> Any:
        if isinstance(data, list):
            return [self._keyed(item, (*place, i)) for i, item in enumerate(data)]
        if not isinstance(data, dict):
            return data
        result = {}
        for key, item in data.items():
            at = (*place, key)
            said = self._keys.get(at, key)
            result[Quoted(key) if said is None else said] = self._keyed(item, at)
        return result

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
        twice: gets the diagnostic of each key that is there a second time, which is then skipped.

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
    try:
        tree = YamlTree(raw, keep_first=twice is not None)
    except YamlFault as fault:
        raise _told(path, fault) from None
    if twice is not None:
        twice += [_told(path, fault) for fault in tree.twice]
    return Document(path, tree.data, tree.places, tree.keys)


def _told(path: Path, fault: YamlFault) -> ContentError:
    return ContentError(path, fault.problem, fault.line or None, fault.column or None)


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
        return f"the key {safe(repr(unknown[1]), 100)} is not known here{_nearest(unknown[1], shape)}"
    if missing := re.search(r"missing required field `(.*)`", problem):
        return f"the key {missing[1]!r} is missing; add it."
    if types := re.search(r"Expected `(.*)`, got `(.*)`", problem):
        wanted = " or ".join(_NAMES.get(name.strip(), name.strip()) for name in types[1].split("|"))
        key = next((f"{safe(repr(step), 100)} " for step in reversed(place) if isinstance(step, str)), "")
        return f"{key}should be {wanted}, and this is {_NAMES.get(types[2], types[2])}."
    if enum := re.search(r"Invalid enum value (.*)", problem):
        return f"{safe(enum[1].strip(), 100)} is not one of the words known here."
    said = safe(problem[0].lower() + problem[1:])
    return said + ("" if said.endswith(".") else ".")


def _nearest(word: str, shape: Any) -> str:
    if len(word) > 100:
        return "."
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
