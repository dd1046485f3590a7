"""grader.grading.diagnosis: which known mistake a submission is named, and when none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.core.course import Course

MEAN = "\n\ndef mean(xs):\n    return add(xs) / len(xs)\n"
TWICE = '"""You count twice."""\n\n\ndef add(xs):\n    return 2 * sum(xs)\n' + MEAN
FIRST = '"""You stop at the first."""\n\n\ndef add(xs):\n    return xs[0]\n' + MEAN
NO_MEAN = '"""You do not divide."""\n\n\ndef add(xs):\n    return sum(xs)\n\n\ndef mean(xs):\n    return add(xs)\n'
CHANGES = '"""You change the list."""\n\n\ndef add(xs):\n    xs.sort()\n    xs.append(0)\n    return sum(xs)\n' + (
    "\n\ndef mean(xs):\n    n = len(xs)\n    return add(xs) / n\n"
)
KEEPS = (
    '"""You keep the sum."""\n\ntotal = [0]\n\n\ndef add(xs):\n    total[0] += sum(xs)\n    return total[0]\n' + MEAN
)
SILENT = (
    '"""You return nothing."""\n\n\ndef add(xs):\n    print(sum(xs))\n\n\ndef mean(xs):\n    return sum(xs) / len(xs)\n'
)
KNOWN = {"twice": TWICE, "first-only": FIRST, "not-divided": NO_MEAN, "keeps-sum": KEEPS, "returns-nothing": SILENT}

Named = Callable[..., str | None]
Little = Callable[..., Course]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("def add(xs):\n    return sum(xs) + sum(xs)\n" + MEAN, "twice", id="twice"),
        pytest.param("def add(xs):\n    for x in xs:\n        return float(x)\n" + MEAN, "first-only", id="first only"),
        pytest.param(
            "def add(xs):\n    s = 0\n    for x in xs: s += x\n    return s\nmean = add\n",
            "not-divided",
            id="not divided",
        ),
        pytest.param(
            "all = []\ndef add(xs):\n    all.extend(xs)\n    return sum(all)\n" + MEAN, "keeps-sum", id="state"
        ),
        pytest.param(
            "def add(xs):\n    print('it is', sum(xs))\ndef mean(xs):\n    return sum(xs) / len(xs)\n",
            "returns-nothing",
            id="prints",
        ),
    ],
)
def test_another_text_with_the_same_answers_is_named(
    little_course: Little, named: Named, source: str, expected: str
) -> None:
    """A mistake is recognised however it is written."""
    assert named(little_course(KNOWN), source) == expected


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("def add(xs):\n    return sum(xs)\n" + MEAN, id="right"),
        pytest.param("def add(xs):\n    return 3 * sum(xs)\n" + MEAN, id="another error"),
        pytest.param("def add(xs):\n    return xs[0] if len(xs) > 1 else 2 * xs[0]\n" + MEAN, id="two errors in one"),
        pytest.param("def add(xs):\n    return 2 * summ(xs)\n" + MEAN, id="a slip of the pen"),
        pytest.param("def add(xs):\n    while True: pass\n" + MEAN, id="endless"),
        pytest.param("import os\ndef add(xs):\n    os._exit(1)\n" + MEAN, id="ends itself"),
        pytest.param(
            "def add(xs):\n    raise NotImplementedError\ndef mean(xs):\n    raise NotImplementedError\n", id="stub"
        ),
    ],
)
def test_what_is_none_of_them_is_given_no_name(little_course: Little, named: Named, source: str) -> None:
    """Neither a right submission nor another error is named, however near it is."""
    assert named(little_course(KNOWN), source) is None


def test_the_calls_after_the_first_wrong_answer_count(little_course: Little, named: Named) -> None:
    """A check stops at its first disagreement; what comes after it still tells two mistakes apart."""
    other = FIRST.replace("xs[0]", "xs[0] if len(xs) > 1 else -xs[0]").replace(
        "/ len(xs)", "/ len(xs) * (len(xs) > 1 or -1)"
    )
    course = little_course({"first-only": FIRST, "first-only-and-minus": other})
    assert named(course, "def add(xs):\n    return next(iter(xs))\n" + MEAN) == "first-only"


def test_of_two_that_answer_alike_none_is_named(little_course: Little, named: Named) -> None:
    """Two mistakes with the same answers cannot be told apart, and a guess is worse than none."""
    assert (
        named(little_course({"twice": TWICE, "doubled": TWICE}), "def add(xs):\n    return 2 * sum(xs)\n" + MEAN)
        is None
    )


def test_variants_of_one_mistake_are_one(little_course: Little, named: Named) -> None:
    """Several files of one id that fit are no doubt."""
    assert (
        named(little_course({"twice": TWICE, "twice--again": TWICE}), "def add(xs):\n    return 2 * sum(xs)\n" + MEAN)
        == "twice"
    )


def test_one_function_is_named_while_another_is_not_written(little_course: Little, named: Named) -> None:
    """What is written is compared; the stub of another function says nothing."""
    assert (
        named(
            little_course(KNOWN), "def add(xs):\n    return 2 * sum(xs)\ndef mean(xs):\n    raise NotImplementedError\n"
        )
        == "twice"
    )


def test_a_function_that_is_right_speaks_against_a_mistake_in_it(little_course: Little, named: Named) -> None:
    """Where add is right, the wrong mean is not the mistake that adds wrongly, though its means are the same."""
    source = "def add(xs):\n    return sum(xs)\n\n\ndef mean(xs):\n    return 2 * sum(xs) / len(xs)\n"
    assert named(little_course({"twice": TWICE}), source) is None
    assert named(little_course({"twice": TWICE}), source.replace("return sum", "return 5 * sum")) == "twice"


def test_a_changed_argument_is_part_of_the_answer(little_course: Little, named: Named) -> None:
    """A right value with a changed list is a separate mistake, in whatever way the list was changed."""
    suite = (
        "from grader.suite import agree, check\n\n\n"
        '@check(points=4, hint="Leave the list alone.")\n'
        'def test_leaves(submission):\n    """add and mean leave the list alone"""\n'
        "    xs = [3.0, 1.0]\n    submission.add(xs)\n"
        "    agree(submission.mean([4.0, 2.0]), 3.0)\n    agree(xs, [3.0, 1.0])\n"
    )
    course = little_course({"changes": CHANGES, "twice": TWICE}, suite)
    clears = "def add(xs):\n    t = sum(xs)\n    xs.clear()\n    return t\n"
    source = clears + "\n\ndef mean(xs):\n    n = len(xs)\n    return add(xs) / n\n"
    assert named(course, source) == "changes"


LOOSE = """\
from grader.suite import agree, check


