"""How each type of question is marked: a table of type → function of question, variant and answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import msgspec

from grader.core.text import safe
from grader.quiz import credit
from grader.quiz.model import Choice, Code, Match, Multi, Numeric, Order, Question, option_key
from grader.quiz.model import Text as TextQuestion
from grader.quiz.numbers import UnreadableError, read_number, shown
from grader.quiz.parts import Accepted, Extra, Item, Option, Reason, Tolerance
from grader.quiz.variant import Variant, fill, near_tolerance, within
from grader.quiz.wording import LETTERS_FOR_TYPOS, MAX_LENGTH, compiled, distance, normalise

_SHOWN = 60  # of an answer that cannot be read, so many characters are shown
MAX_GAP = 10_000
"""So many characters may be written into one gap."""


class CodeRunner(Protocol):
    """Runs a filled-in program in the sandbox; returns the share of the points, from 0 to 1, and what to say."""

    def __call__(self, question: Code, source: str) -> tuple[float, str]:
        """Run `source` against the question's suite."""
        ...


class MarkedAnswer(msgspec.Struct, frozen=True):
    """What a type's own function found."""

    share: float
    said: tuple[str, ...] = ()
    """Feedback for just this answer."""
    reason: Reason | None = None
    """The wrong option, near value or text that was met, whose misconception and exercise count."""
    read_as: str = ""


class InvalidError(Exception):
    """The answer cannot be marked; the text tells the learner what one looks like."""


def is_blank(answer: Any) -> bool:
    """Say whether there is no answer at all."""
    return answer is None or (isinstance(answer, str) and not answer.strip()) or answer in ([], {})


def _choice(question: Choice, variant: Variant, answer: Any) -> MarkedAnswer:
    keys = [option_key(question.options, place) for place in range(len(question.options))]
    if isinstance(answer, list) and len(answer) == 1:
        answer = answer[0]
    if isinstance(answer, list | dict):
        raise InvalidError("Choose just one of the options.")
    option = question.options[keys.index(_key(answer, keys, question.options, variant))]
    share = option.score if option.score is not None else float(option.correct)
    return MarkedAnswer(share, (option.feedback,) if option.feedback else (), option)


def _multi(question: Multi, variant: Variant, answer: Any) -> MarkedAnswer:
    keys = [option_key(question.options, place) for place in range(len(question.options))]
    listed = _listed(answer, question, variant)
    if len(listed) > len(keys):
        raise InvalidError(f"There are {len(keys)} options; you chose {len(listed)}.")
    chosen = [_key(one, keys, question.options, variant) for one in listed]
    _no_twice(chosen)
    least, most = question.min or 1, question.max or len(keys)
    if not least <= len(chosen) <= most:
        span = f"{least}" if least == most else f"{least} to {most}"
        raise InvalidError(f"Choose {span} of the options; you chose {len(chosen)}.")
    right = frozenset(key for key, option in zip(keys, question.options, strict=True) if option.correct)
    share = credit.multi(question.credit, right, frozenset(chosen), len(keys))
    wrong = [option for key, option in zip(keys, question.options, strict=True) if key in chosen and not option.correct]
    said = [option.feedback for option in wrong if option.feedback]
    missing = len(right - frozenset(chosen))
    if missing and not wrong:
        said.append("All that you chose is right, and there is more.")
    reason = next((option for option in wrong if option.misconception), wrong[0] if wrong else None)
    return MarkedAnswer(share, tuple(said), reason)


def _listed(answer: Any, question: Multi, variant: Variant) -> list[Any]:
    """Return what was chosen, one by one; a text is one option, or several with commas between them."""
    if isinstance(answer, list):
        return answer
    texts = {_plain(fill(option.text, variant.written)) for option in question.options}
    if isinstance(answer, str) and "," in answer and _plain(answer) not in texts:
        return [part for part in answer.split(",") if part.strip()]
    return [answer]


def _numeric(question: Numeric, variant: Variant, answer: Any) -> MarkedAnswer:
    try:
        value, rest = read_number(answer)
    except UnreadableError as error:
        raise InvalidError(str(error)) from None
    factor, said = _unit(question, rest)
    read_as = shown(value)
    if within(value, variant.answer, question.tolerance):
        return MarkedAnswer(factor, said, None, read_as)
    for entry, number in zip(question.near, variant.near, strict=True):
        if within(value, number, near_tolerance(question, entry)):
            said = ((entry.feedback,) if entry.feedback else ()) + said
            return MarkedAnswer(entry.score * factor, said, entry, read_as)
    slack = question.tolerance or Tolerance()
    wider = Tolerance(abs=slack.abs * 10, rel=slack.rel * 10)
    if question.decimals and within(value, variant.answer, wider):
        said = (*said, f"You are close. Keep more digits on the way: the answer is wanted {accuracy(question)}.")
    return MarkedAnswer(0.0, said, None, read_as)


