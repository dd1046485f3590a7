"""What arrives while `grade submissions --watch` runs, rosters that are spreadsheets, and programs that look alike."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from grader.classroom.gradebook.progsnap import pseudonym, read_key, write
from grader.classroom.gradebook.store import Gradebook
from grader.classroom.roster_file import read_roster
from grader.classroom.twins import Fingerprint, Program, fingerprint, pairs
from grader.cli.class_watch import changes
from grader.core.course import Course
from grader.core.errors import UsageError

from .conftest import RIGHT, WRONG, Done

Hand = Callable[..., Path]


def test_what_has_come_to_rest_is_graded_once() -> None:
    """A file that is still being written is waited for, and looking alone starts nothing."""
    looks = iter(["a", "a", "b", "c", "c", "c", "a", "a"])
    waits: list[float] = []
    found = changes(lambda: next(looks), waits.append, 2.0)
    waited = []
    for _ in range(3):
        next(found)
        waited.append(len(waits))
    assert waited == [0, 3, 5]
    assert set(waits) == {2.0}
    assert next(looks, None) is None


def test_watching_grades_a_folder_and_a_repository(small: Course, tmp_path: Path) -> None:
    """The repository's own address is enough; a learner who arrives later is listed separately."""
    origin = tmp_path / "origin"
    origin.mkdir()

    def push(name: str, text: str) -> None:
        for stem, right in RIGHT.items():
            (origin / name).mkdir(exist_ok=True)
            (origin / name / f"{stem}.py").write_text(text if stem == "temperature" else right)
        for words in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", name)):
            subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@x.org", "-C", origin, *words], check=True)

    push("anna", RIGHT["temperature"])
    watch = ["submissions", f"file://{origin}", "--watch", "--every", "0.1", "--jobs", "1"]
    command = [sys.executable, "-m", "grader", "--course", str(small.root), *watch]
    program = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    )
    assert program.stdout
    try:
        assert program.stdout.readline() == "anna: 10 of 10 points\n"
        assert program.stdout.readline().startswith("1 submissions: 1 graded")
        push("bob", WRONG)
        assert program.stdout.readline() == "bob: 6 of 10 points\n"
        assert program.stdout.readline().startswith("2 submissions: 1 graded, 1 unchanged")
    finally:
        program.send_signal(signal.SIGINT)
        program.communicate(timeout=30)
    assert program.returncode == 130


@pytest.fixture(name="sheet")
def _sheet(tmp_path: Path) -> Path:
    """Give a roster that is a spreadsheet, with a number that is none and a date."""
    book = openpyxl.Workbook()
    book.active.append(["student_id", "name", "section", "since"])
    book.active.append([1001, "Anna Ekström", "A", 45000.5])
    book.active.append([None, None, None])
    book.active.append(["007", "Bob O'Neil", 2.0])
    book.save(tmp_path / "roster.xlsx")
    return tmp_path / "roster.xlsx"


def test_a_roster_may_be_a_spreadsheet(sheet: Path) -> None:
    """Numbers are as they are shown, empty rows are nobody."""
    assert [(p.key, p.name, p.section) for p in read_roster(sheet)] == [
        ("1001", "Anna Ekström", "A"),
        ("007", "Bob O'Neil", "2"),
    ]


def test_a_spreadsheet_that_is_none_or_a_bomb_is_refused(sheet: Path, tmp_path: Path) -> None:
    """In a sentence, without unpacking what does not fit."""
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(sheet) as whole, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in whole.namelist():
            archive.writestr(name, whole.read(name))
        archive.writestr("xl/worksheets/sheet2.xml", bytes(80 << 20))
    (tmp_path / "text.xlsx").write_text("student_id,name\n")
    (tmp_path / "half.xlsx").write_bytes(sheet.read_bytes()[:900])
    for name in ("bomb", "text", "half"):
        with pytest.raises(UsageError, match=rf"{name}\.xlsx"):
            read_roster(tmp_path / f"{name}.xlsx")


ONE = '"""Mine."""\ndef f(a, b):\n    # add\n    total = a + b\n    return total\n'
SAME = "def f(x, y):\n    s = x + y\n\n    return s\n"
OTHER = "def f(x, y):\n    return y + x\n"


def test_names_comments_and_layout_do_not_tell_programs_apart() -> None:
    """What is computed does; what is no Python is compared by its bytes."""
    one, same, other = (fingerprint(text) for text in (ONE, SAME, OTHER))
    assert one
    assert same
    assert other
    assert one.shape == same.shape != other.shape
    assert one.source != same.source
    broken, deep = fingerprint("def f(:\n"), fingerprint("x = " + "(" * 5000)
    assert broken
    assert deep
    assert broken.shape is deep.shape is None
    assert fingerprint(" \n") is None


