"""Building a site: the same bytes each time, any course, and clear words where something is missing."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.core.course import Course, load_course
from grader.core.errors import UsageError
from grader.site.archive import course_files
from grader.site.build import build
from grader.site.packages import wheel_files
from tests.site.tools import ROOT

PYODIDE = ROOT / "tests" / "web" / "node_modules" / "pyodide"


def _digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_inputs_give_the_same_bytes_over_a_site_that_is_there(
    course: Course, folder: Path, other_site: Path, tmp_path: Path
) -> None:
    """A second build, over a site of another course, equals the first; what was there before is gone."""
    target = tmp_path / "site"
    shutil.copytree(other_site, target)
    assert (target / "a3_sort.html").is_file()
    build(course, target, PYODIDE)
    assert _digests(target) == _digests(folder)


def test_the_manifest_lists_every_file_with_its_digest_and_every_licence(folder: Path) -> None:
    """Each file is listed but the manifest itself; each part has a licence."""
    manifest = json.loads((folder / "manifest.json").read_bytes())
    listed = {one["path"]: one["sha256"] for one in manifest["files"]}
    assert listed == {path: digest for path, digest in _digests(folder).items() if path != "manifest.json"}
    licences = {one["name"]: one["licence"] for one in manifest["licences"]}
    assert {"pyodide", "cpython", "msgspec", "pytest", "pyyaml", "@codemirror/view"} <= set(licences)
    assert all(licences.values())
    assert sum(one["gzip"] for one in manifest["files"]) < 9_000_000


def test_pages_refer_to_hashed_names_and_to_nothing_outside(folder: Path) -> None:
    """Links are relative; scripts, styles and pictures have names that hold their digest."""
    for page in folder.glob("*.html"):
        text = page.read_text(encoding="utf-8")
        for address in re.findall(r'(?:src|href)="([^"#][^"]*)"', text):
            assert not address.startswith(("/", "http")), (page.name, address)
            assert (folder / address).is_file(), (page.name, address)
            if not address.endswith(".html"):
                digest = hashlib.sha256((folder / address).read_bytes()).hexdigest()[:16]
                assert digest in address


def test_only_the_course_travels_not_what_lies_beside_it(course: Course) -> None:
    """Of the course's folder go the stubs, references, suites, mistakes and the quiz, and no other file."""
    names = {path for path, _ in course_files(course)}
    assert {
        "exercises/course.yaml",
        "exercises/ex4_update.py",
        "solutions/ex4_update.py",
        "solutions/suites/test_ex4_update.py",
    } <= names
    assert not [
        name for name in names if not name.startswith(("exercises/", "solutions/", "quiz/")) or "__pycache__" in name
    ]


def test_data_files_of_exercises_travel_too() -> None:
    """A course whose programs read files takes these along."""
    programs = load_course(ROOT / "examples" / "programs")
    named = {f"exercises/{name}" for exercise in programs.exercises for name in exercise.files}
    assert named
    assert named <= {path for path, _ in course_files(programs)}


def test_a_course_that_needs_more_than_a_browser_has_is_refused(tmp_path: Path) -> None:
    """A course with numpy is refused by the file that imports it, before anything is written."""
    with pytest.raises(UsageError, match=r"t1_standard.py: imports numpy"):
        build(load_course(ROOT / "examples" / "tables"), tmp_path / "site", PYODIDE)
    assert not (tmp_path / "site").exists()


def test_a_folder_with_anything_else_in_it_is_not_changed(course: Course, tmp_path: Path) -> None:
    """A folder that is not empty and no site is refused, as it is."""
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="not empty"):
        build(course, tmp_path, PYODIDE)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_what_is_missing_is_said(course: Course, tmp_path: Path) -> None:
    """A folder that is not Pyodide, or another version, is named; so is a wheel with another digest."""
    with pytest.raises(UsageError, match=r"pyodide.mjs is missing"):
        build(course, tmp_path / "site", tmp_path)
    other = tmp_path / "pyodide"
    shutil.copytree(PYODIDE, other)
    (other / "package.json").write_text('{"version": "1.0"}')
    with pytest.raises(UsageError, match=r"Pyodide 1.0"):
        build(course, tmp_path / "site", other)
    with pytest.raises(UsageError, match="digest differs"):
        wheel_files(b"not the wheel")
    assert not (tmp_path / "site").exists()


def test_the_command_says_what_to_do_without_pyodide(tmp_path: Path) -> None:
    """`grade site` without --pyodide says how to get it, with status 2."""
    ran = subprocess.run([sys.executable, "-m", "grader", "site", "out"], cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 2
    assert "npm pack pyodide@" in ran.stderr
    assert not (tmp_path / "out").exists()
