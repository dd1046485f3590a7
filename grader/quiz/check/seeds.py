"""Faults that show only with numbers: every question over many seeds, and the author's own cases."""

from __future__ import annotations

import itertools
from typing import Any

import msgspec

from grader.core.diagnostics import UP, DiagnosticSink
from grader.core.errors import ContentError
from grader.core.points import format_points
from grader.core.schema import Place
from grader.quiz.load import Quiz
from grader.quiz.mark import mark_variant
from grader.quiz.model import Multipart, Numeric, Question, reviewed_seeds
from grader.quiz.rules.each_question import reasons
from grader.quiz.solution import reference_answer, with_unit
from grader.quiz.variant import UnsoundError, Variant, write

FEWEST_VARIANTS = 8
_SKIPPED = 0.2
_WORDS = {
    "id",
    "title",
    "points",
    "prompt",
    "topic",
    "explanation",
    "kind",
    "exercise",
    "tags",
    "image",
    "lesson",
    "requires",
    "hints",
    "feedback",
    "shuffle",
    "status",
    "tests",
}
_REASONS = {"feedback", "misconception", "exercise"}
_COMPUTED = {"args", "take", "decimals", "list"}
"""Keys below a number or a parameter without which it is another one."""


def can_be_tried(sink: DiagnosticSink) -> bool:
    """Say whether all that the numbers and marks of a question are made of is sound; of the rest, no matter."""
    lost = {place for place in sink.absent if len(place) > 1 and place[-1] in _COMPUTED}
    return all(map(_is_only_words, sink.doubt | sink.faulty | lost))


def _is_only_words(place: Place) -> bool:
    if not place or place[0] in (UP, *_WORDS):
        return bool(place)
    return len(place) > 1 and place[-1] in _REASONS


def without_faults(sink: DiagnosticSink, question: Question) -> Question:
    """Return the question without the points and misconceptions that are at fault: numbers do not rest on them."""
    changes: dict[str, Any] = {"points": 1.0} if sink.doubts(("points",)) else {}
    lists: dict[str, list[Any]] = {}
    for (key, index, *inner), reason in reasons(question):
        if inner:
            continue
        at_fault = (key, index, "misconception") in sink.faulty
        lists.setdefault(str(key), []).append(
            msgspec.structs.replace(reason, misconception=None) if at_fault else reason
        )
        if at_fault:
            changes[str(key)] = lists[str(key)]
    return msgspec.structs.replace(question, **changes) if changes else question


def check_numbers(quiz: Quiz, sink: DiagnosticSink, question: Question, *, seeds: int) -> bool:
    """Try a question with many seeds: sound numbers, answers that earn what they should; return whether all is well."""
    before = len(sink.faulty)
    _try_seeds(quiz, sink, question, seeds)
    return len(sink.faulty) == before


def _try_seeds(quiz: Quiz, sink: DiagnosticSink, question: Question, seeds: int) -> None:
    chosen = reviewed_seeds(question) or (list(range(1, seeds + 1)) if question.params else [1])
    skipped, drawn = 0, set()
    worst: list[tuple[Place, str]] = []
    for seed in chosen:
        variant = _variant(quiz, sink, question, seed)
        if variant is None:
            return
        skipped += variant.skipped
        if variant.skipped:
            worst = worst or _first_faults(quiz, question, seed)
        drawn.add(repr(variant.values))
    draws = skipped + len(chosen)
    if worst and skipped > _SKIPPED * draws:
        place, problem = worst[0]
        sink.warn(
            place,
            "W06",
            f"{skipped / draws:.0%} of the draws are skipped; for one, {problem}",
            "remove the values that cause this from its picks",
        )
    if question.params and not reviewed_seeds(question) and len(drawn) < FEWEST_VARIANTS:
        sink.warn(
            ("params",), "W10", f"there are only {len(drawn)} variants", f"give {FEWEST_VARIANTS} or more, or none"
        )


def _variant(quiz: Quiz, sink: DiagnosticSink, question: Question, seed: int) -> Variant | None:
    """Return the variant of a seed, or None where there is none or it is misjudged, which is told."""
    try:
        variant = quiz.numbers.variant(question, seed)
    except LookupError as error:
        sink.error(
            (), "P02", str(error.args[0]), "a function of course.yaml, of the helpers, or of a mistake", rests=()
        )
        return None
    except ContentError:
        _no_draw(quiz, sink, question, seed)
        return None
    where = f"for seed {seed}{_with(question, variant.values)}"
    if isinstance(question, Numeric) and question.tolerance is None and variant.answer != int(variant.answer):
        problem = f"{where} {variant.answer:g} is not whole, and there is no tolerance"
        sink.error(("answer",), "N01", problem, "e.g. `tolerance: {abs: 0.0005}`", rests=[("tolerance",)])
        return None
    fault = _misjudged(quiz, question, variant)
    if fault:
        fix = "this is the grader's fault or an overlap of tolerances; make them narrower"
        sink.error((), "N07", f"{where} {fault}", fix, rests=())
        return None
    return variant


