"""Which questions one learner is asked: as many from every topic as can be, drawn by the seed."""

from __future__ import annotations

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
    live = [question.id for question in quiz.questions.values() if question.status == "live"]
    stream = Stream(quiz.head.id, seed, "select")
    if only is not None:
        chosen = [name for name in live if name in only]
    elif quiz.head.ask is None or quiz.head.ask >= len(live):
        chosen = live
    else:
        chosen = _balanced(quiz, live, quiz.head.ask, stream)
    if quiz.head.shuffle in ("questions", "both"):
        chosen = stream.shuffled(chosen)
    return tuple(chosen)


def _balanced(quiz: Quiz, live: list[str], wanted: int, stream: Stream) -> list[str]:
    waiting = {
        topic: stream.shuffled([name for name in live if quiz.questions[name].topic == topic])
        for topic in quiz.head.topics
    }
    chosen: set[str] = set()
    while len(chosen) < wanted:
        topics = [topic for topic in quiz.head.topics if waiting[topic]]
        if len(topics) > wanted - len(chosen):
            topics = stream.shuffled(topics)[: wanted - len(chosen)]
        chosen.update(waiting[topic].pop() for topic in topics)
    return [name for name in live if name in chosen]
