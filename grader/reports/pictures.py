"""A picture of what a learner's functions do, beside the reference's. What to draw is the course's business.

The course's file solutions/pictures/<stem>.py has CALLS, a list of (function, arguments), and

    def draw(figure, yours, right):
        \"\"\"Draw on a matplotlib figure; return (title, description), which say in words what is seen.\"\"\"

and may have

    def sketch(yours, right):
        \"\"\"Return the same as plain data, which a page draws without matplotlib; see `Sketch`.\"\"\"

`yours` and `right` hold the answers to CALLS. Of the learner's, each is a plain value of the shape that course.yaml
declares, with finite numbers only, or None where there is no such answer. It may `import` the references.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Sequence
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from grader.core.content import load_module
from grader.core.course import Course, Exercise
from grader.core.diagnostics import Diagnostic
from grader.core.errors import ContentError, UsageError
from grader.grading.execution import SubmissionRun
from grader.grading.grader import Grader
from grader.grading.harnesses import functions_of
from grader.submissions.submission import Submission
from grader.suite.proxy import Direct, NoAnswer, Proxy, WrongShape, copied, proxy_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from grader.sandbox.sandbox import Sandbox

FORMATS = (".svg", ".png")
Whose = Literal["yours", "right"]
Place = tuple[float, float]
_LARGEST = 1e9
# the same bytes each time, and letters that any viewer has
_SETTINGS: Any = {"svg.hashsalt": "grade", "svg.fonttype": "path", "font.size": 11, "axes.titlesize": 12}


def picture_file(course: Course, exercise: Exercise, output: Path) -> Path:
    """Return the course's file for a picture that can be made.

    Raises:
        UsageError: the course has none for this exercise, the format is another, or matplotlib is missing.
    """
    files = picture_files(course)
    if exercise.number not in files:
        there = [f"{number} {course.exercises[number - 1].name}" for number in files]
        known = f"there is one for {' and '.join(there)}" if there else "this course has none"
        raise UsageError(f"There is no picture for exercise {exercise.number}, {exercise.name}; {known}.")
    if output.suffix.lower() not in FORMATS:
        raise UsageError(f"{output}: a picture is written as {' or '.join(FORMATS)}; give the file such a name.")
    if not can_draw():
        raise UsageError(
            "A picture needs matplotlib, which is not installed here; run: pip install 'primer-grader[pictures]'."
        )
    return files[exercise.number]


def can_draw() -> bool:
    """Whether matplotlib is installed."""
    return find_spec("matplotlib") is not None


def picture_files(course: Course) -> dict[int, Path]:
    """Return the course's files of pictures by the exercise's number."""
    folder = course.root / "solutions" / "pictures"
    files = {exercise.number: folder / f"{exercise.stem}.py" for exercise in course.exercises}
    return {number: file for number, file in files.items() if file.is_file()}


def draw(file: Path, grader: Grader, sandbox: Sandbox, exercise: Exercise, submission: Submission, kind: str) -> bytes:
    """Return a picture of an exercise of a submission.

    Args:
        file: the course's file, from picture_file.
        grader: knows the references.
        sandbox: where the learner's functions are asked.
        exercise: what to draw.
        submission: whose.
        kind: one of FORMATS.

    Raises:
        ContentError: the course's file does not do what it should.
    """
    picture = load_picture(file, exercise)
    yours = learners_answers(picture, grader, sandbox, exercise, submission)
    return _drawn(picture, yours, right_answers(picture, exercise, grader.reference(exercise)), kind)


def learners_answers(
    picture: CoursePicture, grader: Grader, sandbox: Sandbox, exercise: Exercise, submission: Submission
) -> list[Any]:
    """Return a learner's answers to a picture's calls; None for each that cannot be drawn."""
    asked = SubmissionRun(sandbox, grader.course, exercise, submission, 1)
    try:
        return [_answer(proxy_of(exercise, asked), *call) for call in picture.calls]
    finally:
        asked.close()


def diagnostics(course: Course) -> list[Diagnostic]:
    """Return what is wrong with a course's pictures, each drawn twice: of right answers, and of none at all."""
    found = []
    for number, file in picture_files(course).items():
        exercise = course.exercises[number - 1]
        try:
            picture = load_picture(file, exercise)
            right = right_answers(picture, exercise, Direct(functions_of(exercise)))
            for yours in (right, [None] * len(right)):
                _drawn(picture, yours, right, ".svg")
                picture.sketched(yours, right)
        except ContentError as error:
            fix = "see how a picture is written in grader/pictures.py, and try it with `grade exercise --picture`."
            found.append(Diagnostic(file, error.line or 1, error.column or 1, "picture", error.problem, fix))
    return found


