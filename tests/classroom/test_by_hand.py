"""`grade gradebook`: a mark changed by hand, a comment, an excuse, a learner removed, as an instructor types them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

Done = CompletedProcess[str]
Hand = Callable[..., Path]
WRONG = "def celsius(degrees):\n    return degrees\n\n\ndef table(first, last, step=1):\n    return []\n"


def table(run: Callable[..., Done]) -> dict[str, dict[str, str]]:
    """Return the exported grades by learner."""
    text = run("gradebook", "export").stdout.removeprefix("\ufeff")
    return {row["student"]: row for row in csv.DictReader(io.StringIO(text))}


def test_a_week_of_decisions(run: Callable[..., Done], hand_in: Hand, tmp_path: Path) -> None:
    """Roster, grading, an adjustment, an excuse and a comment; a regrade changes none of them."""
    hand_in("anna")
    root = hand_in("bob", temperature=WRONG)
    (tmp_path / "roster.csv").write_text("username,name,section\nanna,Anna,A\nbob,Bob,B\ncyd,Cyd,B\n")
    run("submissions", root, "--roster", tmp_path / "roster.csv", expect=1)
    said = run("gradebook", "adjust", "bob", "temperature", "--points", "3", "--reason", "explained it orally").stdout
    assert said == "bob has 3 of 4 in temperature now.\n"
    assert run("gradebook", "excuse", "Bob", "words", "--reason", "ill").stdout == "bob is excused from words.\n"
    assert run("gradebook", "comment", "anna", "Very clear code.").stdout == "Kept for anna.\n"
    grades = table(run)
    assert [grades["bob"][c] for c in ("temperature", "words", "score", "max_score", "section")] == [
        "3",
        "excused",
        "3",
        "4",
        "B",
    ]
    assert (grades["cyd"]["handed_in"], grades["cyd"]["score"]) == ("no", "0")
    assert grades["anna"]["by_hand"] == "Very clear code."
    run("report", "--learner", "Anna", "--output", tmp_path / "anna.html")
    assert "Very clear code." in (tmp_path / "anna.html").read_text()
    assert (
        "has not handed in anything"
        in run("report", "--learner", "cyd", "--output", tmp_path / "c.html", expect=2).stderr
    )
    run("report", "--output", tmp_path / "class.html")
    page = (tmp_path / "class.html").read_text()
    assert "handed nothing in" in page
    assert "temperature: set to 3 by hand: explained it orally" in page
    run("regrade", root, "--roster", tmp_path / "roster.csv", "--commit")
    assert table(run) == grades


def test_wrong_usage_is_told(run: Callable[..., Done], hand_in: Hand) -> None:
    """One of points, change and undo; a learner and an exercise that exist; a reason."""
    run("submissions", hand_in("anna"))
    adjust = ("gradebook", "adjust", "anna", "temperature", "--reason", "r")
    assert "Give one of --points N, --delta N or --undo." in run(*adjust, expect=2).stderr
    assert "Give one of" in run(*adjust, "--points", "1", "--undo", expect=2).stderr
    assert "is not a learner" in run("gradebook", "comment", "nobody", "x", expect=2).stderr
    assert "There is no exercise" in run("gradebook", "excuse", "anna", "songs", "--reason", "r", expect=2).stderr
    assert "The reason is empty" in run("gradebook", "comment", "anna", " ", expect=2).stderr
    assert "add --yes" in run("gradebook", "forget", "anna", expect=2).stderr
    assert run("gradebook", "forget", "anna", "--yes").stdout == "anna is removed, with 2 results.\n"
    assert table(run) == {}
