"""A sheet to print, with or without the answers: plain HTML, its formulas as MathML, nothing from outside."""

from __future__ import annotations

import html as escapes
from collections.abc import Callable, Sequence
from typing import Any

from grader.core.points import count_points
from grader.quiz import markup
from grader.quiz.export.posed import LossReport, Posed, QuizExport, decimal, plain, posed, shown_items, stem
from grader.quiz.load import Quiz
from grader.quiz.marking.numeric import accuracy
from grader.quiz.marking.ordering import blocks_of
from grader.quiz.messages import count_questions
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
    Text,
    option_key,
)
from grader.quiz.parts import Accepted, Extra, Item
from grader.quiz.select import select

_STYLE = """
body { font: 12pt/1.45 Georgia, serif; max-width: 42em; margin: 2em auto; padding: 0 1em }
body { color: #111; background: #fff }
section { break-inside: avoid; margin: 1.6em 0; border-top: 1px solid #888; padding-top: .6em }
h2 { font-size: 1.05em; margin: 0 0 .4em } h2 small { font-weight: normal; color: #444 }
ol.options { list-style: none; padding: 0 } ol.options li { margin: .25em 0 }
.key { display: inline-block; min-width: 1.6em; font-family: monospace }
.line { display: inline-block; min-width: 10em; border-bottom: 1px solid #111 }
.answer { border-left: 3px solid #111; padding-left: .8em; margin-top: .8em }
table { border-collapse: collapse } td, th { padding: .2em .8em .2em 0; text-align: left }
@media print { body { margin: 0 } }
"""


def write(quiz: Quiz, seeds: Sequence[int], *, answers: bool = False) -> QuizExport:
    """Write the questions that the first of `seeds` asks, as one sheet."""
    report, seed = LossReport(), next(iter(seeds), 1)
    asked = select(quiz, seed, done=quiz.gates)
    by_id = {group[0].question.id: group[0] for group in posed(quiz, [seed])}
    parts = [_section(number, by_id[name], report, answers) for number, name in enumerate(asked, 1)]
    title = escapes.escape(quiz.head.title)
    points = sum(by_id[name].question.points for name in asked)
    name_line = "" if answers else '<p>Name: <span class="line">&nbsp;</span></p>'
    page = f"""<!DOCTYPE html>
<html lang="{escapes.escape(quiz.head.language)}">
<head><meta charset="utf-8"><title>{title}{" — answers" if answers else ""}</title><style>{_STYLE}</style></head>
<body>
<h1>{title}{" — answers" if answers else ""}</h1>
{markup.html(quiz.head.description)}
{name_line}
<p>{count_questions(len(asked))}, {count_points(points)}. Quiz <code>{escapes.escape(quiz.head.id)}</code>, seed {seed}.</p>
{"".join(parts)}
</body>
</html>
"""
    return QuizExport(page.encode(), ".html", report.losses)


def _section(number: int, one: Posed, report: LossReport, answers: bool) -> str:
    question = one.question
    if question.image is not None:
        report.lose(question, "the image is left out; its words stand in the text")
    if question.hints and not answers:
        report.lose(question, "the hints are left out")
    body, key = _KINDS[type(question)](one)
    solution = ""
    if answers:
        solution = f'<div class="answer"><p><strong>Answer:</strong> {key}</p>{markup.html(question.explanation)}</div>'
    title = escapes.escape(question.title or question.id)
    small = f"<small>(<code>{question.id}</code>, {count_points(question.points)})</small>"
    return f"<section><h2>{number}. {title} {small}</h2>{markup.html(stem(question))}{body}{solution}</section>\n"


def _inline(text: str) -> str:
    return markup.html(text, inline=True)


def _options(one: Posed) -> tuple[str, str]:
    question = one.question
    keys = {option_key(question.options, place): option for place, option in enumerate(question.options)}
    rows = [f'<li>□ <span class="key">{key}</span> {_inline(keys[key].text)}</li>' for key in one.variant.order]
    how = "Choose one." if isinstance(question, Choice) else "Choose all that apply."
    right = "; ".join(f"{key} ({_inline(option.text)})" for key, option in keys.items() if option.correct)
    return f'<p>{how}</p><ol class="options">{"".join(rows)}</ol>', right


