"""How much of a question's points an answer earns: pure arithmetic, from 0 to 1."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

Before = Mapping[str, frozenset[str]]
"""For each item all those that must stand somewhere before it."""


def multi(rule: str, right: frozenset[str], chosen: frozenset[str], total: int) -> float:
    """Return the share for `chosen` of `total` options, `right` being the right ones.

    `all`: everything or nothing. `net`: (right chosen - wrong chosen) / right. `coverage`: the share of the right ones
    that was chosen, times the share of the chosen that is right. `each`: every box is a separate decision. Choosing
    nothing earns nothing under every rule.
    """
    if not chosen:
        return 0.0
    hits = len(right & chosen)
    if rule == "all":
        return float(right == chosen)
    if rule == "net":
        return max(0.0, (hits - len(chosen - right)) / len(right))
    if rule == "coverage":
        return hits / len(right) * hits / len(chosen)
    return (total - len(right ^ chosen)) / total


def closure(after: Sequence[tuple[str, Sequence[str]]]) -> Before:
    """Return for each item all that must come before it; with no `after` at all, the order is as listed.

    Raises:
        ValueError: the items wait for each other in a circle, which its text lists.
    """
    if not any(wanted for _, wanted in after):
        names = [name for name, _ in after]
        return {name: frozenset(names[:place]) for place, name in enumerate(names)}
    direct = {name: list(wanted) for name, wanted in after}
    known: dict[str, frozenset[str]] = {}

    def visit(name: str, path: tuple[str, ...]) -> frozenset[str]:
        if name in path:
            raise ValueError(", ".join((*path[path.index(name) :], name)))
        if name not in known:
            below = [visit(earlier, (*path, name)) for earlier in direct[name]]
            known[name] = frozenset(direct[name]).union(*below)
        return known[name]

    for name in direct:
        visit(name, ())
    return known


def in_order(given: Sequence[str], before: Before) -> bool:
    """Say whether `given` has every item, and each after those it must follow."""
    return len(given) == len(before) and _agrees(given, before)


def order(rule: str, given: Sequence[str], before: Before) -> float:
    """Return the share for the order `given`, in which names that are not in `before` do not belong.

    `none`: everything or nothing. `lcs`: (the longest part in a right order - 1) / (items - 1). `adjacent`: the share
    of neighbours that may be neighbours in this order. Each block that does not belong takes 1 / items off.
    """
    own = [name for name in given if name in before]
    extras = len(given) - len(own)
    if in_order(own, before) and not extras:
        return 1.0
    if rule == "none":
        return 0.0
    total = len(before)
    if rule == "lcs":
        share = (_longest(own, before) - 1) / (total - 1)
    else:
        share = sum(_neighbours(a, b, before) for a, b in itertools.pairwise(own)) / (total - 1)
    return max(0.0, share - extras / total)


def first_wrong(given: Sequence[str], before: Before) -> int | None:
    """Return the first place, from 0, at which `given` leaves every right order, or None."""
    for place, name in enumerate(given):
        if name not in before or not before[name] <= set(given[:place]):
            return place
    return None


def _agrees(given: Sequence[str], before: Before) -> bool:
    return not any(later in before[earlier] for earlier, later in itertools.combinations(given, 2))


def _longest(given: Sequence[str], before: Before) -> int:
    """Return the length of the longest part of `given` in some right order; with at most 8 items all are tried."""
    return next(
        (n for n in range(len(given), 1, -1) if any(_agrees(p, before) for p in itertools.combinations(given, n))),
        min(1, len(given)) or 1,
    )


def _neighbours(first: str, second: str, before: Before) -> bool:
    """Whether some right order has `second` right after `first`."""
    if second in before[first]:
        return False
    return not any(first in before[between] for between in before[second])
