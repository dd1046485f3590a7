"""What a question's form posts, read as the answer that an answers file would hold, and an answer put back into the form.

Options, blocks and sides are named by their place on the page, never by the author's keys.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from grader.quiz.model import LEVELS, Confidence
from grader.quiz.numbers import shown
from grader.quiz.present import OptionView, QuestionView

Fields = Mapping[str, list[str]]
_DIGITS = 6
MOVES = ("add", "up", "down", "remove")


class FormRow(msgspec.Struct, frozen=True):
    """One option, block, left side or gap, as the form shows it."""

    number: int
    """Its place among the entries, from 1: what the form posts."""
    text: str
    """Markdown, or the name of a gap."""
    name: str = ""
    """Of a part: its id."""
    chosen: bool = False
    place: int = 0
    """Of a block: its place in the learner's order, from 1; 0 where it is not used."""
    value: str = ""
    """Of a left side: the number of the right side chosen; of a gap: what stands in it."""
    lines: int = 1
    width: int = 0
    """Of a gap: how many characters it shows of a line."""


def place_of(text: str) -> int:
    """Return the number of a question in a path or a form, from 1; 0 where it is no number that short."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else 0


def read_form(asked: QuestionView, fields: Fields) -> Any:
    """Return the answer that was posted, or None where there is none; what was never on the page is skipped."""
    return _READERS.get(asked.type, _read_typed)(asked, fields)


def _read_typed(asked: QuestionView, fields: Fields) -> str | None:
    return _first(fields, "answer").strip() or None


def _read_one(asked: QuestionView, fields: Fields) -> str | None:
    return next(iter(_keys(asked.entries, fields.get("answer", []))), None)


def _read_several(asked: QuestionView, fields: Fields) -> list[str] | None:
    return _keys(asked.entries, fields.get("answer", [])) or None


def _read_parts(asked: QuestionView, fields: Fields) -> dict[str, str] | None:
    typed = {part.id: _first(fields, f"part-{part.id}").strip() for part in asked.parts}
    return {name: text for name, text in typed.items() if text} or None


def _read_order(asked: QuestionView, fields: Fields) -> list[str] | None:
    return _keys(asked.entries, _first(fields, "order").split(",")) or None


def _read_pairs(asked: QuestionView, fields: Fields) -> dict[str, str] | None:
    return {
        entry.key: key
        for number, entry in enumerate(asked.entries, 1)
        for key in _keys(asked.rights, [_first(fields, f"right-{number}")])
    } or None


def _read_gaps(asked: QuestionView, fields: Fields) -> dict[str, str] | None:
    gaps = {name: _first(fields, f"gap-{name}").replace("\r\n", "\n") for name in asked.blanks}
    return gaps if any(text.strip() for text in gaps.values()) else None


_READERS: dict[str, Callable[[QuestionView, Fields], Any]] = {
    "choice": _read_one,
    "slip": _read_one,
    "multi": _read_several,
    "multipart": _read_parts,
    "order": _read_order,
    "parsons": _read_order,
    "match": _read_pairs,
    "code": _read_gaps,
}
"""How the form of each type is read; of the others, one line is typed."""


def read_confidence(fields: Fields) -> Confidence | None:
    """Return how sure the learner says to be, or None where that was left open."""
    said = _first(fields, "confidence")
    return next((level for level in LEVELS if level == said), None)


def moved(asked: QuestionView, answer: Any, move: str) -> tuple[list[str] | None, str]:
    """Return the order after one move such as `up-3`, and what to tell of it."""
    what, _, number = move.partition("-")
    order = [key for key in answer if isinstance(key, str)] if isinstance(answer, list) else []
    keys = _keys(asked.entries, [number])
    if what not in MOVES or not keys:
        return order or None, ""
    order = _after_move(order, keys[0], what)
    told = f"now {order.index(keys[0]) + 1} of {len(order)}" if keys[0] in order else "not used any more"
    return order or None, told


def _after_move(order: list[str], key: str, what: str) -> list[str]:
    if what == "remove" or key not in order:
        return [*order, key] if what == "add" else [one for one in order if one != key]
    place = order.index(key)
    step = {"up": -1, "down": 1}.get(what, 0)
    other = min(max(place + step, 0), len(order) - 1)
    order[place], order[other] = order[other], order[place]
    return order


def rows(asked: QuestionView, answer: Any) -> list[FormRow]:
    """Return the rows of the form with `answer` in them; blocks that have a place come first, in their order."""
    return _ROWS.get(asked.type, _typed_row)(asked, answer)


def _option_rows(asked: QuestionView, answer: Any) -> list[FormRow]:
    chosen = answer if isinstance(answer, list) else [answer]
    return [FormRow(n, entry.text, chosen=entry.key in chosen) for n, entry in enumerate(asked.entries, 1)]


def _order_rows(asked: QuestionView, answer: Any) -> list[FormRow]:
    order = answer if isinstance(answer, list) else []
    found = [
        FormRow(n, entry.text, place=order.index(entry.key) + 1 if entry.key in order else 0)
        for n, entry in enumerate(asked.entries, 1)
    ]
    return sorted(found, key=lambda row: row.place or len(found) + 1)


def _pair_rows(asked: QuestionView, answer: Any) -> list[FormRow]:
    given = answer if isinstance(answer, dict) else {}
    numbers = {entry.key: str(n) for n, entry in enumerate(asked.rights, 1)}
    return [FormRow(n, e.text, value=numbers.get(str(given.get(e.key)), "")) for n, e in enumerate(asked.entries, 1)]


def _part_rows(asked: QuestionView, answer: Any) -> list[FormRow]:
    given = answer if isinstance(answer, dict) else {}
    return [
        FormRow(n, part.text, name=part.id, value=str(given.get(part.id, ""))) for n, part in enumerate(asked.parts, 1)
    ]


def _gap_rows(asked: QuestionView, answer: Any) -> list[FormRow]:
    given = answer if isinstance(answer, dict) else {next(iter(asked.blanks)): answer or ""}
    return [
        FormRow(n, name, value=str(given.get(name, "")), lines=blank.lines, width=blank.width)
        for n, (name, blank) in enumerate(asked.blanks.items(), 1)
    ]


def _typed_row(asked: QuestionView, answer: Any) -> list[FormRow]:
    value = shown(answer) if isinstance(answer, int | float) and not isinstance(answer, bool) else answer
    return [FormRow(1, "", value="" if value is None else str(value))]


_ROWS: dict[str, Callable[[QuestionView, Any], list[FormRow]]] = {
    "choice": _option_rows,
    "multi": _option_rows,
    "slip": _option_rows,
    "order": _order_rows,
    "parsons": _order_rows,
    "match": _pair_rows,
    "multipart": _part_rows,
    "code": _gap_rows,
}
"""What the form of each type shows; of the others, one line."""


def as_text(asked: QuestionView, answer: Any) -> list[str]:
    """Return an answer in words, in Markdown, a line each; what the learner typed stands in a code span."""
    texts = {e.key: _typed(e.text) if asked.code else e.text for e in (*asked.entries, *asked.rights)}
    if asked.type == "slip":
        texts = {key: f"line {key}, {text}" for key, text in texts.items()}
    if isinstance(answer, dict) and asked.type == "match":
        return [f"{texts.get(left, left)}: {texts.get(right, right)}" for left, right in answer.items()]
    parts = list(answer.values()) if isinstance(answer, dict) else answer if isinstance(answer, list) else [answer]
    return [texts[part] if isinstance(part, str) and part in texts else _typed(part) for part in parts]


def _typed(value: Any) -> str:
    text = shown(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)
    longest = max((len(run) for run in "".join(c if c == "`" else " " for c in text).split()), default=0)
    fence = "`" * (longest + 1)
    return f"{fence} {text} {fence}"


def _keys(entries: tuple[OptionView, ...], numbers: list[str]) -> list[str]:
    """Return the keys at these places, each once."""
    known = {str(number): entry.key for number, entry in enumerate(entries, 1)}
    return list(dict.fromkeys(known[number] for number in numbers if number in known))


def _first(fields: Fields, name: str) -> str:
    return next(iter(fields.get(name, [])), "")
