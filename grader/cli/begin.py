"""`grade` alone: in a learner's folder it watches, as `grade watch` does; elsewhere it tells how to begin."""

from __future__ import annotations

from pathlib import Path

import click

_BEGIN = """\
To begin: `grade init my-course` writes the files of the course into a new folder.
Then `cd my-course`, open the first file in your editor, and write the code.
`grade` in that folder grades your files each time you save one.
"""
_HERE = """\
Your files are here. `grade watch` grades them each time you save one.
`grade status` shows where you are, `grade exercise N` grades one exercise.
Stuck? Try `grade hint N`, or run your function on your own values with `grade try N`.
"""


def begin(ctx: click.Context, course: Path | None) -> int:
    """Watch the folder we are in where it holds an exercise's file and there is a screen; else tell how to begin."""
    from grader.cli.parameters import course_for
    from grader.cli.terminal import is_interactive
    from grader.core.course import load_course
    from grader.core.errors import FULL_MARKS
    from grader.submissions.workspace import file_of

    loaded = load_course(course_for(course))
    working = any(file_of(Path(), exercise) for exercise in loaded.exercises)
    if working and is_interactive():
        from grader.cli.watch import watch

        return int(ctx.invoke(watch))
    click.echo(_HERE if working else _BEGIN)
    click.echo(ctx.get_help())
    return FULL_MARKS
