"""Which questions one learner is asked: as many from every topic as can be, drawn by the seed."""

from __future__ import annotations

import functools
from collections.abc import Collection

from grader.quiz.draw import Stream
from grader.quiz.load import Quiz


def select(quiz: Quiz, seed: int, *, only: Collection[str] | None = None) -> tuple[str, ...]:
    """Return the ids of the questions to ask, in the order in which they are asked.

    Rounds are made over the topics, one question of each; where the last round has not room for all topics, the seed
    says which. The order is the file's, so that the chain is met as it was taught, unless the quiz shuffles questions.

    Args:
        quiz: the quiz.
        seed: what is drawn from.
        only: ask just these, as for `--missed`; none of the other rules count then.
    """
    if only is None:
        return _selected(quiz, seed)
    stream = Stream(quiz.head.id, seed, "select")
    chosen = [name for name in _live(quiz) if name in only]
    return tuple(stream.shuffled(chosen) if quiz.head.shuffle in ("questions", "both") else chosen)


@functools.lru_cache(maxsize=64)
def _selected(quiz: Quiz, seed: int) -> tuple[str, ...]:
    stream = Stream(quiz.head.id, seed, "select")
    chosen = list(_live(quiz))
    if quiz.head.ask is not None and quiz.head.ask < len(chosen):
        chosen = _balanced(quiz, quiz.head.ask, stream)
    return tuple(stream.shuffled(chosen) if quiz.head.shuffle in ("questions", "both") else chosen)


@functools.lru_cache(maxsize=8)
def _by_topic(quiz: Quiz) -> dict[str, list[str]]:
    return {topic: [n for n in _live(quiz) if quiz.questions[n].topic == topic] for topic in quiz.head.topics}


@functools.lru_cache(maxsize=8)
def _live(quiz: Quiz) -> tuple[str, ...]:
    return tuple(question.id for question in quiz.questions.values() if question.status == "live")


def _balanced(quiz: Quiz, wanted: int, stream: Stream) -> list[str]:
    waiting = {topic: list(names) for topic, names in _by_topic(quiz).items()}
    chosen: set[str] = set()
    while len(chosen) < wanted:
        topics = [topic for topic in quiz.head.topics if waiting[topic]]
        if len(topics) > wanted - len(chosen):
            topics = stream.shuffled(topics)[: wanted - len(chosen)]
        chosen.update(waiting[topic].pop(stream.below(len(waiting[topic]))) for topic in topics)
    return [name for name in _live(quiz) if name in chosen]
