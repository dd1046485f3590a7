"""A course is taken from a folder, a zip, a git address with a revision, or an installed package."""

from __future__ import annotations

import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from grader.core.course import load_course
from grader.core.errors import UsageError
from grader.submissions.course_source import course_place

SMALL = "schema: 1\ntitle: Small\nmodules: []\nexercises:\n  - {stem: one, name: one, title: one, points: 1, functions: {f: {takes: [], returns: number}}}\n"


@pytest.fixture(name="root")
def _root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a course, and a cache of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "small"
    (root / "exercises").mkdir(parents=True)
    (root / "exercises" / "course.yaml").write_text(SMALL)
    return root


def packed(path: Path, files: dict[str, bytes | zipfile.ZipInfo]) -> Path:
    """Write a zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data) if isinstance(data, bytes) else archive.writestr(data, b"target")
    return path


def test_a_zip(root: Path, tmp_path: Path) -> None:
    """The course lies at its top or in a folder; the same bytes are the same place, which is made once."""
    for prefix in ("", "small-main/"):
        path = packed(tmp_path / f"c{len(prefix)}.zip", {f"{prefix}exercises/course.yaml": SMALL.encode()})
        place = course_place(str(path))
        assert load_course(place).title == "Small"
        assert course_place(str(path)) == place


def test_a_hostile_zip(root: Path, tmp_path: Path) -> None:
    """Names that lead out of it, links and sizes beyond the bound are refused, and nothing is written outside."""
    link = zipfile.ZipInfo("exercises/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    bad: list[dict[str, bytes | zipfile.ZipInfo]] = [
        {"../out.txt": b"x"},
        {"/out.txt": b"x"},
        {"a\\..\\out.txt": b"x"},
        {"exercises/link": link},
        {f"f{n}": b"" for n in range(20_001)},
        {"exercises/big": bytes(257 << 20)},
    ]
    for number, files in enumerate(bad):
        with pytest.raises(UsageError):
            course_place(str(packed(tmp_path / f"bad{number}.zip", files)))
    assert not (tmp_path / "out.txt").exists()
    (tmp_path / "no.zip").write_bytes(b"no zip")
    with pytest.raises(UsageError, match="cannot be read"):
        course_place(str(tmp_path / "no.zip"))


def test_a_git_address(root: Path) -> None:
    """At a tag, and without a revision; a revision that is not there is told."""

    def git(*words: str) -> None:
        subprocess.run(
            ["git", "-C", str(root), "-c", "user.email=a@example.org", "-c", "user.name=a", *words],
            check=True,
            capture_output=True,
        )

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "one")
    git("tag", "v1")
    (root / "exercises" / "course.yaml").write_text(SMALL.replace("Small", "Later"))
    git("commit", "-qam", "two")
    assert load_course(course_place(f"file://{root}@v1")).title == "Small"
    assert load_course(course_place(f"file://{root}")).title == "Later"
    assert not (course_place(f"file://{root}@v1") / ".git").exists()
    with pytest.raises(UsageError, match="git cannot fetch this course"):
        course_place(f"file://{root}@v9")
    with pytest.raises(UsageError, match="no address"):
        course_place(f"file://{root}@--upload-pack=x")


def test_a_package(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its entry point names the module that holds the course, which is not imported."""
    package = tmp_path / "site" / "courses_small"
    root.rename(tmp_path / "inner")
    (package / "exercises").mkdir(parents=True)
    (package / "__init__.py").write_text("raise RuntimeError('imported')")
    (package / "exercises" / "course.yaml").write_text(SMALL)
    info = tmp_path / "site" / "courses_small-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: courses-small\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[primer_grader.courses]\nsmall-course = courses_small\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "site"), *sys.path])
    assert load_course(course_place("small-course")).title == "Small"
    with pytest.raises(UsageError, match="installed packages offer small-course"):
        course_place("smal-course")
