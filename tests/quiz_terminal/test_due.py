"""`grade quiz --due` and what `grade status` says of a quiz."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pexpect

MISSED = {"right": False, "seen": "2020-01-01", "step": 0}


def remembered(folder: Path, due: str) -> None:
    """Keep a memory in which one question was missed."""
    (folder / ".grade").mkdir(exist_ok=True)
    memory = {"schema": 1, "quiz": "final", "questions": {"which-way": {**MISSED, "due": due}}}
    (folder / ".grade" / "quiz-final-memory.json").write_text(json.dumps(memory))


def test_what_is_due_is_asked_and_goes_on_to_the_next_step(
    terminal: Callable[..., pexpect.spawn], tmp_path: Path
) -> None:
    """Only what is due; handed in and right, it is due again three days later."""
    remembered(tmp_path, "2020-01-02")
    child = terminal("quiz", "--due", "--seed", "3")
    child.expect_exact("Question 1 of 1: up or down")
    child.expect("Your answer: ")
    child.sendline("s")
    child.expect(r"Hand in\? ")
    child.sendline("h")
    child.expect_exact("The right answer: it makes the weight smaller.")
    child.expect(pexpect.EOF)
    (memory,) = (tmp_path / ".grade").glob("*-memory.json")
    assert json.loads(memory.read_text())["questions"]["which-way"]["step"] == 0


def test_nothing_is_due(terminal: Callable[..., pexpect.spawn], tmp_path: Path) -> None:
    """The day is named on which something will be."""
    remembered(tmp_path, "2999-01-02")
    terminal("quiz", "--due").expect_exact("Nothing is due today. The next question is due on 2999-01-02.")


def test_status_shows_what_is_known_of_each_topic(
    grade_cli: Callable[..., CompletedProcess[str]], tmp_path: Path
) -> None:
    """Below the exercises, once the quiz was taken in this folder; before that there is no word about it."""
    assert "try when it was asked" not in grade_cli("status", tmp_path, expect=1).stdout
    remembered(tmp_path, "2020-01-02")
    said = grade_cli("status", tmp_path, expect=1).stdout
    assert "The whole chain, what you got right at the first try when it was last asked:" in said
    assert "  gradient descent    .....  0 of 1 asked\n" in said
    assert "One question is due today" in said


def test_missed_and_due_are_two_things(grade_cli: Callable[..., CompletedProcess[str]]) -> None:
    """Both at once are refused."""
    assert "Choose one of them." in grade_cli("quiz", "--missed", "--due", expect=2).stderr
