"""The wheel carries the course: installed into an empty environment, `grade` works from any folder."""

from __future__ import annotations

import json
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


@pytest.fixture(name="bin_", scope="module")
def _bin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an empty environment, and return where its programs are."""
    folder = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", folder, cwd=folder)
    return folder / "bin"


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


def test_an_empty_environment_grades_from_any_folder(wheel: Path, bin_: Path, tmp_path: Path) -> None:
    """Install, init, grade: a fresh stub is unfilled, and its right solution has full marks."""
    run(bin_ / "python", "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    run(bin_ / "grade", "init", "my", cwd=tmp_path)
    assert "is still the stub" in run(bin_ / "grade", "exercise", "1", cwd=tmp_path / "my", expect=1)
    (tmp_path / "my" / "ex1_sigmoid.py").write_bytes((ROOT / "solutions" / "ex1_sigmoid.py").read_bytes())
    assert "10 of 10 points" in run(bin_ / "grade", "exercise", "1", cwd=tmp_path / "my")


def test_what_ci_writes_installs_this_wheel_and_no_other(wheel: Path, bin_: Path, tmp_path: Path) -> None:
    """As a job on GitHub or GitLab does it; a wheel that was exchanged is refused."""
    python = bin_ / "python"
    run(python, "-m", "pip", "uninstall", "--quiet", "--yes", "primer-grader", cwd=tmp_path)
    run(sys.executable, "-m", "grader", "ci", "gitlab", tmp_path / "job", "--from", wheel, cwd=tmp_path)
    install = ("/bin/sh", "-c", f'exec "{python}" -m pip install --quiet --no-deps -r .grade/requirements.txt')
    run(*install, cwd=tmp_path / "job")
    assert "primer-grader" in run(python, "-m", "pip", "list", cwd=tmp_path)
    (tmp_path / "job" / ".grade" / wheel.name).write_bytes(wheel.read_bytes() + b"\n")
    run(python, "-m", "pip", "uninstall", "--quiet", "--yes", "primer-grader", cwd=tmp_path)
    run(*install, cwd=tmp_path / "job", expect=1)


def test_the_autograder_for_classroom_50_grades_a_checkout(
    wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It writes result.json there, exits with 0 whatever the score is, and imports nothing that the learner wrote."""
    run(sys.executable, "-m", "grader", "ci", "classroom50", tmp_path / "bundle", "--from", wheel, cwd=tmp_path)
    checkout = tmp_path / "checkout"
    run(sys.executable, "-m", "grader", "init", checkout, cwd=tmp_path)
    for name in ("venv", "pip", "grader", "subprocess", "json"):
        (checkout / f"{name}.py").write_text("raise SystemExit(7)\n")
    (checkout / "result.json").write_text('{"score": 100}')
    for name in ("CLASSROOM", "ASSIGNMENT", "OWNER", "COMMIT_URL", "RELEASE_URL", "REVIEW_URL"):
        monkeypatch.setenv(name, "https://example.org/x")
    monkeypatch.setenv("ASSIGNMENT_TYPE", "individual")
    monkeypatch.setenv("SUBMISSION_TAG", "submit/2026-02-03T04-05-06Z-abc1234")
    command = [sys.executable, tmp_path / "bundle" / "autograder.py"]
    done = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    result = json.loads((checkout / "result.json").read_text())
    assert (result["schema"], result["score"], result["submission"]) == (
        "classroom50/result/v1",
        0,
        "submit/2026-02-03T04-05-06Z-abc1234",
    )
    assert result["max-score"] > 0
