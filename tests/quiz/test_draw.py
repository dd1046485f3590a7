"""grader.quiz.draw and select: draws that never change, and balanced questions."""

from __future__ import annotations

from collections import Counter

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from grader.quiz.draw import Stream
from grader.quiz.load import Quiz
from grader.quiz.select import select


def test_the_stream_is_the_same_for_ever() -> None:
    """These very numbers come from this key: a change here would change every learner's quiz."""
    stream = Stream("final", "neuron-sum", 7, "values")
    assert [stream.below(100) for _ in range(12)] == [63, 64, 84, 35, 65, 78, 61, 79, 91, 57, 41, 41]
    assert Stream("a").shuffled("abcdef") == list("baecfd")


@given(st.integers(1, 1000), st.integers())
def test_draws_stay_below_their_limit(limit: int, key: int) -> None:
    """Every draw is from 0 to the limit, the limit left out."""
    stream = Stream(key)
    assert all(0 <= stream.below(limit) < limit for _ in range(20))


def test_draws_are_even() -> None:
    """Over 6,000 throws each face of a die comes up between 900 and 1,100 times."""
    stream = Stream("die")
    counts = Counter(stream.below(6) for _ in range(6000))
    assert all(900 < counts[face] < 1100 for face in range(6))


@given(st.lists(st.integers(), max_size=12), st.integers())
def test_shuffling_keeps_everything(items: list[int], key: int) -> None:
    """A shuffle loses nothing and adds nothing."""
    assert sorted(Stream(key).shuffled(items)) == sorted(items)


def test_a_dozen_is_balanced_by_topic(final: Quiz) -> None:
    """Without a blueprint, twelve questions are one or two of each of the ten topics, in the order taught."""
    head = msgspec.structs.replace(final.head, blueprint=[], ask=12)
    quiz = Quiz(final.path, head, final.questions, final.course)
    order = list(quiz.questions)
    seen: Counter[str] = Counter()
    for seed in range(300):
        chosen = select(quiz, seed)
        topics = Counter(quiz.questions[name].topic for name in chosen)
        assert len(chosen) == len(set(chosen)) == 12
        assert set(topics) == set(quiz.head.topics)
        assert max(topics.values()) <= 2
        assert list(chosen) == sorted(chosen, key=order.index)
        seen.update(chosen)
    assert set(seen) == set(quiz.questions)


def test_only_what_is_live_is_asked(everything: Quiz) -> None:
    """A draft is never asked, not even by name; `only` asks just these."""
    assert "draft" not in {name for seed in range(30) for name in select(everything, seed)}
    assert set(select(everything, 1, only={"draft", "text", "order"})) == {"text", "order"}
