"""grader.quiz.wording: typed texts compared with accepted ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.quiz.wording import compiled, distance, fault_of_pattern, normalise

DEFAULT = ("trim", "spaces", "case", "nfkc", "dashes")


@pytest.mark.parametrize(
    ("text", "steps", "expected"),
    [
        ("  The  Sum ", DEFAULT, "the sum"),
        ("back\u2013propagation", DEFAULT, "back-propagation"),
        ("\ufb01rst", DEFAULT, "first"),
        ("The sum!", (*DEFAULT, "punctuation", "articles"), "sum"),
        ("The Sum", ("trim",), "The Sum"),
        ("a  b", ("case",), "a  b"),
    ],
)
def test_only_the_named_steps_are_taken(text: str, steps: tuple[str, ...], expected: str) -> None:
    """Spaces, case, dashes and so on make no difference where the question says so."""
    assert normalise(text, steps) == expected


@given(st.text(max_size=40))
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    """With the default steps, what is normalised stays as it is."""
    once = normalise(text, DEFAULT)
    assert normalise(once, DEFAULT) == once


@pytest.mark.parametrize(
    ("left", "right", "edits"),
    [
        ("gradient", "gradient", 0),
        ("gradient", "gradeint", 1),
        ("gradient", "gradent", 1),
        ("gradient", "gradients", 1),
        ("gradient", "grandeint", 2),
        ("gradient", "neuron", 3),
    ],
)
def test_distance_counts_slips(left: str, right: str, edits: int) -> None:
    """A letter more, less, other, or two swapped is one slip; beyond the limit all is alike."""
    assert distance(left, right, 2) == edits


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_distance_has_no_side(left: str, right: str) -> None:
    """From here to there it is as far as back."""
    assert distance(left, right, 9) == distance(right, left, 9)


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+", "(a|aa)*", "(a*)*b", r"(a)\1", "(?=a)b", "(?P<x>a)", "a*b*c*", "(a{1,9}){1,9}", "a?" * 9, "[", "(a"],
)
def test_a_pattern_that_could_run_for_ever_is_refused(pattern: str) -> None:
    """Repeated groups, back references, look-arounds and too many choices are not taken."""
    assert fault_of_pattern(pattern) is not None


@pytest.mark.parametrize("pattern", ["(it )?(goes|moves) down(wards?)?", r"w\s*-\s*eta", "[a-z*+]{2,5}", r"\d+ steps?"])
def test_a_pattern_that_is_taken_comes_to_an_end(pattern: str) -> None:
    """What is taken decides on the longest answer; a pattern that branches without end would never return."""
    assert fault_of_pattern(pattern) is None
    for letter in "it go1 -":
        compiled(pattern, True).fullmatch(letter * 200)
