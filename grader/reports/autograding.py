"""The result as GitHub Classroom's autograding reporter reads it (classroom-resources/autograding-grading-reporter).

Its notice adds up the scores, so it shows the right total; its table multiplies the share of passed tests by the
points, so where checks are worth different points the table shows another number.
"""

from __future__ import annotations

import json

from grader.core.results import total
from grader.reports.common import Result, counted, one_line, title, told, unique

_MOST = 4000


def render(result: Result) -> str:
    """Return one JSON object; the reporter wants it in base64, in the step's output `result`."""
    pairs = list(counted(result))
    names = unique([f"{title(exercise)}: {one_line(check.title)}" for exercise, check in pairs])
    tests = [
        {
            "name": name,
            "status": {"passed": "pass", "failed": "fail", "ungraded": "pass"}.get(check.status, "error"),
            "score": check.score,
            "message": told(exercise, check)[:_MOST],
            "test_code": "",
            "filename": exercise.file,
            "line_no": check.location.line if check.location and check.location.file == exercise.file else 0,
        }
        for (exercise, check), name in zip(pairs, names, strict=True)
    ]
    statuses = {test["status"] for test in tests}
    status = "fail" if statuses & {"fail", "error"} else "pass"
    most = total(check.max_score for _, check in pairs)
    return json.dumps({"version": 1, "status": status, "max_score": most, "tests": tests}, indent=1) + "\n"
