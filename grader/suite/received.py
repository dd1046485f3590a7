"""What a submission's functions received in one check, so that the reference can be asked the same.

A submission may change the lists that it is given, and they are the suite's own. A suite that asks the reference after
the submission would ask it about what the submission made of them; so the reference gets them as they were before.
"""

from __future__ import annotations

from typing import Any

from grader.sandbox import wire

_SCALARS = frozenset({float, int, str, bool, type(None)})
_Key = tuple[str, tuple[tuple[type, Any], ...]]


class _Received:
    """The arguments of one call, and a copy of them once something has been changed."""

    __slots__ = ("arguments", "before", "own")

    def __init__(self, own: tuple[Any, ...], arguments: tuple[Any, ...]) -> None:
        self.own, self.arguments, self.before = own, arguments, arguments


class ReceivedCalls:
    """The calls of one check by function and arguments, lists and other mutable objects told apart by identity."""

    def __init__(self) -> None:
        self._calls: dict[_Key, list[_Received]] = {}
        self._open: list[_Received] = []
        self._followed: dict[_Key, int] = {}

    def add(self, target: str, own: tuple[Any, ...], arguments: tuple[Any, ...]) -> None:
        """Note a call: the suite's own objects, which are kept, so that none is taken for another, and what is given."""
        call = _Received(own, arguments)
        self._calls.setdefault(_key(target, own), []).append(call)
        self._open.append(call)

    def keep(self) -> None:
        """Copy what was received so far: something of it is about to change."""
        for call in self._open:
            call.before = tuple(copied(list(call.arguments)))
        self._open.clear()

    def for_reference(self, target: str, own: tuple[Any, ...], arguments: tuple[Any, ...]) -> tuple[Any, ...]:
        """Return what the submission received in its call with these very objects, in its next one for each time asked."""
        key = _key(target, own)
        calls = self._calls.get(key)
        if not calls:
            return arguments
        number = min(self._followed.get(key, 0), len(calls) - 1)
        self._followed[key] = number + 1
        return calls[number].before


def _key(target: str, arguments: tuple[Any, ...]) -> _Key:
    return target, tuple((type(value), value if type(value) in _SCALARS else id(value)) for value in arguments)


def copied(value: Any) -> Any:
    """Return a deep copy of a plain value."""
    return wire.decode(wire.encode(value))
