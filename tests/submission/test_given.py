"""What one exercise takes of a submission: the files that are given to it, and what it prints."""

from __future__ import annotations

from pathlib import Path

import msgspec

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


def test_printed_text_is_bounded_for_all_processes_of_an_exercise_together(
    grader: Grader, course: Course, tmp_path: Path
) -> None:
    """Each call ends its process, and the next one begins with its own full bound; what is kept has one bound."""
    (tmp_path / "ex4_update.py").write_text("import os\ndef update(*a):\n    print('x' * 899)\n    os._exit(0)\n")
    exercise = course.find("4")
    limits = msgspec.structs.replace(exercise.limits, output_kib=1)
    small = msgspec.structs.replace(exercise, limits=limits)
    asked = SubmissionRun(grader._sandbox, course, small, open_submission(tmp_path), 1)
    try:
        for _ in range(4):
            asked.call("update", [1])
    finally:
        asked.close()
    assert "".join(asked.printed).count("x") == 1023
    assert asked.printed[-1] == "\n[what was printed after this was cut]\n"
