"""The functions of a submission or a reference as a suite sees them, and the trace that calling them leaves."""

from __future__ import annotations

import marshal
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

import msgspec

from grader.core.course import Function
from grader.core.shapes import Misfit
from grader.sandbox import wire
from grader.sandbox.outcome import Answer, Failure
from grader.suite.received import ReceivedCalls
from grader.suite.received import copied as copied

MOST_KEPT = 2000
"""So many answers of one trusted module are remembered."""
_CLOCK = getattr(time, "thread_time", time.perf_counter)
"""Processor seconds, which a busy machine does not stretch; by the clock in a browser, which has no other."""
_SCALARS = frozenset({float, int, str, bool, type(None)})


class NoAnswer(Exception):
    """The submission did not answer a call."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.problem)
        self.failure = failure


class WrongShape(Exception):
    """The submission's answer has not the shape that the course declares."""

    def __init__(self, misfit: Misfit, value: Any) -> None:
        super().__init__(misfit.found)
        self.misfit, self.value = misfit, value


class Call(msgspec.Struct, frozen=True):
    """One call that a suite made, and its outcome."""

    function: str
    arguments: tuple[Any, ...]
    outcome: Answer | Failure


class Caller(Protocol):
    """Something that answers calls: a worker in the sandbox, or a trusted module in this process."""

    def call(self, function: str, arguments: Sequence[Any]) -> Answer | Failure:
        """Call one function."""


class CallRecord:
    """What a suite asked of the functions of one proxy, and what was answered."""

    def __init__(self, functions: Mapping[str, Function], caller: Caller) -> None:
        self.functions, self.caller = functions, caller
        self.trace: list[Call] = []
        self.compared_with: CallRecord | None = None
        """Of the reference: the submission's, whose changes to its arguments are not for the reference."""
        self._received = ReceivedCalls()

    def begin(self, compared_with: CallRecord | None = None) -> None:
        """Begin a check; of the reference, one of this submission."""
        self.trace.clear()
        self.compared_with, self._received = compared_with, ReceivedCalls()

    def call(self, name: str, arguments: tuple[Any, ...]) -> Any:
        """Call a function, keep the outcome, and return its answer.

        Raises:
            NoAnswer: there is none.
            WrongShape: it has not the shape that the course declares.
            TypeError: an argument is no plain value.
        """
        if not _is_plain(arguments):
            arguments = tuple(_made_plain(name, arguments))
        if self.compared_with:
            arguments = self.compared_with._received.for_reference(name, arguments)
        self._received.add(name, arguments)
        outcome = self.caller.call(name, arguments)
        if isinstance(outcome, Answer) and outcome.after is not None:
            self._received.keep()
            before = copied(list(arguments))
            for ours, theirs in zip(arguments, outcome.after, strict=True):
                reflect(ours, theirs)
            arguments = tuple(before)
        self.trace.append(Call(name, arguments, outcome))
        if isinstance(outcome, Failure):
            raise NoAnswer(outcome)
        if misfit := self.functions[name].returns.misfit(outcome.value):
            raise WrongShape(misfit, outcome.value)
        return outcome.value


