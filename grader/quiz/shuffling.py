"""The order in which a question shows its options, blocks, lines or right sides, drawn from the seed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.quiz.draw import Stream
from grader.quiz.marking.ordering import blocks_of
from grader.quiz.model import Choice, Match, Multi, Order, Parsons, Question, option_key
from grader.quiz.variant import Variant, fill


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
    return tuple(stream.shuffled([block.key for block in blocks_of(question, base)]))


def _block_order(question: Any, stream: Stream, base: Variant) -> tuple[str, ...]:
    keys = [block.id for block in (*question.items, *question.extra)]
    drawn = stream.shuffled(keys)
    # The right order itself would be no question.
    return tuple(drawn if drawn != keys else drawn[1:] + drawn[:1])


def _right_order(question: Any, stream: Stream, base: Variant) -> tuple[str, ...]:
    rights = [fill(text, base.written) for text in (*(pair.right for pair in question.pairs), *question.extra)]
    return tuple(stream.shuffled(list(dict.fromkeys(rights))))


ORDERS: dict[type[Question], Callable[[Any, Stream, Variant], tuple[str, ...]]] = {
    Choice: _option_order,
    Multi: _option_order,
    Order: _block_order,
    Match: _right_order,
    Parsons: _line_order,
}
"""Types that show things in a drawn order, and how each draws it."""
