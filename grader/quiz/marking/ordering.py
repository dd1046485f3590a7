"""Questions whose answers are arranged: blocks in order, lines of a program in order, pairs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from grader.core import line_order
from grader.quiz import credit
from grader.quiz.marking.answers import InvalidError, MarkedAnswer, find_key, is_blank, plain, refuse_repeats, shortened
from grader.quiz.model import Match, Order, Parsons
from grader.quiz.parts import Extra, Item
from grader.quiz.variant import Variant, fill

_BETWEEN = re.compile(r"(?:->|=>|[\s,;|>\u2192\u21d2])+")
"""What may stand between the keys of blocks in one text."""


class OrderBlock(NamedTuple):
    """One line of a Parsons question."""

    key: str
    text: str
    line: int | None
    """Its place in the function, from 0 after the `def` line; None for one that does not belong."""
    extra: Extra | None = None


def mark_order(question: Order, variant: Variant, answer: Any) -> MarkedAnswer:
    """Mark an order of blocks, by the question's rule for credit."""
    before = credit.closure([(item.id, item.after) for item in question.items])
    blocks: list[Item | Extra] = [*question.items, *question.extra]
    keys = [block.id for block in blocks]
    given = _keys(answer, keys, [fill(block.text, variant.written) for block in blocks])
    if not question.extra and len(given) != len(keys):
        raise InvalidError(f"Give a place to each of the {len(keys)}. You gave a place to {len(given)}.")
    share = credit.order(question.credit, given, before)
    if share == 1.0:
        return MarkedAnswer(1.0)
    place = credit.first_wrong(given, before)
    if place is None:
        return MarkedAnswer(share, ("Everything so far is in order, but something is missing.",))
    said, stray = _misplaced(question, blocks, given, place)
    return MarkedAnswer(share, said, stray)


def _misplaced(
    question: Order, blocks: list[Item | Extra], given: list[str], place: int
) -> tuple[tuple[str, ...], Extra | None]:
    """Say what is wrong with an order from `place` on, and which block that does not belong is in it."""
    said = [f"The first one in the wrong place is number {place + 1}."]
    block = next(block for block in blocks if block.id == given[place])
    if block.feedback:
        said.append(block.feedback)
    strays = [extra for extra in question.extra if extra.id in given]
    said += [extra.feedback for extra in strays if extra.feedback and extra is not block]
    return tuple(said), strays[0] if strays else None


def blocks_of(question: Parsons, variant: Variant) -> list[OrderBlock]:
    """Return the lines to put in order, their keys given by the alphabet of their texts, which says nothing of the order."""
    found: list[tuple[str, int | None, Extra | None]] = [
        (line, place, None) for place, line in enumerate(variant.lines[1:])
    ]
    found += [(extra.text, None, extra) for extra in question.extra]
    found.sort(key=lambda entry: (entry[0].split(), entry[0]))
    return [OrderBlock(_letters(number), text, line, extra) for number, (text, line, extra) in enumerate(found)]


def mark_parsons(question: Parsons, variant: Variant, answer: Any) -> MarkedAnswer:
    """Mark an order of lines; every order that means the same program is right."""
    blocks = {block.key: block for block in blocks_of(question, variant)}
    given = [blocks[key] for key in _keys(answer, list(blocks), [block.text for block in blocks.values()])]
    rules = line_order.rules(variant.lines)
    lines = [block.line for block in given]
    share, place = line_order.share(lines, rules), line_order.first_wrong(lines, rules)
    if place is None:
        return MarkedAnswer(share, () if share == 1.0 else ("All these lines are in order, but lines are missing.",))
    stray = given[place].extra
    said = [f"The first line in the wrong place is number {place + 1}."]
    if stray is not None and stray.feedback:
        said.append(stray.feedback)
    return MarkedAnswer(share, tuple(said), stray)


def mark_match(question: Match, variant: Variant, answer: Any) -> MarkedAnswer:
    """Mark the right side that each left side was given."""
    if not isinstance(answer, Mapping):
        raise InvalidError("Give each left side its right side, like {left: right}.")
    lefts = {left_key(question, place, variant): pair for place, pair in enumerate(question.pairs)}
    given = _paired(question, variant, answer, list(lefts))
    missed = [pair for key, pair in lefts.items() if given.get(key) != fill(pair.right, variant.written)]
    share = 1 - len(missed) / len(lefts) if question.credit == "each" else float(not missed)
    right_ones = len(lefts) - len(missed)
    said = [f"Right: {right_ones} of {len(lefts)}."] if missed else []
    said += [pair.feedback for pair in missed if pair.feedback]
    return MarkedAnswer(share, tuple(said), next((pair for pair in missed if pair.misconception), None))


def _paired(question: Match, variant: Variant, answer: Mapping[Any, Any], lefts: list[str]) -> dict[str, str]:
    """Return the right side that each left side was given.

    Raises:
        InvalidError: a side is none of the question's, or there are too many.
    """
    by_text = {plain(key): key for key in lefts}
    texts = [fill(text, variant.written) for text in (*(pair.right for pair in question.pairs), *question.extra)]
    rights = {plain(text): text for text in texts}
    given: dict[str, str] = {}
    if len(answer) > len(lefts):
        raise InvalidError(f"There are {len(lefts)} left sides, but you gave {len(answer)}.")
    for left, right in answer.items():
        if plain(left) not in by_text:
            raise InvalidError(f"'{shortened(left)}' is not one of the left sides: {', '.join(lefts)}.")
        if is_blank(right):
            continue
        if isinstance(right, list | dict) or plain(right) not in rights:
            sides = ", ".join(sorted(rights.values()))
            raise InvalidError(f"'{shortened(right)}' is not one of the right sides: {sides}.")
        given[by_text[plain(left)]] = rights[plain(right)]
    return given


def left_key(question: Match, place: int, variant: Variant) -> str:
    """Return the key by which an answer names the left side at `place`: its id, or its text."""
    pair = question.pairs[place]
    return pair.id or fill(pair.left, variant.written)


def _keys(answer: Any, keys: list[str], texts: list[str]) -> list[str]:
    if isinstance(answer, dict):
        raise InvalidError("Give the blocks in their order, one after the other.")
    listed = answer if isinstance(answer, list) else [part for part in _BETWEEN.split(str(answer)) if part]
    if len(listed) > len(keys):
        raise InvalidError(f"There are {len(keys)} blocks, but you gave {len(listed)}.")
    given = [find_key(one, keys, texts) for one in listed]
    refuse_repeats(given)
    return given


def _letters(number: int) -> str:
    return chr(ord("a") + number) if number < 26 else f"a{number}"
