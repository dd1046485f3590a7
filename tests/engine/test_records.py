"""What a suite does between two calls spoils nothing of the record of the first."""

from __future__ import annotations

from pathlib import Path

from grader.authoring.course_check import check_course
from grader.core.course import load_course
from tests.engine.conftest import MakeCourse

CHECK = '''\
@check(points=1, hint="Look.", open=True)
def test_growing(submission, reference):
    """one list that grows from call to call"""
    values, found = [], []
    for number in (3, 1, 2):
        values.append(number)
        found.append((submission.largest(values), reference.largest(list(values))))
    agree([one for one, _ in found], [other for _, other in found])
'''
MISTAKE = '''\
"""You take the last one. Is it the largest?

Compare it with those before."""


def largest(values):
    return values[-1]
'''


def test_one_list_for_several_calls(make_course: MakeCourse) -> None:
    """The mistake is asked what the submission was asked, and is named."""
    right = 'def largest(values):\n    """Return the largest."""\n    return max(values)\n'
    root: Path = make_course("      largest: {takes: [values], returns: number}\n", right, CHECK)
    (root / "exercises" / "task.py").write_text(right.replace("return max(values)", "raise NotImplementedError"))
    folder = root / "solutions" / "mistakes" / "task"
    folder.mkdir(parents=True)
    (folder / "last-one.py").write_text(MISTAKE)
    report = check_course(load_course(root))
    assert [str(one) for one in report.diagnostics] == []
    assert report.named == 1