def test_the_rarest_pairs_come_first() -> None:
    """A program that many have is one pair, which says how many they are."""

    def program(learner: str, source: str, shape: str, nodes: int = 50) -> Program:
        return Program("sigmoid", learner, Fingerprint(source, shape, nodes))

    common = [program(f"c{i}", f"s{i}", "common") for i in range(9)]
    found = pairs(
        [*common, program("x", "same", "rare", 90), program("y", "same", "rare", 90), program("z", "other", "rare", 90)]
    )
    assert [(p.first, p.second, p.identical, p.sharing) for p in found] == [
        ("x", "y", True, 2),
        ("x", "z", False, 3),
        ("y", "z", False, 3),
        ("c0", "c1", False, 9),
    ]


def test_who_hands_in_together_is_no_pair(run: Callable[..., Done], hand_in: Hand, tmp_path: Path) -> None:
    """Of a group one member stands beside others who have the same program; a group alone has no pair."""
    (tmp_path / "roster.csv").write_text("username,group\nanna,team\nbob,team\ncyd,\n")
    root = hand_in("team", words=None)
    twins = ("gradebook", "twins", "--format", "json")
    run("submissions", root, "--roster", tmp_path / "roster.csv", expect=1)
    assert json.loads(run(*twins).stdout)["pairs"] == []
    hand_in("cyd", words=None)
    run("submissions", root, "--roster", tmp_path / "roster.csv", expect=1)
    (pair,) = json.loads(run(*twins).stdout)["pairs"]
    assert (pair["first"], pair["second"], pair["sharing"]) == ("anna", "cyd", 2)


def test_a_class_has_twins_sections_and_a_data_set(run: Callable[..., Done], hand_in: Hand, tmp_path: Path) -> None:
    """One run of a class of four in two sections, with a roster that is a spreadsheet."""
    book = openpyxl.Workbook()
    for row in (["username", "section"], ["anna", "A"], ["bob", "B"], ["cyd", "B"], ["dan", "A"]):
        book.active.append(row)
    book.save(tmp_path / "roster.xlsx")
    for name in ("anna", "bob"):
        hand_in(name, temperature=WRONG, words=None)
    root = hand_in("cyd", temperature="# mine\n" + WRONG.replace("degrees", "d"), words=None)
    roster = ("--roster", tmp_path / "roster.xlsx")
    said = run("submissions", root, *roster, "--section", "b", expect=1)
    assert [line.partition(":")[0] for line in said.stdout.splitlines()[:-1]] == ["bob", "cyd"]
    assert "dan" not in said.stderr
    run("submissions", root, *roster, expect=1)
    told = json.loads(run("gradebook", "twins", "--format", "json").stdout)
    assert [(p["exercise"], p["first"], p["second"], p["identical"]) for p in told["pairs"]] == [
        ("temperature", "anna", "bob", True),
        ("temperature", "anna", "cyd", False),
        ("temperature", "bob", "cyd", False),
    ]
    assert "look alike by nature" in told["warning"]
    rows = list(csv.DictReader(io.StringIO(run("gradebook", "export", "--section", "A").stdout.removeprefix("\ufeff"))))
    assert [(row["student"], row["score"], row["max_score"]) for row in rows] == [
        ("anna", "0", "10"),
        ("dan", "0", "10"),
    ]
    data = ("gradebook", "export", "--format", "progsnap2", "--key", tmp_path / "key", "--output", tmp_path / "data")
    run(*data)
    key, made = read_key(tmp_path / "key")
    assert (made, (tmp_path / "key").stat().st_mode & 0o777) == (False, 0o600)
    text = (tmp_path / "data" / "MainTable.csv").read_text(encoding="utf-8")
    events = list(csv.DictReader(io.StringIO(text)))
    assert {event["SubjectID"] for event in events} == {pseudonym(key, name) for name in ("anna", "bob", "cyd")}
    assert [int(event["Order"]) for event in events] == list(range(1, len(events) + 1))
    submits = {event["EventID"]: event for event in events if event["EventType"] == "Submit"}
    tests = [event for event in events if event["EventType"] == "Run.Test"]
    assert tests
    assert all(submits[event["ParentEventID"]]["SubjectID"] == event["SubjectID"] for event in tests)
    assert "anna" not in text


def test_a_key_that_is_too_short_is_refused(tmp_path: Path) -> None:
    """Names could be guessed with it."""
    (tmp_path / "key").write_text("secret")
    with pytest.raises(UsageError, match="too short"):
        read_key(tmp_path / "key")


def test_a_data_set_of_nobody_has_its_headers(gradebook: Gradebook, tmp_path: Path) -> None:
    """An empty class is an empty table."""
    assert write(gradebook, "t", b"k" * 16, tmp_path / "data", ()) == 0
    assert (tmp_path / "data" / "CodeStates" / "CodeStates.csv").read_text().split() == ["CodeStateID,Code"]
