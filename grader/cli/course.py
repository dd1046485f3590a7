"""`grade course`: for authors of courses; one module a command."""

from __future__ import annotations

import click

from grader.cli import LazyGroup

# a command's module has a click command of the name given here
COMMANDS = {
    "new": "grader.cli.course_new:new",
    "add": "grader.cli.course_new:add",
    "check": "grader.cli.course_check:check",
    "check-quiz": "grader.cli.course_quiz:check_quiz",
    "export-quiz": "grader.cli.course_quiz:export_quiz",
    "import": "grader.cli.course_import:import_",
    "schema": "grader.cli.course_new:schema",
}


@click.group(cls=LazyGroup, table=COMMANDS)
def course() -> None:
    """Create a course, check it, and export its quiz."""
