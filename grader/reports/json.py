"""The result as JSON: the contract with other programs."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from grader.results import ExerciseResult, SubmissionResult


def render(result: ExerciseResult | SubmissionResult) -> str:
    """Return the result as one JSON object, indented, with a newline at its end."""
    # the standard library's writer, since a learner's text may hold lone surrogates
    data: Any = msgspec.to_builtins(result)
    return json.dumps(data, indent=1, ensure_ascii=True, allow_nan=False) + "\n"
