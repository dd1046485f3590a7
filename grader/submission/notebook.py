"""The code cells of a notebook, in order: any version 3 or 4, upgraded by nbformat. Nothing in it is run here."""

from __future__ import annotations

import json
import logging
import warnings
from typing import Any

from grader.submission.text import Refused


def code_cells(raw: bytes, file: str) -> tuple[tuple[str, str], ...]:
    """Return (label, source) of each code cell.

    Raises:
        Refused: it is not a readable notebook.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(file, f"{file} is not a readable notebook: it is not UTF-8 text; save it again.") from None
    try:
        data: Any = json.loads(text)
    except json.JSONDecodeError as error:
        raise Refused(
            file,
            f"{file} is not a readable notebook: at line {error.lineno}, column {error.colno} it is not JSON ({error.msg}); "
            "save it again from Jupyter.",
        ) from None
    except (RecursionError, ValueError):
        raise Refused(
            file, f"{file} is not a readable notebook: it is nested too deeply or holds a number too long."
        ) from None
    try:
        cells = _cells(data)
    except _NotANotebook as error:
        raise Refused(file, f"{file} is not a readable notebook: {error}; save it again from Jupyter.") from None
    return tuple((f"{file}, cell {number}", source) for number, source in enumerate(cells, 1))


class _NotANotebook(Exception):
    pass


def _cells(data: Any) -> list[str]:
    version = data.get("nbformat") if isinstance(data, dict) else None
    if version not in (3, 4):
        raise _NotANotebook(
            "it does not say that it is version 3 or 4" if version is None else f"its version is {version!r:.20}"
        )
    _without_outputs(data)
    import nbformat

    logging.getLogger("traitlets").setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            notebook = nbformat.convert(nbformat.from_dict(data), 4)  # type: ignore[no-untyped-call]
            found = [cell for cell in notebook.cells if cell.cell_type == "code"]
            sources = ["".join(c.source) if isinstance(c.source, list) else c.source for c in found]
    except Exception as error:  # nbformat raises whatever a malformed cell leads it to
        raise _NotANotebook(f"its cells have no form that nbformat knows ({type(error).__name__})") from None
    if any(not isinstance(source, str) or "\0" in source for source in sources):
        raise _NotANotebook("a code cell holds no text")
    return sources


def _without_outputs(data: dict[str, Any]) -> None:
    """Drop what was printed when the notebook was run: it is large and counts for nothing."""
    sheets = data.get("worksheets") if data["nbformat"] == 3 else [data]
    for sheet in sheets if isinstance(sheets, list) else []:
        for cell in (
            sheet.get("cells", []) if isinstance(sheet, dict) and isinstance(sheet.get("cells", []), list) else []
        ):
            if isinstance(cell, dict) and cell.get("cell_type") == "code":
                cell["outputs"] = []
