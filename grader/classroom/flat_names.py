"""Files that lie flat in a class's folder and are named after learner and exercise, in whichever order."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from grader.classroom.attempts import version_of


class FlatName(NamedTuple):
    """What the name of such a file says."""

    login: str
    """Whose it is."""
    stem: str
    """Which exercise it is."""
    order: tuple[int, ...]
    """Of two of one learner, the greater is the newer."""


class FlatNames:
    """Reads such names for one course."""

    def __init__(self, stems: Sequence[str], only: str, quizzes: Iterable[str]) -> None:
        """Take the exercises' stems, that of the only one that is graded where it is one, and the quizzes' names."""
        self._only = only
        again = r"(?:-(\d{1,9}))?"
        # the longest first: one stem may begin or end like another
        self._patterns = [
            (
                stem,
                re.compile(rf"(.+?)[ _.-]+(?:copy of )?{re.escape(stem)}{again}", re.IGNORECASE),
                re.compile(rf"{re.escape(stem)}[ _.-]+(.+)", re.IGNORECASE),
            )
            for stem in sorted(stems, key=len, reverse=True)
        ]
        words = "|".join([*map(re.escape, quizzes), "quiz", "answers?", "[ _.-]"])
        copy = r"(?: ?\(\d+\)|-\d+)?"
        # a learner's name before or after such words, or nobody's
        self._answers = re.compile(
            rf"(?:(.+?)[ _.-]+(?:{words})+|(?:{words})+[ _.-](.+?)|(?:{words})+){copy}", re.IGNORECASE
        )

    def read(self, name: str) -> FlatName | None:
        """Return what a name such as STUDENT_STEM.py says; None where it names no exercise."""
        own, _ = os.path.splitext(name)  # noqa: PTH122  # for each learner
        version, bare = version_of(name), re.sub(r" ?\(\d{1,9}\)$", "", own)
        for stem, after, before in self._patterns:
            if match := after.fullmatch(bare):
                return FlatName(match[1], stem, (*version, int(match[2] or 0)))
            if match := before.fullmatch(bare):
                return FlatName(match[1], stem, (*version, 0))
        return FlatName(own, self._only, (*version, 0)) if self._only else None

    def of_answers(self, name: str, plain: str) -> str:
        """Return whose answers to a quiz a file holds; nothing where its name says no more than that it holds some.

        Args:
            name: the file's.
            plain: its stem without what marks it as a copy.
        """
        match = self._answers.fullmatch(os.path.splitext(name)[0])  # noqa: PTH122  # for each learner
        return (match[1] or match[2] or "") if match else plain
