"""What a learner knows of each topic of a quiz, as plain lines."""

from __future__ import annotations

from datetime import date

from grader.quiz.load import Quiz
from grader.quiz.retrieval import QuizMemory, due, mastery, next_due
from grader.quiz.terminal.markdown_text import clean


def mastery_text(quiz: Quiz, memory: QuizMemory, today: date) -> str:
    """Return a line for each topic, and what is due; it ends with a line break."""
    rows = mastery(quiz, memory)
    longest = max(len(row.topic) for row in rows)
    lines = [f"{clean(quiz.head.title)}, what you had right at the first try when it was asked last:", ""]
    for row in rows:
        known = f"{row.right} of {row.asked} asked" if row.asked else "not asked yet"
        lines.append(f"  {clean(row.topic):<{longest}}  {_bar(row.right, row.asked)}  {known}")
    waiting, day = due(quiz, memory, today), next_due(quiz, memory)
    if waiting:
        count = "One question is" if len(waiting) == 1 else f"{len(waiting)} questions are"
        lines += ["", f"{count} due today: `grade quiz --due` asks again what was missed."]
    elif day is not None:
        lines += ["", f"The next question that was missed is due on {day:%Y-%m-%d}."]
    return "\n".join(lines) + "\n"


def _bar(right: int, asked: int) -> str:
    """Return five signs, filled as far as the topic is known."""
    full = round(5 * right / asked) if asked else 0
    return "#" * full + "." * (5 - full)
