"""Which questions one learner is asked: as many from every topic as can be, drawn by the seed."""

from __future__ import annotations

import functools
from collections.abc import Collection, Sequence

from grader.quiz.draw import Stream
from grader.quiz.load import Quiz
from grader.quiz.rules.blueprint import fits


def select(
    quiz: Quiz,
    seed: int,
    *,
    done: Collection[str] = (),
    only: Collection[str] | None = None,
    first: Collection[str] = (),
) -> tuple[str, ...]:
    """Return the ids of the questions to ask, in the order in which they are asked.

    Of each pool so many are drawn as it says. Then a blueprint draws for each of its slots from the questions that fit.
    Without a blueprint, where the quiz asks only some of its questions, rounds are made over the topics, one question of
    each; where the last round has not room for all topics, the seed says which. The order is
    the file's, so that the chain is met as it was taught, unless the quiz shuffles questions; but what a question
    requires always comes before it, and where that is not asked, neither is the question. Nor is one that requires an
    exercise which is not done; what is asked beside it stays the same when it is.

    Args:
        quiz: the quiz.
        seed: what is drawn from.
        done: the stems of the exercises with full marks, of those that the quiz has questions wait for.
        only: ask just these, as for `--missed`; none of the other rules count then.
        first: of these `only`, what is asked first.
    """
    if only is None:
        return _selected(quiz, seed, quiz.gates.intersection(done))
    stream = Stream(quiz.head.id, seed, "select")
    return _ordered(quiz, [name for name in _live(quiz) if name in only], stream, first)


def waiting(quiz: Quiz, seed: int, done: Collection[str]) -> dict[str, list[str]]:
    """Return what `seed` asks once these exercises have full marks, by their stems in the course's order."""
    asked = select(quiz, seed, done=done)
    late = [name for name in select(quiz, seed, done=quiz.gates) if name not in asked]
    found = {
        stem: [n for n in late if stem in _gates(quiz, n)] for stem in quiz.numbers_of_exercises if stem not in done
    }
    return {stem: names for stem, names in found.items() if names}


def _gates(quiz: Quiz, name: str) -> frozenset[str]:
    """Return the exercises that a question waits for, by itself and by way of the questions that it requires."""
    required = quiz.questions[name].requires
    return quiz.gates.intersection(required).union(*(_gates(quiz, r) for r in required if r in quiz.questions))


@functools.lru_cache(maxsize=64)
def _selected(quiz: Quiz, seed: int, done: frozenset[str]) -> tuple[str, ...]:
    stream = Stream(quiz.head.id, seed, "select")
    chosen = _of_pools(quiz, stream)
    if quiz.head.blueprint:
        chosen = _of_blueprint(quiz, chosen, stream)
    elif quiz.head.ask is not None and quiz.head.ask < len(chosen):
        chosen = _balanced(quiz, chosen, quiz.head.ask, stream)
    return _ordered(quiz, _without_orphans(quiz, chosen, done), stream)


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


def _of_blueprint(quiz: Quiz, names: Sequence[str], stream: Stream) -> list[str]:
    """Draw for each slot, the one with the fewest questions first, so that a wider one leaves it enough."""
    chosen: set[str] = set()
    for count, fitting in _slots(quiz, tuple(names)):
        left = [name for name in fitting if name not in chosen]
        chosen.update(stream.shuffled(left)[:count])
    return [name for name in names if name in chosen]


@functools.lru_cache(maxsize=8)
def _slots(quiz: Quiz, names: tuple[str, ...]) -> list[tuple[int, list[str]]]:
    """Return how many each slot asks and the questions that fit it, the slot with the fewest questions first."""
    slots = [(slot.count, [n for n in names if fits(slot, quiz.questions[n])]) for slot in quiz.head.blueprint]
    return sorted(slots, key=lambda slot: len(slot[1]))


def _balanced(quiz: Quiz, names: Sequence[str], wanted: int, stream: Stream) -> list[str]:
    waiting = {topic: [n for n in names if quiz.questions[n].topic == topic] for topic in quiz.head.topics}
    chosen: set[str] = set()
    while len(chosen) < wanted:
        topics = [topic for topic in quiz.head.topics if waiting[topic]]
        if len(topics) > wanted - len(chosen):
            topics = stream.shuffled(topics)[: wanted - len(chosen)]
        chosen.update(waiting[topic].pop(stream.below(len(waiting[topic]))) for topic in topics)
    return [name for name in names if name in chosen]


def _without_orphans(quiz: Quiz, names: list[str], done: frozenset[str]) -> list[str]:
    """Leave out what requires a question that is not asked or an exercise that is not done, until all is there."""
    while True:
        kept = [n for n in names if done.union(names).issuperset(quiz.questions[n].requires)]
        if len(kept) == len(names):
            return kept
        names = kept


def _ordered(quiz: Quiz, names: list[str], stream: Stream, first: Collection[str] = ()) -> tuple[str, ...]:
    left = stream.shuffled(names) if quiz.head.shuffle in ("questions", "both") else names
    left = sorted(left, key=lambda name: name not in first)
    placed: list[str] = []
    while left:
        ready = next(n for n in left if not any(r in left for r in quiz.questions[n].requires))
        placed.append(ready)
        left = [name for name in left if name != ready]
    return tuple(placed)
