"""Questions whose answers are chosen: one option, several, or a line of a program."""

from __future__ import annotations

import re
from typing import Any

from grader.quiz import credit, phrases
from grader.quiz.marking.answers import InvalidError, MarkedAnswer, find_key, plain, refuse_repeats
from grader.quiz.model import Choice, Multi, Slip, option_key
from grader.quiz.parts import Option
from grader.quiz.signs import even
from grader.quiz.variant import Variant, fill

_LINE = re.compile(r"(?:in )?(?:line|row|number|no\.?|nr\.?|#)?\s*[:#]?\s*([0-9]{1,3})(?: is wrong)?")


def mark_choice(question: Choice, variant: Variant, answer: Any) -> MarkedAnswer:
    """Mark the one option that was chosen."""
    if isinstance(answer, list) and len(answer) == 1:
        answer = answer[0]
    if isinstance(answer, list | dict):
        raise InvalidError("Choose only one of the options.")
    keys, texts = _keys(question.options), _texts(question.options, variant)
    option = question.options[keys.index(find_key(answer, keys, texts))]
    share = option.score if option.score is not None else float(option.correct)
    return MarkedAnswer(share, (option.feedback,) if option.feedback else (), option)


def mark_multi(question: Multi, variant: Variant, answer: Any) -> MarkedAnswer:
    """Mark the options that were chosen, by the question's rule for credit."""
    keys, texts = _keys(question.options), _texts(question.options, variant)
    chosen = _chosen(question, _listed(answer, texts), keys, texts)
    right = frozenset(key for key, option in zip(keys, question.options, strict=True) if option.correct)
    share = credit.multi(question.credit, right, frozenset(chosen), len(keys))
    wrong = [option for key, option in zip(keys, question.options, strict=True) if key in chosen and not option.correct]
    said = [option.feedback for option in wrong if option.feedback]
    if right - frozenset(chosen) and not wrong:
        said.append("All the options that you chose are right, but there are more.")
    reason = next((option for option in wrong if option.misconception), wrong[0] if wrong else None)
    return MarkedAnswer(share, tuple(said), reason)


def _chosen(question: Multi, listed: list[Any], keys: list[str], texts: list[str]) -> list[str]:
    """Return the keys of what was chosen.

    Raises:
        InvalidError: one is none of the options, or is there twice, or they are too few or too many.
    """
    if len(listed) > len(keys):
        raise InvalidError(f"There are {len(keys)} options, but you chose {len(listed)}.")
    chosen = [find_key(one, keys, texts) for one in listed]
    refuse_repeats(chosen)
    least, most = question.min or 1, question.max or len(keys)
    if not least <= len(chosen) <= most:
        span = f"{least}" if least == most else f"{least} to {most}"
        raise InvalidError(f"Choose {span} of the options. You chose {len(chosen)}.")
    return chosen


def mark_slip(question: Slip, variant: Variant, answer: Any) -> MarkedAnswer:
    """Mark the line that was named, by its number or its text."""
    if isinstance(answer, list) and len(answer) == 1:
        answer = answer[0]
    if isinstance(answer, str) and (number := _LINE.fullmatch(phrases.bare(even(plain(answer))))):
        answer = number[1]
    keys = [str(number) for number in range(1, len(variant.lines) + 1)]
    if isinstance(answer, list | dict) or (isinstance(answer, str | int) and plain(answer) not in keys):
        texts = [plain(line) for line in variant.lines]
        if not isinstance(answer, str) or texts.count(plain(answer)) != 1:
            raise InvalidError(f"Give the number of one line, 1 to {len(keys)}.")
    key = find_key(answer, keys, variant.lines)
    return MarkedAnswer(float(key == str(variant.wrong_line)))


def _keys(options: list[Option]) -> list[str]:
    return [option_key(options, place) for place in range(len(options))]


def _texts(options: list[Option], variant: Variant) -> list[str]:
    return [fill(option.text, variant.written) for option in options]


def _listed(answer: Any, texts: list[str]) -> list[Any]:
    """Return what was chosen, one by one; a text is one option, or several with commas between them."""
    if isinstance(answer, list):
        return answer
    if isinstance(answer, str) and "," in answer and plain(answer) not in {plain(text) for text in texts}:
        return [part for part in answer.split(",") if part.strip()]
    return [answer]
