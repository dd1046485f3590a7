"""What the quiz says to a learner about tries, hints and counts: whole sentences, the same in a terminal and on a page."""

from __future__ import annotations

from collections.abc import Sequence

from grader.core.points import count_points
from grader.core.sentences import counted
from grader.quiz import sitting as steps
from grader.quiz.load import Quiz
from grader.quiz.sitting import Sitting


def tries_in_words(quiz: Quiz) -> str:
    """Say before the first question how often each may be tried, and what a later try earns."""
    head = quiz.head
    if head.attempts == 1:
        return "You have one try at each question."
    often = (
        "You may try each question as often as you like."
        if head.attempts == "unlimited"
        else f"You may try each question up to {head.attempts} times."
    )
    if head.scoring == "first":
        return f"{often} The first try counts."
    return f"{often} A later try earns less than the first." if head.retry_factor < 1 else often


def further_tries(quiz: Quiz, sitting: Sitting, name: str) -> str:
    """Say how many tries at a question are left, and what a right answer earns now."""
    left, worth = steps.attempts_left(quiz, sitting, name), steps.worth(quiz, sitting.item(name))
    now = "No try can earn more now." if worth is None else f"A right answer now earns {count_points(worth)}."
    if left is None:
        return f"Try again if you like. {now}"
    return (
        f"{counted(left, 'Try again if you like. {} try is left.', 'Try again if you like. {} tries are left.')} {now}"
    )


def hint_price(quiz: Quiz, sitting: Sitting, name: str) -> str:
    """Say what the next hint costs; nothing where there is none."""
    hint = steps.next_hint(quiz, sitting, name)
    return "" if hint is None else "free" if not hint.cost else f"costs {count_points(hint.cost)}"


def hint_offer(quiz: Quiz, sitting: Sitting, name: str) -> str:
    """Say how a hint is asked for in a terminal; nothing where there is none."""
    price = hint_price(quiz, sitting, name)
    return f"Type ? for a hint ({price})." if price else ""


def count_questions(count: int) -> str:
    """Say how many questions are asked."""
    return counted(count, "{} question", "{} questions")


def where_you_are(answered: int, count: int) -> str:
    """Say how many of the questions have been answered."""
    return f"You have answered {answered} of {count_questions(count)}."


def taken_up(answered: int, count: int, edited: int, admitted: int) -> str:
    """Say where a quiz goes on that was left, how many questions changed since, and how many are new."""
    told = [f"You go on where you stopped. {where_you_are(answered, count)}"]
    if edited:
        told.append(
            counted(
                edited,
                "One question has changed since then and is asked again.",
                "{} questions have changed since then and are asked again.",
            )
        )
    if admitted:
        told.append(
            counted(
                admitted,
                "One question that waited for an exercise is now asked too.",
                "{} questions that waited for an exercise are now asked too.",
            )
        )
    return " ".join(told)


def without_answer(blank: int) -> str:
    """Say how many questions have no answer yet."""
    if not blank:
        return "Every question has an answer."
    return counted(blank, "{} question has no answer yet.", "{} questions have no answer yet.")


def not_checked(drafts: int) -> str:
    """Say how many answers were written and not checked; nothing where there are none."""
    if not drafts:
        return ""
    return counted(
        drafts,
        "{} answer is not checked yet. It is checked when you hand in.",
        "{} answers are not checked yet. They are checked when you hand in.",
    )


def due_today(count: int) -> str:
    """Say how many questions are due, and which command asks them."""
    return counted(
        count,
        "One question is due today. `grade quiz --due` asks again what you missed.",
        "{} questions are due today. `grade quiz --due` asks again what you missed.",
    )


def waiting_for(titles: Sequence[str], number: int, exercise: str) -> str:
    """Say which questions wait for full marks in an exercise."""
    return (
        f"Not asked yet, and not counted: {', '.join(titles)}. "
        f"Get full marks in exercise {number}, {exercise}, first. `grade exercise {number}` says what is missing."
    )


def how_sure_you_were(answers: int, right: int, *, guessing: bool) -> str:
    """Say how many of the answers that the learner was sure of, or guessed, are right."""
    if not guessing:
        return counted(answers, "You were sure of {} answer.", "You were sure of {} answers.") + f" Right: {right}."
    more = " You know more than you think." if 2 * right > answers else ""
    return counted(answers, "You guessed {} answer.", "You guessed {} answers.") + f" Right: {right}.{more}"
