"""Reads the text of an answers file in the confined reader: it is YAML, or JSON, that a learner wrote."""

from __future__ import annotations

import io
from pathlib import Path

from grader.core.errors import ContentError, UsageError
from grader.core.files import open_regular
from grader.core.schema import Document
from grader.sandbox.reader import NotYaml, Source, reader

MOST_VALUES = 10_000
"""So many values and keys an answers file may hold; the largest quiz has a tenth of them."""


def parse_answers_file(raw: bytes, path: Path) -> Document:
    """Return the data of an answers file that came from `path`.

    Raises:
        ContentError: it is no YAML, or holds too much.
    """
    return _document(io.BytesIO(raw), path)


def read_answers_file(path: Path) -> Document:
    """Return the data of an answers file; see parse_answers_file.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        with open_regular(path) as file:
            return _document(file, path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); give the path of a YAML file.") from None


def _document(source: Source, path: Path) -> Document:
    try:
        data, places = reader().yaml(source, MOST_VALUES)
    except NotYaml as fault:
        raise ContentError(path, fault.problem, fault.line or None, fault.column or None) from None
    return Document(path, data, places)