class Proxy:
    """The functions of an exercise by their names; it has no other attribute, since a function may have any name."""

    def __init__(self, functions: Mapping[str, Function], caller: Caller) -> None:
        self.__record__ = CallRecord(functions, caller)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return the function `name` of the exercise."""
        functions = record_of(self).functions
        if name not in functions:
            raise AttributeError(f"the course declares no function {name!r}; it declares {', '.join(functions)}")

        def call(*arguments: Any) -> Any:
            return record_of(self).call(name, arguments)

        return call


def record_of(proxy: Proxy) -> CallRecord:
    """Return what a suite asked of a proxy so far."""
    return proxy.__record__


def _is_plain(values: Iterable[Any]) -> bool:
    """Whether every value is of a plain type itself, and no subclass: those of numpy would be taken for bytes."""
    for kind in set(map(type, values)) - _SCALARS:
        if kind is list or kind is tuple:
            if not all(_is_plain(value) for value in values if type(value) is kind):
                return False
        elif kind is not dict or not all(_is_plain((*v, *v.values())) for v in values if type(v) is dict):
            return False
    return True


def _made_plain(function: str, arguments: Sequence[Any]) -> list[Any]:
    """Return the plain values that the arguments are or hold; TypeError where one is none."""
    try:
        return list(copied(list(arguments)))
    except wire.NotPlain as error:
        kinds = "None, bool, int, float, str, and lists, tuples and dicts of them"
        raise TypeError(
            f"the suite gives {function} a value of type {error.kind}; what can be given: {kinds}"
        ) from None


def reflect(ours: Any, theirs: Any) -> None:
    """Do to the suite's own argument what the submission did to its copy of it.

    What is no plain value any more, or a value of another kind, leaves it empty: changed, and of no use.
    """
    if isinstance(ours, tuple) and isinstance(theirs, tuple) and len(ours) == len(theirs):
        for own, changed in zip(ours, theirs, strict=True):
            reflect(own, changed)
    elif isinstance(ours, list) and isinstance(theirs, list):
        if len(ours) == len(theirs):
            for i, (own, changed) in enumerate(zip(ours, theirs, strict=True)):
                if isinstance(own, list | dict) and type(own) is type(changed):
                    reflect(own, changed)
                else:
                    ours[i] = changed
        else:
            ours[:] = theirs
    elif isinstance(ours, dict) and isinstance(theirs, dict):
        for key in [key for key in ours if key not in theirs]:
            del ours[key]
        for key, changed in theirs.items():
            if key in ours and isinstance(ours[key], list | dict) and type(ours[key]) is type(changed):
                reflect(ours[key], changed)
            else:
                ours[key] = changed
    elif isinstance(ours, list | dict):
        ours.clear()


class Direct:
    """Calls trusted functions in this process; equal calls are computed once."""

    def __init__(self, functions: Mapping[str, Callable[..., Any]]) -> None:
        self._functions = functions
        self._known: dict[bytes, tuple[bytes, float]] = {}
        """By function and arguments, the value and its seconds; in `marshal`, since a copy of a value is made at each call."""

    def apart(self) -> Direct:
        """Return the same functions, with nothing kept of what they are asked from now on."""
        return Direct(self._functions)

    def call(self, function: str, arguments: Sequence[Any]) -> Answer:
        """Return what the function answers; what it raises goes through."""
        return Answer(marshal.loads(self._computed(function, arguments)[0]))

    def after(self, function: str, arguments: Sequence[Any]) -> list[Any]:
        """Return the arguments as the function leaves them."""
        given: list[Any] = copied(list(arguments))
        self._functions[function](*given)
        return given

    def seconds(self, function: str, arguments: Sequence[Any]) -> float | None:
        """Return how long the function took over a call, or None where it was not called so."""
        known = self._known.get(_key(function, arguments))
        return known[1] if known else None

    def timed(self, function: str, arguments: Sequence[Any]) -> float:
        """Return how long the function takes over a call; 0 where it gives no answer."""
        try:
            return self._computed(function, arguments)[1]
        except Exception:
            return 0.0

    def _computed(self, function: str, arguments: Sequence[Any]) -> tuple[bytes, float]:
        given = _key(function, arguments)
        if given not in self._known:
            if len(self._known) >= MOST_KEPT:  # a submission that changes its arguments makes new ones without end
                self._known.clear()
            started = _CLOCK()
            value = self._functions[function](*copied(list(arguments)))
            seconds = _CLOCK() - started
            self._known[given] = marshal.dumps(copied(value), 2), seconds
        return self._known[given]


def _key(function: str, arguments: Sequence[Any]) -> bytes:
    return marshal.dumps([function, list(arguments)], 2)
