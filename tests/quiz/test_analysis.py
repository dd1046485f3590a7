"""grader.quiz.analysis: what a class's results say."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.quiz.analysis import analyse, correlation, cronbach, wilson
from grader.quiz.model import Confidence
from grader.quiz.outcome import ItemResult, QuizResult


def learner(*scores: float, misconception: str | None = None) -> QuizResult:
    """Return a learner with one point to earn on each question."""
    items = tuple(
        ItemResult(
            id=f"q{place}",
            score=score,
            max_score=1.0,
            correct=score == 1,
            feedback="",
            exercise=1,
            topic="t",
            status="correct" if score == 1 else "partial" if score else "wrong",
            hints=0,
            attempts=1,
            read_as="",
            misconception=None if score == 1 else misconception,
            answer="right" if score == 1 else "wrong",
        )
        for place, score in enumerate(scores)
    )
    return QuizResult(quiz="q", seed=1, score=sum(scores), max_score=len(scores), items=items, passed=None)


@pytest.mark.parametrize(
    ("right", "total", "low", "high"),
    [(5, 10, 0.2366, 0.7634), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662)],
)
def test_wilson_intervals(right: int, total: int, low: float, high: float) -> None:
    """The intervals are those of Newcombe (1998), method 3, and of its symmetry at 0 and 1."""
    found = wilson(right, total)
    assert (found.low, found.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@given(st.integers(1, 500), st.data())
def test_the_share_is_inside_its_interval(total: int, data: st.DataObject) -> None:
    """The interval holds the share and stays between 0 and 1."""
    found = wilson(data.draw(st.integers(0, total)), total)
    assert 0 <= found.low <= found.share + 1e-12
    assert found.share - 1e-12 <= found.high <= 1


def test_alpha_of_a_known_table() -> None:
    """Four learners, three questions: alpha worked out by hand, 3/2 · (1 - (1/4 + 1/3 + 1/4)/(5/3)) = 3/4."""
    table = [(1, 1, 1), (1, 1, 1), (1, 0, 1), (0, 0, 0)]
    assert cronbach([learner(*row) for row in table]) == pytest.approx(3 / 2 * (1 - (1 / 4 + 1 / 3 + 1 / 4) / 2))
    assert cronbach([learner(1, 1), learner(1, 1)]) is None
    assert cronbach([learner(1, 1), learner(1, 1, 0)]) is None


def test_a_question_that_divides_well_discriminates() -> None:
    """Right for those who have the rest right gives 1, the reverse -1, and no variation nothing."""
    strong, weak = learner(1, 1, 1, 0), learner(0, 0, 0, 1)
    found = analyse([strong, weak] * 15)
    assert found.items[0].discrimination == pytest.approx(1)
    assert found.items[3].discrimination == pytest.approx(-1)
    assert correlation([1, 1, 1], [0, 1, 2]) is None


def test_under_thirty_learners_there_are_counts_only() -> None:
    """With 29 no share, correlation or alpha is given; with 30 they are."""
    few, enough = [learner(1, 0, misconception="step")] * 29, [learner(1, 0, misconception="step")] * 30
    found = analyse(few)
    assert (found.mean, found.alpha, found.items[0].right, found.items[0].discrimination) == (None, None, None, None)
    assert (found.items[0].correct, found.items[1].wrong, found.misconceptions) == (29, 29, (("step", 29),))
    assert found.items[1].chosen == (("wrong", 29),)
    full = analyse(enough)
    assert full.items[0].right is not None
    assert full.mean == 0.5


def test_who_was_sure_and_had_it_not_right_is_counted() -> None:
    """Wrong and partly right; learners who were right or less sure are not."""
    levels: list[tuple[float, Confidence | None]] = [
        (0, "sure"),
        (0.5, "sure"),
        (1, "sure"),
        (0, "fairly sure"),
        (0, "guessing"),
        (0, None),
    ]
    class_ = [learner(score) for score, _ in levels]
    found = [
        msgspec.structs.replace(one, items=(msgspec.structs.replace(one.items[0], confidence=level),))
        for one, (_, level) in zip(class_, levels, strict=True)
    ]
    assert analyse(found).items[0].surprised == 2


def test_an_empty_class_is_no_fault() -> None:
    """Nobody, nothing."""
    assert analyse([]).learners == 0
