"""The pages of the quiz as HTML: what the templates are given."""

from __future__ import annotations

import functools
import html as escapes
import re
from typing import Any

import jinja2
from markupsafe import Markup

from grader.quiz import formula, markup
from grader.quiz import sitting as steps
from grader.quiz.model import LEVELS, Confidence
from grader.quiz.present import Asked, explanation
from grader.quiz.sitting import Attempt, ItemState
from grader.taking.plain import amount, formula_text, points
from grader.taking.text import SURPRISED, instead, rule, title, to_redo, waits
from grader.web.desk import Desk, Notice
from grader.web.forms import as_text, rows

WORDS = {
    "correct": "Right", "partial": "Partly right", "wrong": "Not yet", "ungraded": "Not graded", "invalid": "Unreadable",
    "blank": "No answer", "draft": "Not checked",
}  # fmt: skip
SIGNS = {"correct": "✓", "partial": "◐", "wrong": "✗", "ungraded": "–", "invalid": "–", "blank": "○", "draft": "✎"}
# a minus after an operator that closes nothing is a sign, and stands close to its number
_SIGN = re.compile(r"(<mo[^>]*>(?!&#x00029;)[^<]*</mo>)<mo>(?=&#x02212;)")
_WIDE = 30
"""A formula of more signs than this scrolls in a box of its own."""


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
        loader=jinja2.PackageLoader("grader.web"), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters.update(
        html=html, plain=_plain, line=functools.partial(html, inline=True), points=points, amount=amount
    )
    environment.globals.update(WORDS=WORDS, SIGNS=SIGNS, LEVELS=LEVELS, SURPRISED=SURPRISED)
    return environment


def _render(name: str, desk: Desk, token: str, **values: Any) -> str:
    count = len(desk.sitting.items)
    return (
        _templates()
        .get_template(name)
        .render(quiz=desk.quiz.head, count=count, token=token, finished=desk.sitting.finished, **values)
    )


def start(desk: Desk, token: str) -> str:
    """Return the first page: what this quiz is, and where the learner is with it."""
    answered = sum(bool(item.attempts) for item in desk.sitting.items)
    total = sum(desk.quiz.questions[item.id].points for item in desk.sitting.items)
    at = min(desk.sitting.at + 1, len(desk.sitting.items))
    return _render(
        "start.html", desk, token, answered=answered, total=total, at=at, begun=desk.sitting.at or answered,
        late=waits(desk.quiz, desk.sitting),
    )  # fmt: skip


def question(desk: Desk, number: int, asked: Asked, token: str) -> str:
    """Return the page of one question."""
    state = desk.sitting.item(asked.id)
    last = state.attempts[-1] if state.attempts else None
    notice = desk.notices.get(asked.id, Notice(""))
    if notice.about not in ("trouble", "hint", "answer") and not notice.text:
        notice = Notice("")
    return _render(
        "question.html", desk, token, number=number, asked=asked, open=desk.is_open(asked.id), last=last, notice=notice,
        rows=rows(asked, desk.in_form(asked.id)), tries=len(state.attempts), said=_said(last),
        instead=instead(desk.quiz, state), worth=steps.worth(desk.quiz, state),
        left=steps.attempts_left(desk.quiz, desk.sitting, asked.id), answered=as_text(asked, last.answer) if last else [],
        hints=steps.shown_hints(desk.quiz, desk.sitting, asked.id), next_hint=steps.next_hint(desk.quiz, desk.sitting, asked.id),
        explanation=explanation(desk.quiz, asked.id, desk.sitting.seed)
        if steps.reveals(desk.quiz, desk.sitting, asked.id) else "",
        standings=standings(desk), confidence=state.confidence,
    )  # fmt: skip


def review(desk: Desk, token: str) -> str:
    """Return the page before handing in: every question, those without an answer first."""
    found = sorted(enumerate(standings(desk), 1), key=lambda one: (one[1] not in ("blank", "invalid"), one[0]))
    entries = [
        {"number": number, "standing": standing, "title": title(desk.quiz, item.id), "confidence": _sure(desk, item)}
        for number, standing in found
        for item in [desk.sitting.items[number - 1]]
    ]
    return _render("review.html", desk, token, entries=entries, standings=[standing for _, standing in found])


def result(desk: Desk, token: str) -> str:
    """Return the result: the score, what to do again, and each question."""
    found = steps.result(desk.quiz, desk.sitting)
    items = [{"number": n, "item": item, "title": title(desk.quiz, item.id)} for n, item in enumerate(found.items, 1)]
    numbers = {item.id: n for n, item in enumerate(found.items, 1)}
    groups = [
        {"number": number, "title": name,
         "items": [{"number": numbers[item.id], "item": item, "title": title(desk.quiz, item.id)} for item in wrong]}
        for number, name, wrong in to_redo(desk.quiz, found)
    ]  # fmt: skip
    return _render(
        "result.html", desk, token, result=found, items=items, groups=groups, rule=rule(desk.quiz, found),
        late=waits(desk.quiz, desk.sitting),
    )  # fmt: skip


def closed(desk: Desk) -> str:
    """Return the last page."""
    return _render("closed.html", desk, "")


def standings(desk: Desk) -> list[str]:
    """Return how each question stands: a mark's status, `draft` for what is not checked, or `blank`."""
    found: list[str] = []
    for item in desk.sitting.items:
        attempt = steps.counting(desk.quiz, item)
        found.append(attempt.mark.status if attempt else "blank" if item.draft is None else "draft")
    return found


def _sure(desk: Desk, item: ItemState) -> Confidence | None:
    """Return how sure the learner was of the answer that counts, or says to be of what is not checked yet."""
    attempt = steps.counting(desk.quiz, item)
    return attempt.confidence if attempt else item.confidence if item.draft is not None else None


def _said(last: Attempt | None) -> str:
    """Return the feedback without the verdict, which stands above it."""
    if last is None:
        return ""
    text = last.mark.feedback
    for word in ("Right.", "Partly right.", "Not yet."):
        text = text.removeprefix(word)
    return text.strip()


def _plain(text: str) -> str:
    """Return a text for where HTML cannot stand, as in the options of a select."""
    return formula.replace(text, formula_text)
