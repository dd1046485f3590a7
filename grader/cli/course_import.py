"""`grade course import`: a course of an assignment of another system."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.console import near


@click.command("import")
@click.argument("system", type=click.Choice(["otter", "nbgrader"]))
@click.argument("notebook", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="PATH")
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The folder of the new course; by default it has the notebook's name.",
)
def import_(system: str, notebook: Path, folder: Path | None) -> None:
    """Make a course of PATH, the notebook that an author wrote for otter or nbgrader, and list what is left out.

    Cells become a stub, a reference, probes and a suite. The notebook is not run.
    """
    from grader.authoring.importing.course_writer import write_course
    from grader.authoring.importing.nbgrader import read_nbgrader
    from grader.authoring.importing.otter import read_otter

    assignment = read_otter(notebook) if system == "otter" else read_nbgrader(notebook)
    target = folder or Path(notebook.stem)
    for path in write_course(assignment, notebook, target):
        click.echo(f"wrote    {near(path)}")
    for cell, how in sorted(assignment.changed):
        click.echo(f"changed  cell {cell}: {how}")
    for cell, what in sorted(assignment.left_out):
        click.echo(f"left out cell {cell}: {what}")
    click.echo(f"\nCheck the course and write known mistakes: grade course check {target}")
