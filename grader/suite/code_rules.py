"""What a suite says of the code itself: a construct that it must not use, or must."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, runtime_checkable

from grader.core.constructs import construct_problem, demanded_sentence, forbidden_sentence
from grader.sandbox.outcome import Place
from grader.suite.agreement import Disagreement
from grader.suite.proxy import Proxy, record_of


@runtime_checkable
class WithConstructs(Protocol):
    """Something whose code can be looked at."""

    def constructs(self, words: Sequence[str], *, own: bool) -> list[list[Place]]:
        """Return the places at which each construct stands; `own`: names that the file defines count."""


def forbid(submission: Proxy, *constructs: str) -> None:
    """Say that the file is written without these constructs, such as "call sorted", "import numpy" or "loop".

    The reference passes, since its code is not looked at.

    Raises:
        Disagreement: it uses one; the line is told.
        ValueError: these are no words for a construct.
    """
    for words, places in _found(submission, constructs, own=False):
        if places:
            sentence = forbidden_sentence(words, [place.line for place in places])
            raise Disagreement(sentence, public=True, place=places[0])


def demand(submission: Proxy, *constructs: str) -> None:
    """Say that the file is written with these constructs, such as "recursion" or "call helper".

    Raises:
        Disagreement: it does not use one.
        ValueError: these are no words for a construct.
    """
    for words, places in _found(submission, constructs, own=True):
        if not places:
            raise Disagreement(demanded_sentence(words), public=True)


def _found(submission: Proxy, constructs: Sequence[str], *, own: bool) -> list[tuple[str, list[Place]]]:
    for words in constructs:
        if problem := construct_problem(words):
            raise ValueError(problem)
    caller: Any = record_of(submission).caller
    if not isinstance(caller, WithConstructs):
        return []
    return list(zip(constructs, caller.constructs(constructs, own=own), strict=False))
