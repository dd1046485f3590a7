"""Reads a spreadsheet (.xlsx) as rows of text: its archive is opened in the confined reader, its sheet by openpyxl."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from grader.core.errors import UsageError
from grader.sandbox.reader import MAX_CONTENT
from grader.submissions.archive import Members
from grader.submissions.source_text import Refused

_MOST_ROWS = 200_000
_MOST_COLUMNS = 200


def read_sheet(path: Path) -> Iterator[list[str]]:
    """Give the rows of the sheet that is shown first.

    Raises:
        UsageError: it is no spreadsheet, or larger than a class list is.
    """
    try:
        import openpyxl
    except ModuleNotFoundError:
        raise UsageError(
            f"{path}: reading a spreadsheet needs openpyxl, which is not installed: pip install 'primer-grader[class]'"
        ) from None
    inner = _repacked(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and forms, which are not read
            book = openpyxl.load_workbook(inner, read_only=True, data_only=True)
            sheet = book.active
            sheet.reset_dimensions()  # some programs write a size that is not true
            for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=_MOST_COLUMNS)):
                if number >= _MOST_ROWS:
                    raise UsageError(f"{path}: has more than {_MOST_ROWS} rows; give the class list alone.")
                yield [_text(value) for value in row]
    except UsageError:
        raise
    except Exception as error:  # it raises what its parts raise
        raise UsageError(
            f"{path}: is no spreadsheet that can be read ({type(error).__name__}); save it as CSV."
        ) from None


def _repacked(path: Path) -> io.BytesIO:
    """Return the archive with nothing packed, so that openpyxl unpacks nothing."""
    try:
        members = Members(str(path), lambda: path.open("rb"))
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            for member in members.paths():
                archive.writestr(str(member), members.content(member, member.name, MAX_CONTENT) or b"")
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}).") from None
    except Refused as error:
        raise UsageError(f"{path}: {error.reason}") from None
    out.seek(0)
    return out


def _text(value: Any) -> str:
    """Return a cell as a CSV would have it."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, datetime | date) else str(value)
