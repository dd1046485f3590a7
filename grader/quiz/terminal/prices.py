"""How often a question may be tried, what a further try earns and what a hint costs, in words."""

from __future__ import annotations

from grader.core.points import count_points
from grader.quiz import sitting as steps
from grader.quiz.load import Quiz
from grader.quiz.sitting import Sitting


def tries_in_words(quiz: Quiz) -> str:
    """Say before the first question how often each may be tried, and what a later try earns."""
    head = quiz.head
    if head.attempts == 1:
        return "You have one try at each question."
    often = "as often as you like" if head.attempts == "unlimited" else f"up to {head.attempts} times"
    if head.scoring == "first":
        return f"You may try each question {often}. The first try counts."
    less = " A later try earns less than the first." if head.retry_factor < 1 else ""
    return f"You may try each question {often}.{less}"


def further_tries(quiz: Quiz, sitting: Sitting, name: str) -> str:
    """Say how many tries at a question are left, what they earn, and what a hint costs."""
    left = steps.attempts_left(quiz, sitting, name)
    tries = "" if left is None else f"{left} {'try is' if left == 1 else 'tries are'} left, "
    price = hint_price(quiz, sitting, name)
    hint = f" ? shows a hint ({price})." if price else ""
    worth = steps.worth(quiz, sitting.item(name))
    if worth is None:
        return f"Try again if you like: {tries}but no try can earn more now.{hint}"
    return (
        f"Try again if you like: {tries}{'and ' if tries else ''}a right answer now earns {count_points(worth)}.{hint}"
    )


def hint_price(quiz: Quiz, sitting: Sitting, name: str) -> str:
    """Say what the next hint costs; nothing where there is none."""
    hint = steps.next_hint(quiz, sitting, name)
    return "" if hint is None else "free" if not hint.cost else f"costs {count_points(hint.cost)}"
