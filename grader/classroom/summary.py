"""The results of a class once it is graded: a line for each learner, or everything as JSON, one learner at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from grader.classroom.collected import Handed
from grader.classroom.gradebook.store import Gradebook, Learner, Standing, some_at_a_time
from grader.classroom.pipeline import Outcome, points
from grader.classroom.submissions import Submissions
from grader.core.course import Exercise
from grader.core.points import format_points
from grader.core.results import EXERCISE, QUIZ, total
from grader.core.text import safe_line

Write = Callable[[str], object]


class ClassSummary:
    """How the learners of a class stand, read from the gradebook: the class may be larger than memory should hold."""

    def __init__(
        self,
        found: Submissions,
        gradebook: Gradebook,
        exercises: Sequence[Exercise],
        quizzes: Sequence[str] | None,
    ) -> None:
        """Take the class.

        Args:
            found: the submissions.
            gradebook: where their results are.
            exercises: those that were asked for.
            quizzes: those that were asked for; None for all.
        """
        self._found, self._gradebook, self._only = found, gradebook, quizzes
        self._names = [exercise.name for exercise in exercises]
        self._required = {exercise.name for exercise in exercises if not exercise.bonus}
        self.lowest = 100.0
        """The lowest percentage that was written: of the exercises, or of the quizzes where no exercise was asked for."""
        self.all_full = True
        """Whether all learners that were written have full marks."""

    def write_text(self, outcome: Outcome, write: Write) -> None:
        """Write a line for each learner, and one for all."""
        for handed, here, taken in self._counted():
            late = ["handed in late"] if handed.late else []
            told = [*(_told(here, taken) or ["not graded"]), *late]
            write(f"{safe_line(handed.student)}: {'; '.join(told)}\n")
        some = f"{outcome.graded} graded, {outcome.reused} unchanged, in {outcome.seconds:.1f} s."
        write(f"{len(self._found)} submissions: {some}\n")

    def write_json(self, outcome: Outcome, write: Write) -> None:
        """Write every result, and what was not understood or not graded."""
        for _ in self._counted():
            pass  # the lowest and the full marks are counted as they go by
        write('{"schema": 1, "students": ')
        _write_list(self._students(), write)
        counts = {"graded": outcome.graded, "reused": outcome.reused, "seconds": outcome.seconds}
        write(f', {json.dumps(counts)[1:-1]}, "not_understood": ')
        _write_list(({"where": notice.where, "reason": notice.reason} for notice in outcome.notices), write)
        write(', "not_graded": ')
        _write_list(({"student": student, "reason": reason} for student, reason in outcome.faults.pairs()), write)
        write("}\n")

    def _counted(self) -> Iterator[tuple[Handed, list[Standing], list[Standing]]]:
        """Give each submission, and how its learner stands in what was asked for; count them."""
        for handed, stands, quizzes in self._standings():
            here = [stands[name] for name in self._names if name in stands]
            taken = [standing for name, standing in sorted(quizzes.items()) if self._asked_for(name)]
            score, most, _ = points(here or taken)
            full = self._is_full(here, taken)
            self.lowest = min(self.lowest, 100.0 * score / most if most else 100.0 * full)
            self.all_full = self.all_full and full
            yield handed, here, taken

    def _is_full(self, here: Sequence[Standing], taken: Sequence[Standing]) -> bool:
        """Whether these are full marks in all that is required; where nothing is, in all that was asked for."""
        counted = [standing for standing in here if standing.name in self._required or not self._required]
        full = len(counted) == len(self._required or self._names)
        both = [*counted, *taken]
        return full and bool(both) and all(standing.full_marks for standing in both)

    def _asked_for(self, quiz: str) -> bool:
        return self._only is None or quiz in self._only

    def _standings(self) -> Iterator[tuple[Handed, dict[str, Standing], dict[str, Standing]]]:
        """Give each submission, and how its learner stands in exercises and in quizzes, some at a time."""
        for some in some_at_a_time(self._found):
            keys = [handed.student for handed in some]
            stands, quizzes = self._gradebook.standings(keys), self._gradebook.standings(keys, QUIZ)
            yield from ((handed, stands.get(handed.student, {}), quizzes.get(handed.student, {})) for handed in some)

    def _students(self) -> Iterator[dict[str, Any]]:
        for handed, learner, answered in self._learners():
            graded = learner.results if learner else {}
            results = [graded[name] for name in self._names if name in graded]
            taken = answered.results if answered else {}
            quizzes = [document for name, document in sorted(taken.items()) if self._asked_for(name)]
            known = learner or answered
            if known and (results or quizzes):
                sums = {of: total(r[of] for r in results) for of in ("score", "max_score", "bonus")}
                told = {"student": handed.student, "name": known.name, **sums, "exercises": results, "quizzes": quizzes}
                yield {**told, **({"late": True} if handed.late else {})}

    def _learners(self) -> Iterator[tuple[Handed, Learner | None, Learner | None]]:
        """Give each submission with its learner's exercises and quizzes, some at a time."""
        for some in some_at_a_time(self._found):
            keys = [handed.student for handed in some]
            graded, answered = (
                {lr.key: lr for lr in self._gradebook.learners(keys, kind)} for kind in (EXERCISE, QUIZ)
            )
            yield from ((handed, graded.get(handed.student), answered.get(handed.student)) for handed in some)


def _told(exercises: Sequence[Standing], quizzes: Sequence[Standing]) -> list[str]:
    """Say what one learner earned."""
    told = []
    if exercises:
        score, most, bonus = points(exercises)
        more = f", and {format_points(bonus)} bonus" if bonus else ""
        told.append(f"{format_points(score)} of {format_points(most)} points{more}")
    for quiz in quizzes:
        marks = f"{format_points(quiz.score)} of {format_points(quiz.max_score)}"
        told.append(f"quiz {quiz.name}: {'cannot be read' if quiz.status == 'refused' else marks}")
    return told


def _write_list(several: Iterable[dict[str, Any]], write: Write) -> None:
    separator = "[\n"
    for one in several:
        write(separator + json.dumps(one))
        separator = ",\n"
    write("[]" if separator == "[\n" else "\n]")