@check(points=2, hint="Add them all.")
def test_add(submission):
    \"\"\"add gives the sum\"\"\"
    agree([submission.add([1, 2]), submission.mean([1, 2])], [3, 1.5])


@check(points=2, hint="Anything finite.", loose=True)
def test_nothing(submission):
    \"\"\"add takes an empty list\"\"\"
    agree(submission.add([]), 0.0, abs=1.0)
    agree(submission.add([9]), 9)
"""


def test_answers_that_may_rightly_differ_are_not_compared(little_course: Little, named: Named) -> None:
    """In a loose check it only matters whether an answer came."""
    mistake = TWICE.replace("2 * sum(xs)", "2 * sum(xs) + (0.25 if not xs else 0)")
    source = "def add(xs):\n    return 2 * sum(xs) if xs else 0.5\n\n\ndef mean(xs):\n    raise NotImplementedError\n"
    assert named(little_course({"twice": mistake}, LOOSE), source) == "twice"
    assert named(little_course({"twice": mistake}, LOOSE.replace(", loose=True", "")), source) is None


def test_an_exception_that_right_code_does_not_raise_is_an_answer(little_course: Little, named: Named) -> None:
    """The same exception with the same words names a mistake; another does not. Exceptions alone do where the line is of the same kind."""
    raises = '"""You cannot take nothing."""\n\n\ndef add(xs):\n    xs[0]\n    return sum(xs)\n' + MEAN
    course = little_course({"not-empty": raises}, LOOSE)
    assert (
        named(course, "def add(xs):\n    t = xs[0]\n    for x in xs[1:]: t += x\n    return t\n" + MEAN) == "not-empty"
    )
    assert named(course, "def add(xs):\n    1 / len(xs)\n    return sum(xs)\n" + MEAN) is None
    everywhere = '"""You begin with None."""\n\n\ndef add(xs):\n    return None + xs[0]\n' + MEAN
    course = little_course({"none": everywhere})
    assert named(course, "def add(xs):\n    t = None\n    return t + xs[0]\n" + MEAN) == "none"
    assert named(course, "def add(xs):\n    t = None\n    t = t + xs[0]\n    return t\n" + MEAN) is None
    assert named(course, "def add(xs):\n    return None + str(xs[0])\n" + MEAN) is None


@pytest.mark.parametrize("mean", ["import os; os._exit(0)", "while True: pass", "import socket", "raise SystemExit"])
def test_beside_a_call_without_an_outcome_nothing_is_named(little_course: Little, named: Named, mean: str) -> None:
    """Nobody knows what the code would have answered there, though the other function answers as a mistake does."""
    course = little_course(KNOWN)
    twice = "def add(xs):\n    return 2 * sum(xs)\n\n\ndef mean(xs):\n    "
    assert named(course, f"{twice}{mean}\n") is None
    assert named(course, f"{twice}return 'x'\n") == "twice"


def test_a_stretch_check_has_no_part_in_it(little_course: Little, named: Named) -> None:
    """Right code may fail a stretch check, so what it answers there tells nothing."""
    suite = LOOSE.replace("loose=True", "stretch=True").replace('points=2, hint="Add', 'points=4, hint="Add')
    mistake = TWICE.replace("def add(xs):", "def add(xs):\n    if not xs: return 77")
    course = little_course({"twice": mistake}, suite)
    assert named(course, "def add(xs):\n    return 2 * sum(xs)\n" + MEAN) == "twice"
    assert named(course, "def add(xs):\n    if not xs: raise SystemExit\n    return 2 * sum(xs)\n" + MEAN) == "twice"


PROVING = (
    LOOSE
    + """

