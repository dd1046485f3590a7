"""The command `grade`: one module a command, loaded when it is called; the error boundary and the exit codes."""

from __future__ import annotations

import atexit
import errno
import gc
import importlib
import os
import sys
import threading
from pathlib import Path
from typing import Any, NoReturn

# a start makes some 60,000 objects, none of them garbage: to look through them again and again would be a tenth of it
gc.set_threshold(100_000)

import click

from grader import __version__
from grader.cli import console, signals
from grader.core.errors import FAULT, INTERRUPTED, TERMINATED, WRONG_USAGE, ContentError, GraderError, internal_failure

# a command's module has a click command of the name given here
COMMANDS = {
    "init": "grader.cli.init:init",
    "exercise": "grader.cli.exercise:exercise",
    "watch": "grader.cli.watch:watch",
    "status": "grader.cli.status:status",
    "reset": "grader.cli.reset:reset",
    "quiz": "grader.cli.quiz:quiz",
    "web": "grader.cli.web:web",
    "submissions": "grader.cli.submissions:submissions",
    "hint": "grader.cli.hint:hint",
    "try": "grader.cli.try_out:try_out",
    "show": "grader.cli.show:show",
    "regrade": "grader.cli.regrade:regrade",
    "mistakes": "grader.cli.mistakes:mistakes",
    "gradebook": "grader.cli.gradebook:gradebook",
    "report": "grader.cli.report:report",
    "feedback": "grader.cli.feedback:feedback",
    "ci": "grader.cli.ci:ci",
    "doctor": "grader.cli.doctor:doctor",
    "course": "grader.cli.course:course",
    "site": "grader.cli.site:site",
    "serve": "grader.cli.serve:serve",
}


# of what the system refuses, this is the disk's or a file name's fault, wherever it is met
_LONGEST = 2000  # characters of a sentence that tells what went wrong
_NOT_OURS = {errno.ENAMETOOLONG, errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EACCES}


class LazyGroup(click.Group):
    """A group that imports a command when it is named."""

    def __init__(self, *args: Any, table: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return every command, in the order of the table."""
        return list(self._table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        if cmd_name not in self._table:
            return None
        module, _, name = self._table[cmd_name].partition(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is named, or say which one was perhaps meant."""
        name = args[0]
        if name not in self._table and not name.startswith("-") and not ctx.resilient_parsing:
            from grader.cli import help

            if ctx.parent is None and (meant := help.exercise_meant(name, ctx)):
                return super().resolve_command(ctx, ["exercise", *meant, *args[1:]])
            raise help.no_such_command(name, self._table, ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands for `--help`, those of `grade` itself by whose they are."""
        if ctx.parent:
            super().format_commands(ctx, formatter)
            return
        from grader.cli import help

        help.write_commands(formatter)


class _CourseSource(click.ParamType):  # type: ignore[type-arg]  # generic from click 8.3 on
    """A course as --course names it; a folder is taken as it is, all else is fetched."""

    name = "course"

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        if isinstance(value, Path) or Path(value).is_dir():
            return Path(value)
        from grader.submissions.course_source import course_place

        return course_place(value)


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    table=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="`grade COMMAND --help` says more about each command.",
)
@click.option(
    "--course",
    metavar="PATH",
    type=_CourseSource(),
    help="Grade on this course instead of the one that comes with the grader: a folder, a zip, a git address with "
    "@REVISION, or the name of an installed package's course.",
)
@click.version_option(__version__, prog_name="grade")
@click.pass_context
def group(ctx: click.Context, course: Path | None) -> int | None:
    """Do the exercises of a course, and see what is right, what is wrong, and why."""
    ctx.obj = course
    if ctx.invoked_subcommand is not None:
        return None
    from grader.cli.begin import begin

    return begin(ctx, course)


def main() -> None:
    """Run `grade`; every failure is one sentence and an exit status."""
    try:
        signals.listen()
        _open_closed()
        console.register()
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors=console.ERRORS)
        status = group(prog_name="grade", standalone_mode=False, terminal_width=console.help_width())
        sys.stdout.flush()
    except BaseException as error:
        signals.ignored = True  # first of all: an assignment is not interrupted
        status = _end(error)
    signals.ignored = True
    _flush()
    _leave(status if isinstance(status, int) else 0)


def _end(error: BaseException) -> int:
    """Say why it ended early, and return the exit status."""
    if isinstance(error, click.exceptions.Abort) or signals.behind(error):
        click.echo("grade: stopped.", err=True)
        return TERMINATED if isinstance(signals.behind(error), signals.Terminated) else INTERRUPTED
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    if isinstance(error, GraderError):
        for one in (error, *(error.further if isinstance(error, ContentError) else ())):
            _tell(str(one))
        return error.exit_status
    if isinstance(error, MemoryError):
        _tell("this machine does not have enough memory for that. Close other programs, or grade fewer files at once.")
        return WRONG_USAGE
    if isinstance(error, BrokenPipeError):
        _discard()  # who read our output has gone, as `grade … | head` does
        return 0
    if not isinstance(error, Exception) or os.environ.get("GRADE_DEBUG"):
        raise error
    outside = _refused(error) if isinstance(error, OSError) else None
    _tell(outside or internal_failure(error, "Run it again with GRADE_DEBUG=1"))
    return WRONG_USAGE if outside else FAULT


def _tell(sentence: str) -> None:
    """Write what went wrong."""
    # a name in it may be a learner's: on a separate line it could be a command to a CI system
    from grader.core.text import safe

    click.echo(console.fitted(f"grade: {safe(sentence, _LONGEST)}", sys.stderr), err=True)


def _refused(error: OSError) -> str | None:
    """Return what the system refused for a reason that is not ours, in a sentence; None where it may be ours."""
    if error.errno in _NOT_OURS:
        what = f"{error.filename}: cannot be used" if error.filename else "the output cannot be written"
        return f"{what} ({error.strerror})."
    try:
        Path.cwd()
    except FileNotFoundError:
        return "the folder that you are in was removed. Change to another folder and try again."
    return None


def _leave(status: int) -> NoReturn:
    """End the process, without taking hundreds of modules apart one by one where nothing else is running."""
    if threading.active_count() > 1:
        sys.exit(status)
    atexit._run_exitfuncs()
    _flush()
    os._exit(status)


def _flush() -> None:
    try:
        sys.stdout.flush()
    except OSError:
        _discard()


def _discard() -> None:
    """Let what is still to be printed go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _open_closed() -> None:
    """Open the standard streams that were closed when we began, so that no file or pipe of ours takes their place."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) < 3:
        pass
    os.close(descriptor)
    for name, number, mode in (("stdin", 0, "r"), ("stdout", 1, "w"), ("stderr", 2, "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))
