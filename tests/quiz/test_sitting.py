"""grader.quiz.sitting and answers: attempts, hints, and the same bytes by every way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.core.errors import ContentError, UsageError
from grader.quiz import sitting as step
from grader.quiz import sitting_result
from grader.quiz.answers import grade, not_counted, parse_answers, write_answers
from grader.quiz.load import Quiz
from grader.quiz.outcome import to_json
from grader.quiz.select import select
from grader.quiz.solution import reference_answer

FILE = Path("answers.yaml")


def test_an_invalid_answer_costs_no_attempt(everything: Quiz) -> None:
    """What cannot be read stays as the draft and leaves the attempts as they were."""
    begun = step.start(everything, 1, only={"choice"})
    after, found = step.answer(everything, begun, "choice", "seven")
    assert found.status == "invalid"
    assert step.attempts_left(everything, after, "choice") == 2
    assert after.item("choice").draft == "seven"


def test_retries_and_hints_cost_what_they_say(everything: Quiz) -> None:
    """A hint takes its price off, and a second attempt at a choice earns only what guessing may."""
    now = step.start(everything, 1, only={"choice"})
    assert step.next_hint(everything, now, "choice") == step.ShownHint("", 0.5)
    now, hint = step.take_hint(everything, now, "choice")
    assert hint == step.ShownHint("Multiply.", 0.5)
    now, _ = step.answer(everything, now, "choice", "five")
    assert sitting_result.result(everything, now).score == 0
    now, _ = step.answer(everything, now, "choice", "six")
    assert sitting_result.result(everything, now).score == 0
    assert step.attempts_left(everything, now, "choice") == 0
    with pytest.raises(UsageError, match="no attempt is left"):
        step.answer(everything, now, "choice", "six")


def test_hints_end(everything: Quiz) -> None:
    """After the last hint there is no more, and nothing more to pay."""
    now = step.start(everything, 1, only={"choice"})
    for _ in range(4):
        now, _ = step.take_hint(everything, now, "choice")
    assert now.item("choice").hints == 2
    assert step.next_hint(everything, now, "choice") is None
    now, _ = step.answer(everything, now, "choice", "five")
    assert sitting_result.result(everything, now).score == 0


def test_no_hint_is_sold_when_no_answer_is_taken(everything: Quiz) -> None:
    """After handing in, hints are over."""
    now = step.finish(step.start(everything, 1, only={"choice"}))
    assert step.take_hint(everything, now, "choice") == (now, None)


def test_revealing_follows_the_quiz(final: Quiz) -> None:
    """After the attempts, or a right answer, or handing in, the explanation may be shown; not before."""
    now = step.start(final, 1, only={"bias-role"})
    assert not step.reveals(final, now, "bias-role")
    wrong, _ = step.answer(final, now, "bias-role", "weights")
    assert not step.reveals(final, wrong, "bias-role")
    right, _ = step.answer(final, wrong, "bias-role", "bias")
    assert step.reveals(final, right, "bias-role")
    assert step.reveals(final, step.finish(now), "bias-role")


def test_a_sitting_comes_back_from_disk(everything: Quiz) -> None:
    """Saved and resumed, it is the same, whatever was typed."""
    now = step.start(everything, 4)
    for state in now.items:
        now, _ = step.answer(everything, now, state.id, {"a": "product", "b": ["x", 1.5, None]})
    now = step.go(now, 3)
    assert step.resume(everything, step.save(now)) == (now, ())


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(st.characters(codec=None)), st.lists))
def test_whatever_is_typed_can_be_saved(everything: Quiz, typed: Any) -> None:
    """Half characters, huge numbers and nested lists come back from disk as they were kept."""
    now = step.start(everything, 4, only={"text", "multi"})
    now, _ = step.answer(everything, step.keep(now, "multi", typed), "text", typed)
    assert step.resume(everything, step.save(now)) == (now, ())
    assert to_json(sitting_result.result(everything, now))


def test_an_edited_question_is_asked_again(make_quiz: Any) -> None:
    """A question that changed since loses its attempts and is named; the others keep theirs."""
    one, two = "id: one\ntype: numeric\nanswer: 3", "id: two\ntype: numeric\nanswer: 4"
    quiz = make_quiz(one, two)
    now, _ = step.answer(quiz, step.start(quiz, 1), "one", 3)
    now, _ = step.answer(quiz, now, "two", 4)
    resumed, edited = step.resume(make_quiz(one, two.replace("4", "5")), step.save(now))
    assert edited == ("two",)
    assert [len(state.attempts) for state in resumed.items] == [1, 0]


@pytest.mark.parametrize("raw", [b"", b"[]", b'{"quiz": 3}', b'{"quiz":"other","seed":1,"items":[]}'])
def test_what_is_no_sitting_is_refused(everything: Quiz, raw: bytes) -> None:
    """A broken file, or one of another quiz, is a usage error."""
    with pytest.raises(UsageError, match="start again"):
        step.resume(everything, raw)


def test_missed_are_those_not_right_yet(everything: Quiz) -> None:
    """Wrong, partly right and unanswered are missed."""
    now = step.start(everything, 1, only={"choice", "text", "multi"})
    now, _ = step.answer(everything, now, "choice", "six")
    now, _ = step.answer(everything, now, "text", "edges")
    assert set(sitting_result.missed(everything, now)) == {"text", "multi"}


@settings(max_examples=60)
@given(st.integers(0, 10**6), st.data())
def test_every_way_gives_the_same_bytes(final: Quiz, seed: int, data: st.DataObject) -> None:
    """Asked one by one, or graded from the answers file it leaves behind, a quiz gives the same JSON."""
    now = step.start(final, seed)
    for state in now.items:
        question = final.questions[state.id]
        right = reference_answer(question, final.variant(question, seed))
        given_answer = data.draw(st.sampled_from([right, None, "nonsense", 0, "bias", "up"]))
        now, _ = step.answer(final, now, state.id, given_answer)
    asked = to_json(sitting_result.result(final, step.finish(now)))
    answers, chosen = parse_answers(write_answers(sitting_result.answers(final, now)).encode(), FILE, final)
    assert to_json(grade(final, answers, chosen)) == asked


def test_an_answers_file_as_the_command_line_promises(final: Quiz) -> None:
    """The JSON has the fields of the contract, for every question asked, answered or not."""
    first = select(final, 7)[0]
    answers, seed = parse_answers(f"{{quiz: final, seed: 7, answers: {{{first}: 0.5}}}}".encode(), FILE, final)
    result = grade(final, answers, seed)
    assert (result.quiz, result.seed, result.max_score, len(result.items)) == ("final", 7, 17.0, 16)
    assert result.items[0].id == first
    assert result.items[1].status == "blank"
    assert set(result.items[0].__struct_fields__) >= {"id", "score", "max_score", "correct", "feedback", "exercise"}
    assert isinstance(result.items[0].exercise, int)


def test_full_marks(final: Quiz) -> None:
    """A learner who answers everything right has every point, passes, and has nothing to redo."""
    given_answers = {
        name: reference_answer(final.questions[name], final.variant(final.questions[name], 7))
        for name in select(final, 7)
    }
    text = write_answers({"quiz": "final", "seed": 7, "answers": given_answers})
    answers, seed = parse_answers(text.encode(), FILE, final)
    result = grade(final, answers, seed)
    assert (
        (result.score, result.passed, result.full_marks, result.redo) == (16.0, True, False, (3,))
        if "slope-program" in given_answers
        else (17.0, True, True, ())
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{quiz: other, answers: {}}", "quiz 'other', and this quiz is 'final'"),
        ("{quiz: final, answers: {nueron-sum: 1}}", "no question 'nueron-sum'; did you mean 'neuron-sum'"),
        ("{quiz: final, seed: one, answers: {}}", "'seed' should be a whole number"),
        ("{quiz: final, answer: {}}", "answer"),
        ("[]", "an answers file looks like"),
        ("{quiz: final, answers: {", "not YAML"),
    ],
    ids=["other quiz", "misspelt", "seed is text", "unknown key", "a list", "cut off"],
)
def test_a_file_that_is_no_answers_file_is_refused(final: Quiz, text: str, words: str) -> None:
    """It is named with its place and what is wrong."""
    with pytest.raises(ContentError, match=words) as caught:
        parse_answers(text.encode(), FILE, final)
    assert caught.value.line is not None


def test_the_seed_is_the_given_one_the_files_or_the_default(final: Quiz) -> None:
    """A class's own seed wins and another in the file is refused; else the file's, the caller's, 1."""
    plain, own = b"{quiz: final, answers: {}}", b"{quiz: final, seed: 7, answers: {}}"
    assert parse_answers(plain, FILE, final)[1] == 1
    assert parse_answers(plain, FILE, final, seed=5)[1] == 5
    assert parse_answers(own, FILE, final, seed=5)[1] == 7
    assert parse_answers(plain, FILE, final, given_seed=9)[1] == 9
    with pytest.raises(ContentError, match="the questions of seed 9, but this file answers the questions of seed 7"):
        parse_answers(own, FILE, final, given_seed=9)