def _numeric(one: Posed) -> tuple[str, str]:
    question: Numeric = one.question
    answer = plain(question.answer)
    places = question.decimals
    written = f"{answer:.{places}f}" if places is not None else decimal(answer)
    hint = f" ({accuracy(places, question.tolerance)})" if places else ""
    return f'<p>Answer{hint}: <span class="line">&nbsp;</span></p>', written


def _multipart(one: Posed) -> tuple[str, str]:
    question: Multipart = one.question
    rows = [f'<li>{_inline(part.text)}: <span class="line">&nbsp;</span></li>' for part in question.parts]
    right = "; ".join(f"{_inline(part.text)}: {one.variant.worked[part.id]}" for part in question.parts)
    return f'<ol class="options">{"".join(rows)}</ol>', right


def _predict(one: Posed) -> tuple[str, str]:
    program = f"<pre>{escapes.escape(one.question.program.strip())}</pre>"
    return f'{program}<p>It prints: <span class="line">&nbsp;</span></p>', escapes.escape(one.question.prints)


def _slip(one: Posed) -> tuple[str, str]:
    program = "\n".join(f"{number:>2}  {line}" for number, line in enumerate(one.variant.lines, 1))
    right = f"line {one.variant.wrong_line}: <code>{escapes.escape(one.question.fix)}</code>"
    return f'<pre>{escapes.escape(program)}</pre><p>Line: <span class="line">&nbsp;</span></p>', right


def _parsons(one: Posed) -> tuple[str, str]:
    texts = {block.key: block.text for block in blocks_of(one.question, one.variant)}
    keys = {block.line: block.key for block in blocks_of(one.question, one.variant)}
    rows = "\n".join(f"{key:>2}  {texts[key]}" for key in one.variant.order)
    head = f"<pre>{escapes.escape(one.variant.lines[0])}</pre>"
    right = ", ".join(keys[place] for place in range(len(one.variant.lines) - 1))
    return f'{head}<pre>{escapes.escape(rows)}</pre><p>In order: <span class="line">&nbsp;</span></p>', right


def _text(one: Posed) -> tuple[str, str]:
    forms = [entry.text if isinstance(entry, Accepted) else entry for entry in one.question.accept]
    return '<p>Answer: <span class="line">&nbsp;</span></p>', "; ".join(escapes.escape(form) for form in forms)


def _order(one: Posed) -> tuple[str, str]:
    question: Order = one.question
    blocks: list[Item | Extra] = [*question.items, *question.extra]
    texts = {block.id: block.text for block in blocks}
    rows = [f'<li>___ <span class="key">{key}</span> {_inline(texts[key])}</li>' for key in one.variant.order]
    right = ", ".join(item.id for item in question.items)
    return f'<p>Number them; leave out what does not belong.</p><ol class="options">{"".join(rows)}</ol>', right


def _match(one: Posed) -> tuple[str, str]:
    question: Match = one.question
    rows = [
        f'<tr><td>{_inline(pair.left)}</td><td><span class="line">&nbsp;</span></td></tr>' for pair in question.pairs
    ]
    rights = "; ".join(_inline(text) for text in shown_items(question, one.name))
    key = "; ".join(f"{_inline(pair.left)}: {_inline(pair.right)}" for pair in question.pairs)
    return f"<table>{''.join(rows)}</table><p>Choose from: {rights}</p>", key


def _code(one: Posed) -> tuple[str, str]:
    return markup.html(f"```\n{one.question.template}\n```"), "a program that passes its checks"


_KINDS: dict[type[Question], Callable[[Any], tuple[str, str]]] = {
    Choice: _options,
    Multi: _options,
    Numeric: _numeric,
    Text: _text,
    Order: _order,
    Match: _match,
    Multipart: _multipart,
    Predict: _predict,
    Slip: _slip,
    Parsons: _parsons,
    Code: _code,
}
