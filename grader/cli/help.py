"""What `grade --help` lists, and what a misspelled command is answered with: the nearest command or exercise."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from grader.core.course import Course

SECTIONS = {
    "To learn": {
        "init": "Create the files that you write in.",
        "exercise": "Grade one exercise, or all.",
        "watch": "Grade each time you save, and move on.",
        "status": "See all exercises, and what is next.",
        "hint": "Get the next hint.",
        "try": "Run your function on your own values.",
        "show": "See other solutions, after full marks.",
        "reset": "Start an exercise again.",
        "quiz": "Answer questions about what you built.",
        "web": "Open the course as a page in your browser.",
        "doctor": "See how well this machine isolates a program.",
    },
    "To teach": {
        "submissions": "Grade a class.",
        "regrade": "Grade a class again after a change to the course.",
        "mistakes": "Name a mistake that several learners make.",
        "gradebook": "Export the grades to your course site.",
        "report": "See the class in pictures.",
        "feedback": "Write the feedback for every learner.",
        "serve": "Host the course for a class.",
        "ci": "Grade on GitHub, GitLab, Classroom 50 or Gradescope.",
    },
    "To write a course": {
        "course": "Create and check a course, and export its quiz.",
        "site": "Write it as web pages that need no server.",
    },
}


def write_commands(formatter: click.HelpFormatter) -> None:
    """Write the list of commands for `grade --help`."""
    widest = max(len(name) for commands in SECTIONS.values() for name in commands)
    for title, commands in SECTIONS.items():
        with formatter.section(title):
            formatter.write_dl([(name.ljust(widest), told) for name, told in commands.items()])


def exercise_meant(word: str, ctx: click.Context) -> list[str] | None:
    """Return what `grade exercise` takes where a number, a name or a file of an exercise stands for a command."""
    course = _course(ctx)
    if course is None:
        return None
    if word == "all":
        return ["all"]
    path = Path(word)
    file = path.suffix in (".py", ".ipynb")
    numbered = re.fullmatch(r"(?:ex|exercise)[-_ ]?0*(\d+)", word.lower())
    for exercise in course.exercises:
        if numbered and numbered[1] == str(exercise.number):
            return [numbered[1]]
        if word in (str(exercise.number), exercise.name, exercise.stem):
            return [str(exercise.number)]
        if file and path.stem == exercise.stem:
            return [str(exercise.number), word]
    return None


def _course(ctx: click.Context) -> Course | None:
    from grader.cli.parameters import course_for
    from grader.core.course import load_course
    from grader.core.errors import GraderError

    try:
        return load_course(course_for(ctx.params.get("course")))
    except GraderError:
        return None


def no_such_command(name: str, known: Collection[str], ctx: click.Context) -> click.UsageError:
    """Return the diagnostic about a command that is not there, with what was perhaps meant."""
    from difflib import get_close_matches

    course = None if ctx.parent else _course(ctx)
    exercises = [exercise.name for exercise in course.exercises] if course else []
    near = get_close_matches(name, [*known, *exercises], 1)
    near = [f"exercise {one}" if one not in known else one for one in near]
    meant = f" Did you mean `{ctx.command_path} {near[0]}`?" if near else ""
    return click.UsageError(f"There is no command {name!r}.{meant}", ctx)
