"""What each type of question must hold: a table of type → check."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from grader.core.diagnostics import DiagnosticSink
from grader.core.schema import Place
from grader.core.text import suggestion
from grader.quiz.model import (
    Choice,
    Code,
    Match,
    Multi,
    Multipart,
    Numeric,
    Order,
    Parsons,
    Predict,
    Question,
    Slip,
    option_key,
)
from grader.quiz.model import Text as TextQuestion
from grader.quiz.parts import Accepted, Extra, Item, Option
from grader.quiz.rules.cycles import cycles
from grader.quiz.rules.each_question import SLUG
from grader.quiz.rules.program_kinds import (
    check_multipart,
    check_parsons,
    check_predict,
    check_slip,
    check_symbols,
    check_tolerances,
)
from grader.quiz.wording import compiled, fault_of_pattern, normalise

MOST_OPTIONS = 10


def _options(sink: DiagnosticSink, options: list[Option]) -> None:
    if not 2 <= len(options) <= MOST_OPTIONS:
        sink.error(("options",), "Q11", f"the number of options is {len(options)}", "give 2 to 10", rests=())
    rests: list[Place] = [("options", place, "correct") for place in range(len(options))]
    if options and not any(option.correct for option in options):
        sink.error(("options",), "Q05", "no option is correct", "add `correct: true` to one", rests=rests)
    if len(options) > 1 and all(option.correct for option in options):
        fix = "add a wrong one that a learner might believe"
        sink.error(("options",), "Q05", "every option is correct", fix, rests=rests)
    _option_texts(sink, options)
    for place, option in enumerate(options):
        if option.score is not None and (not 0 <= option.score <= 1 or (option.correct and option.score < 1)):
            sink.error(
                ("options", place, "score"),
                "Q09",
                f"an option with the score {option.score:g}",
                "0 to 1, and a correct option earns 1",
                rests=[("options", place, "score"), ("options", place, "correct")],
            )
    _ids(sink, "options", [option_key(options, place) for place in range(min(len(options), MOST_OPTIONS))])


def _option_texts(sink: DiagnosticSink, options: list[Option]) -> None:
    """Check that each option says something, and something else than the others."""
    read: dict[str, int] = {}
    for place, option in enumerate(options):
        plain = normalise(option.text, ("trim", "spaces", "case", "nfkc"))
        if not plain:
            sink.error(("options", place, "text"), "Q02", f"option {place + 1} is empty", "write what it says")
        elif plain in read:
            sink.error(
                ("options", place),
                "Q06",
                f"options {read[plain] + 1} and {place + 1} read the same",
                "change one",
                rests=[("options", place, "text")],
            )
        read.setdefault(plain, place)


def _ids(sink: DiagnosticSink, key: str, ids: list[str]) -> None:
    for place, one in enumerate(ids):
        if not SLUG.fullmatch(one):
            sink.error(
                (key, place, "id"), "Q08", f'the id "{one}" is not a plain word', "small letters, digits and dashes"
            )
        if one in ids[:place]:
            sink.error((key, place, "id"), "Q03", f'the id "{one}" is used twice in this question', "choose another")


def _choice(sink: DiagnosticSink, question: Choice) -> None:
    _options(sink, question.options)


def _multi(sink: DiagnosticSink, question: Multi) -> None:
    _options(sink, question.options)
    right = sum(option.correct for option in question.options)
    least, most = question.min or 1, question.max or len(question.options)
    if not 1 <= least <= most <= len(question.options) or not least <= right <= most:
        sink.error(
            ("min",) if question.min else ("max",),
            "Q09",
            f"with min {least} and max {most} the {right} right options cannot be chosen",
            "widen them, or leave them out",
            rests=[("min",), ("max",), ("options",)],
        )
    for place, option in enumerate(question.options):
        if option.score is not None:
            sink.error(
                ("options", place, "score"),
                "Q01",
                "an option of a multi question has no separate score",
                "choose a rule with `credit`",
            )


def _numeric(sink: DiagnosticSink, question: Numeric) -> None:
    tolerance = question.tolerance
    check_tolerances(sink, (), tolerance, question.decimals, question.near)
    check_symbols(sink, (), question.symbols)
    if isinstance(question.answer, float) and not question.answer.is_integer() and tolerance is None:
        sink.error(
            ("answer",),
            "N01",
            f"{question.answer:g} is not whole and there is no tolerance",
            "e.g. `tolerance: {abs: 0.0005}`",
            rests=[("answer",), ("tolerance",)],
        )
    if question.unit is not None and (not question.unit.accept or not 0 <= question.unit.credit <= 1):
        sink.error(
            ("unit",),
            "Q09",
            "a unit without a spelling, or with a credit outside 0 to 1",
            "e.g. `unit: {accept: [steps, updates]}`",
        )


def _text(sink: DiagnosticSink, question: TextQuestion) -> None:
    accepted = {}
    if not question.accept:
        sink.error(("accept",), "Q05", "no answer is accepted", "list at least one")
    for place, entry in enumerate(question.accept):
        one = entry if isinstance(entry, Accepted) else Accepted(text=entry)
        plain = normalise(one.text, question.normalise)
        if not plain:
            sink.error(("accept", place), "Q02", "an accepted text is empty", "write it, or delete the line")
        elif plain in accepted:
            problem = f'"{one.text}" is accepted twice after normalising'
            sink.error(("accept", place), "Q06", problem, "delete one", rests=[("accept", place), ("normalise",)])
        accepted[plain] = place
    if not 0 <= question.typos <= 2:
        sink.error(("typos",), "Q09", f"{question.typos} typos", "0, 1 or 2")
    for place, pattern in enumerate(question.pattern):
        at = ("pattern", place)
        if fault := fault_of_pattern(pattern.match):
            sink.error(
                (*at, "match"), "T03", f"this pattern is not taken: {fault}", "list the forms under `accept` instead"
            )
            continue
        match = compiled(pattern.match, "case" in question.normalise)
        if not match.fullmatch(normalise(pattern.example, question.normalise)):
            sink.error(
                (*at, "example"),
                "T01",
                f'the pattern does not match its own example "{pattern.example}"',
                "change one of the two; the whole answer must match, without articles and punctuation",
                rests=[at, ("normalise",)],
            )
        if match.fullmatch(normalise(pattern.counter, question.normalise)):
            sink.error(
                (*at, "counter"),
                "T04",
                f'the pattern matches its counter-example "{pattern.counter}"',
                "make the pattern narrower",
                rests=[at, ("normalise",)],
            )
        for index, reject in enumerate(question.reject):
            if match.fullmatch(normalise(reject.text, question.normalise)):
                sink.warn(
                    ("reject", index),
                    "W09",
                    f'"{reject.text}" is rejected, and the pattern would accept it',
                    "the rejection wins; make the pattern narrower to say so",
                )
    for place, reject in enumerate(question.reject):
        if normalise(reject.text, question.normalise) in accepted:
            sink.error(
                ("reject", place),
                "T02",
                f'"{reject.text}" is both accepted and rejected',
                "delete it from one; spaces and capitals make no difference",
                rests=[("reject", place, "text"), ("normalise",)],
            )


def _order(sink: DiagnosticSink, question: Order) -> None:
    ids = [item.id for item in question.items]
    if not 3 <= len(ids) <= 8:
        sink.error(("items",), "Q11", f"the number of items is {len(ids)}", "give 3 to 8", rests=())
    _ids(sink, "items", ids)
    for place, extra in enumerate(question.extra):
        if extra.id in ids:
            sink.error(
                ("extra", place, "id"), "Q03", f'the id "{extra.id}" is used twice in this question', "choose another"
            )
    _after(sink, question, ids)
    blocks: list[Item | Extra] = [*question.items, *question.extra]
    texts = [normalise(block.text, ("trim", "spaces", "case", "nfkc")) for block in blocks]
    if len(set(texts)) < len(texts):
        sink.error(("items",), "Q06", "two blocks read the same", "change one", rests=[("items",), ("extra",)])


def _after(sink: DiagnosticSink, question: Order, ids: list[str]) -> None:
    """Check that what each item waits for is there, and does not wait for it in turn."""
    for place, item in enumerate(question.items):
        for index, name in enumerate(item.after):
            if name not in ids:
                sink.error(
                    ("items", place, "after", index),
                    "O02",
                    f'"{name}" is not an item here{suggestion(name, ids)}',
                    f"items: {', '.join(ids)}",
                    rests=[("items", other, key) for other in range(len(ids)) for key in ("id", "text")],
                )
    for circle in cycles({item.id: [name for name in item.after if name in ids] for item in question.items}):
        problem = f'"after" makes a circle: {", ".join(circle)}'
        sink.error(("items",), "O01", problem, 'delete one "after" of these', rests=())


def _match(sink: DiagnosticSink, question: Match) -> None:
    if not 2 <= len(question.pairs) <= 10:
        sink.error(("pairs",), "Q11", f"the number of pairs is {len(question.pairs)}", "give 2 to 10", rests=())
    lefts = [normalise(pair.id or pair.left, ("trim", "spaces", "case", "nfkc")) for pair in question.pairs]
    for place, left in enumerate(lefts):
        if left in lefts[:place]:
            sink.error(
                ("pairs", place),
                "Q06",
                f"pairs {lefts.index(left) + 1} and {place + 1} have the same left side",
                "change one",
            )
    rights = [normalise(pair.right, ("trim", "spaces", "case", "nfkc")) for pair in question.pairs]
    for place, extra in enumerate(question.extra):
        if normalise(extra, ("trim", "spaces", "case", "nfkc")) in rights:
            problem = f'"{extra}" is already the right side of a pair'
            sink.error(("extra", place), "Q06", problem, "delete it here", rests=[("extra", place)])


def _code(sink: DiagnosticSink, question: Code) -> None:
    for name in question.limits.__struct_fields__:
        value = getattr(question.limits, name)
        if value is not None and not value > 0:
            sink.error(("limits", name), "Q09", f'"{name}" is {value:g}', "a number above 0")
    for name, blank in question.blanks.items():
        for key, value, most in (("lines", blank.lines, 40), ("width", blank.width, 200)):
            if not 1 <= value <= most:
                sink.error(("blanks", name, key), "Q09", f'"{key}" is {value}', f"1 to {most}")
    gaps = set(re.findall(r"____(\w+?)____", question.template))
    unlisted, unused = sorted(gaps - set(question.blanks)), sorted(set(question.blanks) - gaps)
    told = [(name, f'the gap "{name}" is not in the blanks') for name in unlisted]
    told += [(name, f'the gap "{name}" is not in the template') for name in unused]
    if len(unlisted) == len(unused) == 1:
        told = [(unlisted[0], f'the gap "{unlisted[0]}" of the template is "{unused[0]}" in the blanks')]
    for name, problem in told:
        fix = f"write ____{name}____ in the template and list it"
        sink.error(("blanks",), "C01", problem, fix, rests=[("template",)])


CHECKS: dict[type[Question], Callable[[DiagnosticSink, Any], None]] = {
    Choice: _choice,
    Multi: _multi,
    Numeric: _numeric,
    TextQuestion: _text,
    Order: _order,
    Match: _match,
    Code: _code,
    Multipart: check_multipart,
    Predict: check_predict,
    Slip: check_slip,
    Parsons: check_parsons,
}
