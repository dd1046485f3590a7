"""`grade course check-quiz` and `grade course export-quiz`: a quiz file proved, and carried elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli import parameters
from grader.cli.options import format_option, output_option
from grader.core.errors import FULL_MARKS, NOT_FULL_MARKS, WRONG_USAGE, UsageError
from grader.core.sentences import counted

if TYPE_CHECKING:
    from grader.core.diagnostics import Diagnostic
    from grader.quiz.course_index import CourseIndex


@click.command("check-quiz")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--seeds",
    type=click.IntRange(1, 100_000),
    default=1000,
    show_default=True,
    metavar="N",
    help="Try every question with N seeds.",
)
@click.option("--strict", is_flag=True, help="Exit with status 1 if there is a warning.")
@format_option("How to write the result.", "text", "json")
@click.pass_obj
def check_quiz(course: Path | None, file: Path, seeds: int, strict: bool, format_: str) -> int:
    """Check the quiz in FILE: list every fault with its place and how to fix it.

    Exit status 0 where there is no fault, 2 where there is one.
    """
    from grader.cli.progress import Progress
    from grader.grading.programs import Programs
    from grader.quiz import check

    facts = _course(course)
    with Progress(f"checking {file.name}"), Programs(course, file) as programs:
        found = check.check_quiz(file, facts, seeds=seeds, run_code=programs, programs=programs)
    if format_ == "json":
        click.echo(_json(found))
    else:
        for diagnostic in found:
            click.echo(diagnostic)
    count = sum(not diagnostic.warning for diagnostic in found)
    warnings = len(found) - count
    said = ", ".join(
        counted(n, one, many)
        for n, one, many in ((count, "{} fault", "{} faults"), (warnings, "{} warning", "{} warnings"))
        if n
    )
    click.echo(f"{file}: {said or f'sound, over {seeds} seeds'}.", err=True)
    if count:
        return WRONG_USAGE
    return NOT_FULL_MARKS if strict and warnings else FULL_MARKS


@click.command("export-quiz")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--to", "to", required=True, metavar="SYSTEM", help="moodle, gift, qti, jupyterquiz, html or html-answers."
)
@output_option("Write it into FILE; by default it is named after the quiz, in the current folder.")
@click.option(
    "--seed",
    "seeds",
    type=parameters.seed,
    multiple=True,
    metavar="N",
    help="A variant of each question with numbers; may be given several times.",
)
@click.pass_obj
def export_quiz(course: Path | None, file: Path, to: str, output: Path | None, seeds: tuple[int, ...]) -> int:
    """Write the quiz in FILE for another system, and say what is lost there."""
    from grader.core.files import write_file
    from grader.quiz.export import SEEDS, export
    from grader.quiz.load import load_quiz

    quiz = load_quiz(file, _course(course))
    try:
        made = export(quiz, to, seeds=seeds or SEEDS)
    except ModuleNotFoundError as error:
        name = (error.name or "").partition(".")[0]
        if name not in ("latex2mathml", "markdown_it"):
            raise
        raise UsageError(f"An export needs {name}. Install it with pip install 'primer-grader[export]'.") from None
    parameters.not_over(output, file, suffixes=parameters.YAML)
    target = output or Path(f"{quiz.head.id}-{to}{made.suffix}")
    write_file(target, made.data)
    click.echo(f"{target} is written.")
    if made.losses:
        click.echo("Left out or changed in this format:")
    for loss in made.losses:
        click.echo(f"  {loss.id}: {loss.what}")
    return FULL_MARKS


def _course(course: Path | None) -> CourseIndex:
    from grader.core.course import builtin_course
    from grader.quiz.course_index import read_course

    root = course or builtin_course()
    return read_course(root.parent.parent if root.suffix in (".yaml", ".yml") else root)


def _json(diagnostics: list[Diagnostic]) -> str:
    import json

    keys = ("line", "column", "code", "problem", "fix", "warning")
    told = [{"file": str(one.path), **{key: getattr(one, key) for key in keys}} for one in diagnostics]
    return json.dumps({"schema": 1, "diagnostics": told}, indent=2, ensure_ascii=False)
