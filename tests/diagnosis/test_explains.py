"""A mistake of many shapes says itself what explains the answers; and what is said of a failure fits it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.core.course import Course
from grader.grading.grader import Grader
from grader.submissions.submission import open_submission
from grader.suite.observations import ObservedCall, cut_off

MEAN = "\n\ndef mean(xs):\n    return add(xs) / len(xs)\n"
TIMES = (
    '"""You count each more than once."""\n\n\ndef add(xs):\n    return 2 * sum(xs)\n'
    + MEAN
    + """

def explains(calls, right):
    factor = calls[0].value / calls[0].right
    return factor > 1 and all(abs(call.value - factor * call.right) < 1e-9 for call in calls)
"""
)
Named = Callable[..., str | None]
Little = Callable[..., Course]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("def add(xs):\n    return 7 * sum(xs)\n" + MEAN, "many-times", id="another factor"),
        pytest.param("def add(xs):\n    return 7 * sum(xs) + 1\n" + MEAN, None, id="no factor"),
        pytest.param("def add(xs):\n    return [7 * x for x in xs]\n" + MEAN, None, id="answers it did not think of"),
        pytest.param("def add(xs):\n    return sum(xs)\n" + MEAN, None, id="right"),
    ],
)
def test_a_mistake_says_of_itself_what_it_explains(
    little_course: Little, named: Named, source: str, expected: str | None
) -> None:
    """Where no version gives the answers, `explains` judges them; what it stumbles over it does not explain."""
    assert named(little_course({"many-times": TIMES}), source) == expected


def test_a_call_that_the_suite_no_longer_makes_explains_nothing(little_course: Little, named: Named) -> None:
    """A name that stands for a call that no check makes any more is found; the learner keeps their marks."""
    looks = TIMES.replace("calls[0].value / calls[0].right", "next(c.value for c in calls if c.function == 'gone')")
    source = "def add(xs):\n    return 7 * sum(xs)\n" + MEAN
    assert named(little_course({"many-times": looks}), source) is None
    none = TIMES.replace("calls[0].value / calls[0].right", "calls[0].value.real.bits")
    assert named(little_course({"many-times": none}), source) is None


def test_a_version_with_the_very_answers_comes_first(little_course: Little, named: Named) -> None:
    """A mistake known by its answers is surer than one that explains them."""
    thrice = TIMES.partition("\n\ndef explains")[0].replace("2 *", "3 *")
    course = little_course({"many-times": TIMES, "thrice": thrice})
    assert named(course, "def add(xs):\n    return 3 * sum(xs)\n" + MEAN) == "thrice"


def test_of_variants_the_plain_one_speaks(
    course: Course, grader: Grader, submission_folder: Callable[..., Path]
) -> None:
    """Where several variants of one id fit, the words are those of the file without a variant's name."""
    source = "def train(X, Y, eta=0.5, epochs=2000):\n    return [9.0, 9.0], -13.0, [0.5] * epochs\n"
    result = grader.grade(course.find("loop"), open_submission(submission_folder({"ex5_loop.py": source})), 1)
    assert result.misconception is not None
    assert result.misconception.hint.startswith("With any data, your function gives the result for AND.")


def calls(values: list[float], right: list[float]) -> list[ObservedCall]:
    """One call for each value of a function that takes nothing."""
    return [ObservedCall("f", (), v, r, v == r, False) for v, r in zip(values, right, strict=True)]


def test_of_variants_the_one_that_needs_no_excuse_speaks(
    course: Course, grader: Grader, submission_folder: Callable[..., Path]
) -> None:
    """A variant that gives every answer has the word, before one that differs where a number grew too large."""
    source = (
        "import math\n\n\ndef loss(a, y):\n    a = min(max(a, 1e-17), 1 - 1e-17)\n"
        "    return -(y * math.log(a) + (1 - y) * math.log(1 - a))\n\n\n"
        "def mean_loss(A, Y):\n    return sum(map(loss, A, Y)) / len(A)\n"
    )
    result = grader.grade(course.find("loss"), open_submission(submission_folder({"ex2_loss.py": source})), 1)
    assert result.misconception is not None
    assert result.misconception.id == "log-of-zero"
    assert "A prediction of exactly 1 breaks" in result.misconception.hint


@given(st.lists(st.floats(-9, 9), min_size=3, max_size=8), st.integers(1, 5))
def test_decimals_that_were_cut_are_recognised_whatever_their_number(numbers: list[float], places: int) -> None:
    """Numbers that were rounded are known for it, if two of them changed; numbers as they are never are."""
    rounded = [round(number, places) for number in numbers]
    changed = sum(abs(a - b) > 1e-9 * abs(b) + 1e-11 for a, b in zip(rounded, numbers, strict=True))
    assert bool(cut_off(calls(rounded, numbers))) == (changed > 1)
    assert not cut_off(calls(numbers, numbers))
    assert not cut_off(calls([number + 0.3 for number in rounded], numbers))


