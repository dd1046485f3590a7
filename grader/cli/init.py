"""`grade init`: lay out a workspace."""

from __future__ import annotations

from pathlib import Path

import click

from grader.errors import UsageError


@click.command()
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=".")
@click.pass_obj
def init(course: Path | None, folder: Path) -> None:
    """Put the stub of every exercise into DIR; a file that is there already stays as it is."""
    from grader.course import load_course

    loaded = load_course(course)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for exercise in loaded.exercises:
            target = folder / exercise.stub.name
            taken = next(
                (
                    folder / f"{exercise.stem}{s}"
                    for s in (".py", ".ipynb")
                    if (folder / f"{exercise.stem}{s}").exists()
                ),
                None,
            )
            if taken:
                click.echo(f"kept     {taken.name}, which was there")
                continue
            with target.open("x", encoding="utf-8", newline="\n") as file:
                file.write(exercise.stub.read_text(encoding="utf-8"))
            click.echo(f"wrote    {target.name}  {exercise.title}")
    except OSError as error:
        raise UsageError(f"{error.filename or folder}: cannot be written ({error.strerror}).") from None
    first = loaded.exercises[0]
    where = "" if folder == Path() else f"cd {folder} && "
    click.echo(f"\nOpen {first.stub.name} and write the code; then: {where}grade exercise {first.number}")