def accuracy(question: Numeric) -> str:
    """Say how exact an answer is wanted."""
    tolerance = question.tolerance or Tolerance()
    if tolerance.abs:
        return f"to within {shown(tolerance.abs)}"
    return f"to within {shown(round(tolerance.rel * 100, 6))} %" if tolerance.rel else "exactly"


def _unit(question: Numeric, rest: str) -> tuple[float, tuple[str, ...]]:
    unit = question.unit
    if unit is None:
        if rest:
            raise InvalidError(f"A number alone is wanted here, without '{rest}'. Write it like 0.62.")
        return 1.0, ()
    if normalise(rest, ("trim", "spaces", "case")) in [
        normalise(one, ("trim", "spaces", "case")) for one in unit.accept
    ]:
        return 1.0, ()
    if not rest:
        return (unit.credit, (f"The unit is missing: {unit.accept[0]}.",)) if unit.required else (1.0, ())
    return unit.credit, (f"'{rest}' is not the unit that is asked for.",)


def _text(question: TextQuestion, variant: Variant, answer: Any) -> MarkedAnswer:
    if isinstance(answer, bool) or not isinstance(answer, str | int | float):
        raise InvalidError("Answer with a word or a few.")
    typed = answer if isinstance(answer, str) else shown(answer)
    if len(typed) > MAX_LENGTH:
        raise InvalidError(f"That is longer than {MAX_LENGTH} characters. A word or a few are enough.")
    given = normalise(typed, question.normalise)
    accepted = [one if isinstance(one, Accepted) else Accepted(text=one) for one in question.accept]
    forms = [(normalise(fill(one.text, variant.written), question.normalise), one.score) for one in accepted]
    rejected = [(normalise(fill(one.text, variant.written), question.normalise), one) for one in question.reject]
    for form, score in forms:
        if given == form:
            return MarkedAnswer(score, (), None, given)
    for form, entry in rejected:
        if given == form:
            return MarkedAnswer(0.0, (entry.feedback,) if entry.feedback else (), entry, given)
    for pattern in question.pattern:
        if compiled(pattern.match, "case" in question.normalise).fullmatch(given):
            return MarkedAnswer(pattern.score, (), None, given)
    return _with_typos(question, given, forms, [form for form, _ in rejected])


def _with_typos(
    question: TextQuestion, given: str, forms: list[tuple[str, float]], rejected: list[str]
) -> MarkedAnswer:
    limit = question.typos
    near = [
        (distance(given, form, limit), -score, form)
        for form, score in forms
        if limit and len(form) >= LETTERS_FOR_TYPOS
    ]
    edits, score, form = min(near, default=(limit + 1, 0.0, ""))
    if edits > limit or any(distance(given, wrong, limit) <= edits for wrong in rejected):
        return MarkedAnswer(0.0, (), None, given)
    return MarkedAnswer(-score, (f"It is spelt '{form}'.",), None, form)


def _order(question: Order, variant: Variant, answer: Any) -> MarkedAnswer:
    before = credit.closure([(item.id, item.after) for item in question.items])
    blocks: list[Item | Extra] = [*question.items, *question.extra]
    keys = [block.id for block in blocks]
    if isinstance(answer, dict):
        raise InvalidError("Give the blocks in their order, one after the other.")
    listed = answer if isinstance(answer, list) else str(answer).replace(",", " ").split()
    if len(listed) > len(keys):
        raise InvalidError(f"There are {len(keys)} blocks; you gave {len(listed)}.")
    given = [_key(one, keys, blocks, variant) for one in listed]
    _no_twice(given)
    if not question.extra and len(given) != len(keys):
        raise InvalidError(f"Give a place to each of the {len(keys)}; you gave one to {len(given)}.")
    share = credit.order(question.credit, given, before)
    if share == 1.0:
        return MarkedAnswer(1.0)
    place = credit.first_wrong(given, before)
    if place is None:
        return MarkedAnswer(share, ("All that is there is in order, and there is more that belongs.",))
    said = [f"The first place that is off is number {place + 1}."]
    block = next(block for block in blocks if block.id == given[place])
    if block.feedback:
        said.append(block.feedback)
    strays = [extra for extra in question.extra if extra.id in given]
    said += [extra.feedback for extra in strays if extra.feedback and extra is not block]
    return MarkedAnswer(share, tuple(said), strays[0] if strays else None)


