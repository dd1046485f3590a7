"""grader.quiz.retrieval: what was missed comes back after days."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from grader.core.errors import UsageError
from grader.quiz import sitting as step
from grader.quiz.load import Quiz
from grader.quiz.retrieval import STEPS, QuizMemory, due, mastery, next_due, remember
from grader.quiz.solution import reference_answer
from grader.quiz.terminal.mastery_text import mastery_text
from grader.quiz.terminal.sitting_store import SittingStore

DAY = date(2026, 3, 1)


def sat(quiz: Quiz, name: str, right: bool, seed: int = 1) -> step.Sitting:
    """Return a sitting of one question, handed in."""
    now = step.start(quiz, seed, only={name})
    answer = reference_answer(quiz.questions[name], quiz.drawn(quiz.questions[name], seed)) if right else "up"
    now, _ = step.answer(quiz, now, name, answer)
    if not right:
        now, _ = step.answer(quiz, now, name, "down")  # a second try that is right changes nothing
    return step.finish(now)


def test_what_was_missed_is_due_after_each_step(final: Quiz) -> None:
    """After 1, 3, 7 and 21 days; after the last one it is known, and a miss begins at one day again."""
    memory, today = remember(QuizMemory(quiz="final"), sat(final, "which-way", False), DAY), DAY
    for days in STEPS:
        assert due(final, memory, today + timedelta(days=days - 1)) == ()
        today += timedelta(days=days)
        assert (due(final, memory, today), next_due(final, memory)) == (("which-way",), today)
        memory = remember(memory, sat(final, "which-way", True), today)
    assert (due(final, memory, today + timedelta(days=999)), next_due(final, memory)) == ((), None)
    memory = remember(memory, sat(final, "which-way", False), today)
    assert next_due(final, memory) == today + timedelta(days=1)


def test_what_was_right_at_once_is_not_asked_again(final: Quiz) -> None:
    """And being right too early takes no step."""
    assert next_due(final, remember(QuizMemory(quiz="final"), sat(final, "which-way", True), DAY)) is None
    memory = remember(QuizMemory(quiz="final"), sat(final, "which-way", False), DAY)
    memory = remember(memory, sat(final, "which-way", True), DAY)
    assert next_due(final, memory) == DAY + timedelta(days=1)


def test_no_answer_counts_as_missed(final: Quiz) -> None:
    """A question that was left open comes back too."""
    memory = remember(QuizMemory(quiz="final"), step.finish(step.start(final, 1, only={"epoch"})), DAY)
    assert due(final, memory, DAY + timedelta(days=1)) == ("epoch",)


def test_mastery_counts_first_tries_by_topic(final: Quiz) -> None:
    """Right of asked, for each topic in the order taught; what is due is told below."""
    memory = remember(QuizMemory(quiz="final"), sat(final, "which-way", False), DAY)
    found = {one.topic: (one.right, one.asked) for one in mastery(final, memory)}
    assert list(found) == final.head.topics
    assert found["gradient descent"] == (0, 1)
    assert found["neuron"] == (0, 0)
    text = mastery_text(final, memory, DAY + timedelta(days=2))
    assert "  gradient descent    .....  0 of 1 asked\n" in text
    assert text.endswith("One question is due today. `grade quiz --due` asks again what you missed.\n")
    assert "is due on 2026-03-02" in mastery_text(final, memory, DAY)
    narrow = mastery_text(final, memory, DAY + timedelta(days=2), 40).splitlines()
    assert max(map(len, narrow)) <= 40
    assert "  gradient descent    0 of 1 asked" in narrow


def test_the_folder_remembers_and_asks_with_other_numbers(final: Quiz, tmp_path: Path) -> None:
    """Handed in once, it is remembered once; on the day it is due, another variant is asked; then nothing is."""
    store = SittingStore(tmp_path, final, today=DAY)
    for _ in range(3):
        store.put(sat(final, "which-way", False))
    assert store.begin(due_now=True) is None
    assert store.nothing_due() == "Nothing is due today. The next question is due on 2026-03-02."
    later = SittingStore(tmp_path, final, today=DAY + timedelta(days=1))
    begun = later.begin(due_now=True, seed=99)
    assert begun is not None
    assert [item.id for item in begun.sitting.items] == ["which-way"]
    assert begun.sitting.seed == 99
    later.put(sat(final, "which-way", True, seed=99))
    assert later.nothing_due().endswith("2026-03-05.")
    assert later.memory().questions["which-way"].step == 1


@pytest.mark.parametrize("raw", [b"", b"[]", b'{"quiz": "other"}', b'{"quiz": "final", "schema": 9}'])
def test_what_is_no_memory_is_named_with_its_file(final: Quiz, tmp_path: Path, raw: bytes) -> None:
    """And nothing is thrown away."""
    store = SittingStore(tmp_path, final, today=DAY)
    store.memory_file.parent.mkdir()
    store.memory_file.write_bytes(raw)
    with pytest.raises(UsageError, match=r"quiz-final-memory\.json: this"):
        store.memory()
    assert store.memory_file.read_bytes() == raw
