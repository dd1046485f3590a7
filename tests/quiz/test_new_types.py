"""A chain of numbers, what a program prints, the wrong line of a program, and lines to put in order."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.grading.programs import Programs
from grader.quiz.check import check_quiz
from grader.quiz.load import Quiz
from grader.quiz.mark import mark, mark_variant
from grader.quiz.marking.ordering import blocks_of
from grader.quiz.model import Match, Multipart, Order, Parsons, Predict, Slip
from grader.quiz.present import explanation, present
from grader.quiz.solution import reference_answer, right_answer, worked_solution

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(name="programs", scope="module")
def _programs(final: Quiz) -> Iterator[Programs]:
    with Programs(ROOT, final.path) as programs:
        yield programs


def right_parts(quiz: Quiz, name: str, seed: int) -> dict[str, str]:
    """Return the right number of each part, rounded as asked."""
    return dict(quiz.variant(quiz.questions[name], seed).worked)


@pytest.mark.parametrize("seed", range(1, 30))
def test_a_slip_in_a_chain_costs_one_part(final: Quiz, seed: int) -> None:
    """A learner who takes the exponent's wrong sign and computes on from there loses one fifth of the points."""
    question = final.questions["whole-chain"]
    assert isinstance(question, Multipart)
    variant = final.variant(question, seed)
    slip = round(variant.parts["prediction"].near[0], 3)
    own: dict[str, Any] = {**variant.values, "prediction": slip}
    given = {"prediction": str(slip)}
    for part in question.parts[1:]:
        numbers = final.numbers.part(question, part, own)
        assert numbers is not None
        own[part.id] = round(numbers.answer, 3)
        given[part.id] = f"{numbers.answer:.3f}"
    found = mark(final, "whole-chain", seed, given)
    assert (found.status, found.score) == ("partial", pytest.approx(question.points * 0.8))
    assert found.misconception == "exponent-sign"
    assert found.feedback.count("right, from your earlier result.") == 4


def test_each_part_says_what_is_wrong_with_it(final: Quiz) -> None:
    """A part left open is named, one that shows a mistake has its feedback, and right ones count."""
    variant = final.variant(final.questions["whole-chain"], 3)
    given = right_parts(final, "whole-chain", 3)
    given["update"] = repr(variant.parts["update"].near[0])
    del given["loss"]
    found = mark(final, "whole-chain", 3, given)
    assert found.score == pytest.approx(2 * 3 / 5)
    assert "- the loss: no answer." in found.feedback
    assert "- the first weight after one step: You went uphill. Subtract the step." in found.feedback
    assert found.misconception == "ascends"


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ({"prediction": "ten"}, "invalid"), ({"prediction": "0.5 or 0.6"}, "invalid"), ({"nothing": "0.5"}, "invalid"),
        ("0.5", "invalid"), ([0.5, 1], "invalid"), ({}, "blank"), ({"prediction": " "}, "blank"), ({"prediction": "2"}, "wrong"),
        ({"prediction": "1", "loss": "0.1"}, "wrong"), ({"prediction": "-3", "error": "0.2"}, "wrong"),
    ],
)  # fmt: skip
def test_what_is_no_chain_of_numbers_costs_no_attempt(final: Quiz, answer: Any, status: str) -> None:
    """A number that cannot be read is asked back; one with which nothing can be computed is only wrong."""
    assert mark(final, "whole-chain", 5, answer).status == status


def test_every_right_order_of_lines_is_right_and_no_other(final: Quiz) -> None:
    """Of all orders of the loop's lines those are right whose program trains as the reference does."""
    question = final.questions["order-train"]
    assert isinstance(question, Parsons)
    variant = final.variant(question, 1)
    blocks = [block for block in blocks_of(question, variant) if block.line is not None]
    # before the loop the three lines may stand in any order; in it the loss may be recorded after the gradient
    keys = {block.line: block.key for block in blocks}
    right = 0
    for start in itertools.permutations(range(3)):
        for inner in itertools.permutations(range(4, 8)):
            order = [*start, 3, *inner, 8]
            program = "\n".join([variant.lines[0], *(variant.lines[1:][place] for place in order)])
            says = mark(final, "order-train", 1, [keys[place] for place in order]).status == "correct"
            assert says == _trains_alike(final, program)
            right += says
    assert right == 6 * 5


def _trains_alike(quiz: Quiz, program: str) -> bool:
    from grader.quiz.functions import CallContext

    names: dict[str, Any] = {
        "forward": lambda *a: quiz.functions.call("ex1_sigmoid.forward", CallContext(), a),
        "mean_loss": lambda *a: quiz.functions.call("ex2_loss.mean_loss", CallContext(), a),
        "gradient": lambda *a: quiz.functions.call("ex3_gradient.gradient", CallContext(), a),
        "update": lambda *a: quiz.functions.call("ex4_update.update", CallContext(), a),
    }
    data = [[[0.0, 1.0], [2.0, 1.0], [-1.0, 3.0]], [1, 0, 1], 0.5, 3]
    try:
        exec(program, names)  # the reference's own lines, in another order
        return bool(names["train"](*data) == quiz.functions.call("ex5_loop.train", CallContext(), data))
    except (NameError, UnboundLocalError):
        return False


