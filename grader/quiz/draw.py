"""Draws that are the same on every machine and every version of Python: SHA-256 in counter mode."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")
_BLOCK = struct.Struct(">8I")
_WORDS = 2**32


class Stream:
    """An endless stream of draws, fixed by its key."""

    def __init__(self, *key: str | int) -> None:
        self._key = "\x1f".join(map(str, key)).encode()
        self._counter = 0
        self._words: list[int] = []

    def below(self, limit: int) -> int:
        """Return a whole number from 0 to `limit` - 1, each as likely as the next."""
        # The words at the ragged end of the range are skipped, or small results would be favoured.
        end = _WORDS - _WORDS % limit
        while True:
            if not self._words:
                block = hashlib.sha256(b"%b\x1f%d" % (self._key, self._counter)).digest()
                self._words = list(_BLOCK.unpack(block))[::-1]
                self._counter += 1
            word = self._words.pop()
            if word < end:
                return word % limit

    def pick(self, items: Sequence[Item]) -> Item:
        """Return one of `items`."""
        return items[self.below(len(items))]

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """Return `items` in a drawn order (Fisher and Yates)."""
        result = list(items)
        for last in range(len(result) - 1, 0, -1):
            other = self.below(last + 1)
            result[last], result[other] = result[other], result[last]
        return result
