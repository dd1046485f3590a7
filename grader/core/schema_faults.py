"""Every fault of a part's shape in one run: what is at fault is taken out, or something put in, and it is tried again."""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Iterable, Iterator, Sequence
from types import UnionType
from typing import Any, NamedTuple, get_args, get_origin

import msgspec

from grader.core.errors import ContentError
from grader.core.schema import Document, Place, SchemaFault, Shape

MAX_FAULTS = 200
RENAMED = ("answers", "options")
_FILLERS: tuple[Any, ...] = (" ", 1, 1.0, True, [], {}, [" "])


class Fixed(NamedTuple):
    """What keeps a part from having its shape, and the part as it is without that."""

    faults: list[SchemaFault]
    document: Document | None
    """None where nothing would do, or there are too many faults."""
    doubt: set[Place]
    """What was taken out or put in, and so is not what the author meant."""
    absent: set[Place]
    """What is not there, and what an unknown key may be meant for."""


class Faults:
    """All that is wrong with a document, each thing once: what rests on a value at fault is not told."""

    def __init__(self, document: Document, found: Iterable[ContentError] = ()) -> None:
        """Take a document, and what was found when it was read."""
        self.document = document
        self.found = list(found)
        self._doubt: set[Place] = set()

    def convert(self, place: Place, shape: type[Shape]) -> Shape | None:
        """Return the value at `place` as `shape`, without what keeps it from that; None where nothing would do."""
        part = self.document.part(*place)
        try:
            return msgspec.convert(part.data, shape, strict=True)
        except msgspec.ValidationError:
            fixed = fix(part, shape)
        self.found += [fault.diagnostic for fault in fixed.faults]
        self._doubt |= {(*place, *one) for one in fixed.doubt | fixed.absent}
        return fixed.document.convert(shape) if fixed.document else None

    def doubts(self, *places: Place) -> bool:
        """Whether one of these values, a part of it, or what it is a part of, is not what the author meant."""
        return any(one[: len(place)] == place[: len(one)] for one in self._doubt for place in places)

    def add(self, place: Place, problem: str, *, needs: Place | None = None) -> None:
        """Note that the value at `place` has `problem`, unless it, or what the problem `needs`, is in doubt."""
        if not self.doubts(place, *([] if needs is None else [needs])):
            self.found.append(self.document.error(place, problem))

    def raise_all(self) -> None:
        """Raise the first fault in the file, which has the others as `further`; nothing where there is none."""
        if self.found:
            first, *others = sorted(self.found, key=lambda one: (one.line or 0, one.column or 0))
            first.further = tuple(others)
            raise first


def _near(word: str, known: Sequence[str], n: int) -> list[str]:
    import difflib

    return difflib.get_close_matches(word, known, n=n)


def fix(part: Document, shape: Any) -> Fixed:
    """Return all that keeps `part` from being `shape`, and the part fixed."""
    trial = part.changed(copy.deepcopy(part.data))
    found: dict[Place, SchemaFault] = {}
    doubt: set[Place] = set()
    absent: set[Place] = set()
    _fix_mappings(trial, shape, found, doubt, absent)
    fillers: dict[Place, Iterator[Any]] = {}
    while fault := trial.fault(shape):
        if len(found) >= MAX_FAULTS:
            return Fixed(_told_once(found, shape), None, doubt, absent)
        if fault.place not in found and not any(fault.place[: len(one)] == one for one in fillers):
            found[fault.place] = fault
            _doubt(trial.data, fault, shape, doubt, absent)
        if not _without(trial.data, fault, fillers, doubt):
            return Fixed(_told_once(found, shape), None, doubt, absent)
    return Fixed(_told_once(found, shape), trial, doubt, absent)


def _fix_mappings(
    trial: Document, shape: Any, found: dict[Place, SchemaFault], doubt: set[Place], absent: set[Place]
) -> None:
    """Fix each entry of a mapping such as `params` on its own: of those, a fault of the whole does not say which."""
    if not (isinstance(shape, type) and issubclass(shape, msgspec.Struct) and isinstance(trial.data, dict)):
        return
    for field in msgspec.structs.fields(shape):
        entries = trial.data.get(field.encode_name)
        if get_origin(field.type) is not dict or not isinstance(entries, dict):
            continue
        for name in list(entries):
            above, kind = (field.encode_name, name), get_args(field.type)[1]
            with contextlib.suppress(msgspec.ValidationError):
                msgspec.convert(entries[name], kind, strict=True)
                continue
            own = fix(trial.part(*above), kind)
            found.update({(*above, *fault.place): fault._replace(place=(*above, *fault.place)) for fault in own.faults})
            doubt |= {(*above, *place) for place in own.doubt}
            absent |= {(*above, *place) for place in own.absent}
            # a filler keeps its name known to what follows
            entries[name] = own.document.data if own.document else _filler(kind)


