"""What a learner knows of each topic of a quiz, as plain lines."""

from __future__ import annotations

from datetime import date

from grader.quiz.load import Quiz
from grader.quiz.messages import due_today
from grader.quiz.retrieval import QuizMemory, due, mastery, next_due
from grader.quiz.terminal.markdown_text import clean, wrapped

_BESIDE = 24
"""So many columns a line takes beside its topic, with a bar."""


def mastery_text(quiz: Quiz, memory: QuizMemory, today: date, width: int = 80) -> str:
    """Return a line for each topic, and what is due, without bars where `width` leaves them no room; it ends with a line break."""
    rows = mastery(quiz, memory)
    longest = max(len(row.topic) for row in rows)
    bars = longest + _BESIDE <= width
    lines = [wrapped(f"{quiz.head.title}, what you got right at the first try when it was last asked:", width), ""]
    for row in rows:
        known = f"{row.right} of {row.asked} asked" if row.asked else "not asked yet"
        bar = f"{_bar(row.right, row.asked)}  " if bars else ""
        lines.append(f"  {clean(row.topic):<{longest}}  {bar}{known}")
    waiting, day = due(quiz, memory, today), next_due(quiz, memory)
    if waiting:
        lines += ["", wrapped(due_today(len(waiting)), width)]
    elif day is not None:
        lines += ["", wrapped(f"The next question that you missed is due on {day:%Y-%m-%d}.", width)]
    return "\n".join(lines) + "\n"


def _bar(right: int, asked: int) -> str:
    """Return five signs, filled as far as the topic is known."""
    full = round(5 * right / asked) if asked else 0
    return "#" * full + "." * (5 - full)
