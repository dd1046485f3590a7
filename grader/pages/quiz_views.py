"""The pages of the quiz as HTML: what the templates are given."""

from __future__ import annotations

import functools
import html as escapes
import re
from typing import Any

import jinja2
from markupsafe import Markup

from grader.core.points import count_points, format_points
from grader.pages.controller import Controller, PageNotice
from grader.pages.forms import as_text, rows
from grader.quiz import formula, markup, sitting_result
from grader.quiz import sitting as steps
from grader.quiz.mark import STOCK
from grader.quiz.messages import (
    count_questions,
    further_tries,
    not_checked,
    tries_in_words,
    where_you_are,
    without_answer,
)
from grader.quiz.model import LEVELS, Confidence
from grader.quiz.present import QuestionView, explanation
from grader.quiz.sitting import Attempt, ItemState
from grader.quiz.solution import worked_solution
from grader.quiz.terminal.markdown_text import formula_text
from grader.quiz.terminal.result_text import SURPRISED, instead, rule, title, to_redo, waits

WORDS = {
    "correct": "Right",
    "partial": "Partly right",
    "wrong": "Not right",
    "ungraded": "Not graded",
    "invalid": "Unreadable",
    "blank": "No answer",
    "draft": "Not checked",
}
SIGNS = {"correct": "✓", "partial": "◐", "wrong": "✗", "ungraded": "–", "invalid": "–", "blank": "○", "draft": "✎"}
# a minus after an operator that closes nothing is a sign, and stands close to its number
_SIGN = re.compile(r"(<mo[^>]*>(?!&#x00029;)[^<]*</mo>)<mo>(?=&#x02212;)")
_WIDE = 30
"""A formula of more signs than this scrolls in its own box."""


@functools.lru_cache(maxsize=2048)
def html(text: str, inline: bool = False) -> Markup:
    """Return Markdown with `$math$` as HTML, in which nothing of the text itself is markup."""
    return Markup(markup.html(text, math=_math, inline=inline))


def _math(source: str) -> str:
    try:
        plain = formula.unicode(source)
    except formula.FormulaError:  # what a learner typed
        return escapes.escape(f"${source}$")
    written = _SIGN.sub(r'\1<mo form="prefix">', markup.mathml(source))
    return f'<span class="wide" tabindex="0">{written}</span>' if len(plain) > _WIDE else written


@functools.cache
def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("grader.pages"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        html=html, plain=_plain, line=functools.partial(html, inline=True), points=count_points, amount=format_points
    )
    environment.globals.update(WORDS=WORDS, SIGNS=SIGNS, LEVELS=LEVELS, SURPRISED=SURPRISED, STOCK=list(STOCK.values()))
    return environment


def _render(name: str, controller: Controller, token: str, **values: Any) -> str:
    count = len(controller.sitting.items)
    return (
        _templates()
        .get_template(name)
        .render(quiz=controller.quiz.head, count=count, token=token, finished=controller.sitting.finished, **values)
    )


def start(controller: Controller, token: str) -> str:
    """Return the first page: what this quiz is, and where the learner is with it."""
    answered = sum(bool(item.attempts) for item in controller.sitting.items)
    total = sum(controller.quiz.questions[item.id].points for item in controller.sitting.items)
    at = min(controller.sitting.at + 1, len(controller.sitting.items))
    return _render(
        "start.html",
        controller,
        token,
        facts=f"{count_questions(len(controller.sitting.items))}, {count_points(total)}. {tries_in_words(controller.quiz)}",
        progress=where_you_are(answered, len(controller.sitting.items)) if answered else "",
        at=at,
        begun=controller.sitting.at or answered,
        late=waits(controller.quiz, controller.sitting),
    )


