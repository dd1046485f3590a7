"""The learner's line that a failure speaks of."""

from __future__ import annotations

from grader.core.results import Location
from grader.grading.formatting import safe
from grader.sandbox.outcome import Failure

ON_PURPOSE = ("raise", "assert")
"""What raises an error by the learner's own words: it might be chosen by a hidden input."""
_MOST_LINES = 2000
"""A hidden test names a line up to this one only: a number without bound could carry an input."""


def location_of(failure: Failure, sources: dict[str, str], *, open_: bool = True) -> Location | None:
    """Return the learner's line that a failure speaks of, with columns in characters from one.

    Of a hidden test it is the line alone, and none where the learner's code raised the error on purpose.
    """
    place = failure.place
    if place is None or place.label not in sources:
        return None
    lines = sources[place.label].split("\n")
    if not open_ and (
        failure.problem != "raised"
        or place.line > min(_MOST_LINES, len(lines))
        or failure.facts.get("op") in ON_PURPOSE
    ):
        return None
    if not 0 < place.line <= len(lines):
        return Location(place.label, max(place.line, 1))
    text = lines[place.line - 1]
    if not open_ or place.column == place.end_column == 0:
        return Location(place.label, place.line, text=safe(text, 200))
    start, end = _columns(text, place.column, place.end_column, in_bytes=failure.problem != "syntax")
    if not 0 < start <= len(text) + 1:
        return Location(place.label, place.line, text=safe(text, 200))
    return Location(place.label, place.line, start, max(end, start + 1), safe(text, 200))


def _columns(text: str, start: int, end: int, *, in_bytes: bool) -> tuple[int, int]:
    """Return columns in characters from one, of columns in bytes from zero or as they are."""
    if not in_bytes:
        return start, end
    raw = text.encode(errors="surrogatepass")
    return len(raw[:start].decode(errors="ignore")) + 1, len(raw[:end].decode(errors="ignore")) + 1
