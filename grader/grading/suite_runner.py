"""Run a suite on a submission in the sandbox, and on the reference in this process."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Self
from weakref import WeakKeyDictionary

import msgspec

from grader.core.course import Course, Exercise
from grader.grading.ahead import CallsAhead, Overtaken
from grader.grading.execution import SubmissionRun
from grader.grading.harnesses import functions_of
from grader.grading.replay import may_pass, nothing_changes
from grader.grading.session import SuiteSession
from grader.sandbox.outcome import Answer, Failure, Loaded
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import Submission
from grader.suite.agreement import agrees
from grader.suite.plugin import Check, CheckRun
from grader.suite.proxy import Call, Direct, NoAnswer, copied, proxy_of

if TYPE_CHECKING:
    from grader.grading.diagnosis import Diagnosis, Finding


LEARNERS_SEED = 1
"""What a learner's random numbers are drawn from, whatever the suite's seed: code that draws gets the same marks at each."""
_SLOW_SECONDS = 0.005  # processor seconds of the reference for all calls of a check


class SuiteRunner:
    """Runs the suites of a course. Use as a context manager, or call close()."""

    def __init__(
        self, course: Course, sandbox: Sandbox, session: SuiteSession | None = None, *, ahead: bool = False
    ) -> None:
        """Take a course, a sandbox that is perhaps still starting, and whether calls may be sent ahead: see `CallsAhead`."""
        self.course, self._sandbox = course, sandbox
        sandbox.prepare(course)
        self._session = session or SuiteSession()
        self._ahead = CallsAhead(self._session) if ahead else None
        self._references: dict[str, Direct] = {}
        self._known_right: WeakKeyDictionary[Submission, dict[tuple[str, int], bool]] = WeakKeyDictionary()
        self._hung: WeakKeyDictionary[Submission, dict[str, list[Failure]]] = WeakKeyDictionary()
        """The functions of a submission that did not come back, and where they were found."""
        self._calls: dict[tuple[str, str, int], Sequence[Call]] = {}
        self.attempt: list[CheckRun] = []
        """The outcomes of the checks that were run last, with their calls; nothing where the file did not load."""
        self._attempted: tuple[tuple[str, int], bool] = ("", 0), False
        """The exercise and the seed of that, and whether it was on the reference's earlier parts."""
        self._unchanged = False
        """Whether no answer that failed there would be another on the reference's earlier parts, as far as was looked."""
        self.sources: Mapping[str, str] = {}
        """The files of the submission that they were run on, by label."""

    @cached_property
    def _diagnosis(self) -> Diagnosis:
        """What names mistakes; imported where there is one, since most submissions are right."""
        from grader.grading.diagnosis import Diagnosis

        return Diagnosis()

    def checks(self, exercise: Exercise) -> tuple[Check, ...]:
        """Return the checks of an exercise's suite; ContentError where it is missing or unsound."""
        return self._session.checks(exercise.suite)

    def reference(self, exercise: Exercise) -> Direct:
        """Return the right solution's functions."""
        if exercise.stem not in self._references:
            self._references[exercise.stem] = Direct(functions_of(exercise))
        return self._references[exercise.stem]

    def calls(self, exercise: Exercise, check: Check, seed: int) -> Sequence[Call]:
        """Return the calls that a check makes where the answers are right."""
        place = (exercise.stem, check.id, seed)
        if place not in self._calls:
            asked, reference = (proxy_of(exercise, self.reference(exercise)) for _ in range(2))
            (run,) = self._session.run(exercise.suite, asked, reference, seed, [check.id])
            if len(self._calls) > 256:
                self._calls.clear()
            # the suite's own lists are copied: the next submission may change them
            self._calls[place] = [
                msgspec.structs.replace(call, arguments=tuple(copied(list(call.arguments)))) for call in run.calls
            ]
        return self._calls[place]

    def passes(self, exercise: Exercise, submission: Submission, seed: int, *, stretch: bool = False) -> bool:
        """Return whether a submission passes every check; the first that it does not pass is the last that is run.

        Args:
            exercise: what it is asked about.
            submission: the learner's files; they are run with their own earlier parts.
            seed: what the suite's inputs are drawn from.
            stretch: whether the checks that cost no marks are asked, too.

        Raises:
            Fault: the sandbox failed.
        """
        asked = self._run(exercise, submission)
        try:
            if isinstance(asked.load(), Failure):
                return False
            proxies = proxy_of(exercise, asked), proxy_of(exercise, self.reference(exercise))
            ids = [check.id for check in self.checks(exercise) if stretch or not check.stretch]
            return all(run.verdict == "passed" for run in self._session.run(exercise.suite, *proxies, seed, ids))
        finally:
            asked.close()

    def _right(self, exercise: Exercise, submission: Submission, seed: int) -> bool:
        """Whether a submission passes every check of an exercise that counts; looked into once."""
        known = self._known_right.setdefault(submission, {})
        place = (exercise.stem, seed)
        if place not in known:
            known[place] = self.passes(exercise, submission, seed)
        return known[place]

    def _earlier_right(self, asked: SubmissionRun, submission: Submission, seed: int) -> bool:
        """Whether every earlier exercise that the submission's file imports is right."""
        return all(self._right(self.course.find(stem), submission, seed) for stem in sorted(asked.wanted))

    def silence(
        self, exercise: Exercise, submission: Submission, seed: int, *, by_itself: bool = False
    ) -> Failure | None:
        """Return how a submission leaves a call of the suite without an answer for ever, or its file; None where it does not.

        Args:
            exercise: what it is asked about.
            submission: perhaps course content of which nobody knows yet whether it ends.
            seed: what the suite's inputs are drawn from.
            by_itself: whether its answers stand in for the reference's too, so that nothing runs in this process.
        """
        asked = SubmissionRun(self._sandbox, self.course, exercise, submission, LEARNERS_SEED)
        try:
            loaded, proxy = asked.load(), proxy_of(exercise, asked)
            outcomes: Iterable[object] = (loaded,)
            if by_itself and isinstance(loaded, Loaded):
                ids = [check.id for check in self.checks(exercise)]
                runs = self._session.run(exercise.suite, proxy, proxy_of(exercise, asked), seed, ids)
                outcomes = (run.error.failure for run in runs if isinstance(run.error, NoAnswer))
            elif isinstance(loaded, Loaded):
                calls = (call for check in self.checks(exercise) for call in self.calls(exercise, check, seed))
                outcomes = (asked.call(call.function, call.arguments) for call in calls)
            silent = (o for o in outcomes if isinstance(o, Failure) and o.problem in ("timeout", "died"))
            return next(silent, None)
        finally:
            asked.close()

    def _passed(
        self, exercise: Exercise, submission: Submission, seed: int, checks: Sequence[str], replaced: Collection[str]
    ) -> Iterator[str]:
        """Give those of these checks that pass with the reference in place of some earlier files."""
        asked = self._run(exercise, submission, replaced)
        try:
            proxy, reference = proxy_of(exercise, asked), proxy_of(exercise, self.reference(exercise))
            for run in self._session.run(exercise.suite, proxy, reference, seed, checks):
                if run.verdict == "passed":
                    yield run.check.id
        finally:
            asked.close()

    def _attempt(
        self, exercise: Exercise, submission: Submission, seed: int, *, referenced: bool
    ) -> tuple[Sequence[CheckRun] | Failure, SubmissionRun, Finding | None]:
        """Run the suite, and name the mistake that was made; a Failure where the file does not load.

        Mistakes are wrong versions on top of right ones, so that one is named in a run on the reference's earlier parts,
        or where the submission's own are right.
        """
        ahead = self._ahead if self._ahead and not self._hung.get(submission) else None
        try:
            return self._asked(exercise, submission, seed, referenced, ahead)
        except Overtaken:
            return self._asked(exercise, submission, seed, referenced, None)

    def _asked(
        self, exercise: Exercise, submission: Submission, seed: int, referenced: bool, ahead: CallsAhead | None
    ) -> tuple[Sequence[CheckRun] | Failure, SubmissionRun, Finding | None]:
        """Do what `_attempt` does; Overtaken where calls that were sent ahead are not those that the suite makes."""
        earlier = [one.stem for one in self.course.earlier(exercise)] if referenced else ()
        asked = self._run(exercise, submission, earlier)
        self.attempt, self.sources, self._unchanged = [], asked.sources, False
        self._attempted = (exercise.stem, seed), referenced
        try:
            loaded = asked.load()
            if isinstance(loaded, Failure):
                return loaded, asked, None
            runs, checks = self.attempt, self.checks(exercise)
            # the open ones first: what was seen in a closed one cannot be told in an open one then
            for check in sorted(checks, key=lambda check: not check.open):
                asked.listening = check.open
                runs.append(self._outcome(exercise, check, asked, seed, ahead))
            asked.listening = False
            if broken := self._broken_rule(exercise, asked, runs):
                return broken, asked, None
            finding = None
            wrong = any(run.verdict != "passed" for run in runs)
            called = any(run.calls for run in runs)
            if wrong and called and (referenced or self._earlier_right(asked, submission, seed)):
                finding = self._diagnosis.name(
                    exercise,
                    seed,
                    runs,
                    asked,
                    self.reference(exercise),
                    lambda check: self.calls(exercise, check, seed),
                    asked.sources,
                )
                self._unchanged = nothing_changes(asked, list(self._undecided(exercise, runs, finding)))
            runs.sort(key=lambda run: checks.index(run.check))
            return runs, asked, finding
        finally:
            asked.close()

    def _outcome(
        self, exercise: Exercise, check: Check, asked: SubmissionRun, seed: int, ahead: CallsAhead | None
    ) -> CheckRun:
        """Return the outcome of one check."""
        right = self.reference(exercise)
        run = ahead.run(exercise, check, asked, right, seed) if ahead else None
        if run is None:
            proxies = proxy_of(exercise, asked), proxy_of(exercise, right)
            (run,) = self._session.run(exercise.suite, *proxies, seed, [check.id])
        if run.verdict == "suite error":
            self._whose_fault(exercise, run, seed)
        if run.verdict == "disagreed":
            run.only_changed = _only_changed(run, right)
        return run

    def _undecided(self, exercise: Exercise, runs: Sequence[CheckRun], finding: Finding) -> Iterator[CheckRun]:
        """Give the checks that other earlier files might make pass.

        A call without end is not waited for twice. A slow one is not made again where a known mistake gives every answer:
        it gives this one on the reference's earlier parts.
        """
        reference = self.reference(exercise)
        for run in runs:
            seconds = sum(reference.seconds(call.function, call.arguments) or 0.0 for call in run.calls)
            if may_pass(run) and not (finding.whole and not run.check.loose and seconds > _SLOW_SECONDS):
                yield run

    def _run(self, exercise: Exercise, submission: Submission, replaced: Collection[str] = ()) -> SubmissionRun:
        """Return a run whose calls may take as long as the reference's, and much longer, but not for ever."""
        hung = self._hung.setdefault(submission, {})
        timed = self.reference(exercise).timed
        return SubmissionRun(
            self._sandbox, self.course, exercise, submission, LEARNERS_SEED, replaced=replaced, timed=timed, hung=hung
        )

    def _broken_rule(self, exercise: Exercise, asked: SubmissionRun, runs: Sequence[CheckRun]) -> Failure | None:
        """Return how the code is not as course.yaml asks; None where it is, or is not written yet."""
        errors = [run.error for run in runs]
        if all(isinstance(e, NoAnswer) and e.failure.kind == "NotImplementedError" for e in errors):
            return None
        if not exercise.forbids and not exercise.demands:
            return None
        from grader.grading.construct_search import broken_rule

        return broken_rule(exercise, asked)

    def _whose_fault(self, exercise: Exercise, run: CheckRun, seed: int) -> None:
        """Where a check broke, try it on the reference: if that passes, the answer was to blame, not the suite."""
        reference = proxy_of(exercise, self.reference(exercise))
        for again in self._session.run(exercise.suite, reference, reference, seed, [run.check.id]):
            if again.verdict == "passed":
                run.verdict = "wrong shape"

    def fork_ahead(self, exercise: Exercise, submission: Submission) -> None:
        """Have a worker started for an exercise that will be graded again, and the submission's earlier parts compiled."""
        asked = SubmissionRun(self._sandbox, self.course, exercise, submission, 0)
        self._sandbox.fork_ahead(exercise.limits, asked.likely_sources())

    def close(self) -> None:
        """End the session; the sandbox is the caller's."""
        self._session.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _only_changed(run: CheckRun, reference: Direct) -> bool:
    """Whether every answer of a check is right, and an argument was changed that the reference leaves as it was."""
    changed = False
    for call in run.calls:
        if not isinstance(call.outcome, Answer):
            return False
        try:
            right = reference.call(call.function, call.arguments).value
            if not agrees(call.outcome.value, right):
                return False
            after = call.outcome.after
            changed |= after is not None and not agrees(after, reference.after(call.function, call.arguments))
        except Exception:  # arguments that the submission has changed may be beyond the reference
            return False
    return changed
