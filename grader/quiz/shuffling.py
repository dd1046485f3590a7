"""The order in which a question shows its options, blocks, lines or right sides, drawn from the seed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.core import line_order
from grader.quiz import credit
from grader.quiz.draw import Stream
from grader.quiz.marking.ordering import blocks_of
from grader.quiz.model import Choice, Match, Multi, Order, Parsons, Question, option_key
from grader.quiz.variant import Variant, fill

_DRAWS = 60
"""So often an order is drawn again that is right already; with two blocks each draw is right by half."""


def _option_order(question: Any, stream: Stream, base: Variant) -> tuple[str, ...]:
    keys = [option_key(question.options, place) for place in range(len(question.options))]
    if question.shuffle is False:
        return tuple(keys)
    free = [place for place, option in enumerate(question.options) if not option.fixed]
    result = list(keys)
    for place, key in zip(free, stream.shuffled([keys[place] for place in free]), strict=True):
        result[place] = key
    return tuple(result)


def _line_order(question: Any, stream: Stream, base: Variant) -> tuple[str, ...]:
    """Draw an order for the lines of a Parsons question; their keys are letters, see blocks_of."""
    lines = {block.key: block.line for block in blocks_of(question, base)}
    rules = line_order.rules(base.lines)

    def solved(order: list[str]) -> bool:
        return line_order.first_wrong([lines[key] for key in order if lines[key] is not None], rules) is None

    return _unsolved(list(lines), stream, solved)


def _block_order(question: Any, stream: Stream, base: Variant) -> tuple[str, ...]:
    before = credit.closure([(item.id, item.after) for item in question.items])

    def solved(order: list[str]) -> bool:
        return credit.in_order([key for key in order if key in before], before)

    return _unsolved([block.id for block in (*question.items, *question.extra)], stream, solved)


def _right_order(question: Any, stream: Stream, base: Variant) -> tuple[str, ...]:
    own = [fill(pair.right, base.written) for pair in question.pairs]
    rights = list(dict.fromkeys([*own, *(fill(text, base.written) for text in question.extra)]))
    return _unsolved(rights, stream, lambda order: order[: len(own)] == own)


def _unsolved(keys: list[str], stream: Stream, solved: Callable[[list[str]], bool]) -> tuple[str, ...]:
    """Draw an order that is not the right one already, apart from what does not belong."""
    order = stream.shuffled(keys)
    for _ in range(_DRAWS):
        if not solved(order):
            break
        order = stream.shuffled(keys)
    return tuple(order)


ORDERS: dict[type[Question], Callable[[Any, Stream, Variant], tuple[str, ...]]] = {
    Choice: _option_order,
    Multi: _option_order,
    Order: _block_order,
    Match: _right_order,
    Parsons: _line_order,
}
"""Types that show things in a drawn order, and how each draws it."""
