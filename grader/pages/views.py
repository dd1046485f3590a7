"""Data to HTML: what a page shows of a course, an exercise, a result. No transport and no state."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.core.course import Course, Exercise
from grader.core.points import format_points as points
from grader.core.results import CheckResult, ExerciseResult
from grader.reports.common import clean
from grader.reports.terminal import score, told

if TYPE_CHECKING:
    import jinja2

TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"
_SIGNS = {"passed": "✓", "failed": "✗", "later": "○"}
_WORDS = {"passed": "Right", "failed": "Not yet", "later": "Bonus, not yet"}
_PRINTED_LINES = 40
_TRY = re.compile(r"`grade try \d+`")


@cache
def _environment() -> jinja2.Environment:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: clean(value) if type(value) is str else value,
    )
    environment.filters["points"] = points
    environment.filters["paged"] = paged
    return environment


def paged(text: str) -> str:
    """Return a sentence of the terminal's with the page's button in place of a command that asks for values."""
    return _TRY.sub("Run, below", text)


def fill(template: str, **values: Any) -> str:
    """Return a template with the values in it, escaped."""
    return _environment().get_template(template).render(**values)


def marked(html: str) -> Any:
    """Return HTML that the grader made, marked so that a template does not escape it."""
    from markupsafe import Markup

    return Markup(html)


def result_html(
    result: ExerciseResult, following: tuple[Exercise, str] | None = None, picture: str = "", *, practice: bool = True
) -> str:
    """Return the verdict on an exercise, as the terminal gives it.

    Args:
        result: what grading found.
        following: the next exercise and its address, to go on with after full marks.
        picture: an SVG to show with it.
        practice: whether the points are nobody's marks, which the page then says.
    """
    shown = told(result) if result.status in ("graded", "timeout") else []
    printed = result.stdout.rstrip("\n").split("\n")
    more = f"\n({len(printed) - _PRINTED_LINES} more lines)" if len(printed) > _PRINTED_LINES else ""
    return fill(
        "course/result.html",
        result=result,
        headline=headline(result),
        checks=shown,
        kind=_kind,
        SIGNS=_SIGNS,
        WORDS=_WORDS,
        place=place_html,
        printed="\n".join(printed[:_PRINTED_LINES]) + more if result.stdout.strip() else "",
        picture=marked(picture),
        practice=practice,
        next={"title": following[0].title, "address": following[1]} if following and result.full_marks else None,
    )


def headline(result: ExerciseResult) -> str:
    """Return what an exercise earned, as a title."""
    return f"{score(result)}{': everything is right' if result.full_marks else ''}"


def announcement(result: ExerciseResult, *, practice: bool = True) -> str:
    """Return what a screen reader says of a result."""
    said = [f"{'Practice result' if practice else 'Result'}: {headline(result)}."]
    if result.misconception:
        said.append(f"Likely cause: {result.misconception.hint}")
    elif result.message:
        said.append(result.message)
    elif wrong := [check for check in result.checks if check.status != "passed" and not check.stretch]:
        said.append(f"Not yet: {wrong[0].title}. {wrong[0].message}")
    return paged(clean(" ".join(said)))


def _kind(check: CheckResult) -> str:
    if check.status == "passed":
        return "passed"
    return "later" if check.stretch or check.status == "ungraded" else "failed"


def place_html(location: Any) -> Any:
    """Return the learner's own line, with what went wrong marked."""
    if location is None or not location.text:
        return ""
    text = clean(location.text.rstrip())
    start = max(0, (location.column or 1) - 1)
    end = max(start, (location.end_column or location.column or 1) - 1)
    parts = (text[:start], text[start:end], text[end:]) if location.column else (text, "", "")
    return marked(fill("course/place.html", location=location, parts=parts))


def hint_html(rungs: tuple[str, ...], shown: int) -> str:
    """Return the hints that were asked for so far."""
    return fill("course/hints.html", rungs=rungs[:shown], left=len(rungs) - shown)


def sketch_html(svg: str, title: str, keys: Sequence[str]) -> str:
    """Return a picture with its title and legend."""
    return fill("course/sketch.html", svg=marked(svg), title=title, keys=keys)


def line_html(told: str) -> str:
    """Return the line of a learner's code that decides, in words."""
    return fill("course/line.html", told=told)


def page_html(
    template: str,
    course: Course,
    address: Callable[[str], str],
    states: Mapping[str, Mapping[str, str]] | None = None,
    **values: Any,
) -> str:
    """Return a whole page.

    Args:
        template: its file among the templates.
        course: what it is a page of.
        address: gives the address of a page by its exercise's stem, and of a file by its name.
        states: for each stem, how far its exercise is: `state` (open, begun, full) and `words`.
        values: what else the template shows.
    """
    known = states or {one.stem: {"state": "open", "words": "not begun"} for one in course.exercises}
    required = [one for one in course.exercises if not one.bonus]
    defaults: dict[str, Any] = {
        "policy": "",
        "bare": False,
        "trouble": "",
        "data": "",
        "script": "",
        "site": False,
        "token": "",
        "seen": "",
        "notice": "",
        "result": "",
        "hint": "",
        "tried": "",
        "expression": "",
        "source": "",
        "quizzes": (),
        "locked": False,
        "hosted": None,
    }
    return fill(
        template,
        course=course,
        address=address,
        states=known,
        required=len(required),
        done=sum(known[one.stem]["state"] == "full" for one in required),
        next=next((one for one in course.exercises if known[one.stem]["state"] != "full"), course.exercises[0]),
        **(defaults | values),
    )


def example_call(exercise: Exercise) -> str:
    """Return the first call that the stub's own examples show, to begin trying from; nothing where there is none."""
    import doctest

    try:
        examples = doctest.DocTestParser().get_examples(exercise.stub.read_text(encoding="utf-8"))
    except ValueError:
        return ""
    names = tuple(f"{name}(" for name in exercise.functions)
    return next((one.source.strip() for one in examples if one.source.startswith(names)), "")
