"""grader.quiz.check: every fault, where it stands, what the author did, how to fix it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader.core.errors import ContentError, UsageError
from grader.quiz.check import check_quiz
from grader.quiz.course_index import CourseIndex
from grader.quiz.load import load_quiz

HERE = Path(__file__).parent
GOOD = sorted((HERE / "good").glob("*.yaml"))
BAD = sorted((HERE / "bad").glob("*.yaml"))


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_file_has_no_diagnostic(path: Path, course: CourseIndex) -> None:
    """A sound file, each type and every key, passes without a word."""
    assert check_quiz(path, course, seeds=200) == []
    load_quiz(path, course)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_file_has_exactly_its_diagnostics(path: Path, course: CourseIndex) -> None:
    """A file with one fault is told of just this one, at its place, with the fix."""
    said = "".join(f"{diagnostic}\n" for diagnostic in check_quiz(path, course, seeds=200))
    assert said.replace(f"{path}:", "") == path.with_suffix(".expected").read_text()


def test_there_are_enough_bad_files() -> None:
    """At least forty kinds of fault have their file, and every code of the checker has one."""
    assert len(BAD) >= 40
    said = "".join(path.with_suffix(".expected").read_text() for path in BAD)
    engine = HERE.parent.parent / "grader" / "quiz"
    source = "".join(p.read_text() for folder in ("check", "rules") for p in (engine / folder).glob("*.py"))
    codes = set(re.findall(r'"([A-Z]\d\d)"', source)) | {"M01", "M02", "M03"}
    rarely = {"Y00", "Y09", "N05", "N07", "C02", "C04", "C05", "C06"}
    assert codes - set(re.findall(r"\[([A-Z]\d\d)\]", said)) <= rarely


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_what_the_checker_calls_an_error_is_never_asked(path: Path, course: CourseIndex) -> None:
    """A file with an error that shows without numbers does not load; one with warnings does."""
    diagnostics = check_quiz(path, course, seeds=20)
    errors = {diagnostic.code for diagnostic in diagnostics if not diagnostic.warning}
    errors -= {diagnostic.code for diagnostic in diagnostics if diagnostic.problem.startswith("for seed")}
    if errors - {"N03", "N06", "N08", "S01", "S03", "P02", "P06", "E01", "M01", "M02", "M03", "Y04"}:
        with pytest.raises(ContentError):
            load_quiz(path, course)
    elif not any(not diagnostic.warning for diagnostic in diagnostics):
        load_quiz(path, course)


def test_all_faults_are_told_in_one_run(tmp_path: Path, course: CourseIndex) -> None:
    """Three questions with a fault each give three diagnostics, in the file's order."""
    head = "schema: 1\nid: land\ntitle: Plots\ntopics: [area]\nquestions:\n"
    one = "  - {id: %s, type: numeric, topic: area, prompt: 'How many?', %s, explanation: So.}\n"
    path = tmp_path / "quiz.yaml"
    faults = [("a", "answer: x"), ("b", "anwser: 3"), ("c", "answer: 3, points: 0")]
    path.write_text(head + "".join(one % fault for fault in faults))
    assert [(c.line, c.code) for c in check_quiz(path, course)] == [(6, "P04"), (7, "Q01"), (8, "Q09")]


def test_an_endless_answer_is_named(tmp_path: Path, course: CourseIndex) -> None:
    """An answer that is not finite for some draw is a separate error."""
    path = tmp_path / "quiz.yaml"
    path.write_text(
        "schema: 1\nid: land\ntitle: Plots\ntopics: [area]\nquestions:\n  - id: far\n    type: numeric\n"
        "    topic: area\n    exercise: ex1_area\n    prompt: How far?\n    explanation: So.\n"
        "    values:\n      a: {call: area, args: [1e14, 1e15]}\n      b: {call: area, args: [a, a]}\n"
        "      c: {call: area, args: [b, b]}\n      d: {call: area, args: [c, c]}\n"
        "    answer: {call: area, args: [d, d]}\n    tolerance: {abs: 1}\n"
    )
    (diagnostic,) = check_quiz(path, course)
    assert (diagnostic.code, diagnostic.problem) == ("N05", "the answer is inf, which nobody can write")


def test_not_utf8_is_named(tmp_path: Path, course: CourseIndex) -> None:
    """A file in another encoding is told so."""
    path = tmp_path / "quiz.yaml"
    path.write_bytes("title: Größe".encode("latin-1"))
    assert [c.code for c in check_quiz(path, course)] == ["Y09"]


def test_a_missing_file_is_a_usage_error(tmp_path: Path, course: CourseIndex) -> None:
    """A path that leads nowhere is no quiz with a fault."""
    with pytest.raises(UsageError, match="cannot be read"):
        check_quiz(tmp_path / "nothing.yaml", course)


def test_every_reviewed_seed_is_tried(tmp_path: Path, course: CourseIndex) -> None:
    """A fault of one reviewed seed is told, whichever of them it is."""
    path = tmp_path / "quiz.yaml"
    text = (
        "schema: 1\nid: land\ntitle: Plots\nquestions:\n  - {id: size, type: numeric, topic: area, prompt: 'What is {{w}}?', "
        "params: {w: {pick: [1, 0.5]}}, seeds: [%s], answer: w, explanation: So.}\n"
    )
    path.write_text(text % "2")
    quiz = load_quiz(path, course)
    drawn = {seed: quiz.numbers.drawn(quiz.questions["size"], seed).values["w"] for seed in range(0, 100, 2)}
    whole = next(seed for seed, value in drawn.items() if value == 1)
    half = next(seed for seed, value in drawn.items() if value == 0.5)
    path.write_text(text % f"{whole}, {half}")
    assert [(c.code, c.problem.partition(" (")[0]) for c in check_quiz(path, course)] == [("N01", f"for seed {half}")]
