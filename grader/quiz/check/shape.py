"""Every fault of a part's shape in one run: what is at fault is taken out, or what is missing put in, and it is tried again."""

from __future__ import annotations

import copy
import difflib
from collections.abc import Iterator
from types import UnionType
from typing import Any, get_args

import msgspec

from grader.schema import Document, Fault, Place

MAX_FAULTS = 50
RENAMED = ("answers", "options")
_FILLERS: tuple[Any, ...] = (" ", 1, 1.0, True, [], {}, [" "])


def faults(part: Document, shape: type[Any]) -> tuple[list[Fault], Document | None]:
    """Return all that keeps `part` from being `shape`, and the part as it is without that.

    The second is None where what is at fault stands in a list, or has no value that would do: the search ends there.
    """
    found: dict[Place, Fault] = {}
    filled: dict[Place, Iterator[Any]] = {}
    trial = part.changed(copy.deepcopy(part.data))
    while fault := trial.fault(shape):
        if fault.place not in filled and fault.place not in found:
            if len(found) >= MAX_FAULTS:
                return _told_once(found), None
            found[fault.place] = fault
        if not _mended(trial.data, fault.place, missing=fault.missing, filled=filled):
            return _told_once(found), None
    return _told_once(found), trial


def _mended(data: Any, place: Place, *, missing: bool, filled: dict[Place, Iterator[Any]]) -> bool:
    if not place or not isinstance(place[-1], str):
        return False
    for step in place[:-1]:
        data = data[step]
    if not isinstance(data, dict):
        return False
    if missing:
        filled[place] = iter(_FILLERS)
    if place in filled:
        data[place[-1]] = next(filled[place], None)
        return data[place[-1]] is not None
    key = place[-1]
    return data.pop(key if key in data else key.removesuffix(":"), data) is not data


def _told_once(found: dict[Place, Fault]) -> list[Fault]:
    """Leave out a key that is missing because it is misspelt: the misspelling is told already."""
    unknown = [place for place in found if place and str(place[-1]).endswith(":")]
    meant = set()
    for place in unknown:
        word = str(place[-1]).removesuffix(":")
        missing = [str(p[-1]) for p, fault in found.items() if fault.missing and p[:-1] == place[:-1]]
        close = difflib.get_close_matches(word, missing, n=1) or [m for m in missing if (word, m) == RENAMED]
        meant |= {(*place[:-1], key) for key in close}
    return [fault for place, fault in found.items() if place not in meant]


def type_at(shape: Any, place: Place) -> Any:
    """Return the type of what stands at `place` of `shape`: a struct, where it is one of several types."""
    for step in place:
        if isinstance(shape, type) and issubclass(shape, msgspec.Struct):
            fields = {field.encode_name: field.type for field in msgspec.structs.fields(shape)}
            shape = fields.get(str(step), Any)
        else:
            arguments = get_args(shape)
            shape = arguments[-1] if arguments else Any
        structs = [one for one in get_args(shape) if isinstance(one, type) and issubclass(one, msgspec.Struct)]
        if isinstance(shape, UnionType) and structs:
            shape = structs[0]
    return shape


def keys_at(shape: Any, place: Place) -> list[str]:
    """Return the keys that may stand in the mapping at `place` of `shape`, or in each of a mapping of mappings there."""
    found = type_at(shape, place)
    while not (isinstance(found, type) and issubclass(found, msgspec.Struct)):
        arguments = get_args(found)
        if not arguments:
            return []
        found = arguments[-1]
    return [field.encode_name for field in msgspec.structs.fields(found)]
