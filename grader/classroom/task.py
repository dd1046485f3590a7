"""The unit of work: one submission's bytes in, its results out. All of it is plain data, so any process can do it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from grader.classroom.files import Snapshot
from grader.classroom.quizzes import Sheet
from grader.classroom.twins import Fingerprint
from grader.core.results import EXERCISE, QUIZ, ExerciseResult


@dataclass(frozen=True)
class Settings:
    """What every submission of a class is graded with."""

    course: Path
    seed: int = 1
    confine: bool = True
    """Whether the system call filter is installed; False only to try what happens without one."""
    repair_seconds: float = 0.0
    """How long to search for the line that decides in a wrong result without a name; 0 for not at all."""


@dataclass(frozen=True)
class Task:
    """One submission to grade."""

    student: str
    snapshot: Snapshot
    exercises: tuple[str, ...]
    """Names of the exercises to grade."""
    sheets: tuple[Sheet, ...] = ()
    """Answers to quizzes to mark."""


@dataclass(frozen=True)
class Graded:
    """One result: its JSON, and what is looked up most."""

    name: str
    document: str
    """The result as JSON, in ASCII."""
    status: str
    score: float
    max_score: float
    bonus: float
    full_marks: bool
    ungraded: bool
    misconception: str | None = None
    cluster: str | None = None
    """What a wrong result that no known mistake explains shares with others: the same wrong answers."""
    kind: str = EXERCISE
    source: str | None = None
    shape: str | None = None
    nodes: int | None = None
    """What tells programs that look alike: see grader.classroom.twins."""


def as_graded(result: ExerciseResult, cluster: str | None = None, of: Fingerprint | None = None) -> Graded:
    """Return a result as it is kept; `of` tells the program from others."""
    return Graded(
        result.name,
        to_json(result),
        result.status,
        result.score,
        result.max_score,
        result.bonus,
        result.full_marks,
        result.ungraded,
        result.misconception.id if result.misconception else None,
        cluster,
        **(of._asdict() if of else {}),
    )


def as_marked(quiz: str, document: dict[str, Any]) -> Graded:
    """Return the result of the named quiz as it is kept."""
    score, most = document["score"], document["max_score"]
    status = "refused" if "refused" in document else "graded"
    full = status == "graded" and score >= most
    return Graded(quiz, to_json(document), status, score, most, 0.0, full, False, kind=QUIZ)


def to_json(result: Any) -> str:
    """Return a result as JSON on one line; the standard library's, since a learner's text may hold lone surrogates."""
    return json.dumps(msgspec.to_builtins(result), ensure_ascii=True, allow_nan=False, separators=(",", ":"))


def from_json(document: str) -> ExerciseResult:
    """Return the result that `to_json` wrote."""
    return msgspec.convert(json.loads(document), ExerciseResult)