def test_answers_to_what_was_not_asked_do_not_count(final: Quiz) -> None:
    """Beside answers that do, they are listed; a file of nothing else is refused, since its seed must be wrong."""
    asked = select(final, 7)
    other = next(name for name in final.questions if name not in asked)
    raw = f"{{quiz: final, seed: 7, answers: {{{asked[0]}: x, {other}: x}}}}".encode()
    given, seed = parse_answers(raw, FILE, final)
    assert not_counted(final, given, seed)[0].startswith(f"not asked with seed 7, so not counted: {other}. ")
    other = next(name for name in final.questions if name not in select(final, 7))
    with pytest.raises(ContentError, match=f"'{other}' is not asked with seed 7; it asks: "):
        parse_answers(f"{{quiz: final, seed: 7, answers: {{{other}: x}}}}".encode(), FILE, final)


SURE = "schema: 1\nid: land\ntitle: Plots\nconfidence: true\nquestions:\n"
ONE, TWO = "id: one\ntype: numeric\nanswer: 3", "id: two\ntype: numeric\nanswer: 4\nrequires: [ex1_area]"


def test_how_sure_stays_with_the_answer(make_quiz: Any) -> None:
    """Each try has its own, and that of the one that counts is told; without a second try the bytes are the same."""
    quiz = make_quiz(ONE, TWO.replace("requires: [ex1_area]", ""), head=SURE)
    now, _ = step.answer(quiz, step.start(quiz, 1), "one", 5, confidence="sure")
    assert sitting_result.surprising(quiz, now) == ("one",)
    answers, chosen = parse_answers(write_answers(sitting_result.answers(quiz, now)).encode(), FILE, quiz)
    assert to_json(grade(quiz, answers, chosen)) == to_json(sitting_result.result(quiz, step.finish(now)))
    now, _ = step.answer(quiz, now, "one", 3, confidence="guessing")
    now, _ = step.answer(quiz, now, "two", 5)
    now = step.tell_confidence(now, "two", "fairly sure")
    assert [item.confidence for item in sitting_result.result(quiz, now).items] == ["guessing", "fairly sure"]
    assert sitting_result.surprising(quiz, now) == ()
    assert step.resume(quiz, step.save(now)) == (now, ())


