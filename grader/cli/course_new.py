"""`grade course new`, `grade course add` and `grade course schema`: begin a course, and add to it."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.console import near

KINDS = ("function", "program", "object", "text", "table")
_KIND = click.option(
    "--kind",
    type=click.Choice(KINDS),
    default="function",
    show_default=True,
    help="What the learner writes.",
)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="NAME")
@_KIND
@click.option("--exercise", metavar="EXERCISE", default="first", show_default=True, help="The name of its exercise.")
def new(folder: Path, kind: str, exercise: str) -> None:
    """Create a small course in the folder NAME, for you to change: one exercise, two mistakes, one question."""
    from grader.authoring.scaffold import new_course

    for path in new_course(folder, kind, exercise):
        click.echo(f"wrote    {near(path)}")
    click.echo(f"\nCheck the course: grade course check {folder}")


@click.group()
def add() -> None:
    """Add an exercise, a known mistake or a question to a course."""


_COURSE = click.option(
    "--to",
    "root",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=".",
    metavar="PATH",
    help="The folder of the course; by default the current folder.",
)


@add.command()
@click.argument("name")
@_KIND
@_COURSE
def exercise(name: str, kind: str, root: Path) -> None:
    """Add the exercise NAME at the end of the course: a working example, for you to change."""
    from grader.authoring.scaffold import add_exercise

    for path in add_exercise(root, name, kind):
        click.echo(f"{'changed ' if path.name == 'course.yaml' else 'wrote   '} {near(path)}")


@add.command()
@click.argument("exercise")
@click.argument("id_", metavar="ID")
@_COURSE
def mistake(exercise: str, id_: str, root: Path) -> None:
    """Add the known mistake ID to EXERCISE: a copy of the reference, for you to make wrong."""
    from grader.authoring.scaffold import add_mistake

    path = add_mistake(root, exercise, id_)
    click.echo(f"wrote    {near(path)}\nMake the code wrong, and say in the docstring what a learner should look at.")


@add.command()
@click.argument("id_", metavar="ID")
@_COURSE
def question(id_: str, root: Path) -> None:
    """Add the question ID to the quiz of the course."""
    from grader.authoring.scaffold import add_question

    click.echo(f"changed  {near(add_question(root, id_))}")


@click.command()
@click.argument("kind", type=click.Choice(["course", "quiz"]))
def schema(kind: str) -> None:
    """Print the JSON Schema of course.yaml or of a quiz, for editors that complete and check YAML with it."""
    from grader.authoring.schemas import schema_text

    click.echo(schema_text(kind), nl=False)
