"""A learner's folder remembers the course that it was begun with."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from tests.engine.conftest import MakeCourse

Grade = Callable[..., "subprocess.CompletedProcess[str]"]
STUB = '"""Double it."""\n\n\ndef double(x):\n    raise NotImplementedError\n'
RIGHT = '"""Double it."""\n\n\ndef double(x):\n    return 2 * x\n'
CHECKS = (
    '@check(points=1, hint="Look.", open=True)\ndef test_all(submission):\n    """it doubles"""\n'
    "    agree(submission.double(2), 4)\n"
)


@pytest.fixture(name="course")
def _course(make_course: MakeCourse) -> Path:
    root = make_course("      double: {takes: [x], returns: number}\n", RIGHT, CHECKS)
    (root / "exercises" / "task.py").write_text(STUB)
    return root


@pytest.fixture(name="grade")
def _grade(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Grade:
    """Give a function that runs `grade` in the learner's folder, or another."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "me").mkdir()

    def run(*words: str, cwd: str = "me") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-P", "-m", "grader", *words]
        return subprocess.run(command, cwd=tmp_path / cwd, capture_output=True, text=True, check=False)

    return run


def test_every_command_in_the_folder_uses_its_course(course: Path, grade: Grade, tmp_path: Path) -> None:
    """No --course is needed again, in the folder or with its path; the record has place, title and content."""
    assert grade("--course", str(course), "init").returncode == 0
    record = msgspec.json.decode((tmp_path / "me" / ".grade" / "course").read_bytes())
    assert (record["place"], record["title"], len(record["content"])) == (str(course), "Tasks", 32)
    told = grade("exercise", "1")
    assert (
        told.returncode,
        "in place of `raise NotImplementedError`" in " ".join(told.stdout.replace("|", " ").split()),
    ) == (1, True)
    assert "TODO" not in told.stdout
    (tmp_path / "me" / "task.py").write_text(RIGHT)
    assert grade("exercise", "task").returncode == 0
    assert grade("exercise", "task", "me", cwd=".").returncode == 0
    assert grade("status").returncode == 0
    assert "Tasks" in grade("status").stdout
    assert grade("try", "1", "double(4)").stdout.split()[-1] == "8"
    assert "a task" in grade("exercise", "--help").stdout
    assert grade("reset", "1").returncode == 0
    assert (tmp_path / "me" / "task.py").read_text() == STUB
    assert grade("hint", "1").returncode in (0, 1)
    assert "this course has no quiz" in grade("quiz").stderr


def test_a_course_that_is_named_wins(course: Path, grade: Grade, tmp_path: Path) -> None:
    """--course is used whatever the folder says; `init` with another course makes the folder that one's."""
    assert grade("--course", str(course), "init").returncode == 0
    other = tmp_path / "other"
    shutil.copytree(course, other)
    (other / "exercises" / "course.yaml").write_text(
        (course / "exercises" / "course.yaml").read_text().replace("title: Tasks", "title: Others")
    )
    assert "Others" in grade("--course", str(other), "status").stdout
    assert "Tasks" in grade("status").stdout
    assert grade("--course", str(other), "init").returncode == 0
    assert "Others" in grade("status").stdout


def test_a_course_that_moved_is_told(course: Path, grade: Grade) -> None:
    """One sentence says which course it was, where, and what to do."""
    assert grade("--course", str(course), "init").returncode == 0
    course.rename(course.with_name("moved"))
    told = grade("exercise", "1")
    assert told.returncode == 2
    assert "'Tasks' of this folder is not in" in " ".join(told.stderr.split())
    assert "grade --course PATH init" in " ".join(told.stderr.split())
    assert grade("--course", str(course.with_name("moved")), "init").returncode == 0
    assert grade("exercise", "1").returncode == 1


def test_a_folder_of_somebody_else_brings_no_course(course: Path, grade: Grade, tmp_path: Path) -> None:
    """A suite runs outside the sandbox: a course that the user never named is not run because a folder names it."""
    (tmp_path / "me" / ".grade").mkdir()
    (tmp_path / "me" / "task.py").write_text(RIGHT)
    record = {"schema": 1, "place": str(course), "title": "Tasks", "content": "0"}
    (tmp_path / "me" / ".grade" / "course").write_bytes(msgspec.json.encode(record))
    told = grade("exercise", "1")
    assert (told.returncode, told.stdout) == (2, "")
    assert "which you have not used on this machine" in " ".join(told.stderr.split())


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"schema": 1}'])
def test_a_broken_record_is_told(grade: Grade, tmp_path: Path, text: str) -> None:
    """What is no record is one sentence, and no failure of the grader."""
    (tmp_path / "me" / ".grade").mkdir()
    (tmp_path / "me" / ".grade" / "course").write_text(text)
    told = grade("exercise", "1")
    assert told.returncode == 2
    assert "is not what `grade init` wrote" in " ".join(told.stderr.split())


def test_the_magic_uses_the_course_of_its_folder(
    course: Path, grade: Grade, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """%grade in a notebook grades on the course of the folder that the kernel is in."""
    pytest.importorskip("IPython")
    from IPython.testing.globalipapp import start_ipython

    from grader.notebook.extension import Extension

    assert grade("--course", str(course), "init").returncode == 0
    monkeypatch.chdir(tmp_path / "me")
    shell = start_ipython() or __import__("IPython").get_ipython()
    assert Extension(shell).course.title == "Tasks"
