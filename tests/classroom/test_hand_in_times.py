"""When something was handed in: as the site tells it, else a commit, else the files' times."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.classroom.layouts import find_class, stems_of
from grader.classroom.roster_file import read_roster
from grader.classroom.site_times import commit_time, date_in_words, stamp
from grader.core.course import Course
from grader.core.errors import UsageError

from .site_classes import CLASS, EX1, ROSTER, SITES, TIMED, Files, zipped

AT = datetime(2026, 9, 12, 7, 15, tzinfo=UTC)


def lay(root: Path, files: Files) -> Path:
    """Write a class, with files that are years old."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        os.utime(path, (AT.timestamp(), AT.timestamp()))
    return root


def times(path: Path, course: Course, roster: Path | None = None) -> dict[str, str]:
    """Return when each learner handed in."""
    stems = stems_of(course)
    found = find_class(path, course, read_roster(roster) if roster else None)
    return {handed.student: handed.snapshot(stems)[0].handed_at for handed in found.submissions}


@pytest.mark.parametrize("site", [site for site in SITES if site.startswith(TIMED)])
def test_a_site_that_tells_the_time_is_believed(site: str, tmp_path: Path, course: Course) -> None:
    """To the minute, in the site's zone where it has one, and whatever times the files have."""
    (tmp_path / "roster.csv").write_text(ROSTER)
    found = times(lay(tmp_path / "class", SITES[site]()), course, tmp_path / "roster.csv")
    for member in CLASS:
        if member.times and member.number in found:
            assert found[member.number][:16] == max(member.times).isoformat()[:16]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Sep 10, 2026 1141 PM", (9, 10, 23, 41)),
        ("Oct 1, 2026 1_41 AM", (10, 1, 1, 41)),
        ("10 paź 2026 0905", (10, 10, 9, 5)),
        ("déc. 9, 2026 1200 AM", (12, 9, 0, 0)),
        ("1. März 2026 2359", (3, 1, 23, 59)),
        ("9月 10, 2026 941 AM", (9, 10, 9, 41)),
        ("10 Ağu 2026 1805", (8, 10, 18, 5)),
        ("2026-09-10 2341", (9, 10, 23, 41)),
        ("10.09.2026 23_41", (9, 10, 23, 41)),
    ],
)
def test_a_date_is_read_in_the_language_of_the_site(text: str, when: tuple[int, ...]) -> None:
    """Month and day in any order."""
    found = date_in_words(text)
    assert found is not None
    assert (found.month, found.day, found.hour, found.minute) == when


@pytest.mark.parametrize(
    "text",
    [
        "Foo 10, 2026 1141 PM",
        "Sep 99, 2026 1141 PM",
        "Sep 10 1141",
        "10/09/2026 1141",
        "2026-13-10 1141",
        "Sep Oct 1, 2026 1141",
        "",
    ],
)
def test_a_date_that_is_not_understood_is_none(text: str) -> None:
    """Nothing is guessed."""
    assert date_in_words(text) is None
    assert stamp(text) is None


def test_of_dates_that_nobody_reads_the_newest_files_count(tmp_path: Path, course: Course) -> None:
    """Where the months of a site are in no table."""
    folders = {"1-2 - Anna E - Zzz 10, 2026 1141 PM": "new", "1-2 - Anna E - Bbb 9, 2026 800 AM": "old"}
    root = lay(tmp_path / "class", {f"{folder}/{EX1}": text for folder, text in folders.items()})
    later = AT.timestamp() + 3600
    os.utime(root / "1-2 - Anna E - Zzz 10, 2026 1141 PM" / EX1, (later, later))
    (handed,) = find_class(root, course).submissions
    assert dict(handed.snapshot(stems_of(course))[0].files) == {EX1: b"new"}


