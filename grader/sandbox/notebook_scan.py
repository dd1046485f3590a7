"""Reduces a notebook to its code cells; runs in the confined reader.

A notebook may hold a hundred times as much output as code. So its bytes are gone through once: what is not asked for is
skipped without being built, and only the sources of code cells are taken. It imports the standard library alone.

Source: https://nbformat.readthedocs.io/en/latest/format_description.html, and the older versions in `nbformat` itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

MAX_CODE = 1 << 20
"""So many bytes of code a notebook may hold."""
MAX_CELLS = 2_000
VERSIONS = {1: "code", 2: "input", 3: "input", 4: "source"}
"""The versions there are, and what each calls the source of a cell."""
_SPACE = re.compile(rb"[ \t\r\n]*+")
_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_ATOM = re.compile(rb"-?[0-9][0-9.eE+-]{0,400}|true|false|null|NaN|-?Infinity")
# up to the next bracket that stands in no string
_BRACKET = re.compile(rb'[^"\[\]{}]*+(?:"(?:[^"\\]++|\\.)*+"[^"\[\]{}]*+)*+([\[\]{}])', re.DOTALL)
_ID = re.compile(rb'"([A-Za-z0-9_-]{1,64})"')
_WHOLE = re.compile(r"-?\d{1,9}")
_ESCAPES = 12  # a character takes so many bytes at most: two escapes of six
_KEPT = ("nbformat", "nbformat_minor")


class NotANotebook(Exception):
    """Why it is none: what goes on after "is not a readable notebook"."""


_ODD = "odd"
_NO_FORM = "its cells have no form that is known; save it again from Jupyter."


def reduced(raw: bytearray) -> bytes:
    """Return a notebook as JSON in its own version, with nothing in it but its code cells and their ids.

    Raises:
        NotANotebook: it is none that is read.
    """
    if bytes(raw[:2]) in (b"\xff\xfe", b"\xfe\xff"):
        raise NotANotebook("it is not UTF-8 text; save it again.")
    scan = _Scan(raw, 3 if raw[:3] == b"\xef\xbb\xbf" else 0)
    told: dict[str, Any] = {}
    cells: list[dict[str, tuple[int, int]]] = []
    if scan.peek() != b"{":
        scan.skip()
        raise NotANotebook("it does not say its version; save it again from Jupyter.")
    for key in scan.pairs():
        if key in _KEPT:
            told[key] = scan.atom()
        elif key == "cells":
            cells = scan.cells(MAX_CELLS)  # of two the last counts, as everywhere in JSON
        elif key == "worksheets":
            for _ in scan.items():
                for inner in scan.pairs():
                    if inner == "cells":
                        cells += scan.cells(MAX_CELLS - len(cells))
                    else:
                        scan.skip()
        else:
            scan.skip()
    scan.end()
    return _written(raw, told, cells)


def _written(raw: bytearray, told: dict[str, Any], cells: list[dict[str, tuple[int, int]]]) -> bytes:
    version = told.get("nbformat")
    if type(version) is not int or version not in VERSIONS:
        said = "it does not say its version" if version is None else f"its version is {version!r:.20}"
        raise NotANotebook(f"{said}; save it again from Jupyter.")
    own = VERSIONS[version]
    left, sources, ids = MAX_CODE, list[str](), list[str]()
    for cell in cells:
        if _ODD in cell:
            raise NotANotebook(_NO_FORM)
        if _value(raw, cell.get("cell_type"), 100) == "code":
            source = _source(_value(raw, cell.get(own), _ESCAPES * MAX_CODE))
            left -= len(source.encode())
            if left < 0:
                raise NotANotebook(f"it holds more than {MAX_CODE >> 20} MiB of code; leave out the data.")
            sources.append(source)
            ids.append(_id(raw, cell.get("id")))
    known = version == 4 and all(ids) and len(set(ids)) == len(ids)
    return json.dumps(_notebook(version, own, sources, ids if known else []), ensure_ascii=False).encode()


def _notebook(version: int, own: str, sources: list[str], ids: list[str]) -> dict[str, Any]:
    cells: list[dict[str, Any]] = [
        {"cell_type": "code", own: source, "outputs": [], "metadata": {}} for source in sources
    ]
    for number, cell in enumerate(cells, 1):
        if version == 4:
            cell["execution_count"] = None
        else:
            cell |= {"language": "python", "prompt_number": number, "collapsed": False}
    for cell, id_ in zip(cells, ids, strict=False):  # all have one, or none has
        cell["id"] = id_
    if version in (2, 3):
        sheets = [{"cells": cells, "metadata": {}}]
        return {"nbformat": version, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": sheets}
    minor = (5 if ids else 4) if version == 4 else 0  # JEP 62: cells have ids from 4.5 on
    return {"nbformat": version, "nbformat_minor": minor, "metadata": {}, "cells": cells}


def _id(raw: bytearray, place: tuple[int, int] | None) -> str:
    """Return a cell's id; nothing where it has none, or one that is not allowed."""
    found = _ID.fullmatch(raw, *place) if place else None
    return found[1].decode() if found else ""