def _match(question: Match, variant: Variant, answer: Any) -> MarkedAnswer:
    if not isinstance(answer, Mapping):
        raise InvalidError("Give each left side its right side, like {left: right}.")
    lefts = {left_key(question, place, variant): pair for place, pair in enumerate(question.pairs)}
    plain = {_plain(key): key for key in lefts}
    texts = [fill(text, variant.written) for text in (*(pair.right for pair in question.pairs), *question.extra)]
    rights = {_plain(text): text for text in texts}
    given: dict[str, str] = {}
    if len(answer) > len(lefts):
        raise InvalidError(f"There are {len(lefts)} left sides; you gave {len(answer)}.")
    for left, right in answer.items():
        if _plain(left) not in plain:
            raise InvalidError(f"'{safe(str(left), _SHOWN)}' is not one of the left sides: {', '.join(lefts)}.")
        if is_blank(right):
            continue
        if isinstance(right, list | dict) or _plain(right) not in rights:
            sides = ", ".join(sorted(rights.values()))
            raise InvalidError(f"'{safe(str(right), _SHOWN)}' is not one of the right sides: {sides}.")
        given[plain[_plain(left)]] = rights[_plain(right)]
    missed = [pair for key, pair in lefts.items() if given.get(key) != fill(pair.right, variant.written)]
    share = 1 - len(missed) / len(lefts) if question.credit == "each" else float(not missed)
    right = len(lefts) - len(missed)
    said = [f"{right} of {len(lefts)} {'is' if right == 1 else 'are'} right."] if missed else []
    said += [pair.feedback for pair in missed if pair.feedback]
    return MarkedAnswer(share, tuple(said), next((pair for pair in missed if pair.misconception), None))


def left_key(question: Match, place: int, variant: Variant) -> str:
    """Return the key by which an answer names the left side at `place`: its id, or its text."""
    pair = question.pairs[place]
    return pair.id or fill(pair.left, variant.written)


def mark_code(question: Code, answer: Any, run_code: CodeRunner) -> MarkedAnswer:
    """Put the answers into the gaps and run the program."""
    blanks = answer if isinstance(answer, Mapping) else {next(iter(question.blanks)): answer}
    unknown = [str(key) for key in blanks if str(key) not in question.blanks]
    if unknown or not all(isinstance(text, str) for text in blanks.values()):
        raise InvalidError(f"Fill each gap with a line of code: {', '.join(question.blanks)}.")
    if any(len(text) > MAX_GAP for text in blanks.values()):
        raise InvalidError(f"That is longer than {MAX_GAP} characters. A line of code is enough for a gap.")
    texts = {str(key): text for key, text in blanks.items()}
    # in one pass: what is written into a gap is no template
    gaps = re.compile("____(" + "|".join(map(re.escape, sorted(question.blanks, key=len, reverse=True))) + ")____")
    source = gaps.sub(lambda gap: texts.get(gap[1], ""), question.template)
    share, said = run_code(question, source)
    return MarkedAnswer(share, (said,) if said else ())


MARKERS: dict[type[Question], Callable[[Any, Variant, Any], MarkedAnswer]] = {
    Choice: _choice,
    Multi: _multi,
    Numeric: _numeric,
    TextQuestion: _text,
    Order: _order,
    Match: _match,
}


def _plain(value: Any) -> str:
    written = shown(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)
    return " ".join(written.casefold().split())


def _key(answer: Any, keys: list[str], parts: Sequence[Option | Item | Extra], variant: Variant) -> str:
    """Return the key that is meant, itself or by its text; case and spaces around it do not matter."""
    plain = _plain(answer) if isinstance(answer, str | int | float) else ""
    for key in keys:
        if key.casefold() == plain:
            return key
    for key, part in zip(keys, parts, strict=True):
        if plain and _plain(fill(part.text, variant.written)) == plain:
            return key
    raise InvalidError(
        f"'{safe(str(answer), _SHOWN)}' is not one of the options. The options are {', '.join(sorted(keys))}."
    )


def _no_twice(keys: list[str]) -> None:
    twice = sorted(key for key, count in Counter(keys).items() if count > 1)
    if twice:
        raise InvalidError(f"'{twice[0]}' is there twice.")
