"""Questions whose answer is part of a program, which the sandbox runs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Protocol

from grader.quiz.marking.answers import InvalidError, MarkedAnswer
from grader.quiz.model import Code

MAX_GAP = 10_000
"""So many characters may be written into one gap."""


class CodeRunner(Protocol):
    """Runs a filled-in program in the sandbox; returns the share of the points, from 0 to 1, and what to say."""

    def __call__(self, question: Code, source: str) -> tuple[float, str]:
        """Run `source` against the question's suite."""
        ...


class ProgramRunner(CodeRunner, Protocol):
    """Runs also programs that belong to a question itself."""

    def prints(self, source: str) -> str:
        """Return what a program prints that may import the reference solutions."""
        ...

    def solves(self, stem: str, source: str) -> bool:
        """Say whether `source` gets full marks as the file of the exercise `stem`."""
        ...


def mark_code(question: Code, answer: Any, run_code: CodeRunner) -> MarkedAnswer:
    """Put the answers into the gaps and run the program."""
    blanks = answer if isinstance(answer, Mapping) else {next(iter(question.blanks)): answer}
    unknown = [str(key) for key in blanks if str(key) not in question.blanks]
    if unknown or not all(isinstance(text, str) for text in blanks.values()):
        raise InvalidError(f"Fill each gap with a line of code: {', '.join(question.blanks)}.")
    if any(len(text) > MAX_GAP for text in blanks.values()):
        raise InvalidError(f"That is longer than {MAX_GAP} characters. A line of code is enough for a gap.")
    texts = {str(key): text for key, text in blanks.items()}
    # in one pass: what is written into a gap is no template
    gaps = re.compile("____(" + "|".join(map(re.escape, sorted(question.blanks, key=len, reverse=True))) + ")____")
    source = gaps.sub(lambda gap: texts.get(gap[1], ""), question.template)
    share, said = run_code(question, source)
    return MarkedAnswer(share, (said,) if said else ())
