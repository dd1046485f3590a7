"""The result as JSON: the contract with other programs."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from grader.core.results import CourseVersion, ExerciseResult, SubmissionResult


def render(result: ExerciseResult | SubmissionResult, course: CourseVersion | None = None) -> str:
    """Return the result as one JSON object, indented, with a newline at its end; the course last, where it is given."""
    data = msgspec.to_builtins(result)
    if course is not None:
        data["course"] = msgspec.to_builtins(course)
    return json.dumps(_readable(data), indent=1, ensure_ascii=True, allow_nan=False) + "\n"


def _readable(value: Any) -> Any:
    """Return plain data with half characters (lone surrogates) replaced: strict readers of JSON refuse them."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {key: _readable(item) for key, item in value.items()}
    return [_readable(item) for item in value] if isinstance(value, list | tuple) else value
