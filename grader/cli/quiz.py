"""`grade quiz`: the quiz in the terminal, as a page, or graded from an answers file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli import parameters
from grader.cli.options import format_option, output_option
from grader.cli.which_quiz import load_named
from grader.core.errors import FAULT, FULL_MARKS, NOT_FULL_MARKS, UsageError

if TYPE_CHECKING:
    from grader.grading.programs import Programs
    from grader.quiz.load import Quiz
    from grader.quiz.outcome import QuizResult
    from grader.quiz.sitting import Sitting
    from grader.quiz.terminal.sitting_store import Begun, SittingStore


@click.command()
@click.argument("which", metavar="[NAME or FILE]", required=False)
@click.option("--web", is_flag=True, help="Ask on a page in the browser.")
@click.option(
    "--answers",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Grade the answers in FILE, and ask nothing.",
)
@format_option("How to write the result.", "text", "json")
@output_option()
@click.option("--seed", type=parameters.seed, metavar="N", help="The seed of the questions and their numbers.")
@click.option(
    "--save-answers",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write your answers into FILE, to hand them in; --answers reads it.",
)
@click.option(
    "--missed", is_flag=True, help="Ask again the questions that you got wrong last time, with other numbers."
)
@click.option(
    "--due", is_flag=True, help="Ask again the missed questions that are due today: after 1, 3, 7 and 21 days."
)
@click.option("--anew", is_flag=True, help="Start the quiz again, even if you left one unfinished.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="N",
    help="With --web: the port; a free one if left out.",
)
@click.option("--no-browser", is_flag=True, help="With --web: do not open a browser, only print the address.")
@click.pass_obj
def quiz(
    course: Path | None,
    which: str | None,
    web: bool,
    answers: Path | None,
    format_: str,
    output: Path | None,
    seed: int | None,
    save_answers: Path | None,
    missed: bool,
    due: bool,
    anew: bool,
    port: int,
    no_browser: bool,
) -> int:
    """Take the quiz: in the terminal, with --web as a page, or with --answers graded from a file.

    NAME is one of the course's quizzes, FILE any quiz file; left out, it is the course's only one. You can leave at any
    time: what you did is kept in .grade/ of the folder you are in, and `grade quiz` goes on from there.
    """
    _refuse_mixed(missed and due, answers is not None and bool(web or missed or due or anew or save_answers))
    course = parameters.course_for(course)
    loaded = load_named(course, which, answers)
    if answers is None and not web:
        _refuse_without_terminal()
    parameters.not_over(output, loaded.path, *filter(None, [answers]), suffixes=parameters.YAML)
    parameters.not_over(save_answers, loaded.path)
    from grader.grading.programs import Programs

    with Programs(course, loaded.path) as programs:
        done = _done(loaded, programs, answers.parent if answers else Path())
        if answers is not None:
            return _grade_file(loaded, programs, answers, seed, done, format_, output)
        begun = _begin(loaded, done, seed=seed, missed=missed, due=due, anew=anew)
        if begun is None:
            return FULL_MARKS
        store, begun_now = begun
        if web:
            sitting = _serve(loaded, begun_now.sitting, store, programs, port=port, browser=not no_browser)
        else:
            sitting = _ask(loaded, begun_now.sitting, store, programs)
        if not sitting.finished:
            return NOT_FULL_MARKS
        if save_answers is not None:
            _save_answers(loaded, sitting, save_answers)
        return _tell_result(loaded, sitting, format_, output, again=begun_now.again, web=web)


def _refuse_mixed(two_agains: bool, file_and_more: bool) -> None:
    """Raise UsageError where options contradict each other."""
    if file_and_more:
        raise UsageError(
            "--answers grades a file and asks nothing: leave out --web, --missed, --due, --anew and --save-answers."
        )
    if two_agains:
        raise UsageError("--missed asks what you missed last time, and --due what is due today. Choose one of them.")


def _refuse_without_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("There is no terminal here. Grade a file with --answers FILE, or answer on a page with --web.")


def _serve(
    quiz: Quiz, sitting: Sitting, store: SittingStore, programs: Programs, *, port: int, browser: bool
) -> Sitting:
    """Ask on a page."""
    from grader.serve.loopback import serve

    return serve(quiz, sitting, store, programs, port=port, browser=browser, say=click.echo)


def _grade_file(
    quiz: Quiz,
    programs: Programs,
    file: Path,
    seed: int | None,
    done: frozenset[str],
    format_: str,
    output: Path | None,
) -> int:
    """Grade an answers file, and return the exit status."""
    from grader.quiz.answers import grade, not_counted, read_answers
    from grader.quiz.terminal.result_text import told_waiting

    given, drawn = read_answers(file, quiz, given_seed=seed, done=done)
    for told in not_counted(quiz, given, drawn, done):
        click.echo(f"{file}: {told}", err=True)
    result = grade(quiz, given, drawn, done=done, run_code=programs)
    _write(quiz, result, format_, output, told_waiting(quiz, drawn, done))
    return _status(result)


def _begin(
    quiz: Quiz, done: frozenset[str], *, seed: int | None, missed: bool, due: bool, anew: bool
) -> tuple[SittingStore, Begun] | None:
    """Take up a sitting or start one, and say so; None where there is nothing to ask again, which is told."""
    from grader.quiz.terminal.markdown_text import wrapped
    from grader.quiz.terminal.sitting_store import SittingStore

    store = SittingStore(Path(), quiz, done)
    begun = store.begin(seed=seed, missed=missed, due_now=due, anew=anew)
    if begun is None:
        click.echo(store.nothing_due() if due else "You missed nothing last time.")
        return None
    if begun.note:
        click.echo(wrapped(begun.note, _width()))
    return store, begun


def _save_answers(quiz: Quiz, sitting: Sitting, file: Path) -> None:
    """Write what was answered as an answers file."""
    from grader.core.files import write_file
    from grader.quiz.answers import write_answers
    from grader.quiz.sitting_result import answers

    write_file(file, write_answers(answers(quiz, sitting)))


def _tell_result(quiz: Quiz, sitting: Sitting, format_: str, output: Path | None, *, again: bool, web: bool) -> int:
    """Write the result of a sitting that was handed in, and say what to do next; return the exit status."""
    from grader.quiz.sitting_result import result as result_of
    from grader.quiz.terminal.markdown_text import wrapped
    from grader.quiz.terminal.result_text import waits

    result = result_of(quiz, sitting)
    if not web or output is not None or format_ != "text":  # the page has shown it
        _write(quiz, result, format_, output, waits(quiz, sitting))
    if again and not web:
        each = "Each time you take the quiz, it has its own result. In a class, what you hand in last counts."
        click.echo("\n" + wrapped(each, _width()))
    if not web and not result.full_marks:
        further = (
            "`grade quiz --missed` asks again what was not right, with other numbers. From tomorrow, "
            "`grade quiz --due` asks what is due."
        )
        click.echo("\n" + wrapped(further, _width()))
    return _status(result)


def _done(quiz: Quiz, programs: Programs, folder: Path) -> frozenset[str]:
    """Return the exercises with full marks in a folder, of those that questions wait for; nothing is graded without any."""
    if not quiz.gates:
        return frozenset()
    from grader.cli.progress import Progress

    with Progress("Grading the exercises that questions wait for"):
        return programs.full_marks(quiz.gates, folder)


def _ask(quiz: Quiz, sitting: Sitting, shelf: SittingStore, programs: Programs) -> Sitting:
    """Ask in the terminal."""
    import contextlib

    from grader.quiz.messages import count_questions, tries_in_words
    from grader.quiz.sitting import is_whole
    from grader.quiz.terminal.dialogue import Dialogue
    from grader.quiz.terminal.markdown_text import wrapped
    from grader.quiz.terminal.result_text import waits

    with contextlib.suppress(ImportError):
        import readline  # noqa: F401  # lets a line be edited as it is typed

    width = _width()
    click.echo(wrapped(quiz.head.title, width))
    if quiz.head.description and is_whole(quiz, sitting) and not any(item.attempts for item in sitting.items):
        click.echo("\n" + wrapped(quiz.head.description, width))
    if not any(item.attempts for item in sitting.items):
        count = len(sitting.items)
        told = f"{count_questions(count)}. {tries_in_words(quiz)}"
        click.echo("\n" + wrapped(told, width))
    for told in waits(quiz, sitting):
        click.echo("\n" + wrapped(told, width))
    dialogue = Dialogue(quiz, sitting, ask=input, say=click.echo, keep=shelf.put, programs=programs, width=width)
    finished = dialogue.run()
    click.echo()
    return finished


def _width() -> int:
    """Return how wide a line may be in this terminal."""
    import shutil

    return max(30, min(80, shutil.get_terminal_size().columns))


def _write(quiz: Quiz, result: QuizResult, format_: str, output: Path | None, late: Sequence[str]) -> None:
    if format_ == "json":
        from grader.quiz.outcome import to_json

        text = to_json(result).decode()
    else:
        from grader.quiz.terminal.result_text import render

        width = _width() if output is None and sys.stdout.isatty() else 80
        text = render(quiz, result, late=late, width=width)
    if output is None:
        sys.stdout.write(text)
    else:
        from grader.core.files import write_file

        write_file(output, text)


def _status(result: QuizResult) -> int:
    if any(item.status == "ungraded" for item in result.items):
        return FAULT
    return FULL_MARKS if result.full_marks else NOT_FULL_MARKS
