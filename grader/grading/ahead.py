"""Make the calls of a check together, where they are known beforehand: each by itself is a round trip between processes.

Known are the calls that a check makes where the answers are right. A worker makes them in turn, up to the first that does
more or less than return a value. Then the suite runs on what came. If it asks for just these calls, all is as if each had
been sent when it was asked for. If not, the worker has run what nobody asked for: the exercise is asked anew, call by call,
in a fresh worker. So a result is the same to the byte.

Code that reads its own process sees the calls that were sent with the one that it is in. So only those are sent together
that a check makes before it looks at any of their answers.
"""

from __future__ import annotations

import hashlib
import marshal
from collections import Counter, deque
from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from grader.core.course import Exercise
from grader.core.shapes import Shape
from grader.grading.execution import SubmissionRun
from grader.grading.session import SuiteSession
from grader.sandbox.calls import function_of
from grader.sandbox.outcome import Answer, Failure
from grader.suite.plugin import Check, CheckRun
from grader.suite.proxy import Call, Direct, Proxy, proxy_of

_RUNS_FIRST = 3
"""So many runs of a check are asked call by call: to find out what can be sent together takes the reference's time."""
_SECONDS = 0.25
"""Processor seconds for what is sent together: less than any call may take."""
_MOST_KEPT, _MOST_CALLS = 256, 1000
_ANYTHING = Shape(word="anything")


class Overtaken(Exception):
    """The worker may have run what the suite did not ask for: the exercise is to be asked anew."""


class Plan(msgspec.Struct):
    """The calls of one check."""

    calls: list[Call]
    windows: list[list[bytes]]
    """The same calls, marshalled: those that are sent together."""
    known: set[bytes] = msgspec.field(default_factory=set)
    """Digests of what the first windows answered where the suite went on and passed."""


class CallsAhead:
    """Sends the calls of checks together, and keeps what it found out of the suites."""

    def __init__(self, session: SuiteSession) -> None:
        self._session = session
        self._runs: Counter[tuple[str, str, int]] = Counter()
        self._plans: dict[tuple[str, str, int], Plan | None] = {}

    def run(
        self, exercise: Exercise, check: Check, asked: SubmissionRun, reference: Direct, seed: int
    ) -> CheckRun | None:
        """Return the outcome of a check; nothing where its calls cannot be told beforehand, and none was made.

        Args:
            exercise: what is asked about.
            check: one of its suite.
            asked: the submission, loaded.
            reference: the right solution.
            seed: what the suite's inputs are drawn from.

        Raises:
            Overtaken: nobody knows what the outcome is, and the worker is of no more use.
        """
        plan = self._plan(exercise, check, reference, seed)
        loaded = asked.load()
        if plan is None or isinstance(loaded, Failure) or loaded.missing:
            return None
        given = _Given(plan, asked)
        known = True
        while known and given.unsent:
            given.send()
            known = given.digest in plan.known
        if known:
            made = [replace(call, outcome=Answer(v)) for call, v in zip(plan.calls, given.values, strict=True)]
            return CheckRun(check, "passed", None, made)
        proxy = proxy_of(exercise, given)
        (run,) = self._session.run(exercise.suite, proxy, proxy_of(exercise, reference), seed, [check.id])
        if given.astray or given.waiting:
            raise Overtaken
        if run.verdict == "passed" and not given.unsent and len(plan.known) < _MOST_KEPT and given.unchanged():
            plan.known |= given.digests
        return run

    def _plan(self, exercise: Exercise, check: Check, reference: Direct, seed: int) -> Plan | None:
        """Return what a check asks, found out once; nothing where that cannot be told."""
        place = (exercise.stem, check.id, seed)
        if place not in self._plans:
            self._runs[place] += 1
            if exercise.harnessed or self._runs[place] <= _RUNS_FIRST:
                return None
            if len(self._plans) >= _MOST_KEPT:
                self._plans.clear()
            self._plans[place] = self._found_out(exercise, check, reference, seed)
        return self._plans[place]

    def _found_out(self, exercise: Exercise, check: Check, reference: Direct, seed: int) -> Plan | None:
        made, right = self._seen(exercise, check, reference, seed, _MOST_CALLS)
        keys = [_key(call.function, call.arguments) for call in right.calls]
        if right.verdict != "passed" or made != keys or not 0 < len(keys) <= _MOST_CALLS:
            return None
        windows: list[list[bytes]] = []
        done = 0
        while done < len(keys):
            made, _ = self._seen(exercise, check, reference, seed, done)
            until = done
            while made[until : until + 1] == keys[until : until + 1] != []:
                until += 1
            if until == done:  # the suite does not ask the same twice
                return None
            windows.append(keys[done:until])
            done = until
        # the suite's own lists are copied: the next submission may change them
        copies = [tuple(marshal.loads(key)[1]) for key in keys]
        return Plan([replace(c, arguments=own) for c, own in zip(right.calls, copies, strict=True)], windows)

    def _seen(
        self, exercise: Exercise, check: Check, reference: Direct, seed: int, first: int
    ) -> tuple[list[bytes], CheckRun]:
        """Return the calls that a check makes while it has seen the right answers to the first calls only."""
        blind = _Blind(exercise, reference, first)
        proxy = Proxy({name: replace(f, returns=_ANYTHING) for name, f in exercise.asked.items()}, blind)
        (run,) = self._session.run(exercise.suite, proxy, proxy_of(exercise, reference), seed, [check.id])
        return blind.made, run


