"""The code cells of a notebook, in order: versions 3 and 4. Nothing in it is run here.

It is read by hand instead of by nbformat, which makes an object of every part of a file: a few MiB of JSON by a hostile
author cost it a GiB and a minute. Here nothing is looked at but the source of code cells.
"""

from __future__ import annotations

import json
from typing import Any

from grader.submissions.source_text import Refused

MAX_PARTS = 1_000_000
"""How many lists and mappings a notebook may hold."""


def code_cells(raw: bytes, file: str) -> tuple[tuple[str, str], ...]:
    """Return (label, source) of each code cell.

    Raises:
        Refused: it is not a readable notebook.
    """

    def refused(reason: str, advice: str = "save it again from Jupyter") -> Refused:
        return Refused(file, f"{file} is not a readable notebook: {reason}; {advice}.")

    if raw.count(b"[") + raw.count(b"{") > MAX_PARTS:
        raise refused("it holds too many parts", "clear its outputs")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refused("it is not UTF-8 text", "save it again") from None
    try:
        data: Any = json.loads(text)
    except json.JSONDecodeError as error:
        raise refused(f"at line {error.lineno}, column {error.colno} it is not JSON ({error.msg})") from None
    except (RecursionError, ValueError):
        raise refused("it is nested too deeply or holds a number too long") from None
    try:
        sources = _sources(data)
    except _NotANotebook as error:
        raise refused(str(error)) from None
    return tuple((f"{file}, cell {number}", source) for number, source in enumerate(sources, 1))


class _NotANotebook(Exception):
    pass


def _sources(data: Any) -> list[str]:
    version = data.get("nbformat") if isinstance(data, dict) else None
    # https://nbformat.readthedocs.io/en/latest/format_description.html
    if type(version) is not int or version not in (3, 4):
        said = "it does not say that it is version 3 or 4"
        raise _NotANotebook(said if version is None else f"its version is {version!r:.20}")
    sheets = _list(data.get("worksheets", [])) if version == 3 else [data]
    cells = [cell for sheet in sheets for cell in _list(_mapping(sheet).get("cells", []))]
    key = "input" if version == 3 else "source"
    return [_text(cell.get(key, "")) for cell in cells if _mapping(cell).get("cell_type") == "code"]


def _mapping(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _NotANotebook("its cells have no form that is known")
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise _NotANotebook("its cells have no form that is known")
    return value


def _text(source: Any) -> str:
    """Return a cell's source, which is text or a list of lines."""
    lines = source if isinstance(source, list) else [source]
    if not all(isinstance(line, str) for line in lines):
        raise _NotANotebook("a code cell holds no text")
    text = "".join(lines)
    try:
        text.encode()
    except UnicodeEncodeError:
        raise _NotANotebook("a code cell holds half a character") from None
    if "\0" in text:
        raise _NotANotebook("a code cell holds a NUL character")
    return text
