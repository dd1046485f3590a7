"""`grade course check`: prove a course."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import seed_option
from grader.core.errors import FULL_MARKS, WRONG_USAGE, UsageError
from grader.core.sentences import counted

if TYPE_CHECKING:
    from grader.authoring.course_check import CourseReport
    from grader.core.course import Course

_LOOK_SECONDS = 0.4


@click.command()
@click.argument("path", type=click.Path(path_type=Path), required=False)
@click.option(
    "--right",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help="Also grade these right submissions, one folder each. They must get full marks and no likely cause.",
)
@seed_option()
@click.option("--watch", "watching", is_flag=True, help="Check it again each time you save, until you press Ctrl-C.")
@click.pass_obj
def check(course: Path | None, path: Path | None, right: Path | None, seed: int, watching: bool) -> int:
    """Check the course in PATH: right solutions get full marks, and every known mistake is recognized.

    PATH is the folder of a course; left out, it is the one that you are in, or the one that comes with the grader.
    """
    if path is None and course is None and (Path("exercises") / "course.yaml").is_file():
        path = Path()
    if watching:
        return _watch(path or course or Path(), right, seed)
    from msgspec.structs import replace

    from grader.authoring.course_check import check_course
    from grader.cli.console import near
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
        click.echo(str(replace(diagnostic, path=near(diagnostic.path))))
    if diagnostics:
        count = len(diagnostics)
        click.echo(f"{loaded.title}: {counted(count, '{} problem', '{} problems')}.", err=True)
        return WRONG_USAGE
    click.echo(_sound(loaded, report, tried=right is not None, drawn=pictures.can_draw()))
    return FULL_MARKS


def _sound(course: Course, report: CourseReport, *, tried: bool, drawn: bool) -> str:
    """Say that a course is sound, and what that was seen by."""
    count = counted(len(course.exercises), "{} exercise", "{} exercises")
    rights = f", {report.right} right submissions full marks and no name" if tried else ""
    pictures = "" if drawn else " Pictures were not drawn: matplotlib is not installed."
    return (
        f"{course.title}: {count}, sound. References full marks, stubs none, "
        f"{report.named} of {report.mistakes} mistakes recognized{rights}.{pictures}"
    )


def _watch(path: Path, right: Path | None, seed: int) -> int:
    """Prove a course in its own process at each change of its files: so nothing of it is remembered."""
    import subprocess
    import sys
    import time

    if not path.is_dir():
        raise UsageError(f"{path}: give the folder of a course to watch.")
    command = [sys.executable, "-m", "grader", "course", "check", str(path), "--seed", str(seed)]
    command += ["--right", str(right)] if right else []
    seen: object = None
    while True:
        now = _state(path)
        if now != seen:
            seen = now
            subprocess.run(command, check=False)
            click.echo("Waiting until you save a file. Press Ctrl-C to stop.", err=True)
        time.sleep(_LOOK_SECONDS)


def _state(root: Path) -> object:
    """Return what a save changes: the names, sizes and times of a course's files."""
    found = []
    for folder in ("exercises", "solutions", "quiz"):
        for file in sorted((root / folder).rglob("*")):
            with contextlib.suppress(OSError):
                status = file.stat()
                if file.is_file() and "__pycache__" not in file.parts:
                    found.append((file, status.st_size, status.st_mtime_ns))
    return found