def _key(function: str, arguments: Sequence[Any]) -> bytes:
    """Return a call as a worker is sent it."""
    return marshal.dumps((function, list(arguments)), 2)


class _Given:
    """Answers the calls of a plan, in its order, with what has come from the worker."""

    def __init__(self, plan: Plan, asked: SubmissionRun) -> None:
        self._asked = asked
        self.unsent = deque(plan.windows)
        self.waiting: deque[tuple[bytes, Answer | Failure]] = deque()
        """Calls that were made and that the suite did not ask for yet."""
        self.values: list[Any] = []
        self._written = b""
        self.digest = b""
        self.digests: set[bytes] = set()
        """Of the values of the first windows."""
        self.astray = False
        """Whether anything is not as it is call by call."""

    def send(self) -> None:
        """Have the calls of the next window made."""
        window, self._asked.spoke = self.unsent.popleft(), False
        outcome = self._asked.ask("calls", window, seconds=_SECONDS)
        values, failure = outcome.value if isinstance(outcome, Answer) and not outcome.memory_full else ([], None)
        outcomes = [*map(Answer, values), *([failure] if failure else [])]
        self.waiting.extend(zip(window, outcomes, strict=False))
        whole = len(outcomes) == len(window) or (failure and len(outcomes) < len(window))
        self.astray |= self._asked.spoke or not whole
        self.values += values
        try:
            self._written = marshal.dumps(self.values, 2)
        except ValueError:  # an array, where the course knows of none
            self.astray = True
        self.digest = b"" if failure or self.astray else hashlib.sha256(self._written).digest()
        self.digests.add(self.digest)

    def call(self, function: str, arguments: Sequence[Any]) -> Answer | Failure:
        """Return the outcome of the next call, if this is it."""
        key = _key(function, arguments)
        if not self.waiting and self.unsent and self.unsent[0][0] == key:
            self.send()
        self.astray |= not self.waiting or self.waiting[0][0] != key
        return Failure("closed") if self.astray else self.waiting.popleft()[1]

    def unchanged(self) -> bool:
        """Whether the suite has left the values as they came."""
        return marshal.dumps(self.values, 2) == self._written


class _Blind:
    """Answers the first calls as the reference does, and those after them with what tells nothing.

    So a call that is made then does not depend on what is answered to any but the first.
    """

    def __init__(self, exercise: Exercise, reference: Direct, first: int) -> None:
        self._exercise, self._reference, self._first = exercise, reference, first
        self.made: list[bytes] = []

    def call(self, function: str, arguments: Sequence[Any]) -> Answer:
        """Note a call, and return an answer that has the shape which the course declares, and no content."""
        self.made.append(_key(function, arguments))
        if len(self.made) <= self._first:
            return self._reference.call(function, arguments)
        return Answer(_unknown(self._exercise.asked[function_of(function)].returns))


class _Unknown:
    """Stands for an answer that is not there yet: nothing can be read from it."""

    __hash__ = None  # type: ignore[assignment]

    def __bool__(self) -> bool:
        raise TypeError("this answer is not there yet")

    def __eq__(self, other: object) -> bool:
        raise TypeError("this answer is not there yet")


def _unknown(shape: Shape) -> Any:
    return tuple(map(_unknown, shape.items)) if shape.items else _Unknown()
