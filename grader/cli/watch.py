"""`grade watch`: grade again at every save."""

from __future__ import annotations

import contextlib
import functools
import os
import queue
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from grader.cli import parameters
from grader.cli.console import fitted
from grader.cli.options import format_option, seed_option
from grader.core.errors import FULL_MARKS, UsageError

if TYPE_CHECKING:
    from grader.cli.watch_state import Job, Watching
    from grader.core.course import Course, Exercise
    from grader.grading.grader import Grader
    from grader.sandbox.sandbox import Sandbox

Post = Callable[[Callable[[], None]], None]


@click.command()
@click.argument("path", type=click.Path(path_type=Path), default=".")
@seed_option()
@format_option("lines: print what an editor marks, and no screen.", "text", "lines")
@click.pass_obj
def watch(course: Path | None, path: Path, seed: int, format_: str) -> int:
    """Grade the current exercise each time you save a file in PATH, and go to the next one at full marks.

    PATH is your folder, or the file to begin with. Without PATH, it is the folder you are in. Keys: h hint, n next
    exercise, l list, r reset, q quit. Without a terminal, each result is printed below the last.
    """
    from grader.sandbox.sandbox import Sandbox

    with Sandbox() as sandbox:
        from grader.cli.fs_events import followed
        from grader.core.course import load_course

        loaded = load_course(parameters.course_for(course, path))
        # absolute, since a folder that was moved away is still `.` to who is in it
        path = path.absolute()
        first = _first(loaded, path)
        sandbox.prepare(loaded)
        from grader.cli.watch_state import Watching, matters
        from grader.grading.grader import Grader

        grader, watching = Grader(loaded, sandbox), Watching(loaded, path.parent if first else path, first)
        events: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        saved = functools.partial(events.put, watching.looked)
        with _shown(watching, events.put, format_) as show, followed(watching.folder, matters, saved):
            jobs = _grading(grader, sandbox, watching, seed, events.put)
            event: Callable[[], None] | None = None
            while not watching.over:
                if job := watching.next_job():
                    jobs.put(job)
                if not (job and event == watching.looked):  # the verdict on a save is shown, or the next second
                    show()
                event = events.get()
                event()
                if watching.busy and watching.busy.in_vain and not sandbox.stopped:
                    sandbox.stop()
        if not watching.busy:
            grader.close()
    click.echo(fitted(watching.summary(), sys.stdout))
    return FULL_MARKS


def _first(course: Course, path: Path) -> Exercise | None:
    """Return the exercise that the named file belongs to; None for a folder."""
    if path.is_dir():
        return None
    for exercise in course.exercises:
        if path.stem == exercise.stem and path.suffix in (".py", ".ipynb"):
            return exercise
    raise UsageError(f"{path}: give the folder that your exercises are in, or one of their files.")


@contextlib.contextmanager
def _shown(watching: Watching, post: Post, format_: str) -> Iterator[Callable[[], None]]:
    """Give a function that shows the current exercise: on a screen with keys, or printed below what was there."""
    stream = sys.stdout  # a running suite redirects it
    if format_ == "lines":
        yield functools.partial(_print_lines, watching, stream)
        return
    from grader.cli.terminal import Terminal, is_interactive

    if is_interactive():
        with Terminal(lambda key: post(lambda: watching.pressed(key)), lambda: post(lambda: None)) as terminal:
            yield lambda: terminal.draw(watching.lines(*terminal.size()))
        return
    from grader.reports.terminal import render

    stream.write(f"Watching {watching.folder.resolve()}. Press Ctrl-C to stop.\n")

    absence = ""

    def show() -> None:
        nonlocal absence
        if absence != watching.absence:
            absence = watching.absence
            stream.write(f"\n{absence}\n" if absence else "")
        for result in watching.fresh():
            stream.write("\n" + render(result))
            if watching.at_hand is None:
                stream.write(f"\n{watching.summary()}\n")
        stream.flush()

    yield show


def _print_lines(watching: Watching, stream: TextIO) -> None:
    """Print each fresh verdict as an editor reads it: the lines before it no longer hold."""
    from grader.reports import problems
    from grader.reports.terminal import score
    from grader.submissions.submission import open_submission

    for result in watching.fresh():
        name = f"exercise {result.exercise}, {result.name}"
        beside = watching.folder.anchor == Path.cwd().anchor  # on Windows it may be on another drive
        folder = Path(os.path.relpath(watching.folder)) if beside else watching.folder
        placed = problems.located(result, watching.course, open_submission(watching.folder), folder)
        stream.write(f"grading {name}\n{problems.render(placed)}graded {name}: {score(result)}\n")
    stream.flush()


def _grading(grader: Grader, sandbox: Sandbox, watching: Watching, seed: int, post: Post) -> queue.SimpleQueue[Job]:
    """Return a queue whose jobs are graded one after another, while the learner may go on pressing keys."""
    from grader.submissions.submission import open_submission

    jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()

    def work() -> None:
        while True:
            job = jobs.get()
            if sandbox.stopped:
                sandbox.restart()
            try:
                submission = open_submission(watching.folder)
                result = (
                    grader.with_repair(job.exercise, submission, job.result)
                    if job.result
                    else grader.grade(job.exercise, submission, seed)
                )
            except Exception as error:
                post(functools.partial(_failed, watching, job, error))
            else:
                post(functools.partial(watching.graded, job, result))
                grader.fork_ahead(job.exercise, submission)

    threading.Thread(target=work, daemon=True).start()
    return jobs


def _failed(watching: Watching, job: Job, error: Exception) -> None:
    """Go on if the job is outdated or the folder was removed; otherwise raise the error."""
    watching.busy = None
    watching.looked()
    if not job.outdated and watching.folder.is_dir():
        raise error
