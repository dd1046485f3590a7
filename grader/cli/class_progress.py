"""How far grading a class is: a bar in a terminal, a line from time to time elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from grader.core.text import safe_line

if TYPE_CHECKING:
    from grader.classroom.classwork import ClassProgress

_PLAIN_EVERY = 10.0  # seconds between lines of progress where there is no terminal
_DRAWN_EVERY = 0.1


@contextmanager
def progress(of: int) -> Iterator[Callable[[ClassProgress], None]]:
    """Give a function that shows how far it is: a bar in a terminal, a line from time to time elsewhere."""
    started = last = time.monotonic()
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar
        from rich.text import Text

        class Rate(ProgressColumn):
            def render(self, task: object) -> Text:
                speed = getattr(task, "finished_speed", None) or getattr(task, "speed", None)
                return Text(f"{speed:.1f} a second" if speed else "")

        columns = (TextColumn("grading"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
        # without a thread that draws: a process with threads cannot be forked
        with Bar(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
            shown = bar.add_task("grading", total=of)

            def draw(now: ClassProgress) -> None:
                nonlocal last
                due = time.monotonic() - last >= _DRAWN_EVERY
                last = time.monotonic() if due else last
                bar.update(shown, completed=now.done, refresh=due)

            bar.refresh()
            yield draw
        return

    def tell(now: ClassProgress) -> None:
        nonlocal last
        seconds = time.monotonic() - started
        if time.monotonic() - last >= _PLAIN_EVERY and now.done < now.of:
            last = time.monotonic()
            rate = now.done / seconds
            say(f"{now.done} of {now.of} graded, {rate:.1f} a second, about {(now.of - now.done) / rate:.0f} s left")

    yield tell


def say(text: str) -> None:
    """Write a line to standard error."""
    click.echo(safe_line(text), err=True)
