"""Submission in, result out: one exercise, or all of them, graded by a warm session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.runner.grading import Grader
    from grader.runner.launching import Sandbox

__all__ = ["Grader", "Sandbox"]


def __getattr__(name: str) -> Any:
    """Import what is asked for: a sandbox can start before the rest is loaded."""
    if name == "Grader":
        from grader.runner.grading import Grader

        return Grader
    if name == "Sandbox":
        from grader.runner.launching import Sandbox

        return Sandbox
    raise AttributeError(name)
