r"""GIFT, Moodle's format for people: one paragraph a question.

Rules, from Moodle's importer and gift-pegjs: a blank line ends a question, so there is none inside; `~ = # { } :` and
the backslash are escaped, and a backslash before `n` is always doubled, or `\nabla` becomes a line break; no line
begins with `//` but the one with id and tags; numbers have no exponent; many choices have weights and no `=`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from grader.quiz import markup
from grader.quiz.export.moodle import fraction
from grader.quiz.export.posed import LossReport, QuizExport, common_losses, decimal, group_name, plain, stem, width
from grader.quiz.export.simplify import simple_groups
from grader.quiz.load import Quiz
from grader.quiz.model import Choice, Code, Match, Multi, Numeric, Order, Question, Text
from grader.quiz.parts import Accepted


def write(quiz: Quiz, seeds: Sequence[int]) -> QuizExport:
    """Write the quiz as GIFT; questions to put in order are left out."""
    report, parts = LossReport(), []
    for group in simple_groups(quiz, seeds, report):
        category = f"$CATEGORY: $course$/top/{quiz.head.title}"
        parts.append(f"{category}/{group_name(group)}" if len(group) > 1 else category)
        for one in group:
            question = one.question
            if isinstance(question, Order):
                report.lose(question, "the whole question is left out: GIFT has no ordering that readers agree on")
                continue
            common_losses(report, question, keeps=("incorrect",) if isinstance(question, Numeric) else ())
            if question.hints:
                report.lose(question, "the hints are left out")
            if question.points != 1:
                report.lose(question, "the points are left out; each question counts 1")
            tags = " ".join(f"[tag:{_tag(tag)}]" for tag in (question.topic, *question.tags))
            rows = [*_BUILD[type(question)](question, report), f"####{page(question.explanation)}"]
            head = f"// [id:{one.name}] {tags}\n::{escape(one.name)}::[html]{page(stem(question))}"
            parts.append("\n".join([f"{head} {{", *rows, "}"]))
    return QuizExport(("\n\n".join(parts) + "\n").encode(), ".gift", report.losses)


def escape(text: str) -> str:
    r"""Return plain text so that a reader gives it back as it is."""
    return re.sub(r"([\\~=#{}:])", r"\\\1", re.sub(r"\s*\n\s*", " ", text.strip()))


def page(text: str) -> str:
    r"""Return `text` as escaped HTML on one line, formulas as `\(…\)`: in Markdown they would lose their backslash."""
    return escape(markup.html(text, math=markup.latex, inline="\n\n" not in text.strip()))


def _tag(text: str) -> str:
    return re.sub(r"[\[\]<>\\`|{}\n]", "-", text)


def _said(text: str) -> str:
    return f"#{page(text)}" if text else ""


def _percent(question: Question, share: float, report: LossReport) -> str:
    percent, exact = fraction(share)
    if not exact:
        report.lose(question, f"the share {share * 100:g} % is not on Moodle's list and becomes {percent} %")
    return f"%{percent}%"


def _choice(question: Choice, report: LossReport) -> list[str]:
    rows = []
    for option in question.options:
        share = option.score if option.score is not None else float(option.correct)
        mark = "=" if share == 1 else f"~{_percent(question, share, report)}" if share else "~"
        rows.append(f"{mark}{page(option.text)}{_said(option.feedback)}")
    return rows


def _multi(question: Multi, report: LossReport) -> list[str]:
    right = sum(option.correct for option in question.options)
    if question.credit != "net":
        report.lose(question, f'the credit "{question.credit}" becomes "net", a wrong option taking a right one away')
    return [
        f"~{_percent(question, (1 if o.correct else -1) / right, report)}{page(o.text)}{_said(o.feedback)}"
        for o in question.options
    ]


def _numeric(question: Numeric, report: LossReport) -> list[str]:
    if question.unit:
        report.lose(question, "the unit is left out")
    if question.tolerance and question.tolerance.rel:
        report.lose(question, "the relative tolerance becomes an absolute one")
    answer = plain(question.answer)
    rows = ["#", f"={decimal(answer)}:{decimal(width(question, answer, None))}"]
    for near in question.near:
        value = plain(near.answer)
        slack = decimal(width(question, value, near.tolerance))
        rows.append(f"={_percent(question, near.score, report)}{decimal(value)}:{slack}{_said(near.feedback)}")
    if question.feedback.incorrect:
        rows.append(f"~{_said(question.feedback.incorrect)}")
    return rows


def _text(question: Text, report: LossReport) -> list[str]:
    rows = []
    for one in question.accept:
        entry = one if isinstance(one, Accepted) else Accepted(text=one)
        mark = "=" if entry.score == 1 else f"={_percent(question, entry.score, report)}"
        rows.append(f"{mark}{escape(entry.text)}")
    rows += [f"=%0%{escape(wrong.text)}{_said(wrong.feedback)}" for wrong in question.reject]
    return rows


def _match(question: Match, report: LossReport) -> list[str]:
    if any(pair.feedback for pair in question.pairs):
        report.lose(question, "the feedback of single pairs is left out")
    rows = [f"={page(pair.left)} -> {escape(pair.right)}" for pair in question.pairs]
    return rows + [f"= -> {escape(text)}" for text in question.extra]


def _code(question: Code, report: LossReport) -> list[str]:
    report.lose(question, "the program becomes an essay, marked by hand, without its template")
    return []


_BUILD: dict[type[Question], Callable[[Any, LossReport], list[str]]] = {
    Choice: _choice,
    Multi: _multi,
    Numeric: _numeric,
    Text: _text,
    Match: _match,
    Code: _code,
}
