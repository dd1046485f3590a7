"""What a submission's file may import beside it."""

from __future__ import annotations

from pathlib import Path

from grader.core.course import Course
from grader.grading.execution import SubmissionRun
from grader.grading.grader import Grader
from grader.submissions.submission import MAX_SOURCE, MAX_TOTAL, open_submission


def test_no_more_is_given_to_one_exercise_than_is_read_of_a_submission(
    grader: Grader, course: Course, tmp_path: Path
) -> None:
    """Files within their own bound, of which the last does not fit beside the exercise's own: it is refused, with its reason."""
    most = MAX_TOTAL // MAX_SOURCE
    for number in range(most):
        (tmp_path / f"m{number}.py").write_text("#" * MAX_SOURCE)
    imports = "".join(f"import m{number}\n" for number in range(most))
    (tmp_path / "ex1_sigmoid.py").write_text(f"{imports}def sigmoid(x):\n    return 0.0\n")
    asked = SubmissionRun(grader._sandbox, course, course.find("1"), open_submission(tmp_path), 1)
    try:
        asked.load()
        assert asked.refused == {f"m{most - 1}": "with it your files are more than the 32 MiB that are read."}
        assert f"m{most - 2}.py" in asked.sources
    finally:
        asked.close()