def test_answers_of_another_form_are_not_cut_decimals() -> None:
    """A missing part, a text or a list for a number is another mistake."""
    for value in (None, "0.5", [0.5], float("nan"), float("inf")):
        assert not cut_off([*calls([0.3, 0.1], [0.33, 0.12]), ObservedCall("f", (), value, 0.5, False, False)])


def test_a_check_that_only_names_says_nothing_where_it_proves_nothing(
    course: Course, grader: Grader, submission_folder: Callable[..., Path]
) -> None:
    """An answer of another form is not a random start; what the suite asks to look at is told anyway."""
    source = "def train(X, Y, eta=0.5, epochs=2000):\n    return {}\n"
    result = grader.grade(course.find("loop"), open_submission(submission_folder({"ex5_loop.py": source})), 1)
    assert [check.id for check in result.checks if not check.max_score] == []
    assert all(check.hint for check in result.checks)


def test_an_error_that_keeps_the_code_from_running_has_no_hint_about_the_mathematics(
    course: Course, grader: Grader, submission_folder: Callable[..., Path]
) -> None:
    """The same exception in every check is one thing to fix, and no hint about the mathematics follows it."""
    source = "def update(w, b, gw, gb, eta):\n    return w - eta * gw, b - eta * gb\n"
    result = grader.grade(course.find("update"), open_submission(submission_folder({"ex4_update.py": source})), 1)
    assert [bool(check.hint) for check in result.checks] == [False] * 6
    assert "`gw` is a list, and `*` works on single numbers." in result.checks[0].message


def test_a_changed_argument_is_called_that(
    course: Course, grader: Grader, submission_folder: Callable[..., Path]
) -> None:
    """Where the value is right and the caller's list has changed, the message does not speak of the value."""
    source = (
        "def update(w, b, gw, gb, eta):\n    w[:] = [p - eta * g for p, g in zip(w, gw)]\n    return w, b - eta * gb\n"
    )
    result = grader.grade(course.find("update"), open_submission(submission_folder({"ex4_update.py": source})), 1)
    told = "A hidden test got the right value, but your function changed what it was given. The caller still needs it."
    assert result.checks[-1].message == told


def test_a_wrong_value_is_told_before_a_changed_argument(
    course: Course, grader: Grader, submission_folder: Callable[..., Path]
) -> None:
    """The first cause is the cause: where the value is wrong as well, the message speaks of the value."""
    source = (
        "def update(w, b, gw, gb, eta):\n    w[:] = [p + eta * g for p, g in zip(w, gw)]\n    return w, b - eta * gb\n"
    )
    result = grader.grade(course.find("update"), open_submission(submission_folder({"ex4_update.py": source})), 1)
    closed = {check.message for check in result.checks if check.message.startswith("A hidden test")}
    assert closed == {"A hidden test got a different value. Try your own values with `grade try 4`."}


def test_a_value_of_another_kind_is_told_by_its_place(
    course: Course, grader: Grader, submission_folder: Callable[..., Path]
) -> None:
    """A pair that holds a Fraction is not called a Fraction."""
    source = (
        "from fractions import Fraction\n\n\ndef update(w, b, gw, gb, eta):\n    return Fraction(1, 2), b - eta * gb\n"
    )
    result = grader.grade(course.find("update"), open_submission(submission_folder({"ex4_update.py": source})), 1)
    assert "returned a pair whose first value is a Fraction; 2 values" in result.checks[0].message
    assert "returned something that holds a Fraction" in result.checks[1].message


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("from ex1_sigmod import forward\n", "There is no ex1_sigmod among your files. Did you mean ex1_sigmoid?"),
        (
            "from ex1_sigmoid import neuron\n",
            "ex1_sigmoid does not define `neuron`. Is it spelled the same in both files?",
        ),
        ("import matplotlib\n", 'put that under `if __name__ == "__main__":`.'),
        ("x = math.pi\n", "Is `import math` missing at the top of your file?"),
        ("x = np.zeros(2)\n", "Is `import numpy as np` missing at the top of your file?"),
        ("x = exp(2)\n", "Did you mean `math.exp`, with `import math` at the top of your file?"),
    ],
    ids=["a file misspelt", "a name misspelt", "no module of the course", "no import", "no numpy", "no prefix"],
)
def test_a_file_that_does_not_load_is_told_what_to_do(
    course: Course, grader: Grader, submission_folder: Callable[..., Path], source: str, said: str
) -> None:
    """What goes wrong at import has a remedy."""
    result = grader.grade(course.find("gradient"), open_submission(submission_folder({"ex3_gradient.py": source})), 1)
    assert result.status == "broken"
    assert said in result.message