def test_a_line_that_does_not_belong_says_why(final: Quiz) -> None:
    """The lines before it count, and its misconception is named."""
    question = final.questions["order-batches"]
    assert isinstance(question, Parsons)
    variant = final.variant(question, 1)
    by_text = {block.text: block.key for block in blocks_of(question, variant)}
    given = [by_text[variant.lines[1]], by_text[question.extra[0].text]]
    found = mark(final, "order-batches", 1, given)
    assert (found.status, found.score, found.misconception) == ("partial", 0.25, "overlapping")
    assert "The first line in the wrong place is number 2." in found.feedback
    found = mark(final, "order-batches", 1, given[:1])
    assert "lines are missing" in found.feedback


@pytest.mark.parametrize("answer", ["5", 5, "line 5", "Line 5.", "#5", ["5"]])
def test_a_line_is_named_by_its_number(final: Quiz, answer: Any) -> None:
    """Or by its text; what is no line is asked back."""
    variant = final.variant(final.questions["slip-one-epoch-short"], 1)
    assert variant.wrong_line == 5
    assert mark(final, "slip-one-epoch-short", 1, answer).status == "correct"
    assert mark(final, "slip-one-epoch-short", 1, variant.lines[4].strip()).status == "correct"
    assert mark(final, "slip-one-epoch-short", 1, "4").status == "wrong"
    for strange in ("0", "99", "the loop", ["1", "2"], {"a": 1}):
        assert mark(final, "slip-one-epoch-short", 1, strange).status == "invalid"


def test_nothing_shown_of_a_program_gives_the_answer_away(final: Quiz) -> None:
    """No docstring, which is the hint; no key that tells the order; no right output."""
    for name, question in final.questions.items():
        view = present(final, name, 4)
        if isinstance(question, Slip):
            assert not any('"""' in entry.text for entry in view.entries)
        elif isinstance(question, Parsons):
            assert [entry.key for entry in view.entries] != reference_answer(question, final.variant(question, 4))
            assert sorted(e.key for e in view.entries) == [chr(97 + n) for n in range(len(view.entries))]
        elif isinstance(question, Predict):
            assert right_answer(final, name, 4).strip("`\n") not in view.template


def test_the_quiz_says_what_its_programs_do(final: Quiz, programs: Programs) -> None:
    """Each program prints what the file says, and each slip is the only thing wrong with its program."""
    found = check_quiz(final.path, final.course, seeds=3, run_code=programs, programs=programs)
    assert [diagnostic for diagnostic in found if not diagnostic.warning] == []


def test_a_wrong_output_and_a_wrong_fix_are_found(final: Quiz, programs: Programs, tmp_path: Path) -> None:
    """The checker runs the programs: C04 for one that fails, C05 for another output, C06 for a fix that fixes nothing."""
    text = final.path.read_text()
    path = tmp_path / "final.yaml"
    for change, code in (
        (("print(round(b, 3))", "print(round(c, 3))"), "C04"),
        (("print(round(b, 3))", "print(round(b, 3), 7)"), "C05"),
        (("fix: w, b = update(w, b, gw, gb, eta)\n", "fix: b, w = update(w, b, gw, gb, eta)\n"), "C06"),
    ):
        assert change[0] in text
        path.write_text(text.replace(change[0], change[1], 1))
        (tmp_path / "final.py").write_bytes((ROOT / "quiz" / "final.py").read_bytes())
        found = check_quiz(path, final.course, seeds=1, programs=programs)
        assert code in {diagnostic.code for diagnostic in found}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_question_shows_its_right_answer_with_its_own_numbers(final: Quiz, seed: int) -> None:
    """In the solution no place is left to fill, and a computed answer stands in the explanation."""
    for name, question in final.questions.items():
        told = worked_solution(final, name, seed)
        assert told.startswith(("The right answer: ", "The right answer:\n\n"))
        assert "{{" not in told
        for worked in final.variant(question, seed).worked.values():
            assert worked in explanation(final, name, seed)


def test_no_order_is_shown_solved(final: Quiz) -> None:
    """In 300 draws no blocks, lines or right sides stand in a right order, not even with what does not belong in between."""
    for question in final.questions.values():
        for seed in range(300):
            variant = final.variant(question, seed) if isinstance(question, Order | Parsons | Match) else None
            if variant is None:
                break
            shown: Any = list(variant.order)
            if isinstance(question, Match):
                rights = [pair.right for pair in question.pairs]
                shown = {pair.left: right for pair, right in zip(question.pairs, shown, strict=False)}
                assert list(shown.values()) != rights, (question.id, seed)
                continue
            if isinstance(question, Order):
                shown = [key for key in shown if key in {item.id for item in question.items}]
            else:
                strays = {block.key for block in blocks_of(question, variant) if block.line is None}
                shown = [key for key in shown if key not in strays]
            assert mark_variant(final, question, variant, shown).status != "correct", (question.id, seed)
