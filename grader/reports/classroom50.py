"""The result as Classroom 50's result.json (schema classroom50/result/v1); who and what comes from its variables.

Its scores are whole numbers: where a check is worth a part of a point, everything is multiplied until all are whole.
"""

from __future__ import annotations

import json
import os
import re

from grader.core.errors import UsageError
from grader.reports.common import Result, counted, one_line, title, told, unique

_VARIABLES = {
    "classroom": "CLASSROOM",
    "assignment": "ASSIGNMENT",
    "assignment_type": "ASSIGNMENT_TYPE",
    "owner": "OWNER",
    "submission": "SUBMISSION_TAG",
    "commit": "COMMIT_URL",
    "release": "RELEASE_URL",
    "review": "REVIEW_URL",
}
_TAG = re.compile(r"submit/(\d{4})-(\d\d)-(\d\d)[T-](\d\d)-(\d\d)-(\d\d)")
_MOST = 4000


def render(result: Result) -> str:
    """Return the JSON.

    Raises:
        UsageError: a variable of Classroom 50 is missing.
    """
    missing = [name for name in _VARIABLES.values() if not os.environ.get(name)]
    if missing:
        raise UsageError(
            f"The format classroom50 is for Classroom 50's own runs, which set {', '.join(missing)}; these are not set."
        )
    told_of = {key: os.environ[name] for key, name in _VARIABLES.items()}
    when = _TAG.match(told_of["submission"])
    if when is None:
        raise UsageError(f"SUBMISSION_TAG is {told_of['submission']!r}; submit/YYYY-MM-DDTHH-MM-SSZ-SHA was expected.")
    year, month, day, hour, minute, second = when.groups()
    pairs = list(counted(result))
    factor = _factor([value for _, check in pairs for value in (check.score, check.max_score)])
    names = unique([f"{title(exercise)}: {one_line(check.title)}" for exercise, check in pairs])
    tests = [
        {
            "test-name": name,
            "passed": check.status in ("passed", "ungraded"),
            "score": round(check.score * factor),
            "max-score": round(check.max_score * factor),
            "message": told(exercise, check)[:_MOST] if check.status != "passed" else "",
        }
        for (exercise, check), name in zip(pairs, names, strict=True)
    ]
    data = {
        "schema": "classroom50/result/v1",
        **told_of,
        "datetime": f"{year}-{month}-{day}T{hour}:{minute}:{second}Z",
        "score": sum(int(str(test["score"])) for test in tests),
        "max-score": sum(int(str(test["max-score"])) for test in tests),
        "tests": tests,
    }
    return json.dumps(data, indent=1) + "\n"


def _factor(values: list[float]) -> int:
    """Return the smallest factor that makes all values whole; 100 where that would take more."""
    return next((f for f in (1, 2, 4, 5, 10, 20, 50) if all(abs(v * f - round(v * f)) < 1e-6 for v in values)), 100)
