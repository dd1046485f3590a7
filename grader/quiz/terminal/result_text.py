"""The result of a quiz as plain lines: the score, each question in a word, and what to do again."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from grader.core.points import count_points, format_points
from grader.quiz.load import Quiz
from grader.quiz.messages import how_sure_you_were, waiting_for
from grader.quiz.numbers import shown
from grader.quiz.outcome import ItemResult, QuizResult
from grader.quiz.select import waiting
from grader.quiz.sitting import ItemState, Sitting, counting, is_whole
from grader.quiz.terminal.markdown_text import clean, hanging, wrapped

WORDS = {
    "correct": "right",
    "partial": "partly right",
    "wrong": "not right",
    "invalid": "unreadable",
    "blank": "no answer",
    "ungraded": "not graded",
}

SURPRISED = "You were sure here, but your answer is not right yet. People remember surprises best, so begin here."
WHICH = {"best": "earlier, better try", "first": "first try"}


def render(quiz: Quiz, result: QuizResult, *, late: Sequence[str] = (), width: int = 80) -> str:
    """Return the result as text that ends with a line break; `late` are sentences on what waits."""
    parts = [wrapped(headline(quiz, result), width)]
    if surprises := [item for item in result.items if item.surprising]:
        parts += [wrapped(SURPRISED, width), "\n".join(hanging("  - ", title(quiz, i.id), width) for i in surprises)]
    if told := calibration(result):
        parts.append(wrapped(told, width))
    longest = max(len(WORDS[item.status]) for item in result.items) if result.items else 0
    lines = [
        hanging(f"  {number:>2}. {WORDS[item.status]:<{longest}}  {_of(item):<9}  ", _said(quiz, item), width)
        for number, item in enumerate(result.items, 1)
    ]
    parts.append("\n".join(lines))
    parts += [wrapped(line, width) for line in (rule(quiz, result), *late) if line]
    parts += _again(quiz, result, width)
    return "\n\n".join(parts) + "\n"


def calibration(result: QuizResult) -> str:
    """Say how many answers are right of those the learner was sure of, or guessed; nothing where they did not say."""
    told = []
    for level in ("sure", "guessing"):
        items = [item for item in result.items if item.confidence == level and item.status != "ungraded"]
        right = sum(item.correct for item in items)
        if items:
            told.append(how_sure_you_were(len(items), right, guessing=level == "guessing"))
    return " ".join(told)


def headline(quiz: Quiz, result: QuizResult) -> str:
    """Say the score, and whether it is enough."""
    line = f"{clean(quiz.head.title)}: {format_points(result.score)} of {count_points(result.max_score)}"
    if result.passed is None or quiz.head.pass_ is None:
        return f"{line}."
    need = f"{shown(round(quiz.head.pass_ * 100, 6))} % is needed"
    return f"{line}, {'passed' if result.passed else 'not passed yet'} ({need})."


def rule(quiz: Quiz, result: QuizResult) -> str:
    """Say which try at a question counts; nothing where there was no second one."""
    again = any(item.attempts > 1 for item in result.items)
    return f"If you tried a question more than once, the {quiz.head.scoring} try counts." if again else ""


def instead(quiz: Quiz, state: ItemState) -> str:
    """Say that an earlier try at a question counts and not the last one, where that is so."""
    attempt = counting(quiz, state)
    if attempt is None or attempt.earned == state.attempts[-1].earned:
        return ""
    most = count_points(quiz.questions[state.id].points)
    return f"Your {WHICH[quiz.head.scoring]} counts: {format_points(attempt.earned)} of {most}."


def waits(quiz: Quiz, sitting: Sitting) -> list[str]:
    """Say what a sitting does not ask yet, a sentence for each exercise that it waits for."""
    return told_waiting(quiz, sitting.seed, sitting.done) if not sitting.items or is_whole(quiz, sitting) else []


def told_waiting(quiz: Quiz, seed: int, done: Collection[str]) -> list[str]:
    """Say what `seed` does not ask yet, a sentence for each exercise that it waits for."""
    told = []
    for stem, names in waiting(quiz, seed, done).items():
        number = quiz.numbers_of_exercises[stem]
        titles = [title(quiz, name) for name in names]
        told.append(waiting_for(titles, number, quiz.course.exercises[number - 1].title or stem))
    return told


def title(quiz: Quiz, name: str) -> str:
    """Return the title of a question."""
    return quiz.questions[name].title or name


def to_redo(quiz: Quiz, result: QuizResult) -> list[tuple[int | None, str, list[ItemResult]]]:
    """Return what was not right, by the exercise that fixes it: its number, its title, the items."""
    wrong = [item for item in result.items if not item.correct and item.status != "ungraded"]
    wrong.sort(key=lambda item: not item.surprising)
    numbers = {exercise.number: exercise.title for exercise in quiz.course.exercises}
    found: list[tuple[int | None, str, list[ItemResult]]] = [
        (number, numbers[number], [item for item in wrong if item.exercise == number]) for number in result.redo
    ]
    rest = [item for item in wrong if item.exercise is None]
    return [*found, (None, "", rest)] if rest else found


def _of(item: ItemResult) -> str:
    return f"{format_points(item.score)} of {format_points(item.max_score)}"


def _said(quiz: Quiz, item: ItemResult) -> str:
    return title(quiz, item.id) + (f" ({item.confidence})" if item.confidence else "")


def _again(quiz: Quiz, result: QuizResult, width: int) -> list[str]:
    groups = to_redo(quiz, result)
    if not groups:
        told = [f"{title(quiz, item.id)}: {item.feedback}" for item in result.items if item.status == "ungraded"]
        return [wrapped(line, width) for line in told] or ["Everything is right."]
    parts = ["What to do again:"]
    for number, name, items in groups:
        fixes = f"Exercise {number}, {name} (grade exercise {number})" if number else "Without an exercise"
        head = hanging("  ", fixes, width)
        said = [
            hanging("    ", f"{title(quiz, item.id)}: no answer", width)
            if item.status == "blank" and not item.solution
            else hanging("    ", f"{title(quiz, item.id)}:", width) + "\n" + wrapped(_told(item), width, "      ")
            for item in items
        ]
        parts.append("\n".join([head, *said]))
    return parts


def _told(item: ItemResult) -> str:
    """Return what is said of an answer, and the right one where it may be shown."""
    return f"{item.feedback}\n\n{item.solution}" if item.solution else item.feedback
