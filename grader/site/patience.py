"""How long a page waits for a learner's code: by the clock, since a browser tells no processor time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from grader.core.course import Course

CALL_SECONDS = 1.2
"""For one call: nobody waits ten seconds before a page."""
AGAIN_SECONDS = 0.3
"""For each call after one that did not come back, in the same action."""
EXERCISE_SECONDS = 1.75
"""For all the calls of an exercise that do not come back: the first, and at least two others."""


class Patience:
    """How many seconds a call has: few after another has hung."""

    def __init__(self) -> None:
        self.seconds = CALL_SECONDS

    def begin(self) -> None:
        """Begin an action."""
        self.seconds = CALL_SECONDS

    def hung(self) -> None:
        """Note that a call did not come back."""
        self.seconds = AGAIN_SECONDS


def hurried(course: Course) -> Course:
    """Return the course with limits that fit a page."""
    exercises = tuple(
        msgspec.structs.replace(
            exercise,
            limits=msgspec.structs.replace(
                exercise.limits,
                load_seconds=min(exercise.limits.load_seconds, CALL_SECONDS),
                call_seconds=min(exercise.limits.call_seconds, CALL_SECONDS),
                cpu_seconds=min(exercise.limits.cpu_seconds, EXERCISE_SECONDS),
            ),
        )
        for exercise in course.exercises
    )
    return msgspec.structs.replace(course, exercises=exercises)
