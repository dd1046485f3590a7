"""How each type of question is marked: a table of type → function of question, variant and answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.quiz.marking.answers import MarkedAnswer
from grader.quiz.marking.numeric import mark_numeric
from grader.quiz.marking.options import mark_choice, mark_multi, mark_slip
from grader.quiz.marking.ordering import mark_match, mark_order, mark_parsons
from grader.quiz.marking.words import mark_predict, mark_text
from grader.quiz.model import Choice, Match, Multi, Numeric, Order, Parsons, Predict, Question, Slip, Text
from grader.quiz.variant import Variant

MARKERS: dict[type[Question], Callable[[Any, Variant, Any], MarkedAnswer]] = {
    Choice: mark_choice,
    Multi: mark_multi,
    Numeric: mark_numeric,
    Text: mark_text,
    Order: mark_order,
    Match: mark_match,
    Predict: mark_predict,
    Slip: mark_slip,
    Parsons: mark_parsons,
}
"""Types that need more than the variant are not here: a program needs a sandbox, a multipart question its functions."""