def _value(raw: bytearray, place: tuple[int, int] | None, most: int) -> Any:
    """Return what stands at a place; an empty text where there is none."""
    if place is None:
        return ""
    start, end = place
    if end - start > most:
        raise NotANotebook(f"a cell holds more than {MAX_CODE >> 20} MiB; leave out the data.")
    try:
        return json.loads(raw[start:end].decode())
    except UnicodeDecodeError:
        raise NotANotebook("it is not UTF-8 text; save it again.") from None
    except json.JSONDecodeError as error:
        raise _not_json(raw, start + error.pos, error.msg) from None
    except (RecursionError, ValueError):
        raise NotANotebook("it is nested too deeply or holds a number too long; save it again from Jupyter.") from None


def _source(value: Any) -> str:
    """Return a cell's source, which is text or a list of lines."""
    lines = value if isinstance(value, list) else [value]
    if not all(isinstance(line, str) for line in lines):
        raise NotANotebook("a code cell holds no text; save it again from Jupyter.")
    text = "".join(lines)
    try:
        text.encode()
    except UnicodeEncodeError:
        raise NotANotebook("a code cell holds half a character; save it again from Jupyter.") from None
    if "\0" in text:
        raise NotANotebook("a code cell holds a NUL character; save it again from Jupyter.")
    return text


def _not_json(raw: bytearray, at: int, problem: str) -> NotANotebook:
    line, column = raw.count(b"\n", 0, at) + 1, at - raw.rfind(b"\n", 0, at)
    place = f"at line {line}, column {column} it is not JSON ({problem})"
    return NotANotebook(f"{place}; save it again from Jupyter.")


class _Scan:
    """Where one stands in JSON text; what it passes over is looked at no closer than it takes to find its end."""

    def __init__(self, raw: bytearray, at: int) -> None:
        self._raw, self._at = raw, at

    def peek(self) -> bytes:
        """Return the next byte that is no space."""
        space = _SPACE.match(self._raw, self._at)
        assert space is not None
        self._at = space.end()
        return bytes(self._raw[self._at : self._at + 1])

    def _wrong(self, wanted: str) -> NotANotebook:
        return _not_json(self._raw, self._at, f"{wanted} was expected")

    def pairs(self) -> Iterator[str]:
        """Give the keys of an object; each time the reader takes, or skips, the value."""
        for _ in self._each(b"{", b"}"):
            if self.peek() != b'"' or not (found := _STRING.match(self._raw, self._at)):
                raise self._wrong("a key")
            place, self._at = found.span(), found.end()
            if self.peek() != b":":
                raise self._wrong("a colon")
            self._at += 1
            # what is longer is none of those that are looked for
            yield str(_value(self._raw, place, 200)) if place[1] - place[0] <= 200 else ""

    def items(self) -> Iterator[None]:
        """Give a turn for each item of a list; each time the reader takes, or skips, it."""
        return self._each(b"[", b"]")

    def _each(self, opens: bytes, closes: bytes) -> Iterator[None]:
        if self.peek() != opens:
            raise NotANotebook(_NO_FORM)
        self._at += 1
        if self.peek() == closes:
            self._at += 1
            return
        while True:
            yield
            found = self.peek()
            if found not in (b",", closes):
                raise self._wrong("a comma")
            self._at += 1
            if found == closes:
                return

    def skip(self) -> tuple[int, int]:
        """Pass over one value, and return where it stands."""
        first, start = self.peek(), self._at
        if first in (b"[", b"{"):
            depth = 0
            while found := _BRACKET.match(self._raw, self._at):
                self._at = found.end()
                depth += 1 if found[1] in b"[{" else -1
                if not depth:
                    return start, self._at
            raise NotANotebook("it is cut short; save it again from Jupyter.")
        found = (_STRING if first == b'"' else _ATOM).match(self._raw, self._at)
        if not found:
            raise self._wrong("a value")
        self._at = found.end()
        return start, self._at

    def atom(self) -> Any:
        """Take a whole number; any other value is given as text, cut."""
        start, end = self.skip()
        text = bytes(self._raw[start : min(end, start + 40)]).decode("utf-8", "replace")
        return int(text) if _WHOLE.fullmatch(text) else text

    def cells(self, most: int) -> list[dict[str, tuple[int, int]]]:
        """Take a list of cells: of each, where its type, its source and its id stand."""
        found: list[dict[str, tuple[int, int]]] = []
        for _ in self.items():
            if len(found) >= most:
                raise NotANotebook(f"it holds more than {MAX_CELLS} cells; leave some out.")
            cell: dict[str, tuple[int, int]] = {}
            if self.peek() != b"{":
                found.append({_ODD: self.skip()})
                continue
            for key in self.pairs():
                place = self.skip()
                if key in ("cell_type", "id") or key in VERSIONS.values():
                    cell[key] = place
            found.append(cell)
        return found

    def end(self) -> None:
        """Raise NotANotebook where there is more."""
        if self.peek():
            raise self._wrong("the end")
