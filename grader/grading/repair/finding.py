"""Finds the line that decides in a wrong program: searches for a repair, proves it, and puts it into words."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence

from grader.core.course import Course, Exercise
from grader.core.results import Repair
from grader.grading.construct_search import broken_rule
from grader.grading.messages import asked_in_words, describe_call
from grader.grading.repair.allowance import Allowance
from grader.grading.repair.bench import Workbench
from grader.grading.repair.hints import Located, Traced, located, repair_of
from grader.grading.repair.judge import Judge
from grader.grading.repair.search import MOST_FUEL, Search
from grader.grading.repair.told import Unusable
from grader.grading.session import SuiteSession
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import Submission
from grader.suite.plugin import CheckRun
from grader.suite.proxy import Call, Direct

SECONDS = 1.5
"""Processor time for one search while a learner waits."""
_SEARCH_SHARE = 0.8
"""Of the time, so much goes into the search; the rest is for the proof and the example."""
_MOST_KEPT = 64
_OTHER_SEEDS = 2
"""At so many more seeds than the one of the result a repair must hold."""


class Repairs:
    """Searches for repairs on one course."""

    def __init__(self, course: Course, sandbox: Sandbox, session: SuiteSession) -> None:
        """Take the course, where workers come from, and what runs suites."""
        self._course, self._sandbox, self._session = course, sandbox, session
        self._found: OrderedDict[str, Repair | None] = OrderedDict()

    def find(
        self,
        exercise: Exercise,
        submission: Submission,
        sources: Mapping[str, str],
        reference: Direct,
        runs: Sequence[CheckRun],
        seed: int,
        *,
        replaced: Collection[str],
        seconds: float = SECONDS,
    ) -> Repair | None:
        """Return the line that decides, proven; None where none is found. The last programs are not searched again.

        Args:
            exercise: what the submission is wrong in.
            submission: the learner's files.
            sources: the text of those that the program consists of, by label.
            reference: the right answers.
            runs: the outcomes of the checks.
            seed: what their inputs were drawn from.
            replaced: stems of the earlier exercises of which the reference took the place.
            seconds: of processor time for all of it.

        Raises:
            Fault: the sandbox failed.
        """
        asked = repr((exercise.stem, seed, sorted(replaced), seconds, sorted(sources.items())))
        key = hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()
        if key not in self._found:
            self._found[key] = self._search(
                exercise, submission, reference, runs, seed, replaced=replaced, allowance=Allowance(seconds)
            )
            if len(self._found) > _MOST_KEPT:
                self._found.popitem(last=False)
        return self._found[key]

    def _search(
        self,
        exercise: Exercise,
        submission: Submission,
        reference: Direct,
        runs: Sequence[CheckRun],
        seed: int,
        *,
        replaced: Collection[str],
        allowance: Allowance,
    ) -> Repair | None:
        """Search, prove, and put what was found into words."""
        bench = Workbench(
            self._sandbox,
            self._course,
            exercise,
            submission,
            seed,
            replaced=replaced,
            allowance=allowance,
        )
        judge, *others = (
            Judge(exercise, self._session, reference, bench, seed + more) for more in range(_OTHER_SEEDS + 1)
        )

        def proves(numbers: tuple[int, ...]) -> bool:
            right = all(bench.use(numbers, MOST_FUEL) and other.passes() for other in others)
            return right and broken_rule(exercise, bench) is None

        try:
            search = Search(bench, judge, judge.wrong_calls(runs), proves, allowance, _SEARCH_SHARE)
            outcome = search.run()
        finally:
            bench.close()
        found = located(outcome, bench.sources)
        if found is None:
            return None
        traced = self._traced(exercise, submission, runs, found, seed, allowance)
        return repair_of(found, outcome, bench.sources, traced)

    def _traced(
        self,
        exercise: Exercise,
        submission: Submission,
        runs: Sequence[CheckRun],
        found: Located,
        seed: int,
        allowance: Allowance,
    ) -> Traced | None:
        """Return what the learner's variables hold in an open example, asked of a worker that knows no hidden input."""
        call = _open_call(runs)
        if call is None:
            return None
        bench = Workbench(
            self._sandbox,
            self._course,
            exercise,
            submission,
            seed,
            replaced=(),
            allowance=allowance,
        )
        try:
            turns = bench.trace(found.places[0], call.function, call.arguments)
        except Unusable:
            return None
        finally:
            bench.close()
        words = asked_in_words(call, exercise)
        return Traced(f"In `{words}`" if words == describe_call(call) and not call.shown else f"For {words}", turns)


def _open_call(runs: Sequence[CheckRun]) -> Call | None:
    """Return a call of an open check: the last one of a failed check, at which it went wrong, before any other."""
    shown_runs = sorted((run for run in runs if run.check.open and run.calls), key=lambda run: run.verdict == "passed")
    for run in shown_runs:
        return run.calls[-1] if run.verdict != "passed" else run.calls[0]
    return None