def test_a_commit_tells_the_time_and_nothing_in_a_repository_runs(tmp_path: Path, course: Course) -> None:
    """Loose or packed; what a learner's settings name as a program is not started."""
    clone = lay(tmp_path / "class" / "anna", {EX1: "x"})
    git: Callable[..., object] = lambda *words: subprocess.run(  # noqa: E731
        ["git", "-c", "user.name=a", "-c", "user.email=a@x.org", "-C", clone, *words],
        check=True,
        capture_output=True,
        env={**os.environ, "GIT_COMMITTER_DATE": "2026-09-12T09:15:00+02:00"},
    )
    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "x")
    lay(tmp_path / "class" / "bob", {EX1: "y"})
    trap = f"#!/bin/sh\ntouch {tmp_path / 'ran'}\n"
    (tmp_path / "trap").write_text(trap)
    (tmp_path / "trap").chmod(0o755)
    with (clone / ".git" / "config").open("a") as file:
        program = tmp_path / "trap"
        file.write(f"[core]\n fsmonitor = {program}\n sshCommand = {program}\n[log]\n showSignature = true\n")
        file.write(f"[gpg]\n program = {program}\n[alias]\n cat-file = !{program}\n")
    later = AT.timestamp() + 86400
    os.utime(clone / EX1, (later, later))
    assert times(tmp_path / "class", course) == {"anna": AT.isoformat(), "bob": AT.isoformat()}
    assert not (tmp_path / "ran").exists()
    git("-c", "core.fsmonitor=false", "gc", "-q")
    assert commit_time(clone) == AT
    (clone / ".git" / "HEAD").write_text("ref: refs/heads/../../../x\n")
    assert commit_time(clone) is None


def test_files_in_a_zip_have_the_times_of_the_zip(tmp_path: Path, course: Course) -> None:
    """Without a zone; and on Canvas, where files have the time of the download, there is none."""
    (tmp_path / "class.zip").write_bytes(zipped({f"anna/{EX1}": "a", f"bob/{EX1}": "b"}))
    assert {when[10:11] + when[19:] for when in times(tmp_path / "class.zip", course).values()} == {"T"}
    (tmp_path / "canvas.zip").write_bytes(zipped(SITES["Canvas"]()))
    found = find_class(tmp_path / "canvas.zip", course)
    assert {handed.snapshot(stems_of(course))[0].handed_at for handed in found.submissions} == {""}
    assert [handed.student for handed in found.submissions if handed.late] == ["brandtevelina_706"]


def test_the_newer_of_two_folders_of_one_learner_counts(tmp_path: Path, course: Course) -> None:
    """By the version or date in their names, else by their files' times; where neither tells, the first."""
    (tmp_path / "roster.csv").write_text(ROSTER)

    def graded(names: list[str]) -> set[bytes]:
        root = lay(tmp_path / names[0], {f"{name}/{EX1}": name for name in [*names, "bob"]})
        found = find_class(root, course, read_roster(tmp_path / "roster.csv"))
        return {
            raw for h in found.submissions if h.student == "1001" for _, raw in h.snapshot(stems_of(course))[0].files
        }

    assert graded(["anna v10", "anna v9"]) == {b"anna v10"}
    assert graded(["hw1 anna 2026-09-10", "hw1 anna 2026-10-01"]) == {b"hw1 anna 2026-10-01"}
    assert graded(["anna first", "anna second"]) == {b"anna first"}


def test_folders_of_sections_are_refused_with_both_readings(tmp_path: Path, course: Course) -> None:
    """Each section holds learners with the same exercise; a roster may know them, or nobody does."""
    people = {"Group 1": ("anna", "bob"), "Group 2": ("cyd", "dan")}
    files = {f"{section}/{who}/{EX1}": who for section, some in people.items() for who in some}
    root = lay(tmp_path / "class", files)
    (tmp_path / "roster.csv").write_text(ROSTER)
    for roster in (None, read_roster(tmp_path / "roster.csv")):
        with pytest.raises(UsageError, match=r"may be learners, or sections.*grade submissions .*Group 1"):
            find_class(root, course, roster)
    assert sorted(times(root / "Group 1", course)) == ["anna", "bob"]
