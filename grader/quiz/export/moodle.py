"""Moodle XML, by the rules of Moodle's own importer (question/format/xml/format.php).

A fraction must be one of a fixed list, or the whole question is refused; a name is required; tags are separate texts;
an unknown text format counts as HTML.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from typing import Any

from grader.quiz import markup
from grader.quiz.export.posed import (
    LossReport,
    Posed,
    QuizExport,
    common_losses,
    decimal,
    group_name,
    plain,
    stem,
    width,
)
from grader.quiz.export.simplify import simple_groups
from grader.quiz.load import Quiz
from grader.quiz.model import Choice, Code, Match, Multi, Numeric, Order, Question, Text
from grader.quiz.parts import Accepted

# get_grade_options() of question/engine/lib.php
FRACTIONS = (
    100,
    90,
    83.33333,
    80,
    75,
    70,
    66.66667,
    60,
    50,
    40,
    33.33333,
    30,
    25,
    20,
    16.66667,
    14.28571,
    12.5,
    11.11111,
    10,
    5,
    0,
)


def write(quiz: Quiz, seeds: Sequence[int]) -> QuizExport:
    """Write the quiz as Moodle XML: a category for the quiz, and one below it for each parametrised question."""
    report, root = LossReport(), ET.Element("quiz")
    top = f"$course$/top/{quiz.head.title.replace('/', '//')}"
    for group in simple_groups(quiz, seeds, report):
        _category(root, f"{top}/{group_name(group)}" if len(group) > 1 else top)
        for one in group:
            _question(root, one, report)
    ET.indent(root)
    return QuizExport(ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n", ".xml", report.losses)


def fraction(share: float) -> tuple[str, bool]:
    """Return the listed percentage nearest to `share`, and whether it is that share."""
    nearest = min(FRACTIONS, key=lambda known: abs(known - abs(share) * 100))
    sign = "-" if share < 0 and nearest else ""
    return f"{sign}{nearest:.5f}".rstrip("0").rstrip("."), abs(nearest - abs(share) * 100) < 0.001


def _category(root: ET.Element, name: str) -> None:
    question = ET.SubElement(root, "question", type="category")
    _text(question, "category", name)


def _question(root: ET.Element, one: Posed, report: LossReport) -> None:
    question = one.question
    kind, build = _KINDS[type(question)]
    element = ET.SubElement(root, "question", type=kind)
    title = question.title or question.id
    _text(element, "name", title if one.name == question.id else f"{title} ({one.name.rpartition('-')[2]})")
    _html(element, "questiontext", stem(question))
    _html(element, "generalfeedback", question.explanation)
    ET.SubElement(element, "defaultgrade").text = decimal(question.points)
    costs = sum(hint.cost for hint in question.hints)
    ET.SubElement(element, "penalty").text = decimal(min(1.0, costs / question.points / max(1, len(question.hints))))
    ET.SubElement(element, "hidden").text = "0"
    ET.SubElement(element, "idnumber").text = one.name
    build(element, question, report)
    for hint in question.hints:
        _html(element, "hint", hint.text)
    if question.hints:
        report.lose(question, "a hint follows a wrong try, and its price is the penalty for that try")
    tags = ET.SubElement(element, "tags")
    for tag in (question.topic, *question.tags):
        _text(tags, "tag", tag)
    typed = isinstance(question, Numeric | Text)
    common_losses(report, question, keeps=("incorrect",) if typed else ("correct", "partial", "incorrect"))


def _choice(element: ET.Element, question: Choice, report: LossReport) -> None:
    _choices(element, question, True)
    for option in question.options:
        share = option.score if option.score is not None else float(option.correct)
        _answer(element, question, option.text, share, option.feedback, report)


def _multi(element: ET.Element, question: Multi, report: LossReport) -> None:
    _choices(element, question, False)
    right = sum(option.correct for option in question.options)
    if question.credit != "net":
        report.lose(question, f'the credit "{question.credit}" becomes "net", a wrong option taking a right one away')
    if question.min or question.max:
        report.lose(question, "the least and the most options to choose are left out")
    for option in question.options:
        _answer(element, question, option.text, (1 if option.correct else -1) / right, option.feedback, report)


def _choices(element: ET.Element, question: Choice | Multi, single: bool) -> None:
    ET.SubElement(element, "single").text = str(single).lower()
    ET.SubElement(element, "shuffleanswers").text = "1" if question.shuffle else "0"
    ET.SubElement(element, "answernumbering").text = "abc"
    _combined(element, question)


def _combined(element: ET.Element, question: Question) -> None:
    own = question.feedback
    for key, text in (("correct", own.correct), ("partiallycorrect", own.partial), ("incorrect", own.incorrect)):
        _html(element, f"{key}feedback", text)


def _numeric(element: ET.Element, question: Numeric, report: LossReport) -> None:
    if question.tolerance and question.tolerance.rel:
        report.lose(question, "the relative tolerance becomes an absolute one")
    rows: list[tuple[Any, float, str, float]] = [
        (question.answer, 1.0, "", width(question, plain(question.answer), None))
    ]
    rows += [(n.answer, n.score, n.feedback, width(question, plain(n.answer), n.tolerance)) for n in question.near]
    for value, share, feedback, slack in rows:
        answer = _answer(element, question, decimal(value), share, feedback, report, plain=True)
        ET.SubElement(answer, "tolerance").text = decimal(slack)
    if question.feedback.incorrect:
        _answer(element, question, "*", 0.0, question.feedback.incorrect, report, plain=True)
    unit = question.unit
    if unit:
        units = ET.SubElement(element, "units")
        for name in unit.accept:
            entry = ET.SubElement(units, "unit")
            ET.SubElement(entry, "multiplier").text = "1"
            ET.SubElement(entry, "unit_name").text = name
        if unit.required:
            report.lose(question, "a number without its unit is judged by Moodle's own penalty")
    ET.SubElement(element, "unitgradingtype").text = "1" if unit and unit.required else "0"
    ET.SubElement(element, "unitpenalty").text = decimal(1 - unit.credit) if unit and unit.required else "0"
    ET.SubElement(element, "showunits").text = "0" if unit and unit.required else "3"
    ET.SubElement(element, "unitsleft").text = "0"


def _short(element: ET.Element, question: Text, report: LossReport) -> None:
    ET.SubElement(element, "usecase").text = "0" if "case" in question.normalise else "1"
    for one in question.accept:
        entry = one if isinstance(one, Accepted) else Accepted(text=one)
        _answer(element, question, entry.text.replace("*", r"\*"), entry.score, "", report, plain=True)
    for wrong in question.reject:
        _answer(element, question, wrong.text.replace("*", r"\*"), 0.0, wrong.feedback, report, plain=True)
    if question.feedback.incorrect:
        _answer(element, question, "*", 0.0, question.feedback.incorrect, report, plain=True)
    extra = set(question.normalise) - {"trim", "spaces", "case", "nfkc", "dashes"}
    if extra:
        report.lose(question, f"not normalised: {', '.join(sorted(extra))}")


def _match(element: ET.Element, question: Match, report: LossReport) -> None:
    ET.SubElement(element, "shuffleanswers").text = "1"
    _combined(element, question)
    for left, right in [
        *((pair.left, pair.right) for pair in question.pairs),
        *(("", text) for text in question.extra),
    ]:
        sub = _html(element, "subquestion", left)
        _text(sub, "answer", right)
    if question.credit == "all":
        report.lose(question, "each right pair earns its share")
    if any(pair.feedback for pair in question.pairs):
        report.lose(question, "the feedback of single pairs is left out")


def _order(element: ET.Element, question: Order, report: LossReport) -> None:
    ET.SubElement(element, "layouttype").text = "VERTICAL"
    ET.SubElement(element, "selecttype").text = "ALL"
    ET.SubElement(element, "selectcount").text = "0"
    # The names of qtype_ordering: all or nothing, longest ordered subset, relative to the next item.
    kinds = {"none": "ALL_OR_NOTHING", "lcs": "LONGEST_ORDERED_SUBSET", "adjacent": "RELATIVE_NEXT_EXCLUDE_LAST"}
    ET.SubElement(element, "gradingtype").text = kinds[question.credit]
    ET.SubElement(element, "showgrading").text = "SHOW"
    ET.SubElement(element, "numberingstyle").text = "none"
    _combined(element, question)
    for place, item in enumerate(question.items, 1):
        answer = _html(element, "answer", item.text)
        answer.set("fraction", f"{place:.7f}")
    if question.extra:
        report.lose(question, "the blocks that do not belong are left out")
    if any(item.feedback for item in question.items):
        report.lose(question, "the feedback of single items is left out")


def _code(element: ET.Element, question: Code, report: LossReport) -> None:
    report.lose(question, "the program becomes an essay, marked by hand")
    ET.SubElement(element, "responseformat").text = "monospaced"
    _html(element, "responsetemplate", f"```\n{question.template}\n```")


def _answer(
    element: ET.Element,
    question: Question,
    text: str,
    share: float,
    said: str,
    report: LossReport,
    *,
    plain: bool = False,
) -> ET.Element:
    percent, exact = fraction(share)
    if not exact:
        report.lose(question, f"the share {share * 100:g} % is not on Moodle's list and becomes {percent} %")
    if plain:
        answer = ET.SubElement(element, "answer", format="plain_text")
        ET.SubElement(answer, "text").text = text
    else:
        answer = _html(element, "answer", text, inline=True)
    answer.set("fraction", percent)
    _html(answer, "feedback", said)
    return answer


def _text(parent: ET.Element, tag: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, tag)
    ET.SubElement(element, "text").text = text
    return element


def _html(parent: ET.Element, tag: str, text: str, *, inline: bool = False) -> ET.Element:
    element = ET.SubElement(parent, tag, format="html")
    ET.SubElement(element, "text").text = markup.html(text, math=markup.latex, inline=inline) if text else ""
    return element


_KINDS: dict[type[Question], tuple[str, Callable[[ET.Element, Any, LossReport], None]]] = {
    Choice: ("multichoice", _choice),
    Multi: ("multichoice", _multi),
    Numeric: ("numerical", _numeric),
    Text: ("shortanswer", _short),
    Order: ("ordering", _order),
    Match: ("matching", _match),
    Code: ("essay", _code),
}
