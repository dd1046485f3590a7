"""Prove a course: its files belong together, what is right earns full marks, every mistake is named as itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from grader.authoring import course_files, proof
from grader.core.course import Course
from grader.core.diagnostics import Diagnostic

__all__ = ["CourseReport", "check_course"]


class CourseReport(msgspec.Struct, frozen=True):
    """The outcome of checking a course."""

    diagnostics: tuple[Diagnostic, ...]
    mistakes: int
    """How many known mistakes were tried."""
    named: int
    """How many of them were named as themselves, and as nothing else."""
    right: int
    """How many right submissions of exercises were tried, the references not counted."""


def check_course(
    course: Course, *, right: Path | None = None, seed: int = 1, tell: Callable[[str], None] = lambda _: None
) -> CourseReport:
    """Return every diagnostic about a course; where its files do not belong together, nothing is graded.

    Args:
        course: as read; what course.yaml itself gets wrong has been complained of by then.
        right: a folder of further right submissions, a folder each, that must get full marks and no name.
        seed: what the suites' inputs are drawn from.
        tell: is called with what is being tried, as it is.

    Raises:
        Fault: the sandbox failed.
    """
    found = course_files.diagnostics(course)
    if any(not diagnostic.warning for diagnostic in found):
        return CourseReport(tuple(found), 0, 0, 0)
    tried = proof.Proof(course, seed, tell)
    tried.run(right)
    return CourseReport((*found, *tried.diagnostics), tried.mistakes, tried.named, tried.right)
