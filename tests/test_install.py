"""The wheel carries the course: installed into an empty environment, `grade` works from any folder."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*command: str | Path, cwd: Path, expect: int = 0) -> str:
    """Run a program without anything of this environment."""
    environment = {key: value for key, value in os.environ.items() if key.startswith(("PIP_", "PATH", "HOME", "LANG"))}
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == expect, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(name="wheel", scope="module")
def _wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT, cwd=folder)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_the_course_and_no_bytecode(wheel: Path) -> None:
    """Stubs, references, suites and the seccomp programs travel; what Python caches does not."""
    names = zipfile.ZipFile(wheel).namelist()
    for name in (
        "grader/builtin/exercises/course.yaml",
        "grader/builtin/exercises/ex1_sigmoid.py",
        "grader/builtin/solutions/ex5_loop.py",
        "grader/builtin/solutions/suites/test_ex5_loop.py",
        "grader/builtin/quiz/final.yaml",
        "grader/sandbox/filter.x86_64.bpf",
        "grader/sandbox/filter.aarch64.bpf",
        "grader/suite/pytest.ini",
        "grader/py.typed",
    ):
        assert name in names
    assert [name for name in names if name.endswith(".pyc")] == []


def test_the_wheel_holds_the_pages(wheel: Path) -> None:
    """The bundled JavaScript, the styles, the templates and the lessons travel in it."""
    names = zipfile.ZipFile(wheel).namelist()
    for name in ("exercise.js", "engine.js", "learner.js", "offline.js", "course.css", "style.css", "licences.json"):
        assert f"grader/pages/static/{name}" in names
    assert "grader/pages/templates/course/exercise.html" in names
    assert {"grader/builtin/exercises/ex4_update.md", "grader/builtin/exercises/neuron.lab.js"} <= set(names)


def test_an_empty_environment_grades_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    """Install, init, grade: a fresh stub is unfilled, and its right solution has full marks."""
    run(sys.executable, "-m", "venv", tmp_path / "empty", cwd=tmp_path)
    bin_ = tmp_path / "empty" / "bin"
    run(bin_ / "python", "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    run(bin_ / "grade", "init", "my", cwd=tmp_path)
    assert "is still the stub" in run(bin_ / "grade", "exercise", "1", cwd=tmp_path / "my", expect=1)
    (tmp_path / "my" / "ex1_sigmoid.py").write_bytes((ROOT / "solutions" / "ex1_sigmoid.py").read_bytes())
    assert "10 of 10 points" in run(bin_ / "grade", "exercise", "1", cwd=tmp_path / "my")
