"""Submission in, result out: one exercise, or all of them, graded by a warm session."""

from grader.runner.asking import Sandbox
from grader.runner.grading import Grader

__all__ = ["Grader", "Sandbox"]
