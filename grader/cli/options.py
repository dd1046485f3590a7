"""Options that several commands have, each defined once; a command uses them as decorators."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from grader.cli.parameters import seed

Command = TypeVar("Command", bound=Callable[..., Any])
Decorator = Callable[[Command], Command]

gradebook_option = click.option(
    "--gradebook", "url", metavar="URL", help="The gradebook; grades/gradebook.sqlite by default."
)
jobs_option = click.option(
    "--jobs", metavar="N", type=click.IntRange(1, 1024), help="Grade N at the same time; by default one for each core."
)
allow_limited_option = click.option(
    "--allow-limited", is_flag=True, help="Grade even if submissions cannot be fully isolated."
)


def seed_option(help_: str = "The seed of the hidden inputs.") -> Decorator[Any]:
    """Return the option of the seed, which is 1 where it is left out."""
    return click.option("--seed", type=seed, default=1, show_default=True, metavar="N", help=help_)


def format_option(help_: str, *choices: str) -> Decorator[Any]:
    """Return the option of how to write a result; the first of the choices is the default."""
    return click.option(
        "--format", "format_", type=click.Choice(choices), default=choices[0], show_default=True, help=help_
    )


def output_option(help_: str = "Write the result into FILE.", *, required: bool = False) -> Decorator[Any]:
    """Return the option of the file to write."""
    path = click.Path(path_type=Path, dir_okay=False)
    return click.option("--output", type=path, metavar="FILE", required=required, help=help_)


def roster_option(help_: str) -> Decorator[Any]:
    """Return the option for the roster."""
    return click.option("--roster", metavar="FILE", type=click.Path(path_type=Path), help=help_)


def section_option(help_: str = "Only the learners of this section of the roster.") -> Decorator[Any]:
    """Return the option that keeps one section of the roster."""
    return click.option("--section", metavar="NAME", help=help_)


def repair_option(help_: str) -> Decorator[Any]:
    """Return the option of the seconds to search for the line that decides."""
    return click.option(
        "--repair", "repair_seconds", metavar="SECONDS", type=click.FloatRange(0, 60), default=0.0, help=help_
    )
