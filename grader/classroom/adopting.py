"""Makes a known mistake of the course out of a wrong answer that several learners share."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from grader.classroom.clusters import cluster_of
from grader.core.course import Course, Exercise
from grader.core.errors import UsageError
from grader.core.files import write_file
from grader.grading.grader import Grader
from grader.grading.repair.inverse import Inverse, inverse
from grader.grading.session import SuiteSession
from grader.sandbox.edits.table import KINDS
from grader.sandbox.sandbox import Sandbox

_WIDTH = 96


class CommonRepair(NamedTuple):
    """What most of the programs with the same wrong answers have in common: the kind of edit that makes them right."""

    kind: str
    learners: int
    hint: str
    """The question that those learners are asked at the end."""


def common_repair(documents: Sequence[dict[str, Any]]) -> CommonRepair | None:
    """Return the kind of edit that repairs most of these results; None where none of them was repaired."""
    questions = {kind.name: kind.question for kind in KINDS}
    repairs = [document["repair"] for document in documents if document.get("repair")]
    kinds = Counter(repair["kind"] for repair in repairs if repair["kind"] in questions)
    if not kinds:
        return None
    kind, learners = kinds.most_common(1)[0]
    return CommonRepair(kind, learners, questions[kind])


def wrong_version(course: Course, exercise: Exercise, cluster: str, seed: int) -> Inverse | None:
    """Return a solution with the one edit that gives the answers of a cluster; None where no edit does."""
    with Sandbox() as sandbox, SuiteSession() as session, Grader(course, sandbox, session) as grader:
        reference = grader.reference(exercise)
        return inverse(course, sandbox, session, exercise, reference, seed, lambda *made: cluster_of(*made) == cluster)


def write_mistake(exercise: Exercise, id_: str, hint: str, found: Inverse) -> Path:
    """Write the file of a new known mistake, and return where it is.

    Raises:
        UsageError: there is one of that name already, or it cannot be written.
    """
    path = exercise.mistakes / f"{id_}.py"
    if path.exists():
        raise UsageError(f"{path} is there already; choose another id.")
    path.parent.mkdir(parents=True, exist_ok=True)
    said = textwrap.fill(hint, _WIDTH).replace("\\", "\\\\").replace('"""', "'''")
    asked = "" if found.question in " ".join(hint.split()) else f"\n\n{found.question}"
    write_file(path, f'"""{said}{asked}\n"""\n\n{found.source}')
    return path
