"""The functions of a submission or a reference as a suite sees them, and the trace that calling them leaves."""

from __future__ import annotations

import marshal
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

import msgspec

from grader.core.course import Exercise, Function
from grader.core.shapes import Misfit
from grader.sandbox import wire
from grader.sandbox.array_values import frozen, opened
from grader.sandbox.calls import called, function_of, target_of
from grader.sandbox.outcome import Answer, Failure
from grader.suite.changed_arguments import check_kept, reflect
from grader.suite.received import ReceivedCalls
from grader.suite.received import copied as copied

_MOST_GIVEN = 1 << 30
MOST_KEPT = 2000
"""So many answers of one trusted module are remembered."""
_WITH_ARRAYS = b"\0"  # nothing that `marshal` writes begins so
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
    """What was called, see `grader.sandbox.calls`."""
    arguments: tuple[Any, ...]
    outcome: Answer | Failure
    shown: str = ""
    """How the suite has it told to a learner; nothing where it is told as it is."""


class Caller(Protocol):
    """Something that answers calls: a worker in the sandbox, or a trusted module in this process."""

    def call(self, function: str, arguments: Sequence[Any]) -> Answer | Failure:
        """Call one function."""


class CallRecord:
    """What a suite asked of the functions of one proxy, and what was answered."""

    def __init__(self, functions: Mapping[str, Function], caller: Caller, *, arrays: bool = False) -> None:
        self.functions, self.caller, self._arrays = functions, caller, arrays
        self._trace: list[Call] = []
        self._given: list[bytes | None] = []
        """The arguments of each call as they were; None where nothing can change them."""
        self.compared_with: CallRecord | None = None
        """Of the reference: the submission's, whose changes to its arguments are not for the reference."""
        self._received = ReceivedCalls()

    def begin(self, compared_with: CallRecord | None = None) -> None:
        """Begin a check; of the reference, one of this submission."""
        self._trace.clear()
        self._given.clear()
        self.compared_with, self._received = compared_with, ReceivedCalls()

    @property
    def trace(self) -> list[Call]:
        """The calls of this check, each with its arguments as they were then: a suite may have changed them since."""
        for at, given in enumerate(self._given):
            call = self._trace[at]
            if given is not None and marshal.dumps(call.arguments, 2) != given:
                self._trace[at] = msgspec.structs.replace(call, arguments=marshal.loads(given))
        return self._trace

    def call(
        self, name: str, arguments: tuple[Any, ...], named: Mapping[str, Any] | None = None, shown: str = ""
    ) -> Any:
        """Call a function, keep the outcome, and return its answer.

        Args:
            name: the function.
            arguments: what it is given by position.
            named: what it is given by name.
            shown: how the call is told to a learner.

        Raises:
            NoAnswer: there is none.
            WrongShape: it has not the shape that the course declares.
            Disagreement: it changed an argument that it must keep.
            TypeError: an argument is no plain value.
        """
        own = (*arguments, *named.values()) if named else arguments
        target = target_of(name, named) if named else name
        given = own if _is_plain(own) else tuple(_made_plain(name, own, self._arrays))
        if self.compared_with:
            given = self.compared_with._received.for_reference(target, own, given)
        self._received.add(target, own, given)
        outcome = self.caller.call(target, given)
        changed = outcome.after if isinstance(outcome, Answer) else None
        before = given
        if changed is not None:
            self._received.keep()
            before = tuple(copied(list(given)))
            for ours, theirs in zip(own, changed, strict=True):
                reflect(ours, theirs)
        self._keep(Call(target, before, outcome, shown))
        if isinstance(outcome, Failure):
            raise NoAnswer(outcome)
        function = self.functions[name]
        if misfit := function.returns.misfit(outcome.value):
            raise WrongShape(misfit, outcome.value)
        if changed is not None and function.keeps:
            check_kept(function, target, before, changed)
        return opened(outcome.value) if self._arrays else outcome.value

    def _keep(self, call: Call) -> None:
        self._trace.append(call)
        if _SCALARS.issuperset(map(type, call.arguments)):
            self._given.append(None)
            return
        try:
            self._given.append(marshal.dumps(call.arguments, 2))
        except ValueError:  # an array, which is a copy already
            self._given.append(None)


class Proxy:
    """The functions of an exercise by their names; it has no other attribute, since a function may have any name."""

    def __init__(self, functions: Mapping[str, Function], caller: Caller, *, arrays: bool = False) -> None:
        self.__record__ = CallRecord(functions, caller, arrays=arrays)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return the function `name` of the exercise."""
        functions = record_of(self).functions
        if name not in functions:
            raise AttributeError(f"the course declares no function {name!r}; it declares {', '.join(functions)}")

        def call(*arguments: Any, **named: Any) -> Any:
            shown = "" if "shown" in functions[name].takes else str(named.pop("shown", ""))
            return record_of(self).call(name, arguments, named, shown)

        return call


def proxy_of(exercise: Exercise, caller: Caller) -> Proxy:
    """Return all that a suite of an exercise can call, answered by `caller`."""
    return Proxy(exercise.asked, caller, arrays=exercise.arrays)


def record_of(proxy: Proxy) -> CallRecord:
    """Return what a suite asked of a proxy so far."""
    return proxy.__record__


def _is_plain(values: Iterable[Any]) -> bool:
    """Whether every value is of a plain type itself, and no subclass: those of numpy would be taken for bytes."""
    for kind in set(map(type, values)) - _SCALARS:
        if kind is list or kind is tuple or kind is set or kind is frozenset:
            if not all(_is_plain(value) for value in values if type(value) is kind):
                return False
        elif kind is not dict or not all(_is_plain((*v, *v.values())) for v in values if type(v) is dict):
            return False
    return True


def _made_plain(function: str, arguments: Sequence[Any], arrays: bool) -> list[Any]:
    """Return the plain values that the arguments are or hold; TypeError where one is none."""
    try:
        return list(copied(frozen(list(arguments), _MOST_GIVEN) if arrays else list(arguments)))
    except wire.NotPlain as error:
        kinds = "None, bool, int, float, str, and lists, tuples, sets and dicts of them"
        raise TypeError(
            f"the suite gives {function} a value of type {error.kind}; what can be given: {kinds}"
        ) from None


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
        return Answer(_loaded(self._computed(function, arguments)[0]))

    def after(self, function: str, arguments: Sequence[Any]) -> list[Any]:
        """Return the arguments as the function leaves them."""
        given: list[Any] = copied(list(arguments))
        called(self._functions[function_of(function)], function, given)
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
            value = called(self._functions[function_of(function)], function, copied(list(arguments)))
            seconds = _CLOCK() - started
            self._known[given] = _dumped(copied(value)), seconds
        return self._known[given]


def _key(function: str, arguments: Sequence[Any]) -> bytes:
    return _dumped([function, list(arguments)])


def _dumped(value: Any) -> bytes:
    """Return a plain value as bytes: `marshal`'s, which are fast, or where there are arrays in it the border's."""
    try:
        return marshal.dumps(value, 2)
    except ValueError:
        return _WITH_ARRAYS + wire.encode(value)


def _loaded(data: bytes) -> Any:
    return wire.decode(data[1:]) if data[:1] == _WITH_ARRAYS else marshal.loads(data)