def _filler(kind: Any) -> Any:
    for filler in _FILLERS:
        with contextlib.suppress(msgspec.ValidationError):
            msgspec.convert(filler, kind, strict=True)
            return copy.copy(filler)
    return None


def _doubt(data: Any, fault: SchemaFault, shape: Any, doubt: set[Place], absent: set[Place]) -> None:
    """Note what is in doubt by a fault: an unknown key may be meant for any other that is not there."""
    *above, last = fault.place or ("",)
    if not str(last).endswith(":"):
        doubt.add(fault.place)
    elif " " in str(last):  # a text that a comma cut in two
        doubt.add(tuple(above))
    else:
        for step in above:
            data = data[step]
        known = keys_at(shape, tuple(above))
        near = _near(str(last).removesuffix(":"), sorted(known), n=1)
        absent |= {(*above, key) for key in near or known if key not in data}


def _without(data: Any, fault: SchemaFault, fillers: dict[Place, Iterator[Any]], doubt: set[Place]) -> bool:
    """Take out what is at fault, or put the next thing in its place; where none will do, the same with what it is in."""
    place = fault.place
    while place:
        owner = data
        for step in place[:-1]:
            owner = owner[step]
        last = place[-1]
        key = last.removesuffix(":") if isinstance(last, str) and last not in owner else last
        if isinstance(owner, dict) and key in owner and place not in fillers:
            del owner[key]
            if place != fault.place:
                fillers[place] = iter(_FILLERS)
            return True
        for filler in fillers.setdefault(place, iter(_FILLERS)):
            owner[last] = copy.copy(filler)
            return True
        place = place[:-1]
        doubt.add(place)
    return False


def _is_another_name(word: str, keys: Sequence[str]) -> bool:
    """Whether a word may be a key that is called otherwise here, and is none of these misspelt."""
    return " " not in word and not _near(word, keys, n=1)


def _missing_at(above: Place, found: dict[Place, SchemaFault]) -> list[str]:
    """Return the keys that are missing in the mapping at `above`."""
    return [str(place[-1]) for place, fault in found.items() if fault.missing and place[:-1] == above]


def _told_once(found: dict[Place, SchemaFault], shape: Any) -> list[SchemaFault]:
    """Leave out a key that is missing because it has another name: the other name is told already."""
    unknown = [place for place in found if place and str(place[-1]).endswith(":")]
    told = dict(found)
    for place in unknown:
        above, word = place[:-1], str(place[-1]).removesuffix(":")
        missing = _missing_at(above, found)
        close = _near(word, missing, n=1) or [m for m in missing if (word, m) == RENAMED]
        only_one = len(missing) == 1 and sum(other[:-1] == above for other in unknown) == 1
        if not close and only_one and _is_another_name(word, keys_at(shape, above)):
            close = missing
            told[place] = found[place]._replace(instead=missing[0])
        for key in close:
            told.pop((*above, key), None)
    return list(told.values())


def type_at(shape: Any, place: Place) -> Any:
    """Return the type of what stands at `place` of `shape`: a struct, where it is one of several types."""
    for step in place:
        if isinstance(shape, type) and issubclass(shape, msgspec.Struct):
            fields = {field.encode_name: field.type for field in msgspec.structs.fields(shape)}
            shape = fields.get(str(step), Any)
        else:
            arguments = get_args(shape)
            shape = next((one for one in reversed(arguments) if one is not Ellipsis), Any)
        structs = [one for one in get_args(shape) if isinstance(one, type) and issubclass(one, msgspec.Struct)]
        if isinstance(shape, UnionType) and structs:
            shape = structs[0]
    return shape


def keys_at(shape: Any, place: Place) -> list[str]:
    """Return the keys that may stand in the mapping at `place` of `shape`."""
    found = type_at(shape, place)
    if not (isinstance(found, type) and issubclass(found, msgspec.Struct)):
        structs = [one for one in get_args(found) if isinstance(one, type) and issubclass(one, msgspec.Struct)]
        if not structs:
            return []
        found = structs[0]
    return [field.encode_name for field in msgspec.structs.fields(found)]
