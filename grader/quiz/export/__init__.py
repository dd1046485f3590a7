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
from grader.quiz.model import Multipart, Numeric, Predict, Text

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
_UNSAID: dict[str, tuple[str, ...]] = {
    "moodle": (),
    "gift": ("the titles are left out; a question is named by its id",),
    "qti": ("topics and tags are left out",),
    "jupyterquiz": ("titles, topics and tags are left out",),
}
"""What a format says of no question."""


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
    losses = [] if made.suffix == ".html" else _of_the_whole(quiz, to)  # a sheet has just what one learner is asked
    if quiz.gates:
        told = f"the questions that wait for {', '.join(sorted(quiz.gates))} are written for everybody"
        losses.append(Loss(quiz.head.id, told))
    if quiz.head.confidence:
        losses.append(Loss(quiz.head.id, "how sure the learner is, is not asked"))
    return msgspec.structs.replace(made, losses=(*losses, *made.losses))


def _of_the_whole(quiz: Quiz, to: str) -> list[Loss]:
    """Return what another system is not told, because it is not about one question."""
    head, live = quiz.head, [question for question in quiz.questions.values() if question.status == "live"]
    chosen = head.ask is not None or head.blueprint or head.pools or any(one.requires for one in live)
    own_rules = (head.attempts, head.retry_factor, head.pass_) != ("unlimited", 1.0, None)
    told = {
        "the description is left out": head.description and to != "qti",
        "answers that are typed are read as the other system reads them; what it cannot read is wrong there": any(
            isinstance(question, Numeric | Text | Multipart | Predict) for question in live
        ),
        "which exercise or lesson to go back to is left out": any(one.exercise or one.lesson for one in live),
        "every live question is written; which of them one learner is asked is left out": chosen,
        "attempts, what further ones earn, and the pass mark are left out; set them there": own_rules,
    }
    return [Loss(head.id, what) for what in (*_UNSAID[to], *(what for what, lost in told.items() if lost))]
