"""What several commands take: a seed, a file to write; and what a shell offers when Tab is pressed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class ExerciseCommand(click.Command):
    """A command on one exercise, whose `--help` lists the exercises there are."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the exercises, and the formats where the command has some."""
        from grader.core.course import load_course
        from grader.core.errors import GraderError

        try:
            course = load_course(course_for(ctx.find_root().params.get("course")))
        except GraderError:
            return
        with formatter.section("Exercises"):
            formatter.write_dl([(f"{e.number}  {e.name}", e.title) for e in course.exercises])
        if any(parameter.name == "format_" for parameter in self.params):
            from grader.reports import FORMATS

            with formatter.section("Formats"):
                formatter.write_text(", ".join(FORMATS))


def course_for(course: Path | None, folder: Path | None = None) -> Path | None:
    """Return where the course lies: the one that --course names, else that of the folder, or of the one we are in.

    Raises:
        UsageError: the folder names a course that cannot be used.
    """
    if course is not None:
        return course
    from grader.submissions.course_record import course_of

    places = [] if folder is None else [folder if folder.is_dir() else folder.parent]
    return next((found for place in (*places, Path()) if (found := course_of(place))), None)


YAML = (".yaml", ".yml")
"""How files of courses, quizzes and answers end."""


def seed(value: str | int) -> int:
    """Return the seed that is meant.

    Raises:
        click.BadParameter: it is no whole number that 63 bits hold.
    """
    text = str(value)
    if not (text.isascii() and text.isdecimal() and len(text) < 20 and int(text) < 2**63):
        raise click.BadParameter(f"{text!r} is no whole number from 0 to {2**63 - 1}.")
    return int(text)


def not_over(output: Path | None, *read: Path, suffixes: tuple[str, ...] = ()) -> None:
    """Refuse to write a result over what it is the result of, or over any learner's file.

    Args:
        output: what is to be written; None where nothing is.
        read: what was read for it.
        suffixes: of further files that no result is written over.

    Raises:
        UsageError: it would be.
    """
    from grader.core.errors import UsageError
    from grader.submissions.submission import SUFFIXES

    if output is None:
        return
    if output.suffix in (*SUFFIXES, *suffixes) or (output.exists() and any(output.samefile(path) for path in read)):
        raise UsageError(f"{output}: this would overwrite a file that is being graded. Give the result another name.")


def exercises(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the numbers and names of the course's exercises that begin so, each with its title."""
    from click.shell_completion import CompletionItem

    from grader.core.course import load_course
    from grader.core.errors import GraderError

    try:
        course = load_course(course_for(ctx.find_root().params.get("course")))
    except GraderError:
        return []
    found = [(word, e.title) for e in course.exercises for word in (str(e.number), e.name)]
    if ctx.command.name in ("exercise", "reset"):
        found.append(("all", "every exercise"))
    return [CompletionItem(word, help=title) for word, title in found if word.startswith(incomplete)]


def formats(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the formats of a result that begin so."""
    from click.shell_completion import CompletionItem

    from grader.reports import FORMATS

    return [CompletionItem(name) for name in FORMATS if name.startswith(incomplete)]
