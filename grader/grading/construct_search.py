"""Look for constructs in a learner's file, in a worker that runs nothing of it, and tell what a course does not allow."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from grader.core.constructs import construct_of, demanded_sentence, forbidden_sentence
from grader.core.course import Exercise, Limits
from grader.sandbox.client import Worker
from grader.sandbox.outcome import Answer, Failure, Place
from grader.sandbox.process_factory import FINDER, compiled
from grader.sandbox.sandbox import Sandbox
from grader.sandbox.told import location
from grader.submissions.submission import Found
from grader.suite.code_rules import WithConstructs
from grader.suite.proxy import NoAnswer

_SECONDS = 5.0  # of the processor
_PATIENCE = 30.0  # seconds by the clock, so that a busy machine takes nothing from a learner
_UNREADABLE = (
    "This exercise asks how your code is written, and your file is too deeply nested or too large to be looked at."
)


def find_constructs(
    sandbox: Sandbox, limits: Limits, found: Found | None, words: Sequence[str], *, own: bool
) -> list[list[Place]]:
    """Return the places at which each construct stands in a file.

    Args:
        sandbox: where the worker comes from.
        limits: what it may use.
        found: the file.
        words: see `grader.core.constructs`.
        own: whether the names that the file itself defines count.

    Raises:
        NoAnswer: the file cannot be looked at.
    """
    if found is None or not words:
        return [[] for _ in words]
    patient = replace(limits, load_seconds=_PATIENCE, call_seconds=_PATIENCE)
    worker = Worker(sandbox.launcher(frozenset()), patient, _SECONDS, lambda _: None, lambda _: None)
    try:
        asked = [(*construct_of(one), own) for one in words]
        cells = [list(cell) for cell in found.cells]
        outcome = worker.extend(compiled(FINDER)) or worker.call("find", [cells, found.notebook, asked])
    finally:
        worker.drop()
    try:
        if isinstance(outcome, Answer) and len(outcome.value) == len(words):
            return [[place for one in places if (place := location(one))] for places in outcome.value]
    except (TypeError, ValueError):
        pass
    raise NoAnswer(_failure(_UNREADABLE, None))  # else a file that cannot be looked at would be free to use anything


def broken_rule(exercise: Exercise, asked: WithConstructs) -> Failure | None:
    """Return how a file breaks what course.yaml forbids or demands, at the first line that does; None where it does not."""
    try:
        for words, places in zip(exercise.forbids, asked.constructs(exercise.forbids, own=False), strict=False):
            if places:
                return _failure(forbidden_sentence(words, [place.line for place in places]), places[0])
        for words, places in zip(exercise.demands, asked.constructs(exercise.demands, own=True), strict=False):
            if not places:
                return _failure(demanded_sentence(words), None)
    except NoAnswer as error:
        return error.failure
    return None


def _failure(text: str, place: Place | None) -> Failure:
    # an import that is not allowed is told in the same way: by its own words, and at its line
    return Failure("forbidden", "ImportError", text, place, loading=True)
