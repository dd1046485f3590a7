"""What `grade` says to who asks what there is, or misspells it: the commands by whose they are, and the nearest one."""

from __future__ import annotations

from collections.abc import Collection

import click

SECTIONS = {
    "To learn": {
        "init": "Lay out the files that you write in.",
        "exercise": "Grade one exercise, or all.",
        "watch": "Grade at every save, and move on.",
        "status": "See the whole chain, and what is next.",
        "hint": "Get the next hint.",
        "reset": "Begin an exercise again.",
        "quiz": "Answer questions on what you built.",
        "doctor": "See what keeps a program in on this machine.",
    },
    "To teach": {
        "submissions": "Grade a class.",
        "regrade": "Grade it again after the course was fixed.",
        "mistakes": "Name a mistake that several make.",
        "gradebook": "Take the grades to your course site.",
        "report": "See the class in pictures.",
        "ci": "Grade on GitHub, GitLab or Gradescope.",
    },
    "To write a course": {
        "course": "Prove it, and carry its quiz elsewhere.",
    },
}


def write_commands(formatter: click.HelpFormatter) -> None:
    """Write the list of commands for `grade --help`."""
    widest = max(len(name) for commands in SECTIONS.values() for name in commands)
    for title, commands in SECTIONS.items():
        with formatter.section(title):
            formatter.write_dl([(name.ljust(widest), told) for name, told in commands.items()])


def no_such_command(name: str, known: Collection[str], ctx: click.Context) -> click.UsageError:
    """Return the diagnostic about a command that is not there, with what was perhaps meant."""
    from difflib import get_close_matches

    near = get_close_matches(name, known, 1)
    if name.isdecimal() and not ctx.parent:
        near = [f"exercise {name}"]
    meant = f" Did you mean `{ctx.command_path} {near[0]}`?" if near else ""
    return click.UsageError(f"There is no command {name!r}.{meant}", ctx)
