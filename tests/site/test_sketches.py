"""Sketches: plain data from a course, drawn as small pictures; and what is asked where an exercise has no function."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.core.course import Course, load_course
from grader.core.errors import ContentError
from grader.grading.grader import Grader
from grader.pages.actions import Actions, MemoryFiles
from grader.pages.sketches import clipped, keys, sketch_svg
from grader.pages.views import coded
from grader.reports.pictures import CoursePicture, Sketch, load_picture, picture_files
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import Submission
from tests.site.tools import ROOT, known_cases

SEEN = ((0.0, 1.0), (0.0, 1.0))


@pytest.mark.parametrize(
    ("start", "end", "seen"),
    [
        ((-1.0, -1.0), (2.0, 2.0), ((0.0, 0.0), (1.0, 1.0))),
        ((0.5, -9.0), (0.5, 9.0), ((0.5, 0.0), (0.5, 1.0))),
        ((2.0, 0.0), (2.0, 1.0), None),
        ((-1.0, 0.5), (-0.5, 0.5), None),
        ((0.2, 0.3), (0.4, 0.5), ((0.2, 0.3), (0.4, 0.5))),
    ],
)
def test_a_line_is_cut_off_at_the_edges_of_the_picture(
    start: tuple[float, float], end: tuple[float, float], seen: tuple[tuple[float, float], ...] | None
) -> None:
    """Of a line only the part inside is drawn; of one outside, nothing."""
    got = clipped(start, end, SEEN)
    if seen is None:
        assert got is None
    else:
        assert got is not None
        assert [*got[0], *got[1]] == pytest.approx([*seen[0], *seen[1]])


def test_a_sketch_shows_whose_line_is_whose_and_escapes_its_words() -> None:
    """The legend names only what is drawn; words of the course are text."""
    sketch = Sketch("a < b", "c", SEEN, ("x", "<y>"), ((0.5, 0.5, False, "p"),), (("yours", (0, 0), (1, 1)),))
    svg = sketch_svg(sketch)
    assert keys(sketch) == ["yours (solid)"]
    assert 'class="yours"' in svg
    assert 'class="right"' not in svg
    assert "&lt;y&gt;" in svg
    assert 'aria-label="a &lt; b. c"' in svg
    assert "point open" in svg


def test_a_sketch_of_the_course_shows_the_same_answers_as_its_picture(course: Course) -> None:
    """The reference drawn over itself gives equal lines and arrows; the line of the training is where it predicts one half."""
    files = picture_files(course)
    assert list(files) == [3, 5]
    arrows = load_picture(files[3], course.find("3")).sketched([([0.4], -0.1)] * 4, [([0.4], -0.1)] * 4)
    lines = load_picture(files[5], course.find("5")).sketched([([1.0, 1.0], -1.5, [0.7])], [([2.0, 2.0], -3.0, [0.7])])
    assert arrows is not None
    assert lines is not None
    assert len(arrows.arrows) == 8
    for at in range(4):
        assert arrows.arrows[at][1:] == arrows.arrows[at + 4][1:]
    for _, *ends in lines.lines:
        assert [x + y for x, y in ends] == pytest.approx([1.5, 1.5])


def test_a_sketch_that_is_none_is_told_to_the_author() -> None:
    """What a course's function returns is checked, and its file named."""
    picture = CoursePicture(Path("p.py"), [], lambda *_: None, lambda yours, right: {"title": 4})
    with pytest.raises(ContentError, match=r"sketch\(\) does not return a sketch"):
        picture.sketched([], [])


@pytest.mark.parametrize("name", ["objects", "programs"])
def test_a_page_checks_and_helps_with_exercises_that_have_no_functions(name: str) -> None:
    """Classes, variables and programs are checked, get hints, and mark no place that is not there."""
    course = load_course(ROOT / "examples" / name)
    references = {one.reference.name: one.reference.read_text(encoding="utf-8") for one in course.exercises}
    with Sandbox() as sandbox, Grader(course, sandbox) as grader:
        actions = Actions(course, grader, sandbox, str)
        for exercise, files in known_cases(course):
            submission = Submission(MemoryFiles({**references, **files}))
            assert actions.check(exercise, submission)["full"] is False
            assert actions.hint(exercise, submission, "", 0)["shown"] == 1


def test_what_stands_between_backticks_is_shown_as_code_and_nothing_is_markup() -> None:
    """Of a sentence as the terminal has it; a single backtick stays, and what a learner wrote is escaped."""
    assert str(coded("write `x < 1`, not `")) == "write <code>x &lt; 1</code>, not `"
    assert str(coded("<b>`<i>`</b>")) == "&lt;b&gt;<code>&lt;i&gt;</code>&lt;/b&gt;"
