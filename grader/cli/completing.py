"""What a shell offers when Tab is pressed: exercises and formats; Click itself offers commands, options and files."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem


def exercises(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the numbers and names of the course's exercises that begin so, each with its title."""
    from click.shell_completion import CompletionItem

    from grader.course import load_course
    from grader.errors import GraderError

    try:
        course = load_course(ctx.find_root().params.get("course"))
    except GraderError:
        return []
    found = [(word, e.title) for e in course.exercises for word in (str(e.number), e.name)]
    if ctx.command.name != "hint":
        found.append(("all", "every exercise"))
    return [CompletionItem(word, help=title) for word, title in found if word.startswith(incomplete)]


def formats(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the formats of a result that begin so."""
    from click.shell_completion import CompletionItem

    from grader.reports import FORMATS

    return [CompletionItem(name) for name in FORMATS if name.startswith(incomplete)]
