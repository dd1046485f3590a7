"""Which questions one learner is asked: as many from every topic as can be, drawn by the seed."""

from __future__ import annotations

import functools
from collections.abc import Collection, Sequence

from grader.quiz.draw import Stream
from grader.quiz.load import Quiz


def select(quiz: Quiz, seed: int, *, only: Collection[str] | None = None) -> tuple[str, ...]:
    """Return the ids of the questions to ask, in the order in which they are asked.

    Of each pool so many are drawn as it says. Then, where the quiz asks only some of its questions, rounds are made over
    the topics, one question of each; where the last round has not room for all topics, the seed says which. The order is
    the file's, so that the chain is met as it was taught, unless the quiz shuffles questions; but what a question
    requires always comes before it, and where that is not asked, neither is the question.

    Args:
        quiz: the quiz.
        seed: what is drawn from.
        only: ask just these, as for `--missed`; none of the other rules count then.
    """
    if only is None:
        return _selected(quiz, seed)
    stream = Stream(quiz.head.id, seed, "select")
    return _ordered(quiz, [name for name in _live(quiz) if name in only], stream)


@functools.lru_cache(maxsize=64)
def _selected(quiz: Quiz, seed: int) -> tuple[str, ...]:
    stream = Stream(quiz.head.id, seed, "select")
    chosen = _of_pools(quiz, stream)
    if quiz.head.ask is not None and quiz.head.ask < len(chosen):
        chosen = _balanced(quiz, chosen, quiz.head.ask, stream)
    return _ordered(quiz, _without_orphans(quiz, chosen), stream)


@functools.lru_cache(maxsize=8)
def _live(quiz: Quiz) -> tuple[str, ...]:
    return tuple(question.id for question in quiz.questions.values() if question.status == "live")


def _of_pools(quiz: Quiz, stream: Stream) -> list[str]:
    chosen = list(_live(quiz))
    for pool in quiz.head.pools:
        there = [name for name in pool.questions if name in chosen]
        left_out = set(stream.shuffled(there)[pool.pick :])
        chosen = [name for name in chosen if name not in left_out]
    return chosen


def _balanced(quiz: Quiz, names: Sequence[str], wanted: int, stream: Stream) -> list[str]:
    waiting = {topic: [n for n in names if quiz.questions[n].topic == topic] for topic in quiz.head.topics}
    chosen: set[str] = set()
    while len(chosen) < wanted:
        topics = [topic for topic in quiz.head.topics if waiting[topic]]
        if len(topics) > wanted - len(chosen):
            topics = stream.shuffled(topics)[: wanted - len(chosen)]
        chosen.update(waiting[topic].pop(stream.below(len(waiting[topic]))) for topic in topics)
    return [name for name in names if name in chosen]


def _without_orphans(quiz: Quiz, names: list[str]) -> list[str]:
    """Leave out what requires a question that is not asked, and so on until all is there."""
    while True:
        kept = [n for n in names if all(r in names for r in quiz.questions[n].requires)]
        if len(kept) == len(names):
            return kept
        names = kept


def _ordered(quiz: Quiz, names: list[str], stream: Stream) -> tuple[str, ...]:
    waiting = stream.shuffled(names) if quiz.head.shuffle in ("questions", "both") else names
    placed: list[str] = []
    while waiting:
        ready = next(n for n in waiting if not any(r in waiting for r in quiz.questions[n].requires))
        placed.append(ready)
        waiting = [name for name in waiting if name != ready]
    return tuple(placed)
