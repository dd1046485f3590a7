"""What a further try earns and what a hint costs, in words."""

from __future__ import annotations

from grader.core.points import count_points
from grader.quiz import sitting as steps
from grader.quiz.load import Quiz
from grader.quiz.sitting import Sitting


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
