"""Reads a table as spreadsheets and course sites write it: a CSV with any separator, or a spreadsheet itself."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from grader.core.errors import UsageError


@dataclass
class Table:
    """A CSV with a header."""

    path: Path
    header: list[str]
    rows: list[list[str]]
    """Each as long as the header."""
    columns: dict[str, int]
    """The place of each column, by its name in lower case."""


def read_table(path: Path) -> Table:
    """Read a CSV.

    Raises:
        UsageError: it cannot be read, or it has no header.
    """
    header, *rows = read_rows(path)
    columns = {folded(name): i for i, name in reversed(list(enumerate(header)))}
    filled = [[*row, *[""] * (len(header) - len(row))][: len(header)] for row in rows]
    return Table(path, header, filled, columns)


def read_rows(path: Path) -> Iterator[list[str]]:
    """Give the header of a CSV or .xlsx, and then its rows as they are, one at a time.

    Raises:
        UsageError: it cannot be read, or it has no header.
    """
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        from grader.classroom.spreadsheet import read_sheet

        filled = (row for row in read_sheet(path) if any(cell.strip() for cell in row))
        header = next(filled, [])
        if not header:
            raise UsageError(f"{path}: has no header line; its first line names the columns.")
        yield header
        yield from filled
        return
    try:
        with path.open("rb") as file:
            # a pipe is read once only
            source = file if file.seekable() else io.BytesIO(file.read())
            text = io.TextIOWrapper(source, _encoding(source, path), errors="replace", newline="")
            first, start = text.readline(), 0
            # what spreadsheets put first to be told the separator by
            while first and (not first.strip() or re.fullmatch(r"sep=.", first.strip(), re.IGNORECASE)):
                start, first = text.tell(), text.readline()
            separator = _separator(first)
            text.seek(start)
            rows = csv.reader(text, delimiter=separator, strict=True)
            header = next(rows, [])
            if not any(header):
                raise UsageError(f"{path}: has no header line; its first line names the columns.")
            yield header
            yield from rows
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); give a CSV file.") from None
    except csv.Error as error:
        raise UsageError(f"{path}: is not a CSV file ({error}).") from None


def _encoding(source: BinaryIO, path: Path) -> str:
    """Return what a file is written in, and go back to its beginning."""
    begins = source.read(4)
    source.seek(0)
    if begins.startswith((b"PK\3\4", b"\xd0\xcf\x11\xe0")):
        raise UsageError(f"{path}: is a spreadsheet or an archive; save it as .xlsx or CSV, and give that.")
    if begins.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    text = io.TextIOWrapper(source, "utf-8-sig")
    try:
        deque(text, 0)
        return "utf-8-sig"
    except UnicodeDecodeError:
        return "cp1252"
    finally:
        text.detach()
        source.seek(0)


def folded(name: str) -> str:
    """Return a column's name in lower case, with single blanks."""
    return " ".join(name.casefold().split())


def _separator(header: str) -> str:
    """Return the separator of a CSV: that which splits its header into the most columns."""
    return max(",;\t", key=re.sub(r'"[^"]*"', "", header).count)
