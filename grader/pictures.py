"""A picture of what a learner's functions do, beside the reference's. What to draw is the course's business.

The course's file solutions/pictures/<stem>.py has CALLS, a list of (function, arguments), and

    def draw(figure, yours, right):
        \"\"\"Draw on a matplotlib figure; return (title, description), which say in words what is seen.\"\"\"

`yours` and `right` hold the answers to CALLS. Of the learner's, each is a plain value of the shape that course.yaml
declares, with finite numbers only, or None where there is no such answer. It may `import` the references.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.content import load_module
from grader.course import Course, Exercise
from grader.errors import ContentError, UsageError
from grader.runner.asking import Asked
from grader.runner.grading import Grader
from grader.submission import Submission
from grader.suite.proxy import NoAnswer, Proxy, WrongShape, copied

if TYPE_CHECKING:
    from grader.runner.launching import Sandbox

FORMATS = (".svg", ".png")
_LARGEST = 1e9
# the same bytes each time, and letters that any viewer has
_SETTINGS: Any = {"svg.hashsalt": "grade", "svg.fonttype": "path", "font.size": 11, "axes.titlesize": 12}


def picture_file(course: Course, exercise: Exercise, output: Path) -> Path:
    """Return the course's file for a picture that can be made.

    Raises:
        UsageError: the course has none for this exercise, the format is another, or matplotlib is missing.
    """
    from importlib.util import find_spec

    folder = course.root / "solutions" / "pictures"
    file = folder / f"{exercise.stem}.py"
    if not file.is_file():
        there = [f"{e.number} {e.name}" for e in course.exercises if (folder / f"{e.stem}.py").is_file()]
        known = f"there is one for {' and '.join(there)}" if there else "this course has none"
        raise UsageError(f"There is no picture for exercise {exercise.number}, {exercise.name}; {known}.")
    if output.suffix.lower() not in FORMATS:
        raise UsageError(f"{output}: a picture is written as {' or '.join(FORMATS)}; give the file such a name.")
    if find_spec("matplotlib") is None:
        raise UsageError(
            "A picture needs matplotlib, which is not installed here; run: pip install 'primer-grader[pictures]'."
        )
    return file


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
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    name = f"picture_of_{exercise.stem}"
    module = load_module(exercise.reference.parent, name, substitutes={name: file})
    asked = Asked(sandbox, grader.course, exercise, submission, 1, referenced=False)
    try:
        yours = [_answer(Proxy(exercise.functions, asked), *call) for call in module.CALLS]
    finally:
        asked.close()
    reference = Proxy(exercise.functions, grader.reference(exercise))
    right = [getattr(reference, function)(*copied(list(arguments))) for function, arguments in module.CALLS]
    with rc_context(_SETTINGS):
        figure = Figure(figsize=(9.6, 4.6), layout="constrained")
        try:
            title, description = module.draw(figure, yours, right)
        except Exception as error:
            raise ContentError(file, f"this picture cannot be drawn: {type(error).__name__}: {error}") from error
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
    """Return the SVG with its text for those who do not see it."""
    head, _, rest = svg.partition("<svg ")
    attributes, _, body = rest.partition(">")
    return (
        f'{head}<svg role="img" aria-labelledby="title desc" {attributes}>\n'
        f' <title id="title">{escape(title)}</title>\n <desc id="desc">{escape(description)}</desc>{body}'
    )
