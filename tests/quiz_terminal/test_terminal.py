"""`grade quiz` in a real pseudo-terminal: asked, answered, left and taken up again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pexpect
import pytest

from grader.quiz import sitting as steps
from grader.quiz.course_index import read_course
from grader.quiz.load import Quiz, load_quiz
from grader.quiz.present import present
from grader.quiz.select import select
from grader.quiz.terminal.typed import retyped

ROOT = Path(__file__).parents[2]

Ask = Callable[..., pexpect.spawn]
RIGHT = {
    "boil": "hundred",
    "scales": ["celsius", "reaumur"],
    "opposite": "cool",
    "tea": ["boil", "pour", "wait"],
    "pairs": {"kettle": "water", "oven": "bread"},
    "double": {"1": "2 * n"},
}
ORDER = ["boil", "scales", "warm", "opposite", "tea", "pairs", "double"]


def typed(kitchen: Quiz, name: str, seed: int = 5) -> str:
    """Return what a learner types who knows the answer."""
    answer = kitchen.variant(kitchen.questions[name], seed).answer if name == "warm" else RIGHT[name]
    return retyped(present(kitchen, name, seed), answer)


def finish(child: pexpect.spawn) -> int:
    """Wait for the end and return the exit status."""
    child.expect(pexpect.EOF)
    child.wait()
    assert child.exitstatus is not None
    return child.exitstatus


def test_all_right_is_full_marks(ask_kitchen: Ask, kitchen: Quiz, tmp_path: Path) -> None:
    """A learner who types every right answer, of every type, ends with full marks, exit status 0 and an answers file."""
    child = ask_kitchen("--save-answers", "mine.yaml", "--output", "result.json", "--format", "json")
    for name in ORDER:
        child.expect("Your answer: ")
        child.sendline(typed(kitchen, name))
        child.expect_exact("Right: 1 of 1 point.")
        child.expect("Enter for the next question: ")
        child.sendline("")
    child.expect(r"Hand in\? ")
    child.sendline("h")
    assert finish(child) == 0
    result = json.loads((tmp_path / "result.json").read_text())
    assert (result["score"], result["max_score"], result["passed"]) == (7.0, 7.0, True)
    answers = json.loads((tmp_path / "mine.yaml").read_text())
    assert answers["answers"].keys() == {*RIGHT, "warm"}


def test_what_cannot_be_read_is_no_wrong_answer(ask_kitchen: Ask) -> None:
    """A number that is no option says so and costs nothing: a right answer then earns everything."""
    child = ask_kitchen()
    child.expect("Your answer: ")
    child.sendline("9")
    child.expect_exact("'9' is not one of the numbers 1 to 3.")
    child.expect_exact("That does not count as an attempt.")
    child.expect("Your answer: ")
    child.sendline("2")
    child.expect_exact("Right: 1 of 1 point.")


def test_an_unreadable_number_is_no_wrong_answer(ask_kitchen: Ask) -> None:
    """So it is with a number that does not parse, which the engine refuses, dollar signs and braces and all."""
    child = ask_kitchen()
    for _ in range(2):
        child.expect("Your answer: ")
        child.sendline("s")
    for nonsense in (r"$\nothing{", "{{f}}", "1.2.3"):
        child.expect("Your answer: ")
        child.sendline(nonsense)
        child.expect_exact(f"'{nonsense}' is not a number. Write it like 0.62.")
        child.expect_exact("That does not count as an attempt.")


def test_a_hint_says_its_price_before_it_is_taken(ask_kitchen: Ask) -> None:
    """The free hint first, then the one that costs, and the right answer earns what is left."""
    child = ask_kitchen()
    child.expect_exact("? hint (free)")
    child.expect("Your answer: ")
    child.sendline("?")
    child.expect_exact("Hint: The scale was made for it.")
    child.expect_exact("? hint (costs 0.25 points)")
    child.expect("Your answer: ")
    child.sendline("?")
    child.expect_exact("Hint: It is a *round* number.")
    child.expect_exact("Or: s skip")
    child.expect("Your answer: ")
    child.sendline("?")
    child.expect_exact("There are no more hints.")
    child.expect("Your answer: ")
    child.sendline("2")
    child.expect_exact("Right: 0.75 of 1 point.")


def test_a_wrong_answer_may_be_tried_again(ask_kitchen: Ask) -> None:
    """Feedback fits the answer, what is left is said, and after the last try come the right answer and why."""
    child = ask_kitchen()
    for left in (
        "2 tries are left. No try can earn more now",
        "1 try is left. No try can earn more now",
    ):
        child.expect("Your answer: ")
        child.sendline("3")
        child.expect_exact("Not yet: 0 of 1 point.")
        child.expect_exact("That many degrees, but of the other scale.")
        child.expect_exact(left)
    child.expect("Your answer: ")
    child.sendline("3")
    child.expect_exact("Not right: 0 of 1 point.")
    child.expect_exact("The right answer: 100 degrees Celsius.")
    child.expect_exact("The scale of Celsius puts boiling at 100.")
    child.expect("Enter for the next question: ")


def test_a_worse_try_takes_nothing_away(ask_kitchen: Ask, kitchen: Quiz) -> None:
    """Where the best try counts, this is said at once after a worse one, and under the result."""
    child = ask_kitchen()
    child.expect("Your answer: ")
    child.sendline("s")
    for answer, said in (("celsius", "Partly right: 0.5 of 1 point."), ("kelvin", "Not yet: 0 of 1 point.")):
        child.expect("Your answer: ")
        child.sendline(retyped(present(kitchen, "scales", 5), [answer]))
        child.expect_exact(said)
    child.expect_exact("Your earlier, better try counts: 0.5 of 1 point.")
    for _ in ORDER[1:]:
        child.expect("Your answer: ")
        child.sendline("s")
    child.expect(r"Hand in\? ")
    child.sendline("h")
    child.expect_exact("0.5 of 7 points")
    child.expect_exact("If you tried a question more than once, the best try counts.")
    assert finish(child) == 1


def test_skip_and_back(ask_kitchen: Ask) -> None:
    """Skipping goes on, b goes back, and the first question has none before it."""
    child = ask_kitchen()
    child.expect("Your answer: ")
    child.sendline("b")
    child.expect_exact("This is the first question.")
    child.expect("Your answer: ")
    child.sendline("s")
    child.expect_exact("Question 2 of 7")
    child.expect("Your answer: ")
    child.sendline("b")
    child.expect_exact("Question 1 of 7")
    child.expect("Your answer: ")
    child.sendline("r")
    child.expect_exact("Question 1 of 7")


def test_left_and_taken_up_again(ask_kitchen: Ask) -> None:
    """After q, `grade quiz` goes on at the same question, with the same numbers."""
    child = ask_kitchen()
    child.expect("Your answer: ")
    child.sendline("2")
    child.sendline("")
    child.expect_exact("Question 2 of 7")
    child.expect("Your answer: ")
    child.sendline("q")
    child.expect_exact("Your answers are kept. Run `grade quiz` to go on.")
    assert finish(child) == 1
    child = ask_kitchen(seed=None)
    child.expect_exact("You go on where you stopped. You have answered 1 of 7 questions.")
    child.expect_exact("Question 2 of 7")


@pytest.mark.parametrize("end", ["eof", "hangup"])
def test_what_was_answered_survives_a_closed_terminal(ask_kitchen: Ask, end: str) -> None:
    """Ctrl-D, or a window that is closed, loses nothing."""
    child = ask_kitchen()
    child.expect("Your answer: ")
    child.sendline("2")
    child.expect("Enter for the next question: ")
    if end == "eof":
        child.sendeof()
        child.expect_exact("Your answers are kept.")
        finish(child)
    else:
        child.close(force=True)
    child = ask_kitchen(seed=None)
    child.expect_exact("You have answered 1 of 7 questions.")


def test_another_seed_does_not_throw_a_quiz_away(ask_kitchen: Ask) -> None:
    """With a quiz going on, --seed is refused; with --anew it begins another."""
    child = ask_kitchen()
    child.expect("Your answer: ")
    child.sendline("q")
    finish(child)
    child = ask_kitchen(seed=6)
    child.expect_exact("A quiz with seed 5 is not handed in yet")
    assert finish(child) == 2
    child = ask_kitchen("--anew", seed=6)
    child.expect_exact("Question 1 of 7")


def test_missed_asks_what_was_not_right(ask_kitchen: Ask, kitchen: Quiz) -> None:
    """After handing in, --missed asks just the others, with other numbers, until nothing is missed."""
    child = ask_kitchen("--missed")
    child.expect_exact("You have not handed in a quiz here yet.")
    assert finish(child) == 2
    child = ask_kitchen()
    for name in ORDER:
        child.expect("Your answer: ")
        child.sendline("s" if name == "opposite" else typed(kitchen, name))
        if name != "opposite":
            child.expect("Enter for the next question: ")
            child.sendline("")
    child.expect_exact("1 question has no answer yet.")
    child.expect(r"Hand in\? ")
    child.sendline("h")
    child.expect_exact("6 of 7 points, passed")
    child.expect_exact("Exercise 2, counting words (grade exercise 2)")
    child.expect_exact("`grade quiz --missed` asks again")
    assert finish(child) == 1
    child = ask_kitchen("--missed", seed=None)
    child.expect_exact("Question 1 of 1: a word for it")
    child.expect("Your answer: ")
    child.sendline("cold")
    child.sendline("")
    child.expect(r"Hand in\? ")
    child.sendline("h")
    child.expect_exact("Each time you take the quiz, it has its own result.")
    assert finish(child) == 0
    child = ask_kitchen("--missed", seed=None)
    child.expect_exact("You missed nothing last time.")
    assert finish(child) == 0


def test_the_review_goes_back_to_a_question(ask_kitchen: Ask) -> None:
    """Before handing in every question stands there with its state, and a number goes to it."""
    child = ask_kitchen()
    for _ in ORDER:
        child.expect("Your answer: ")
        child.sendline("s")
    child.expect_exact("7 questions have no answer yet.")
    child.expect(r"Hand in\? ")
    child.sendline("yes")
    child.expect_exact("Type h, q, or a number from 1 to 7.")
    child.sendline("4")
    child.expect_exact("Question 4 of 7")


def test_a_program_runs_in_the_sandbox(ask_kitchen: Ask) -> None:
    """A program that is wrong, does not parse, or tries what is forbidden is told so."""
    child = ask_kitchen()
    for _ in range(6):
        child.expect("Your answer: ")
        child.sendline("s")
    for program, words in (
        ("n * 3", "double(3) gave 9; 6 was expected."),
        ("n +", "Python cannot read the program with your lines in it"),
        ("__import__('os').system('true')", "Checks passed: 0 of 2."),
    ):
        child.expect("Your answer: ")
        child.sendline(program)
        child.expect_exact(words)
    child.expect_exact("Twice as much is `2 * n`.")


def test_no_line_is_wider_than_the_terminal(ask_kitchen: Ask) -> None:
    """At 80 columns nothing is broken by the terminal itself, and there is no escape sequence."""
    child = ask_kitchen()
    for _ in ORDER:
        child.expect("Your answer: ")
        child.sendline("?")
        child.expect("Your answer: ")
        child.sendline("1" if "numbers" in child.before else "s")
    lines: list[str] = child.before.splitlines()
    assert lines
    assert max(map(len, lines)) <= 80
    assert "\x1b" not in child.before


def test_a_kept_quiz_that_cannot_be_read_is_named(ask_kitchen: Ask, tmp_path: Path) -> None:
    """A broken file is a usage error that says how to go on."""
    (tmp_path / ".grade").mkdir()
    (tmp_path / ".grade" / "quiz-kitchen.json").write_text("{}")
    child = ask_kitchen()
    child.expect_exact("quiz-kitchen.json")
    child.expect_exact("add --anew to start")
    assert finish(child) == 2


def test_kept_whole(ask_kitchen: Ask, kitchen: Quiz, tmp_path: Path) -> None:
    """What is kept is a sitting that can be read at any time, and nothing half-written lies beside it."""
    child = ask_kitchen()
    child.expect("Your answer: ")
    child.sendline("3")
    child.expect("Your answer: ")
    (kept,) = (tmp_path / ".grade").iterdir()
    found, edited = steps.resume(kitchen, kept.read_bytes())
    state: Any = found.item("boil")
    assert (edited, len(state.attempts), state.attempts[0].answer) == ((), 1, "fahrenheit")


def test_ctrl_c_says_that_all_is_kept(ask_kitchen: Ask) -> None:
    """It ends with the status of an interrupt, and the next start goes on where it was."""
    child = ask_kitchen()
    child.expect("Your answer: ")
    child.sendline("2")
    child.expect("Enter for the next question: ")
    child.sendintr()
    child.expect_exact("Your answers are kept. Run `grade quiz` to go on.")
    assert finish(child) == 130
    ask_kitchen(seed=None).expect_exact("You go on where you stopped. You have answered 1 of 7 questions.")


def test_every_gap_takes_commands(terminal: Callable[..., pexpect.spawn]) -> None:
    """A letter that is a command is one in the second gap too, and nothing counts; with = before it, it is code."""
    final = load_quiz(ROOT / "quiz" / "final.yaml", read_course(ROOT))
    seed = next(seed for seed in range(1, 999) if "slope-program" in select(final, seed))
    place = select(final, seed).index("slope-program")
    child = terminal("quiz", "--seed", str(seed))
    for _ in range(place):
        child.expect("Your answer: ")
        child.sendline("s")
    child.expect_exact(f"Question {place + 1} of 16: a gradient with two gaps")
    child.expect("Gap 1: ")
    child.sendline("(a - y) * x")
    child.expect("Gap 2: ")
    child.sendline("?")
    child.expect_exact("Hint: Each example adds its error")
    child.expect("Gap 1: ")
    child.sendline("(a - y) * x")
    child.expect("Gap 2: ")
    child.sendline("=s")
    child.expect("How sure: ")
    child.sendline("")
    child.expect_exact("name 's' is not")
    child.expect_exact("2 tries are left")
    child.expect("Gap 1: ")
    child.sendline("(a - y) * x")
    child.expect("Gap 2: ")
    child.sendline("total / len(X)")
    child.expect_exact("Right: 0.5 of 1 point.")
