"""Tells where answers of one submission share lists with each other or with arguments; runs in the sandbox."""

from __future__ import annotations

import marshal
from typing import Any

from grader.sandbox import wire

_KEPT = 2
"""So many answers that could still change are looked at again in later calls."""
_LARGEST_KEPT = 1 << 16
_CONTAINERS = frozenset((list, tuple, dict))


class ReturnedValues:
    """The last answers that hold a list or a dict, each with what was sent of it."""

    def __init__(self, depth: int) -> None:
        self._depth = depth
        self._kept: list[tuple[object, bytes, bytes]] = []
        """Answers, each as it was sent, and as `marshal` writes it: that is quick, and nothing where it cannot."""

    def sharing(self, value: object, sent: bytes, arguments: list[object]) -> int:
        """Return 1 if an earlier answer is not what was sent, 2 if `value` shares a list with an argument, 3 if both.

        `value` is kept for the calls to come.
        """
        if type(value) not in _CONTAINERS:
            return 0
        found = 1 if any(map(self._changed, self._kept)) else 0
        if _containers(value, self._depth) & _containers(arguments, self._depth):
            found |= 2
        if len(sent) <= _LARGEST_KEPT:  # to look at more would cost a call more than it takes
            self._kept = [*self._kept, (value, sent, _written(value))][-_KEPT:]
        return found

    def _changed(self, kept: tuple[object, bytes, bytes]) -> bool:
        value, sent, written = kept
        if written and _written(value) == written:
            return False
        try:
            return wire.encode_parts(value, len(sent), self._depth)[0] != sent
        except (wire.NotPlain, wire.TooLarge):
            return True


def _written(value: Any) -> bytes:
    try:
        return marshal.dumps(value, 2)
    except ValueError:
        return b""


def _containers(value: object, depth: int) -> set[int]:
    """Return which lists and dicts a value is or holds, by their identity."""
    found: set[int] = set()
    level = [value]
    for _ in range(depth):
        level = [v for v in level if type(v) in _CONTAINERS]
        if not level:
            break
        found |= {id(v) for v in level if type(v) is not tuple}
        inner: list[Any] = [v.values() if type(v) is dict else v for v in level]
        # a long list of numbers holds none, which is found out quickly
        level = [item for items in inner if not _CONTAINERS.isdisjoint(map(type, items)) for item in items]
    return found
