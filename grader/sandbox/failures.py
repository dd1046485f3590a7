"""What the trusted side is told of an exception in a learner's code; runs in the sandbox, as `worker` does."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import TracebackType

from grader.sandbox import operations, wire
from grader.sandbox.operations import Facts, Spot

Told = tuple[str, str, str, "Spot | None", "Spot | None", Facts]
"""A FAILURE of the protocol, see `worker`."""
MAX_TEXT = 2000


class Forbidden(ImportError):
    """An import that the course does not allow."""


def failure(error: BaseException, sources: Mapping[str, str], graded: Collection[str] = ()) -> Told:
    """Return what the trusted side is told of an exception.

    Args:
        error: what was raised.
        sources: the learner's files, by label.
        graded: the labels of the file that is graded: a line of it is told before one of a file that it calls.
    """
    try:
        told = _failure(error, sources, graded)
        wire.encode(told, 1 << 16)
        return told
    except BaseException:  # the exception's own methods, or no room left on the stack
        return ("raised", "Exception", "", None, None, {})


def _spot(error: SyntaxError, line: int) -> Spot:
    # of some errors Python gives the end as -1: it does not know it
    column, end = max(error.offset or 0, 0), max(error.end_offset or 0, 0)
    return (str(error.filename), line, column, end if error.end_lineno == line else column)


def _failure(error: BaseException, sources: Mapping[str, str], graded: Collection[str]) -> Told:
    kind: str = "ImportError" if type(error) is Forbidden else type.__getattribute__(type(error), "__name__")[:100]
    if isinstance(error, SyntaxError) and error.filename in sources and isinstance(error.lineno, int):
        return ("syntax", kind, _text(error.msg), _spot(error, error.lineno), None, {})
    problem, text = _problem(error)
    theirs = [trace for trace in _traces(error) if trace.tb_frame.f_code.co_filename in sources]
    if not theirs:
        return (problem, kind, text, None, None, {})
    own = [at for at, trace in enumerate(theirs) if trace.tb_frame.f_code.co_filename in graded]
    at = own[-1] if own else len(theirs) - 1
    deepest = operations.spot_of(theirs[-1]) if at < len(theirs) - 1 else None
    return (problem, kind, text, operations.spot_of(theirs[at]), deepest, _facts(error, theirs, at, sources))


def _problem(error: BaseException) -> tuple[str, str]:
    """Return what went wrong when an exception ended a call, and the exception's text."""
    if isinstance(error, SystemExit):
        return "exited", _text(error.code)
    refused = isinstance(error, Forbidden) or (isinstance(error, PermissionError) and error.errno == 1)
    return "forbidden" if refused else "raised", _text(error)


def _traces(error: BaseException) -> list[TracebackType]:
    """Return the frames that an exception went through: of a recursion the last thousand."""
    found, trace = [], error.__traceback__
    while trace is not None:
        found.append(trace)
        trace = trace.tb_next
    return found[-1000:] if found else []


def _facts(error: BaseException, theirs: list[TracebackType], at: int, sources: Mapping[str, str]) -> Facts:
    """Return the facts about what failed in the deepest frame, and what that was given."""
    found: Facts = {}
    try:
        deepest = theirs[-1]
        found["within"] = deepest.tb_frame.f_code.co_name[:60]
        found |= operations.facts_of(deepest, sources[deepest.tb_frame.f_code.co_filename])
        if isinstance(error, NameError | AttributeError) and type(error.name) is str:
            found["name"] = error.name[:60]
        if isinstance(error, AttributeError) and found.get("name"):  # of one that is only set, Python tells neither
            found["owner"] = operations.kind(error.obj, False)
        if at < len(theirs) - 1:
            entered = theirs[at + 1]
            found |= operations.passed(entered, sources[entered.tb_frame.f_code.co_filename])
    except BaseException:  # the learner's own objects, or a source that is no plain Python file
        return found
    return found


def _text(value: object) -> str:
    try:
        return str.__getitem__(str.__str__(str(value)), slice(MAX_TEXT))
    except BaseException:
        return ""