class Sketch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A small picture as plain data."""

    title: str
    description: str
    """What is seen, in words."""
    seen: tuple[tuple[float, float], tuple[float, float]]
    """From where to where the axes go, across and up."""
    labels: tuple[str, str]
    """The names of the axes."""
    points: tuple[tuple[float, float, bool, str], ...] = ()
    """Where each is, whether it is filled, and its label."""
    lines: tuple[tuple[Whose, Place, Place], ...] = ()
    arrows: tuple[tuple[Whose, Place, Place], ...] = ()


class CoursePicture(msgspec.Struct, frozen=True):
    """A course's file, loaded."""

    file: Path
    calls: list[tuple[str, Sequence[Any]]]
    draw: Callable[[Figure, Sequence[Any], Sequence[Any]], object]
    sketch: Callable[[Sequence[Any], Sequence[Any]], object] | None

    def sketched(self, yours: Sequence[Any], right: Sequence[Any]) -> Sketch | None:
        """Return the answers as a sketch, None where the course has no function for it.

        Raises:
            ContentError: the course's file does not do what it should.
        """
        if self.sketch is None:
            return None
        try:
            return msgspec.convert(self.sketch(yours, right), Sketch)
        except Exception as error:
            raise ContentError(self.file, f"sketch() does not return a sketch: {error}") from error


def load_picture(file: Path, exercise: Exercise) -> CoursePicture:
    """Return what is in a course's file.

    Raises:
        ContentError: it does not load, or lacks what it should have.
    """
    name = f"picture_of_{exercise.stem}"
    module = load_module(exercise.reference.parent, name, substitutes={name: file})
    calls, draw = getattr(module, "CALLS", None), getattr(module, "draw", None)
    if not isinstance(calls, list) or not all(
        isinstance(call, tuple) and len(call) == 2 and call[0] in exercise.asked for call in calls
    ):
        known = " and ".join(exercise.asked)
        raise ContentError(file, f"a picture needs CALLS, a list of (function, arguments), with functions of {known}.")
    if not callable(draw):
        raise ContentError(file, "a picture needs a function draw(figure, yours, right).")
    return CoursePicture(file, calls, draw, getattr(module, "sketch", None))


def right_answers(picture: CoursePicture, exercise: Exercise, functions: Direct) -> list[Any]:
    """Return the reference's answers.

    Raises:
        ContentError: the reference has none.
    """
    reference = proxy_of(exercise, functions)
    try:
        return [getattr(reference, function)(*copied(list(arguments))) for function, arguments in picture.calls]
    except Exception as error:
        raise ContentError(picture.file, f"the reference does not answer CALLS: {type(error).__name__}.") from error


def _drawn(picture: CoursePicture, yours: Sequence[Any], right: Sequence[Any], kind: str) -> bytes:
    """Return a picture as a file's bytes.

    Raises:
        ContentError: the course's file does not do what it should.
    """
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context(_SETTINGS):
        figure = Figure(figsize=(9.6, 4.6), layout="constrained")
        try:
            told = picture.draw(figure, yours, right)
        except Exception as error:
            problem = f"this picture cannot be drawn: {type(error).__name__}: {error}"
            raise ContentError(picture.file, problem) from error
        if not (isinstance(told, tuple) and len(told) == 2 and all(isinstance(part, str) and part for part in told)):
            raise ContentError(picture.file, "draw should return (title, description), for people who cannot see it.")
        title, description = told
        written = io.BytesIO()
        if kind == ".png":
            figure.savefig(written, format="png", dpi=150, metadata={"Title": title, "Description": description})
            return written.getvalue()
        figure.savefig(written, format="svg", metadata={"Date": None})
    return _described(written.getvalue().decode(), title, description).encode()


def _answer(proxy: Proxy, function: str, arguments: Sequence[Any]) -> Any:
    """Return a learner's answer that can be drawn, or None."""
    try:
        answer = getattr(proxy, function)(*copied(list(arguments)))
    except (NoAnswer, WrongShape):
        return None
    return answer if _drawable(answer) else None


def _drawable(value: Any) -> bool:
    """Whether every number is finite and no larger than an axis can bear."""
    if isinstance(value, dict):
        return all(_drawable(item) for item in value.values())
    if isinstance(value, list | tuple):
        return all(_drawable(item) for item in value)
    return not isinstance(value, int | float) or (abs(value) < _LARGEST and math.isfinite(value))


def _described(svg: str, title: str, description: str) -> str:
    """Return the SVG with its text for people who cannot see it."""
    head, _, rest = svg.partition("<svg ")
    attributes, _, body = rest.partition(">")
    return (
        f'{head}<svg role="img" aria-labelledby="title desc" {attributes}>\n'
        f' <title id="title">{escape(title)}</title>\n <desc id="desc">{escape(description)}</desc>{body}'
    )
