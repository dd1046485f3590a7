"""What the tests share: the course, a warm grader, submissions made of files, and the program itself."""

from __future__ import annotations

import functools
import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from grader.core.course import Course, load_course
from grader.grading.grader import Grader
from grader.sandbox.sandbox import Sandbox
from tests.warm_grade import run_grade

ROOT = Path(__file__).parent.parent
# no test looks at a clock: hypothesis would fail one that is slow once
settings.register_profile("grader", deadline=None)
settings.load_profile("grader")
# as in a shell's job in the background: what the tests start must end by it
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(name="course", scope="session")
def _course() -> Course:
    """Give the course that comes with the grader."""
    return load_course(ROOT)


@pytest.fixture(name="grader", scope="session")
def _grader(course: Course) -> Iterator[Grader]:
    """Give a warm grader in a real sandbox."""
    with Sandbox() as sandbox, Grader(course, sandbox) as grader:
        yield grader


@pytest.fixture(name="submission_folder")
def _submission_folder(tmp_path: Path) -> Callable[..., Path]:
    """Give a function that makes a submission: the files named, and the references for what is not given."""

    def make(files: dict[str, str | bytes] | None = None, *, alone: bool = False) -> Path:
        folder = tmp_path / f"submission{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        for name, content in (files or {}).items():
            data = content if isinstance(content, bytes) else content.encode()
            (folder / name).write_bytes(data)
        for reference in [] if alone else (ROOT / "solutions").glob("*.py"):
            if not any(os.path.lexists(folder / (reference.stem + suffix)) for suffix in (".py", ".ipynb")):
                shutil.copy(reference, folder)
        return folder

    return make


@pytest.fixture(name="grade_cli")
def _grade_cli(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Give a function that runs `grade` in another process; success is the default."""

    def run(
        *arguments: str | Path, cwd: Path | None = None, expect: int = 0, env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        done = run_grade([str(argument) for argument in arguments], cwd or tmp_path, env or {})
        assert done.returncode == expect, f"exit status {done.returncode}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr
        return done

    return run


# what these folders, files and fixtures need is not in the group `core-tests`, or is no Python package
EXTERNAL_PATHS = tuple(
    ROOT / "tests" / path for path in ("cluster", "learner/test_notebook.py", "sandbox/test_policy.py", "site")
)
EXTERNAL_FIXTURES = {"axe", "chromium", "debian", "hosts", "postgres", "read_gift", "server"}
# what takes longest begins first, so that no process of `scripts/test` works on alone when the others have ended
FIRST_PATHS = tuple(
    ROOT / "tests" / path
    for path in (
        "sandbox/test_attacks.py", "reports/test_ci.py", "coursecheck", "site", "cluster", "learner/test_notebook.py",
        "test_install.py", "web/test_browser.py", "classroom", "quiz", "diagnosis", "learner"
    )
)  # fmt: skip
# coverage is measured of the tests that run most of the code in their own process: of all tests it would cost much more time
COVERED_PATHS = tuple(
    ROOT / "tests" / path
    for path in (
        "classroom", "engine", "explain", "gradebook", "hosted", "lti", "quiz", "submission", "test_grading.py", "test_session.py"
    )
)  # fmt: skip


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Do not import external tests where they are left out: `pytest -m "not external"`."""
    left_out = config.option.markexpr == "not external" and collection_path in EXTERNAL_PATHS
    return True if left_out else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests in their order; mark those without coverage, and, by place, fixture or parameter, those that need more than pip."""
    items.sort(key=lambda item: _rank(item.path))
    for item in items:
        asked = EXTERNAL_FIXTURES & set(getattr(item, "fixturenames", ()))
        given = getattr(item, "callspec", None) and "postgresql" in item.callspec.params.values()  # type: ignore[attr-defined]
        if asked or given or _is_in(item.path, EXTERNAL_PATHS):
            item.add_marker(pytest.mark.external)
        if not _is_in(item.path, COVERED_PATHS):
            item.add_marker(pytest.mark.no_cover)


@functools.cache
def _rank(path: Path) -> int:
    """Return a number that is smaller for tests that have to begin earlier."""
    return next((rank for rank, first in enumerate(FIRST_PATHS) if path.is_relative_to(first)), len(FIRST_PATHS))


@functools.cache
def _is_in(path: Path, places: tuple[Path, ...]) -> bool:
    """Return whether a file is one of these files, or in one of these folders."""
    return any(path.is_relative_to(place) for place in places)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run where a test was skipped: what a test needs is installed, or the test says what it cannot do here."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if skipped and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