def question(controller: Controller, number: int, asked: QuestionView, token: str) -> str:
    """Return the page of one question."""
    state = controller.sitting.item(asked.id)
    last = state.attempts[-1] if state.attempts else None
    notice = controller.notices.get(asked.id, PageNotice(""))
    if notice.about not in ("trouble", "hint", "answer") and not notice.text:
        notice = PageNotice("")
    return _render(
        "question.html",
        controller,
        token,
        number=number,
        asked=asked,
        open=controller.is_open(asked.id),
        last=last,
        notice=notice,
        rows=rows(asked, controller.in_form(asked.id)),
        tries=len(state.attempts),
        said=_said(last),
        instead=instead(controller.quiz, state),
        further=further_tries(controller.quiz, controller.sitting, asked.id),
        answered=as_text(asked, last.answer) if last else [],
        hints=steps.shown_hints(controller.quiz, controller.sitting, asked.id),
        next_hint=steps.next_hint(controller.quiz, controller.sitting, asked.id),
        explanation=(revealed := _revealed(controller, asked, last)),
        printed=controller.printed(asked) if revealed else "",
        read_as=_read_as(last),
        standings=standings(controller),
        confidence=state.confidence,
    )


def review(controller: Controller, token: str) -> str:
    """Return the page before handing in: every question, those without an answer first."""
    found = sorted(enumerate(standings(controller), 1), key=lambda one: (one[1] not in ("blank", "invalid"), one[0]))
    entries = [
        {
            "number": number,
            "standing": standing,
            "title": title(controller.quiz, item.id),
            "confidence": _sure(controller, item),
        }
        for number, standing in found
        for item in [controller.sitting.items[number - 1]]
    ]
    stands = [standing for _, standing in found]
    blank, drafts = stands.count("blank") + stands.count("invalid"), stands.count("draft")
    told = f"{without_answer(blank)} {not_checked(drafts)}".strip()
    return _render("review.html", controller, token, entries=entries, told=told)


def result(controller: Controller, token: str) -> str:
    """Return the result: the score, what to do again, and each question."""
    found = sitting_result.result(controller.quiz, controller.sitting)
    items = [
        {"number": n, "item": item, "title": title(controller.quiz, item.id)} for n, item in enumerate(found.items, 1)
    ]
    numbers = {item.id: n for n, item in enumerate(found.items, 1)}
    groups = [
        {
            "number": number,
            "title": name,
            "items": [
                {"number": numbers[item.id], "item": item, "title": title(controller.quiz, item.id)} for item in wrong
            ],
        }
        for number, name, wrong in to_redo(controller.quiz, found)
    ]
    return _render(
        "result.html",
        controller,
        token,
        result=found,
        items=items,
        groups=groups,
        lasting=controller.lasting,
        rule=rule(controller.quiz, found),
        late=waits(controller.quiz, controller.sitting),
    )


def closed(controller: Controller) -> str:
    """Return the last page."""
    return _render("closed.html", controller, "")


def standings(controller: Controller) -> list[str]:
    """Return how each question stands: a mark's status, `draft` for what is not checked, or `blank`."""
    found: list[str] = []
    for item in controller.sitting.items:
        attempt = steps.counting(controller.quiz, item)
        found.append(attempt.mark.status if attempt else "blank" if item.draft is None else "draft")
    return found


def _sure(controller: Controller, item: ItemState) -> Confidence | None:
    """Return how sure the learner was of the answer that counts, or says to be of what is not checked yet."""
    attempt = steps.counting(controller.quiz, item)
    return attempt.confidence if attempt else item.confidence if item.draft is not None else None


def _said(last: Attempt | None) -> str:
    """Return the feedback without the verdict, which stands above it."""
    if last is None:
        return ""
    text = last.mark.feedback
    for word in STOCK.values():
        text = text.removeprefix(word)
    return text.strip()


def _read_as(last: Attempt | None) -> str:
    """Return how a typed answer was read, where that differs from what was typed."""
    if last is None or not last.mark.read_as or not isinstance(last.answer, str | int | float):
        return ""
    return "" if last.mark.read_as == str(last.answer).strip() else last.mark.read_as


def _revealed(controller: Controller, asked: QuestionView, last: Attempt | None) -> str:
    """Return what is shown when no try is left, or the answer is right: the right answer, and why."""
    if not steps.reveals(controller.quiz, controller.sitting, asked.id):
        return ""
    told = explanation if last is not None and last.mark.status == "correct" else worked_solution
    return told(controller.quiz, asked.id, controller.sitting.seed)


def _plain(text: str) -> str:
    """Return a text for where HTML cannot stand, as in the options of a select."""
    return formula.replace(text, formula_text)
