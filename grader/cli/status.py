"""`grade status`: the whole chain at a glance."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from grader.cli import parameters
from grader.cli.options import seed_option
from grader.core.errors import FAULT, FULL_MARKS, NOT_FULL_MARKS


@click.command()
@click.argument("path", type=click.Path(path_type=Path), default=".")
@seed_option()
@click.pass_obj
def status(course: Path | None, path: Path, seed: int) -> int:
    """Show every exercise of the submission in PATH: its points, what is next, and what you know of each quiz's topics.

    PATH is a folder or an archive of a folder. Without PATH, it is the folder you are in.
    """
    from grader.sandbox.sandbox import Sandbox

    with Sandbox() as sandbox:
        from grader.cli.progress import grade_each
        from grader.core.course import load_course
        from grader.core.results import SubmissionResult
        from grader.reports import chain
        from grader.submissions.submission import open_submission

        loaded = load_course(parameters.course_for(course, path))
        submission = open_submission(path)
        sandbox.prepare(loaded)
        from grader.grading.grader import Grader

        with Grader(loaded, sandbox) as grader:
            result = SubmissionResult.of(tuple(grade_each(grader, loaded.exercises, submission, seed)))
    titles = [exercise.title for exercise in loaded.exercises]
    if sys.stdout.isatty():
        from grader.reports.terminal import show_lines

        show_lines(lambda width: chain.lines(result, loaded.title, titles, width))
    else:
        sys.stdout.write(chain.render(result, loaded.title, titles))
    _tell_quizzes(loaded.root, path)
    if result.ungraded:
        return FAULT
    return FULL_MARKS if result.full_marks else NOT_FULL_MARKS


def _tell_quizzes(root: Path, folder: Path) -> None:
    """Say what the learner knows of each quiz that was taken in this folder."""
    kept = {memory.name for memory in folder.glob(".grade/quiz-*-memory.json")} if folder.is_dir() else set()
    if not kept:
        return
    import shutil
    from datetime import date

    from grader.quiz.course_index import read_course
    from grader.quiz.load import load_quiz
    from grader.quiz.terminal.mastery_text import mastery_text
    from grader.quiz.terminal.sitting_store import SittingStore

    width = max(30, min(80, shutil.get_terminal_size().columns)) if sys.stdout.isatty() else 80
    index = read_course(root)
    for path in sorted((root / "quiz").glob("*.yaml")):
        quiz = load_quiz(path, index)
        store = SittingStore(folder, quiz)
        if store.memory_file.name in kept:
            click.echo("\n" + mastery_text(quiz, store.memory(), date.today(), width), nl=False)
