"""`grade quiz` where it asks how sure the learner is, and where questions wait for exercises."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pexpect
import pytest

from grader.quiz.load import Quiz
from grader.quiz.present import present
from grader.quiz.terminal.typed import retyped

Ask = Callable[..., pexpect.spawn]
GradeCli = Callable[..., "CompletedProcess[str]"]
HERE = Path(__file__).parent
COURSE = HERE.parent / "course_other"
SURE = HERE / "course_sure" / "sure.yaml"


def answer(child: pexpect.spawn, sure: Quiz, name: str, given: str, how_sure: str) -> None:
    """Type an answer, as its own key says it, and how sure that is."""
    child.expect("Your answer: ")
    child.sendline(retyped(present(sure, name, 3), given))
    child.expect("How sure: ")
    child.sendline(how_sure)


def to_the_end(child: pexpect.spawn, *, hand_in: bool = True) -> str:
    """Hand in and return what is said then."""
    if hand_in:
        child.expect(r"Hand in\? ")
        child.sendline("h")
    child.expect(pexpect.EOF)
    return str(child.before).replace("\r\n", "\n")


def test_how_sure_is_asked_before_the_verdict(ask_sure: Ask, sure: Quiz, tmp_path: Path) -> None:
    """By number, by word or left open; what is no level is asked again, and the result begins with sure and wrong."""
    child = ask_sure("--seed", 3, "--save-answers", "mine.yaml")
    child.expect("Your answer: ")
    child.sendline("9")
    child.expect_exact("'9' is not one of the numbers 1 to 3.")  # what was not understood is not asked of
    child.expect("Your answer: ")
    child.sendline(retyped(present(sure, "boil", 3), "eighty"))
    child.expect_exact("How sure are you? 1 sure, 2 fairly sure, 3 guessing, or press Enter.")
    for strange in ("4", "s"):
        child.expect("How sure: ")
        assert "Not yet" not in child.before
        child.sendline(strange)
        child.expect_exact("Type a number from 1 to 3, or press Enter to skip this.")
    child.expect("How sure: ")
    child.sendline("Sure")
    child.expect_exact("Not yet: 0 of 1 point.")
    child.expect("Your answer: ")
    child.sendline("s")
    answer(child, sure, "freeze", "0", "")
    child.expect_exact("Right: 1 of 1 point.")
    child.sendline("")
    child.expect_exact("1. not right, sure  when water boils")
    child.expect_exact("2. right ")
    said = to_the_end(child)
    begin = said.index("You were sure here, but your answer is not right yet.")
    assert begin < said.index("- when water boils") < said.index("1. not right  0 of 1     when water boils (sure)")
    answers = json.loads((tmp_path / "mine.yaml").read_text())["answers"]
    assert answers == {"boil": {"answer": "eighty", "confidence": "sure"}, "freeze": "0"}


def test_left_at_the_question_how_sure(ask_sure: Ask, sure: Quiz) -> None:
    """The answer is kept, and counts without it."""
    child = ask_sure("--seed", 3)
    child.expect("Your answer: ")
    child.sendline(retyped(present(sure, "boil", 3), "hundred"))
    child.expect("How sure: ")
    child.sendline("q")
    child.expect_exact("Your answers are kept.")
    child = ask_sure()
    child.expect_exact("You have answered 1 of 2 questions.")
    child.expect_exact("Right: 1 of 1 point.")


def test_sure_and_wrong_comes_first_when_asked_again(ask_sure: Ask, sure: Quiz) -> None:
    """--missed begins with it, though it stands later in the quiz."""
    child = ask_sure("--seed", 3)
    answer(child, sure, "boil", "eighty", "3")
    child.expect("Your answer: ")
    child.sendline("s")
    answer(child, sure, "freeze", "5", "1")
    child.expect("Your answer: ")
    child.sendline("s")
    to_the_end(child)
    child = ask_sure("--missed")
    child.expect_exact("Question 1 of 2: when water freezes")


def test_what_waits_is_told_and_asked_once_it_may_be(ask_sure: Ask, sure: Quiz, do: Callable[..., None]) -> None:
    """Which questions wait for which exercise; a learner who does it and comes back is asked them, and nothing is lost."""
    child = ask_sure("--seed", 3)
    child.expect_exact("Question 1 of 2")
    told = " ".join(str(child.before).split())
    assert "Not asked yet, and not counted: a column, what was counted. Get full marks in exercise 1, from" in told
    assert "Not asked yet, and not counted: what was counted. Get full marks in exercise 2, counting words" in told
    answer(child, sure, "boil", "hundred", "1")
    child.expect("Enter for the next")
    child.sendline("q")
    child.expect_exact("Your answers are kept.")
    do("temperature")
    child = ask_sure()
    child.expect_exact("Question 1 of 3: when water boils")
    told = " ".join(str(child.before).split())
    assert "You have answered 1 of 2 questions. One question that waited for an exercise is now asked too." in told
    assert "a column" not in told
    child.expect("Enter for the next")
    child.sendline("")
    answer(child, sure, "freeze", "0", "2")
    child.expect("Enter for the next")
    child.sendline("")
    answer(child, sure, "table", "Celsius", "2")
    child.expect("Enter for the next")
    child.sendline("")
    said = to_the_end(child)
    assert "How sure: 3 of 3 points." in said
    assert "what was counted. Get full marks in exercise 2" in " ".join(said.split())


def graded(grade_cli: GradeCli, expect: int = 1, **answers: Any) -> tuple[dict[str, Any], str]:
    """Grade answers in the learner's folder; return the JSON and what is said on standard error."""
    Path("a.yaml").write_text(json.dumps({"quiz": "sure", "seed": 3, "answers": answers}))
    done = grade_cli("--course", COURSE, "quiz", SURE, "--answers", "a.yaml", "--format", "json", expect=expect)
    return json.loads(done.stdout), done.stderr


