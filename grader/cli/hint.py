"""`grade hint`: the next hint."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path

import click
import msgspec

from grader.cli import parameters
from grader.cli.console import fitted
from grader.core.errors import UsageError

MEMORY = Path(".grade") / "hints.json"
_MOST_BYTES = 1 << 20


class _Shown(msgspec.Struct, frozen=True):
    about: str
    shown: int


class _Memory(msgspec.Struct, frozen=True):
    schema: int
    exercises: dict[str, _Shown]


@click.command(cls=parameters.ExerciseCommand)
@click.argument("which", shell_complete=parameters.exercises)
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.pass_obj
def hint(course: Path | None, which: str, path: Path) -> None:
    """Give the next hint for exercise WHICH (a number or a name), on what is wrong in PATH now.

    Each call goes a step further: what to look at, then the idea, then the lines of a solution in another order. The file
    .grade/hints.json beside your files remembers the last hint. When something else is wrong, the hints start again.
    """
    from grader.sandbox.sandbox import Sandbox

    # its launcher starts while what follows is imported
    with Sandbox() as sandbox:
        import textwrap

        from grader.core.course import load_course
        from grader.grading.diagnosis.hint_ladder import is_solution_lines, ladder
        from grader.submissions.help_record import record_help
        from grader.submissions.submission import open_submission

        loaded = load_course(parameters.course_for(course, path))
        if which == "all":
            raise UsageError("A hint is for one exercise. Give its number or name instead of `all`.")
        exercise = loaded.find(which)
        submission = open_submission(path, exercise, loaded)
        sandbox.prepare(loaded)
        from grader.grading.grader import Grader

        with Grader(loaded, sandbox) as grader:
            result = grader.grade(exercise, submission, 1)
            result = grader.with_repair(exercise, submission, result)
    found = ladder(exercise, result)
    name = f"Exercise {exercise.number}, {exercise.name}"
    if not found.rungs:
        for told in (f"{name}: nothing is wrong here.", *result.notes):
            click.echo(fitted(told, sys.stdout))
        return
    memory = (path if path.is_dir() else path.parent) / MEMORY
    shown, kept = _climb(memory, exercise.stem, found.about, len(found.rungs))
    click.echo(f"{name}, hint {shown} of {len(found.rungs)}:\n")
    width = min(shutil.get_terminal_size().columns, 100) if sys.stdout.isatty() else 80
    rung = found.rungs[shown - 1]
    for paragraph in rung.split("\n\n"):
        program = paragraph.startswith("    ")
        for line in paragraph.split("\n"):  # an example of code has lines, too
            click.echo(line if program else textwrap.fill(line, width, break_on_hyphens=False))
        if is_solution_lines(rung):
            click.echo()
    if is_solution_lines(rung) and kept:
        record_help(memory.parent.parent, exercise.stem, solution_lines=True)
    if shown < len(found.rungs):
        click.echo()
        where = "" if path == Path() else f" {shlex.quote(str(path))}"
        more = f"Try that first. `grade hint {exercise.number}{where}` says more."
        alone = (
            f"{memory} cannot be written, so you will get this hint again. For the next hint, press h in `grade watch`."
        )
        click.echo(fitted(more if kept else alone, sys.stdout))


def _climb(file: Path, stem: str, about: str, rungs: int) -> tuple[int, bool]:
    """Return which hint is next, from one, and whether that is remembered; the last one is shown again and again."""
    from grader.core.files import read_file, write_file

    try:
        memory = msgspec.json.decode(read_file(file, _MOST_BYTES), type=_Memory).exercises
    except (FileNotFoundError, NotADirectoryError):
        memory = {}
    except OSError as error:
        raise UsageError(f"{file}: cannot be used ({error.strerror}).") from None
    except (msgspec.DecodeError, RecursionError):
        raise UsageError(
            f"{file}: `grade hint` did not write this file. Delete it, and the hints start again."
        ) from None
    before = memory.get(stem)
    shown = min(before.shown + 1, rungs) if before and before.about == about else 1
    memory[stem] = _Shown(about, shown)
    try:
        file.parent.mkdir(exist_ok=True)
        write_file(file, msgspec.json.format(msgspec.json.encode(_Memory(1, memory)), indent=1) + b"\n")
    except (OSError, UsageError):
        return shown, False  # in a folder that is only read, a hint is wanted anyway
    return shown, True