@check(points=0, names="by-chance", hint="Twice the same.")
def test_same(submission):
    \"\"\"add answers the same twice\"\"\"
    agree(submission.add([1, 2, 3]), submission.add([1, 2, 3]))
"""
)


def test_a_check_can_name_what_has_no_value_to_compare(little_course: Little, named: Named) -> None:
    """Where no mistake gives the answers, the check that was failed by them proves one; no answer proves nothing, nor does NaN."""
    chance = '"""You roll dice."""\n\nimport random\n\n\ndef add(xs):\n    return random.random()\n' + MEAN
    course = little_course({"by-chance": chance, "twice": TWICE}, PROVING)
    assert (
        named(course, "import itertools\nc = itertools.count()\ndef add(xs):\n    return next(c)\n" + MEAN)
        == "by-chance"
    )
    assert named(course, "def add(xs):\n    return None\n" + MEAN) is None
    assert named(course, "def add(xs):\n    return math.nan\n\n\nimport math\n" + MEAN) is None  # it equals nothing
    assert named(course, "def add(xs):\n    return 2 * sum(xs)\n" + MEAN) == "twice"


def test_the_name_does_not_hang_on_the_seed(little_course: Little, named: Named) -> None:
    """Other inputs, the same name."""
    course = little_course(KNOWN)
    assert {named(course, "def add(xs):\n    return 2 * sum(xs)\n" + MEAN, seed) for seed in range(1, 6)} == {"twice"}