def test_an_answers_file_is_graded_with_what_lies_beside_it(
    grade_cli: GradeCli, do: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the exercise done its question counts; without, it does not, and standard error says why."""
    monkeypatch.chdir(tmp_path)
    given = {"boil": "hundred", "freeze": 0, "table": {"answer": "celsius", "confidence": "guessing"}}
    result, said = graded(grade_cli, 0, **given)
    assert (result["score"], result["max_score"]) == (2, 2)
    assert said == "a.yaml: not counted until temperature has full marks: table.\n"
    do("temperature")
    result, said = graded(grade_cli, 0, **given)
    assert (result["score"], result["max_score"], said) == (3, 3, "")
    assert [item["confidence"] for item in result["items"]] == [None, None, "guessing"]
    (tmp_path / "temperature.py").write_text(
        "def celsius(degrees): return 0\ndef table(first, last, step=1): return []"
    )
    result, said = graded(grade_cli, 0, **given)
    assert result["max_score"] == 2


def test_how_sure_never_changes_the_score(grade_cli: GradeCli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With each level, and without, all else is the same; with no answer, or none that can be read, there is none."""
    monkeypatch.chdir(tmp_path)
    plain, _ = graded(grade_cli, boil="eighty", freeze="x")
    for level in ("sure", "fairly sure", "guessing", None):
        result, _ = graded(
            grade_cli,
            boil={"answer": "eighty", "confidence": level},
            freeze={"answer": "x", "confidence": level},
        )
        assert [item.pop("confidence") for item in result["items"]] == [level, None]
        assert result["items"] == [{k: v for k, v in item.items() if k != "confidence"} for item in plain["items"]]
        assert result["score"] == plain["score"]


def test_a_level_that_is_none_is_told(grade_cli: GradeCli, tmp_path: Path) -> None:
    """With its place, and the levels that there are."""
    (tmp_path / "a.yaml").write_text("quiz: sure\nanswers:\n  boil: {answer: x, confidence: very}\n")
    done = grade_cli("--course", COURSE, "quiz", SURE, "--answers", "a.yaml", expect=2)
    assert "a.yaml:3:33: the confidence is 'very', but it should be one of sure, fairly sure, guessing." in done.stderr


def test_where_every_question_waits(terminal: Ask, grade_cli: GradeCli, tmp_path: Path) -> None:
    """The quiz is not begun, and an answers file is refused; both say what to do first."""
    text = SURE.read_text().replace("    topic: heat\n", "    topic: heat\n    requires: [words]\n", 2)
    (tmp_path / "all.yaml").write_text(text)
    (tmp_path / "a.yaml").write_text("{quiz: sure, answers: {boil: hundred}}")
    done = grade_cli("--course", COURSE, "quiz", "all.yaml", "--answers", "a.yaml", expect=2)
    assert "with seed 1 no question is asked yet: all of them need full marks in temperature, words." in done.stderr
    child = terminal("--course", COURSE, "quiz", "all.yaml", "--seed", "3")
    said = " ".join(to_the_end(child, hand_in=False).split())
    assert "Get full marks in exercise 2, counting words, first. `grade exercise 2` says what is missing." in said