def _no_draw(quiz: Quiz, sink: DiagnosticSink, question: Question, seed: int) -> None:
    """Say why no sound numbers come up: the first draw's own fault."""
    try:
        found = _first_faults(quiz, question, seed)
    except ContentError as error:
        sink.error((), "P06", error.problem, "fix the function, or the arguments it is given", rests=())
        return
    for place, problem in found or [((), "no sound numbers come up")]:
        _unsound(sink, place, problem)


def _unsound(sink: DiagnosticSink, place: Place, problem: str) -> None:
    code = (
        "N05"
        if "nobody can write" in problem
        else "N06"
        if "not one number" in problem or "not there" in problem
        else "N08"
        if "is near enough" in problem
        else {("line",): "S01", ("function",): "S03"}[place]
        if place in (("line",), ("function",))
        else ("Q06" if "read the same" in problem else "N03")
    )
    fix = {
        "N03": "take the values that hide the mistake out of the picks, or delete the near value",
        "N05": "draw from values for which the answer is finite",
        "N06": "say with `take` which part is meant, as in take: [0, 1]",
        "N08": "take the values that give nearly whole numbers out of the picks",
        "S01": "write one whole line as it stands in that file",
        "S03": "choose a function of one statement a line, without `else`",
        "Q06": "change one",
    }[code]
    sink.error(place, code, problem, fix, rests=())


def _first_faults(quiz: Quiz, question: Question, seed: int) -> list[tuple[Place, str]]:
    """Return all that is wrong with the first draw that cannot be asked."""
    for drawn in itertools.islice(quiz.numbers.draws(question, seed), 50 if question.params else 1):
        try:
            quiz.numbers.attempt(question, drawn, seed)
        except UnsoundError as error:
            with_values = f"with {', '.join(f'{k}={write(v)}' for k, v in drawn.items())} " if drawn else ""
            return [(one.place, f"{with_values}{one}") for one in error.every]
    return []


def _with(question: Question, values: dict[str, Any]) -> str:
    shown = ", ".join(f"{name}={write(values[name])}" for name in question.params)
    return f" ({shown})" if shown else ""


def _misjudged(quiz: Quiz, question: Question, variant: Variant) -> str | None:
    """Return how the marking of this variant goes against what the author meant, if it does."""
    right = reference_answer(question, variant)
    if right is None:
        return None
    found = mark_variant(quiz, question, variant, right)
    if found.score != question.points:
        return f"the right answer {right!r} earns {format_points(found.score)} of {format_points(question.points)}"
    if isinstance(question, Numeric):
        if question.decimals is not None:
            rounded = with_unit(question, f"{variant.answer:.{question.decimals}f}")
            if mark_variant(quiz, question, variant, rounded).status != "correct":
                return f"the right answer rounded as asked, {rounded}, is not taken"
        for place, (near, value) in enumerate(zip(question.near, variant.near, strict=True)):
            if (
                round(near.score * question.points, 6)
                != mark_variant(quiz, question, variant, with_unit(question, repr(value))).score
            ):
                return f"near value {place + 1} does not earn its score"
    if isinstance(question, Multipart):
        return _misjudged_part(quiz, question, variant)
    return None


def _misjudged_part(quiz: Quiz, question: Multipart, variant: Variant) -> str | None:
    """Say whether the right numbers rounded as asked are not all taken, or a slip is paid more than once."""
    rounded = {part.id: variant.worked[part.id] for part in question.parts}
    if mark_variant(quiz, question, variant, rounded).status != "correct":
        return f"the right answers rounded as asked, {', '.join(rounded.values())}, are not taken"
    first = question.parts[0]
    for place, value in enumerate(variant.parts[first.id].near):
        answer, own = {first.id: repr(value)}, {**variant.values, first.id: value}
        for part in question.parts[1:]:
            numbers = quiz.numbers.part(question, part, own)
            if numbers is None:
                break
            answer[part.id] = repr(numbers.answer)
            own[part.id] = numbers.answer
        else:
            score = (len(question.parts) - 1 + first.near[place].score) / len(question.parts)
            earned = mark_variant(quiz, question, variant, answer).score / question.points
            if abs(earned - score) > 1e-6:
                return f"a slip in {first.id} ({value:g}) is paid more than once"
    return None


def check_cases(quiz: Quiz, sink: DiagnosticSink, question: Question) -> None:
    """Run the author's own cases, where nothing that they rest on is in doubt."""
    if not all(map(_is_only_words, sink.absent)):
        return
    for place, case in enumerate(question.tests):
        try:
            variant = quiz.variant(question, case.seed)
        except (ContentError, LookupError):
            return
        answer = reference_answer(question, variant) if case.answer == {"reference": True} else case.answer
        found = mark_variant(quiz, question, variant, answer)
        earned: Any = found.status if found.status in ("invalid", "blank") else round(found.score / question.points, 4)
        wanted = case.score if isinstance(case.score, str) else round(case.score, 4)
        if earned != wanted:
            sink.error(
                ("tests", place),
                "E01",
                f"the answer {answer!r} earns {earned}, and the case says {wanted}",
                "fix the question or the case",
            )
