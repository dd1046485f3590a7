"""Who is missing: what is said where a folder holds one section, where others were graded before, and with `--section`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]
Hand = Callable[..., Path]
ROSTER = "username,name,section\nanna,Anna,A\nann,Ann,A\nbob,Bob,B\nben,Ben,B\nbea,Bea,B\n"


@pytest.fixture(name="roster")
def _roster(tmp_path: Path) -> Path:
    """Give the roster of a class in two sections."""
    (tmp_path / "roster.csv").write_text(ROSTER)
    return tmp_path / "roster.csv"


def test_the_folder_of_one_section_accuses_nobody_of_another(run: Run, hand_in: Hand, roster: Path) -> None:
    """One line says what was assumed and what to pass; learners who are missing in the section itself are named."""
    said = run("submissions", hand_in("anna"), "--roster", roster).stderr
    assert "section B: none of its 3 learners is here" in said
    assert "--section NAME" in said
    assert [name for name in ("ann:", "bob:", "ben:", "bea:") if name in said] == ["ann:"]


def test_a_folder_of_all_sections_names_everybody_who_is_missing(run: Run, hand_in: Hand, roster: Path) -> None:
    """Nothing is assumed then."""
    hand_in("bob")
    said = run("submissions", hand_in("anna"), "--roster", roster).stderr
    assert "section B:" not in said
    assert said.count("has handed nothing in") == 3


def test_who_was_graded_before_is_not_told_to_be_absent(run: Run, hand_in: Hand, roster: Path, tmp_path: Path) -> None:
    """Sections are graded one after the other into one gradebook: all marks stay, and one line says so."""
    first = hand_in("anna")
    run("submissions", first, "--roster", roster)
    first.rename(tmp_path / "section a")
    said = run("submissions", hand_in("bob"), "--roster", roster).stderr
    assert "anna: nothing of theirs is here, but their earlier results still count" in said
    assert "anna: Anna is in the roster" not in said
    rows = run("gradebook", "export").stdout.splitlines()
    header = rows[0].split(",")
    scores = {row.split(",")[0]: row.split(",")[header.index("score")] for row in rows[1:]}
    assert (scores["anna"], scores["bob"], scores["ben"]) == ("10", "10", "0")


def test_results_of_another_exercise_are_no_hand_in_of_this_one(run: Run, hand_in: Hand, roster: Path) -> None:
    """A gradebook may have several assignments."""
    folder = hand_in("anna")
    run("submissions", folder, "--roster", roster, "--exercise", "words")
    (folder / "anna").rename(folder / "ann")
    said = run("submissions", folder, "--roster", roster, "--exercise", "temperature").stderr
    assert "anna: Anna is in the roster, and has handed nothing in." in said


def test_most_of_a_roster_without_sections_may_be_another_section(run: Run, hand_in: Hand, tmp_path: Path) -> None:
    """The message says which column to add; where most are there it is not said."""
    (tmp_path / "r.csv").write_text("username\n" + "".join(f"u{i}\n" for i in range(9)))
    hand_in("u1")
    folder = hand_in("u2")
    assert "column `section`" in run("submissions", folder, "--roster", tmp_path / "r.csv").stderr
    for i in range(3, 6):
        hand_in(f"u{i}")
    assert "column `section`" not in run("submissions", folder, "--roster", tmp_path / "r.csv").stderr


def test_with_a_section_nobody_else_is_graded_or_told_of(run: Run, hand_in: Hand, roster: Path) -> None:
    """Of strangers it is said that they were not graded, since nobody knows their section."""
    hand_in("anna")
    hand_in("bob")
    done = run("submissions", hand_in("zoe"), "--roster", roster, "--section", "a")
    assert done.stdout.startswith("anna: 10 of 10 points\n1 submissions: 1 graded")
    assert [line for line in done.stderr.splitlines() if "zoe" in line] == [
        "zoe: is not in the roster; not graded, since nobody knows the section."
    ]
    assert "ann: Ann is in the roster, and has handed nothing in." in done.stderr
    assert "bob" not in done.stderr
