"""Reads a CSV as spreadsheets and course sites write it: any separator, UTF-8 or Windows' Western encoding."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from grader.errors import UsageError


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
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); give a CSV file.") from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True))
    except csv.Error as error:
        raise UsageError(f"{path}: is not a CSV file ({error}).") from None
    if not rows or not any(rows[0]):
        raise UsageError(f"{path}: has no header line; its first line names the columns.")
    header = rows[0]
    columns = {folded(name): i for i, name in reversed(list(enumerate(header)))}
    filled = [[*row, *[""] * (len(header) - len(row))][: len(header)] for row in rows[1:]]
    return Table(path, header, filled, columns)


def folded(name: str) -> str:
    """Return a column's name in lower case, with single blanks."""
    return " ".join(name.casefold().split())


def _separator(text: str) -> str:
    """Return the separator of a CSV: that which splits its header into the most columns."""
    head = re.sub(r'"[^"]*"', "", text.split("\n", 1)[0])
    return max(",;\t", key=head.count)
