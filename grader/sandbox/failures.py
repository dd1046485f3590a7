"""What the trusted side is told of an exception in a learner's code; runs in the sandbox, as `worker` does."""

from __future__ import annotations

import itertools

from grader.sandbox import wire

Told = tuple[str, str, str, "tuple[str, int, int, int] | None"]
"""A FAILURE of the protocol, see `worker`."""
MAX_TEXT = 2000


class Forbidden(ImportError):
    """An import that the course does not allow."""


def failure(error: BaseException, labels: set[str]) -> Told:
    """Return what the trusted side is told of an exception."""
    try:
        told = _failure(error, labels)
        wire.encode(told, 1 << 16)
        return told
    except BaseException:  # the exception's own methods, or no room left on the stack
        return ("raised", "Exception", "", None)


def _failure(error: BaseException, labels: set[str]) -> Told:
    kind: str = "ImportError" if type(error) is Forbidden else type.__getattribute__(type(error), "__name__")[:100]
    if isinstance(error, SyntaxError) and error.filename in labels and isinstance(error.lineno, int):
        # of some errors Python gives the end as -1: it does not know it
        column, end = max(error.offset or 0, 0), max(error.end_offset or 0, 0)
        place = (error.filename, error.lineno, column, end if error.end_lineno == error.lineno else column)
        return ("syntax", kind, _text(error.msg), place)
    if isinstance(error, SystemExit):
        return ("exited", kind, _text(error.code), _place(error, labels))
    refused = isinstance(error, Forbidden) or (isinstance(error, PermissionError) and error.errno == 1)
    return ("forbidden" if refused else "raised", kind, _text(error), _place(error, labels))


def _text(value: object) -> str:
    try:
        return str.__getitem__(str.__str__(str(value)), slice(MAX_TEXT))
    except BaseException:
        return ""


def _place(error: BaseException, labels: set[str]) -> tuple[str, int, int, int] | None:
    """Return the innermost place in the learner's own files, or None."""
    found, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in labels:
            found = trace
        trace = trace.tb_next
    if found is None:
        return None
    code = found.tb_frame.f_code
    spot = next(itertools.islice(code.co_positions(), found.tb_lasti // 2, None), (None,) * 4)
    line, end_line, column, end_column = spot
    if column is None or end_column is None or line != found.tb_lineno:
        return (code.co_filename, found.tb_lineno or 0, 0, 0)  # of some code Python knows no line
    return (code.co_filename, line, column, end_column if end_line == line else column)
