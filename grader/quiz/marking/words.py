"""Questions whose answers are typed words: a term, or what a program prints."""

from __future__ import annotations

import re
from typing import Any

from grader.quiz import phrases
from grader.quiz.marking.answers import InvalidError, MarkedAnswer, shortened
from grader.quiz.model import Predict, Text
from grader.quiz.numbers import shown
from grader.quiz.parts import Accepted, Rejected, Tolerance
from grader.quiz.signs import even
from grader.quiz.variant import Variant, fill, within
from grader.quiz.wording import LETTERS_FOR_TYPOS, MAX_LENGTH, compiled, distance, normalise

_NAMES = ("true", "false", "none", "nan", "inf", "-inf")
_AROUND = frozenset(["it", "the", "this", "program", "prints", "output", "outputs", "is", "and"])
"""Words that may stand around what a program prints."""
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[-+]?[0-9]{1,3})?", re.ASCII)
_MARKS = re.compile(r"[\[\](){},;\"'`\u201c\u201d\u2018\u2019]")


def mark_text(question: Text, variant: Variant, answer: Any) -> MarkedAnswer:
    """Mark a word or a few. A text that is neither accepted nor rejected is asked back: it may mean the right thing."""
    if isinstance(answer, bool) or not isinstance(answer, str | int | float):
        raise InvalidError("Answer with one word or a few words.")
    typed = answer if isinstance(answer, str) else shown(answer)
    if len(typed) > MAX_LENGTH:
        raise InvalidError(f"That is longer than {MAX_LENGTH} characters. One word or a few words are enough.")
    given = normalise(typed, question.normalise)
    accepted = [one if isinstance(one, Accepted) else Accepted(text=one) for one in question.accept]
    forms = [(normalise(fill(one.text, variant.written), question.normalise), one.score) for one in accepted]
    rejected = [(normalise(fill(one.text, variant.written), question.normalise), one) for one in question.reject]
    for said in dict.fromkeys((given, phrases.bare(given))):
        if found := _known_text(question, said, forms, rejected):
            return found
    return _with_typos(question, typed, given, forms, [form for form, _ in rejected])


def _known_text(
    question: Text, said: str, forms: list[tuple[str, float]], rejected: list[tuple[str, Rejected]]
) -> MarkedAnswer | None:
    """Return the mark of a text that is accepted, rejected or fits a pattern; None of any other."""
    for form, score in forms:
        if said == form:
            return MarkedAnswer(score, (), None, said)
    for form, entry in rejected:
        if said == form:
            return MarkedAnswer(0.0, (entry.feedback,) if entry.feedback else (), entry, said)
    for pattern in question.pattern:
        if compiled(pattern.match, "case" in question.normalise).fullmatch(said):
            return MarkedAnswer(pattern.score, (), None, said)
    return None


def _with_typos(
    question: Text, typed: str, given: str, forms: list[tuple[str, float]], rejected: list[str]
) -> MarkedAnswer:
    limit = question.typos
    near = [
        (distance(given, form, limit), -score, form)
        for form, score in forms
        if limit and len(form) >= LETTERS_FOR_TYPOS
    ]
    edits, score, form = min(near, default=(limit + 1, 0.0, ""))
    if edits > limit or any(distance(given, wrong, limit) <= edits for wrong in rejected):
        raise InvalidError(f"The answer '{shortened(typed.strip())}' is not known here. Use the term from the lesson.")
    return MarkedAnswer(-score, (f"It is spelt '{form}'.",), None, form)


def mark_predict(question: Predict, variant: Variant, answer: Any) -> MarkedAnswer:
    """Mark what a learner says that a program prints: its numbers and names in their order, whatever stands between."""
    if isinstance(answer, list):
        if len(answer) > MAX_LENGTH:
            raise InvalidError(f"That is longer than {MAX_LENGTH} characters. Write only what the program prints.")
        answer = " ".join(map(str, answer))
    if isinstance(answer, bool | int | float):
        answer = str(answer)
    if not isinstance(answer, str):
        raise InvalidError("Write what the program prints.")
    if len(answer) > MAX_LENGTH:
        raise InvalidError(f"That is longer than {MAX_LENGTH} characters. Write only what the program prints.")
    right = fill(question.prints, variant.written)
    given = _tokens(answer, right)
    for token in given:
        if _value(token) is None and token not in _NAMES and token not in _tokens(right, right):
            raise InvalidError(f"'{shortened(token)}' cannot be read. Write only what the program prints.")
    if same_output(given, _tokens(right, right), question.tolerance):
        return MarkedAnswer(1.0, (), None, " ".join(given))
    for entry in question.near:
        wrong = _tokens(fill(entry.prints, variant.written), right)
        if same_output(given, wrong, question.tolerance):
            return MarkedAnswer(0.0, (entry.feedback,) if entry.feedback else (), entry, " ".join(given))
    return MarkedAnswer(0.0, (), None, " ".join(given))


def prints_same(first: str, second: str, tolerance: float) -> bool:
    """Say whether two outputs of a program mean the same."""
    return same_output(_tokens(first, second), _tokens(second, second), tolerance)


def same_output(first: list[str], second: list[str], tolerance: float) -> bool:
    """Say whether two outputs have the same numbers and names, in the same order."""
    return len(first) == len(second) and all(_same(a, b, tolerance) for a, b in zip(first, second, strict=True))


def _same(first: str, second: str, tolerance: float) -> bool:
    left, right = _value(first), _value(second)
    if left is None or right is None:
        return first == second
    return within(left, right, Tolerance(abs=tolerance))


def _value(token: str) -> float | None:
    """Return the number that a token is as a program prints it: no fraction, no percentage."""
    written = even(token)
    return float(written) if _NUMBER.fullmatch(written) else None


def _tokens(text: str, right: str) -> list[str]:
    """Return the numbers and names of an output; a comma is a decimal one where that gives as many as are right."""
    words = (token.rstrip(".") for token in _MARKS.sub(" ", text.casefold()).split())
    found = [word for word in words if word and (word not in _AROUND or word in right.casefold())]
    with_points = re.sub(r"(?<=\d),(?=\d)", ".", text.casefold())
    if with_points != text.casefold() and "," not in right:
        again = _MARKS.sub(" ", with_points).split()
        return again if len(again) == len(right.split()) else found
    return found
