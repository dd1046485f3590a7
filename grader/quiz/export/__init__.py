"""The quiz for other systems: a format a module, and a table of them.

Each takes the quiz and the seeds of the variants, and returns the file with a list of what it left out or changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module

import msgspec

from grader.core.errors import UsageError
from grader.quiz.export.posed import Loss, QuizExport
from grader.quiz.load import Quiz

__all__ = ["FORMATS", "Export", "Loss", "export"]

FORMATS: dict[str, tuple[str, str]] = {
    "moodle": ("moodle", "Moodle XML"),
    "gift": ("gift", "GIFT, Moodle's text format"),
    "qti": ("qti", "QTI 1.2 as Canvas reads it"),
    "jupyterquiz": ("jupyterquiz", "JSON for jupyterquiz in a notebook"),
    "html": ("sheet", "a printable sheet, without answers"),
    "html-answers": ("sheet", "a printable sheet with answers"),
}
SEEDS = (1, 2, 3)


def export(quiz: Quiz, to: str, *, seeds: Sequence[int] = SEEDS) -> QuizExport:
    """Write the quiz in the format `to`, a key of FORMATS; parametrised questions once for each of `seeds`.

    Raises:
        UsageError: there is no such format.
    """
    if to not in FORMATS:
        raise UsageError(f"{to!r} is not a format; choose one of {', '.join(FORMATS)}.")
    module = import_module(f"grader.quiz.export.{FORMATS[to][0]}")
    write: Callable[..., QuizExport] = module.write
    made = write(quiz, seeds, answers=True) if to == "html-answers" else write(quiz, seeds)
    losses = [] if made.suffix == ".html" else _of_the_whole(quiz)  # a sheet has just what one learner is asked
    if quiz.gates:
        told = f"the questions that wait for {', '.join(sorted(quiz.gates))} are written for everybody"
        losses.append(Loss(quiz.head.id, told))
    if quiz.head.confidence:
        losses.append(Loss(quiz.head.id, "how sure the learner is, is not asked"))
    return msgspec.structs.replace(made, losses=(*losses, *made.losses))


def _of_the_whole(quiz: Quiz) -> list[Loss]:
    """Return what no other system is told, because it is not about one question."""
    head, found = quiz.head, []
    bound = any(question.requires for question in quiz.questions.values())
    if head.ask is not None or head.blueprint or head.pools or bound:
        found.append(Loss(head.id, "every live question is written; which of them one learner is asked is left out"))
    if (head.attempts, head.retry_factor, head.pass_) != ("unlimited", 1.0, None):
        found.append(Loss(head.id, "attempts, what further ones earn, and the pass mark are left out; set them there"))
    return found
