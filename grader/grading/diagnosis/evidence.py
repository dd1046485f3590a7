"""A submission's answers beside those of known mistakes: which mistakes give the same ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal, TypeVar

import msgspec

from grader.core.course import Exercise
from grader.grading.diagnosis.equivalence import Outcome, alike, same_form
from grader.grading.diagnosis.mistakes import KnownMistake, ask
from grader.grading.diagnosis.raised import raised_by
from grader.sandbox import wire
from grader.sandbox.calls import function_of
from grader.sandbox.outcome import Answer, Failure
from grader.suite.observations import ObservedCall
from grader.suite.plugin import Check, CheckRun
from grader.suite.proxy import Call, Caller, Direct

_Known = TypeVar("_Known", bound=KnownMistake)
_Strictness = Literal["exactly", "loosely", "by values"]
# functions that a mistake must get right where the submission did, those in which their answers are compared, and how:
# exactly, or with what may rightly differ taken lightly, or by values alone in the checks where all right answers agree
_Comparison = tuple[tuple[str, ...], tuple[str, ...], _Strictness]
_ENOUGH = 12  # so many answers of one mistake alone leave no doubt; of fewer the rest is asked too
_LONG_SECONDS = 0.0025  # processor seconds of the reference
_DOUBTFUL = 5  # of so many answers one may differ by rounding
# what plain arithmetic raises where a number grew too large, or a logarithm's too small
_GREW = ("OverflowError", "ValueError", "ZeroDivisionError")


class Observation(msgspec.Struct, frozen=True):
    """A question that the submission was asked, and its outcome."""

    function: str
    arguments: tuple[Any, ...]
    outcome: Outcome
    check: Check
    failed: bool
    """Whether the check that asks it was failed."""
    key: bytes


class Evidence:
    """One submission's answers."""

    def __init__(
        self,
        runs: Sequence[CheckRun],
        submission: Caller,
        reference: Direct,
        whole: Callable[[Check], Sequence[Call]],
    ) -> None:
        self._runs, self._submission, self._reference, self._whole = runs, submission, reference, whole
        self._asked = [_asked(run, call.function, call.arguments, call.outcome) for run in runs for call in run.calls]
        self._rest: list[Observation] | None = None
        self._first_wrong: list[Observation] | None = None
        self._choices: dict[tuple[_Comparison, bool], list[Observation]] = {}
        self.remembers = _two_answers(self._asked)
        """Whether the same question had two answers: something is left over from one call to the next."""

    def remembers_after_all(self) -> bool:
        """Whether that shows in the questions that were not come to."""
        self._others()
        self.remembers = _two_answers(self._everything())
        return self.remembers

    def fitting(self, known: Sequence[_Known], exercise: Exercise, *, whole: bool = False) -> list[_Known]:
        """Return the mistakes that fit in the first way of looking at which any does; `whole`: in all functions."""
        functions = tuple(exercise.asked)
        cares: tuple[_Strictness, ...] = ("exactly", "loosely", "by values")
        ways: list[_Comparison] = [((), functions, care) for care in cares]
        if len(functions) > 1 and not whole:  # one function after the other, since the next may not be written yet
            ways += [(functions[:at], (name,), care) for at, name in enumerate(functions) for care in cares[1:]]
        return next(filter(None, (self._looking(known, way) for way in ways)), [])

    def explained(self, known: Sequence[KnownMistake]) -> list[KnownMistake]:
        """Return the mistakes that say of themselves that they explain all these answers."""
        self._others()
        seen = []
        for q in (q for q in self._everything() if not q.check.stretch):
            answer = q.outcome if isinstance(q.outcome, Answer) else Answer(None)
            right = self._right(q)
            if isinstance(right, Failure):
                return []
            passed = alike(q.outcome, right, loosely=True)
            kept = answer.changed_earlier, answer.shares_argument
            seen.append(
                ObservedCall(
                    function_of(q.function), q.arguments, answer.value, right.value, passed, q.check.loose, *kept
                )
            )
        reference = self._reference.apart()
        return [k for k in known if k.explains(seen, lambda name, *given: reference.call(name, given).value)]

    @property
    def answered(self) -> bool:
        """Whether there is an answer to any question."""
        return any(isinstance(q.outcome, Answer) for q in self._asked)

    def raising(
        self, known: Sequence[KnownMistake], exercise: Exercise, sources: Mapping[str, str]
    ) -> list[KnownMistake]:
        """Return the mistakes that raise what the submission does in every call: type, message and kind of line."""
        failures = [q.outcome for q in self._asked if isinstance(q.outcome, Failure)]
        if any(f.problem != "raised" or not f.place or not f.place.label.startswith(exercise.stem) for f in failures):
            return []
        found = [(q, raised_by(failure, sources)) for q, failure in zip(self._asked, failures, strict=True)]
        return [k for k in known if all(k.raises(q.function, q.arguments) == raised for q, raised in found)]

    def _looking(self, known: Sequence[_Known], part: _Comparison) -> list[_Known]:
        """Return the mistakes that give every answer that the submission gave, a wrong one at least."""
        asked, care = self._chosen(part), part[2]
        fitting = [k for k in known if self._doubts(k, asked, care) is not None and self._proves(k, asked, care)]
        if fitting and (len(asked) < _ENOUGH or len(fitting) > 1):
            self._others()
            doubts = {k: self._doubts(k, self._chosen(part), care) for k in fitting}
            fitting = [k for k in fitting if doubts[k] == 0] or [k for k in fitting if doubts[k] is not None]
        return fitting

    def begins_like(self, known: KnownMistake) -> bool:
        """Whether a mistake gives the submission's wrong answer to the cheapest question that has one."""
        if self._first_wrong is None:
            asked = sorted((q for q in self._asked if q.failed and not q.check.stretch), key=self._slow)
            self._first_wrong = [q for q in asked if not alike(q.outcome, self._right(q))][:1]
        return all(
            alike(q.outcome, known.answer(q.key, q.function, q.arguments), loosely=True) for q in self._first_wrong
        )

    def raised_earlier(self, exercise: Exercise) -> bool:
        """Whether an earlier file raised something: other code there may raise something else, or nothing."""
        places = (q.outcome.place for q in self._asked if isinstance(q.outcome, Failure) and q.failed)
        return any(place is not None and not place.label.startswith(exercise.stem) for place in places)

    def cheapest(self, function: str, most: int) -> list[tuple[str, Sequence[Any]]]:
        """Return the first questions of a function that do not take long, no two alike."""
        asked = {q.key: q for q in self._asked if function_of(q.function) == function}
        return [(q.function, q.arguments) for q in sorted(asked.values(), key=self._slow)[:most]]

    def _chosen(self, part: _Comparison) -> list[Observation]:
        """Return the questions to compare, those answered wrong first and then cheap ones; none of stretch checks.

        One wrong answer rules nearly every mistake out; and right code may fail stretch checks.
        """
        place = (part, self._rest is None)
        if place not in self._choices:
            earlier, functions, care = part
            asked = [
                q
                for q in self._everything()
                if not (q.check.stretch or (q.check.loose and care == "by values"))
                and (
                    function_of(q.function) in functions
                    or (function_of(q.function) in earlier and alike(q.outcome, self._right(q)))
                )
            ]
            self._choices[place] = sorted(asked, key=lambda q: (alike(q.outcome, self._right(q)), self._slow(q)))
        return self._choices[place]

    def _everything(self) -> list[Observation]:
        return [*self._asked, *(self._rest or [])]

    def _others(self) -> None:
        """Ask the questions of failed checks that were not come to."""
        if self._rest is None:
            self._rest = []
            for run in self._runs:
                if run.verdict != "passed" and not run.check.stretch:
                    for call in self._whole(run.check)[len(run.calls) :]:
                        outcome = self._submission.call(call.function, call.arguments)
                        self._rest.append(_asked(run, call.function, call.arguments, outcome))

    def _doubts(self, known: KnownMistake, asked: Sequence[Observation], care: _Strictness) -> int | None:
        """Count the answers that differ for rounding alone, if these are a mistake's answers; None if they are not."""
        loosely, by_values, doubtful = care != "exactly", care == "by values", 0
        for q, theirs in self._answers(known, asked):
            if (
                q.outcome.__class__ is theirs.__class__
                if loosely and q.check.loose
                else alike(q.outcome, theirs, loosely=loosely, values_alone=by_values)
            ):
                continue
            if not loosely:
                return None
            # a number that grew too large tells of the way it was computed, not of the mistake that made it grow
            overflowed = isinstance(q.outcome, Failure) and q.outcome.kind in _GREW
            rounding = overflowed or (
                not self.remembers and same_form(q.outcome, theirs) and known.wavers(q.key, q.function, q.arguments)
            )
            if not rounding:
                return None
            doubtful += 1
            if doubtful > len(asked) // _DOUBTFUL:
                return None
        return doubtful

    def _answers(self, known: KnownMistake, asked: Sequence[Observation]) -> Iterator[tuple[Observation, Outcome]]:
        """Give the mistake's outcomes, those worked out before first; in the order of all the questions if that matters."""
        if not self.remembers:
            for q in sorted(asked, key=lambda q: not known.has_answered(q.key)):
                yield q, known.answer(q.key, q.function, q.arguments)
            return
        functions, chosen = known.fresh(), {id(q) for q in asked}
        for q in self._everything():
            theirs = ask(functions, q.function, q.arguments)
            if id(q) in chosen:
                yield q, theirs

    def _proves(self, known: KnownMistake, asked: Sequence[Observation], care: _Strictness) -> bool:
        """Whether the answers that agree tell something: one is wrong, and not all of them are exceptions.

        An exception counts as wrong where the mistake raises it with the same words.
        """
        if not any(isinstance(q.outcome, Answer) for q in asked):
            return False
        for q, theirs in self._answers(known, [q for q in asked if q.failed]):
            if isinstance(q.outcome, Failure):
                if isinstance(theirs, Failure) and q.outcome.text == theirs.text:
                    return True
            elif (care == "exactly" or not q.check.loose) and not alike(
                q.outcome, self._right(q), values_alone=care == "by values"
            ):
                return True
        return False

    def _right(self, q: Observation) -> Outcome:
        try:
            return self._reference.call(q.function, q.arguments)
        except Exception as error:  # arguments that the submission has changed may be beyond it
            return Failure("raised", type(error).__name__, str(error))

    def _slow(self, q: Observation) -> bool:
        """Whether the reference takes long over a question, and so do mistakes; a finer measure would hang on the moment."""
        return self._reference.timed(q.function, q.arguments) > _LONG_SECONDS


def _two_answers(asked: Sequence[Observation]) -> bool:
    """Whether the same question had two answers."""
    first: dict[bytes, Outcome] = {}
    return any(not alike(first.setdefault(q.key, q.outcome), q.outcome) for q in asked)


def _asked(run: CheckRun, function: str, arguments: tuple[Any, ...], outcome: Outcome) -> Observation:
    failed = run.verdict != "passed"
    return Observation(function, arguments, outcome, run.check, failed, wire.encode([function, list(arguments)]))
