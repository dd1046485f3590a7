"""`grade course check`: prove a course."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli import parameters
from grader.core.errors import FULL_MARKS, WRONG_USAGE


@click.command()
@click.argument("path", type=click.Path(path_type=Path), required=False)
@click.option(
    "--right",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help="Try these right submissions too, a folder each: full marks, and no name.",
)
@click.option(
    "--seed",
    type=parameters.seed,
    default=1,
    show_default=True,
    metavar="N",
    help="Draw the hidden inputs from N.",
)
@click.pass_obj
def check(course: Path | None, path: Path | None, right: Path | None, seed: int) -> int:
    """Prove the course in PATH: what is right gets full marks, and every known mistake is named as itself.

    PATH is the folder of a course; left out, it is the course that comes with the grader.
    """
    from grader.authoring.course_check import check_course
    from grader.cli.progress import Progress
    from grader.core.course import load_course
    from grader.reports import pictures

    loaded = load_course(path or course)
    with Progress("checking the course") as progress:
        report = check_course(loaded, right=right, seed=seed, tell=lambda what: progress.now(f"checking {what}"))
        diagnostics = list(report.diagnostics)
        if not diagnostics and pictures.can_draw():
            progress.now("drawing its pictures")
            diagnostics += pictures.diagnostics(loaded)
    for diagnostic in diagnostics:
        click.echo(str(diagnostic))
    if diagnostics:
        count = len(diagnostics)
        click.echo(f"{loaded.title}: {count} {'problem' if count == 1 else 'problems'}.", err=True)
        return WRONG_USAGE
    drawn = "" if pictures.can_draw() else " Pictures were not drawn: matplotlib is not installed."
    tried = f", {report.right} right submissions full marks and no name" if right else ""
    click.echo(
        f"{loaded.title}: {len(loaded.exercises)} exercises, sound. References full marks, stubs none, "
        f"{report.named} of {report.mistakes} mistakes named as themselves{tried}.{drawn}"
    )
    return FULL_MARKS