def test_how_sure_is_null_where_it_is_not_asked(make_quiz: Any) -> None:
    """As after the quiz was edited; an answer that is written so still counts."""
    answers, seed = parse_answers(b"{quiz: land, answers: {one: {answer: 3, confidence: sure}}}", FILE, make_quiz(ONE))
    (item,) = grade(make_quiz(ONE), answers, seed).items
    assert (item.correct, item.answer, item.confidence) == (True, 3, None)


def test_a_sitting_from_before_has_no_confidence(make_quiz: Any) -> None:
    """What was kept by an earlier version is taken up."""
    quiz = make_quiz(ONE)
    now, _ = step.answer(quiz, step.start(quiz, 1), "one", 3)
    raw = step.save(now)
    for key in (b',"confidence":null', b',"done":[]'):
        assert key in raw
        raw = raw.replace(key, b"")
    assert step.resume(quiz, raw) == (now, ())


@pytest.mark.parametrize(("at", "then"), [(0, 0), (1, 1)])
def test_what_waited_is_admitted(make_quiz: Any, at: int, then: int) -> None:
    """In its place; a learner who was at the end comes to what is new, and answers stay."""
    quiz = make_quiz(ONE, TWO)
    now, _ = step.answer(quiz, step.start(quiz, 1), "one", 3)
    more = step.admit(quiz, step.go(now, at), {"ex1_area"})
    assert ([item.id for item in more.items], more.at, more.done) == (["one", "two"], then, ("ex1_area",))
    assert more.item("one") == now.item("one")
    assert step.admit(quiz, more, ()) == more


def test_nothing_is_admitted_to_what_was_missed(make_quiz: Any) -> None:
    """--missed asks just these."""
    quiz = make_quiz(ONE, TWO, ONE.replace("one", "three"))
    now = step.start(quiz, 1, only={"one"})
    assert step.admit(quiz, now, {"ex1_area"}) == now
