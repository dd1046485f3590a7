"""Every attack is held in exercises that ask for more than functions, too: behind probes, arrays and files, and as programs.

A few of each kind are tried here; with GRADE_ALL_ATTACKS=1 in the environment all of them are.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from grader.core.course import Course, load_course
from grader.core.errors import UsageError
from grader.grading.grader import Grader
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import Submission, open_submission
from tests.sandbox.test_attacks import ATTACKS, MARK, OWN, ROOT, SEED, SHORT, check_words, fits

SAMPLE = (
    "frame_cut_short",
    "counts_that_lie",
    "answers_in_its_own_name",
    "hostile_metaclass",
    "keys_that_collide",
    "numpy_impostor",
    "parts_of_marshal_replaced",
    "inputs_as_type_names",
    "reads_every_descriptor",
    "after_chooses_reference_input",
)
PROGRAM_SUITE = f'''
from grader.suite import agree, check

_PLANTED = "{MARK}"


@check(points=1, hint="Print it.", open=True)
def test_told(submission):
    """it prints the sum"""
    agree(submission.run(["20", "22"])[0], "42\\n")


@check(points=1, hint="Print it.")
def test_hidden(submission, random):
    """it prints other sums"""
    a = random.randrange(10**9, 10**10)
    agree(submission.run([a, 1])[0], f"{{a + 1}}\\n")
'''
MADE_ARRAYS = '''
import numpy


def made(answer):
    """Return an array for each list of numbers."""
    if type(answer) is list and answer and set(map(type, answer)) <= {int, float}:
        return numpy.asarray(answer, float)
    return type(answer)(map(made, answer)) if type(answer) in (list, tuple) else answer
'''
HONEST = "print(int(input()) + int(input()))\n"


@dataclass
class Harnessed:
    """A course whose exercises need the harness, and what is right in it."""

    kind: str
    course: Course
    grader: Grader
    honest: Path

    def honest_files(self) -> Submission:
        """Return the right submission."""
        return open_submission(self.honest)


def as_probes(manifest: dict[str, Any], home: Path) -> None:
    """Let each function be asked by a probe, with arrays let through and a file to be read."""
    for exercise in manifest["exercises"]:
        functions = exercise.pop("functions")
        exercise.update(probes=functions, arrays=True, files=["data.csv"])
        exercise.pop("curve", None)
        lines = [f"def {name}(*given):\n    return learner.{name}(*given)\n" for name in functions]
        path = home / "solutions" / "probes" / f"{exercise['stem']}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n\n".join(lines))
    (home / "exercises" / "data.csv").write_text("a,b\n1,2\n")


def as_arrays(manifest: dict[str, Any], home: Path) -> None:
    """Let each function be asked by a probe that makes an array of each list of numbers in its answer."""
    as_probes(manifest, home)
    manifest["modules"].append("numpy")
    for exercise in manifest["exercises"]:
        for probe in exercise["probes"].values():
            probe["returns"] = "anything"
        path = home / "solutions" / "probes" / f"{exercise['stem']}.py"
        lines = [f"def {name}(*given):\n    return made(learner.{name}(*given))\n" for name in exercise["probes"]]
        path.write_text("\n\n".join([MADE_ARRAYS, *lines]))


def as_programs(manifest: dict[str, Any], home: Path) -> None:
    """Let each file be run as a program that is to print a sum."""
    for exercise in manifest["exercises"]:
        for key in ("functions", "curve", "given", "bonus"):
            exercise.pop(key, None)
        exercise.update(program=True, points=2)
        (home / "solutions" / f"{exercise['stem']}.py").write_text(HONEST)
        (home / "solutions" / "suites" / f"test_{exercise['stem']}.py").write_text(PROGRAM_SUITE)
    shutil.rmtree(home / "solutions" / "mistakes")


@pytest.fixture(scope="module", name="harnessed")
def _harnessed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Harnessed]:
    base = tmp_path_factory.mktemp(request.param)
    home, honest = base / "course", base / "honest"
    for name in ("exercises", "solutions"):
        shutil.copytree(ROOT / name, home / name, ignore=shutil.ignore_patterns("pairs", "pictures"))
    manifest = yaml.safe_load((home / "exercises" / "course.yaml").read_text())
    manifest["limits"].update(SHORT)
    {"probes": as_probes, "arrays": as_arrays, "programs": as_programs}[request.param](manifest, home)
    (home / "exercises" / "course.yaml").write_text(yaml.safe_dump(manifest, sort_keys=False))
    shutil.copytree(home / "solutions", honest, ignore=shutil.ignore_patterns("suites", "mistakes", "probes"))
    for path in (home / "solutions").rglob("*.py"):
        if path.parent.name == "probes":  # they run beside the learner's code, and hold no secret
            continue
        path.write_text(path.read_text() + f'\n\n_PLANTED = "{MARK}"  # {MARK}\n')
    course = load_course(home)
    with Sandbox() as sandbox, Grader(course, sandbox) as grader:
        yield Harnessed(request.param, course, grader, honest)


PLAIN = [
    row
    for folder, row in ATTACKS
    if folder == OWN and re.fullmatch(r"ex\d_\w+\.py", row["file"]) and (OWN / row["file"]).is_file()
]
CHOSEN = (
    PLAIN if os.environ.get("GRADE_ALL_ATTACKS") else [row for row in PLAIN if any(n in row["file"] for n in SAMPLE)]
)


OF_LISTS = (
    "argument_swells",
    "argument_of_other_kinds",
    "second_answer_differs",
    "history_of_130000",
    "views_and_iterators",
)
"""Attacks on exercises that return lists of numbers, which arrays are made of."""
CASES = [(kind, row) for kind in ("probes", "programs") for row in CHOSEN]
CASES += [
    ("arrays", row)
    for row in PLAIN
    if os.environ.get("GRADE_ALL_ATTACKS") or any(name in row["file"] for name in OF_LISTS)
]


@pytest.mark.parametrize(
    ("harnessed", "row"), CASES, indirect=["harnessed"], ids=[f"{kind}-{row['file']}" for kind, row in CASES]
)
def test_the_attack_is_held(harnessed: Harnessed, row: dict[str, str], tmp_path: Path) -> None:
    """No marks that are not earned, no mark planted in the course is shown, and the next submission has full marks."""
    course, grader = harnessed.course, harnessed.grader
    exercise = course.exercises[int(row["exercise"]) - 1]
    submission = tmp_path / "submission"
    shutil.copytree(harnessed.honest, submission)
    shutil.copy(OWN / row["file"], submission / f"{exercise.stem}.py")
    try:
        result = grader.grade(exercise, open_submission(submission), SEED)
    except UsageError as error:
        assert len(str(error)) < 900
        return
    told = [(c.id, c.status, c.message) for c in result.checks]
    assert fits("zero" if harnessed.kind == "programs" else row["expect_score"], result), (result.score, told)
    assert not result.ungraded
    assert result.isolation in ("full", "none")
    check_words(result, set())
    assert grader.grade(exercise, harnessed.honest_files(), SEED).full_marks
