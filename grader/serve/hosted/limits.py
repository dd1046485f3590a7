"""Rate limits: how often a learner or an address may ask."""

from __future__ import annotations

import time
from collections.abc import Hashable

_MOST_KEPT = 20_000


class RateLimit:
    """A bucket for each name: `burst` at once, then `per_second`."""

    def __init__(self, per_second: float, burst: int) -> None:
        self._rate, self._burst = per_second, float(burst)
        self._left: dict[Hashable, tuple[float, float]] = {}

    def allows(self, name: Hashable, at: float | None = None) -> bool:
        """Take one from a bucket, at a time in seconds (now if left out); False where it is empty."""
        now = time.monotonic() if at is None else at
        if len(self._left) > _MOST_KEPT:  # full buckets say nothing
            self._left = {who: kept for who, kept in self._left.items() if self._filled(kept, now) < self._burst}
        filled = self._filled(self._left.get(name, (self._burst, now)), now)
        self._left[name] = (filled - 1.0 if filled >= 1.0 else filled), now
        return filled >= 1.0

    def _filled(self, kept: tuple[float, float], now: float) -> float:
        return min(self._burst, kept[0] + (now - kept[1]) * self._rate)
