"""What a class's results say about the questions and about the class: classical statistics, with how sure they are.

First attempts only, since later ones have seen the feedback. With fewer than 30 learners there are counts and no
statistics: an interval from a dozen answers would say nearly nothing, and look as if it said much.
"""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Sequence

import msgspec

from grader.quiz.outcome import ItemResult, QuizResult

FEWEST = 30
_Z = 1.959964  # the normal distribution's 97.5th percentile, for an interval of 95 %


class Interval(msgspec.Struct, frozen=True):
    """A share and the 95 % interval around it."""

    share: float
    low: float
    high: float


class ItemAnalysis(msgspec.Struct, frozen=True, kw_only=True):
    """One question, over all who were asked it."""

    id: str
    topic: str
    asked: int
    correct: int
    partial: int
    wrong: int
    left_out: int
    """Blank, or not readable."""
    right: Interval | None
    """The share of learners who got it right; None for fewer than 30 answers."""
    discrimination: float | None
    """The correlation with the share of points on the rest: near 0 or below, it does not tell strong from weak learners."""
    chosen: tuple[tuple[str, int], ...]
    """The answers as they were read, the most frequent first."""
    misconceptions: tuple[tuple[str, int], ...]
    hints: int
    """How many took at least one hint."""
    surprised: int = 0
    """How many were sure, but not right."""


class ClassAnalysis(msgspec.Struct, frozen=True, kw_only=True):
    """A quiz, over a class."""

    learners: int
    mean: float | None
    """The mean share of the points; None for fewer than 30 learners."""
    alpha: float | None
    """Cronbach's alpha; None for fewer than 30 learners, or where they were not all asked the same questions."""
    items: tuple[ItemAnalysis, ...]
    misconceptions: tuple[tuple[str, int], ...]
    """How many learners showed each, the most frequent first."""


def analyse(results: Sequence[QuizResult], *, fewest: int = FEWEST) -> ClassAnalysis:
    """Return what the results of a class say; each learner once, by first attempts."""
    rows: dict[str, list[tuple[ItemResult, QuizResult]]] = {}
    for result in results:
        for item in result.items:
            if item.status != "ungraded":
                rows.setdefault(item.id, []).append((item, result))
    shown: Counter[str] = Counter()
    for result in results:
        shown.update({item.misconception for item in result.items if item.misconception})
    enough = len(results) >= fewest
    shares = [result.score / result.max_score for result in results if result.max_score]
    return ClassAnalysis(
        learners=len(results),
        mean=sum(shares) / len(shares) if enough and shares else None,
        alpha=cronbach(results) if enough else None,
        items=tuple(_item(name, found, fewest) for name, found in rows.items()),
        misconceptions=_ranked(shown),
    )


def wilson(right: int, total: int) -> Interval:
    """Return the share `right` / `total` with Wilson's 95 % interval, which holds near 0 and 1 too."""
    share = right / total
    scale = 1 + _Z**2 / total
    middle = (share + _Z**2 / (2 * total)) / scale
    spread = _Z * math.sqrt(share * (1 - share) / total + _Z**2 / (4 * total**2)) / scale
    return Interval(share, max(0.0, middle - spread), min(1.0, middle + spread))


def correlation(left: Sequence[float], right: Sequence[float]) -> float | None:
    """Return Pearson's correlation, or None where one side does not vary."""
    try:
        return statistics.correlation(left, right)
    except statistics.StatisticsError:
        return None


def cronbach(results: Sequence[QuizResult]) -> float | None:
    """Return Cronbach's alpha, or None where not all learners had the same two or more questions, or none differ."""
    tables = [{item.id: item.score for item in result.items} for result in results]
    names = list(tables[0]) if tables else []
    if len(names) < 2 or len(tables) < 2 or any(table.keys() != set(names) for table in tables):
        return None
    total = _variance([sum(table.values()) for table in tables])
    if total <= 1e-18:
        return None
    parts = sum(_variance([table[name] for table in tables]) for name in names)
    return len(names) / (len(names) - 1) * (1 - parts / total)


def _item(name: str, found: Sequence[tuple[ItemResult, QuizResult]], fewest: int) -> ItemAnalysis:
    items = [item for item, _ in found]
    states = Counter(item.status for item in items)
    enough = len(items) >= fewest
    chosen: Counter[str] = Counter()
    for item in items:
        chosen.update(_chosen(item))
    return ItemAnalysis(
        id=name,
        topic=items[0].topic,
        asked=len(items),
        correct=states["correct"],
        partial=states["partial"],
        wrong=states["wrong"],
        left_out=states["blank"] + states["invalid"],
        right=wilson(states["correct"], len(items)) if enough else None,
        discrimination=_discrimination(found) if enough else None,
        chosen=_ranked(chosen),
        misconceptions=_ranked(Counter(item.misconception for item in items if item.misconception)),
        hints=sum(item.hints > 0 for item in items),
        surprised=sum(item.surprising for item in items),
    )


def _discrimination(found: Sequence[tuple[ItemResult, QuizResult]]) -> float | None:
    pairs = [
        (item.score / item.max_score, (result.score - item.score) / (result.max_score - item.max_score))
        for item, result in found
        if result.max_score > item.max_score
    ]
    return correlation(*zip(*pairs, strict=True)) if len(pairs) > 1 else None


def _chosen(item: ItemResult) -> list[str]:
    if item.status in ("blank", "invalid"):
        return []
    if isinstance(item.answer, list):
        return [str(one) for one in item.answer]
    if isinstance(item.answer, dict):
        return [f"{left}: {right}" for left, right in item.answer.items()]
    return [item.read_as or str(item.answer)]


def _ranked(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _variance(values: Sequence[float]) -> float:
    mean = sum(values) / len(values)
    return sum((value - mean) ** 2 for value in values) / (len(values) - 1)
