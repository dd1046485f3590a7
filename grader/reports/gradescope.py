"""The result as Gradescope's results.json (docs of gradescope/autograder_samples).

Everything is plain text, so nothing that a learner wrote is taken for HTML or Markdown. What is beyond full marks is
shown without points, since Gradescope would add them to the score.
"""

from __future__ import annotations

import json
from typing import Any

from grader.core.points import format_points
from grader.core.results import CheckResult, ExerciseResult, total
from grader.reports.common import Result, clean, exercises, one_line, title, told

_MOST = 10_000


def render(result: Result) -> str:
    """Return the JSON."""
    found = exercises(result)
    data = {
        "score": result.score,
        "execution_time": round(total(e.seconds for e in found), 2),
        "output": "\n".join(line for exercise in found for line in _lines(exercise)),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {"schema": result.schema, "bonus": result.bonus, "max_score": result.max_score},
        "tests": [_test(e, c, number) for e in found for number, c in enumerate(e.checks, 1)],
    }
    return json.dumps(data, indent=1) + "\n"


def _test(exercise: ExerciseResult, check: CheckResult, number: int) -> dict[str, Any]:
    beyond = check.stretch or exercise.bonus_exercise
    name = f"{title(exercise)}: {one_line(check.title)}"
    data: dict[str, Any] = {
        "name": f"{name} (bonus: {format_points(check.score)} of {format_points(check.max_score)})" if beyond else name,
        "number": f"{exercise.exercise}.{number}",
        "status": "passed" if check.status in ("passed", "ungraded") else "failed",
        "visibility": "visible",
        "extra_data": {"id": check.id, "status": check.status},
    }
    if not beyond:
        data |= {"score": check.score, "max_score": check.max_score}
    if words := told(exercise, check) if check.status != "passed" else "":
        data["output"] = words[:_MOST]
    return data


def _lines(exercise: ExerciseResult) -> list[str]:
    score = f"{format_points(exercise.score)} of {format_points(exercise.max_score)} points"
    bonus = f"{format_points(exercise.bonus)} bonus points"
    earned = bonus if exercise.bonus_exercise else score + (f", and {bonus}" if exercise.bonus else "")
    found = [f"{title(exercise)}: {earned}"]
    if exercise.message:
        found.append(clean(exercise.message))
    if exercise.misconception:
        found.append("Likely cause: " + clean(exercise.misconception.hint))
    if exercise.stdout.strip():
        found += ["Your program printed:", clean(exercise.stdout)[:_MOST]]
    return [*found, *(f"Note: {clean(note)}" for note in exercise.notes)]
