"""`grade course check-quiz` and `grade course export-quiz`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

GradeCli = Callable[..., "CompletedProcess[str]"]
ROOT = Path(__file__).parents[2]
COURSE = ROOT / "tests" / "course_other"
KITCHEN = Path(__file__).parent / "course_kitchen"


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """Give a copy of the kitchen quiz, its suite and all."""
    shutil.copytree(KITCHEN, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_a_sound_quiz_is_0(grade_cli: GradeCli, folder: Path) -> None:
    """Nothing on standard output, one line on standard error."""
    done = grade_cli("--course", COURSE, "course", "check-quiz", "kitchen.yaml", "--seeds", "20")
    assert done.stdout == ""
    assert done.stderr == "kitchen.yaml: sound, over 20 seeds.\n"


def test_each_fault_has_its_place_and_its_remedy(grade_cli: GradeCli, folder: Path) -> None:
    """The diagnostic is where the author can click on it, and the exit status is 2."""
    quiz = folder / "kitchen.yaml"
    quiz.write_text(quiz.read_text().replace("credit: lcs", "credt: lcs"))
    done = grade_cli("--course", COURSE, "course", "check-quiz", "kitchen.yaml", expect=2)
    line = quiz.read_text().split("\n").index("    credt: lcs") + 1
    assert done.stdout.startswith(f'kitchen.yaml:{line}:5: error[Q01]: unknown key "credt" in a')
    assert 'fix: did you mean "credit"?' in done.stdout
    assert "1 fault." in done.stderr
    done = grade_cli("--course", COURSE, "course", "check-quiz", "kitchen.yaml", "--format", "json", expect=2)
    (diagnostic,) = json.loads(done.stdout)["diagnostics"]
    assert (diagnostic["line"], diagnostic["column"], diagnostic["code"], diagnostic["warning"]) == (
        line,
        5,
        "Q01",
        False,
    )


def test_a_warning_counts_where_asked(grade_cli: GradeCli, folder: Path) -> None:
    """With --strict a warning is exit status 1; without, 0."""
    quiz = folder / "kitchen.yaml"
    quiz.write_text(quiz.read_text().replace(", feedback: 'That many degrees, but of the other scale.'", ""))
    arguments = ("--course", COURSE, "course", "check-quiz", "kitchen.yaml", "--seeds", "5")
    assert "warning[" in grade_cli(*arguments).stdout
    grade_cli(*arguments, "--strict", expect=1)


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("solutions/double.py", "2 * n", "3 * n", "double.py fails its own suite"),
        ("solutions/double.py", "-> float", "", "say what double returns, such as -> float"),
        (
            "solutions/suites/test_double.py",
            "@check(points=1, open",
            "@chek(points=1, open",
            "the suite cannot be loaded",
        ),
        ("kitchen.yaml", "return ____1____", "return 2 * n  # ____1____", "passes its suite with nothing in its gaps"),
        (
            "kitchen.yaml",
            "suite: double",
            "suite: triple",
            "there is no solutions/triple.py and no solutions/suites/test_triple.py",
        ),
    ],
    ids=["wrong program", "no annotation", "broken suite", "gap of no use", "missing suite"],
)
def test_the_program_as_it_should_be_is_run(
    grade_cli: GradeCli, folder: Path, file: str, old: str, new: str, words: str
) -> None:
    """A code question whose suite and program do not belong together is a fault."""
    path = folder / file
    path.write_text(path.read_text().replace(old, new))
    done = grade_cli("--course", COURSE, "course", "check-quiz", "kitchen.yaml", "--seeds", "5", expect=2)
    assert words in done.stdout


@pytest.mark.parametrize(
    ("to", "file", "begins"),
    [
        ("moodle", "kitchen-moodle.xml", b"<?xml"),
        ("gift", "kitchen-gift.gift", b"$CATEGORY"),
        ("qti", "kitchen-qti.zip", b"PK"),
        ("jupyterquiz", "kitchen-jupyterquiz.json", b"["),
        ("html", "kitchen-html.html", b"<!DOCTYPE html>"),
        ("html-answers", "kitchen-html-answers.html", b"<!DOCTYPE html>"),
    ],
)
def test_exported(grade_cli: GradeCli, folder: Path, to: str, file: str, begins: bytes) -> None:
    """The file is there under its own name, and what it could not hold is said, question by question."""
    done = grade_cli("--course", COURSE, "course", "export-quiz", "kitchen.yaml", "--to", to)
    assert (folder / file).read_bytes().startswith(begins)
    assert f"{file} is written." in done.stdout
    assert ("Left out or changed in this format:\n  " in done.stdout) == (to != "html-answers")


def test_an_export_is_never_written_over_a_quiz(grade_cli: GradeCli, folder: Path) -> None:
    """The quiz itself, like any YAML file, is left as it is."""
    before = (folder / "kitchen.yaml").read_bytes()
    arguments = (
        "--course",
        COURSE,
        "course",
        "export-quiz",
        "kitchen.yaml",
        "--to",
        "gift",
        "--output",
        "kitchen.yaml",
    )
    assert "would overwrite" in grade_cli(*arguments, expect=2).stderr
    assert (folder / "kitchen.yaml").read_bytes() == before


def test_an_unknown_system_is_wrong_usage(grade_cli: GradeCli, folder: Path) -> None:
    """It names those that there are."""
    done = grade_cli("--course", COURSE, "course", "export-quiz", "kitchen.yaml", "--to", "blackboard", expect=2)
    assert "choose one of moodle, gift, qti" in done.stderr
