"""grader.quiz.numbers: numbers as people write them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.quiz.numbers import UnreadableError, read_number, shown


@pytest.mark.parametrize(
    ("typed", "value", "rest"),
    [
        ("0.62", 0.62, ""),
        ("0,62", 0.62, ""),
        (" -3 ", -3.0, ""),
        ("\u22123", -3.0, ""),
        ("+3", 3.0, ""),
        (".5", 0.5, ""),
        ("5.", 5.0, ""),
        ("1e-3", 0.001, ""),
        ("1e\u22123", 0.001, ""),
        ("0.00000001e5", 0.001, ""),
        ("1/4", 0.25, ""),
        ("-1/-4", 0.25, ""),
        ("3 / 4", 0.75, ""),
        ("0,500", 0.5, ""),
        ("1234,5", 1234.5, ""),
        ("96 updates", 96.0, "updates"),
        ("5%", 0.05, ""),
        (7, 7.0, ""),
        (0.5, 0.5, ""),
    ],
)
def test_what_people_write_is_read(typed: object, value: float, rest: str) -> None:
    """Comma, true minus, fraction, exponent and a unit after it are read."""
    assert read_number(typed)[:2] == (value, rest)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "is not a number"),
        ("ten", "is not a number"),
        ("nan", "is not a number"),
        ("inf", "is not a number"),
        ("1_000", "is not a number"),
        ("1.2.3", "is not a number"),
        ("0.5.2", "is not a number"),
        ("1,234,567", "is not a number"),
        ("1 000", "is not a number"),
        ("--3", "is not a number"),
        ("1,000", "could be read in two ways. Write 1000, or 1.000"),
        ("1/0", "divides by zero"),
        ("1e400", "not a finite number"),
        ("9" * 101, "longer than"),
        (True, "single number"),
        (None, "single number"),
        ([1], "single number"),
        (float("nan"), "not a finite number"),
        (float("inf"), "not a finite number"),
        (10**400, "too large"),
        ("٣", "is not a number"),
    ],
)
def test_what_is_no_number_is_refused_in_words(typed: object, words: str) -> None:
    """What cannot be read, or could be read in two ways, is refused and says why."""
    with pytest.raises(UnreadableError, match=words):
        read_number(typed)


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
def test_a_number_that_is_shown_reads_back(value: float) -> None:
    """What the engine writes, it reads as the same number."""
    if abs(value) >= 1e-6:
        assert math.isclose(read_number(shown(value)).value, value, rel_tol=1e-6)


def test_any_number_can_be_shown() -> None:
    """Endless ones too: an answers file may hold them."""
    assert [shown(value) for value in (float("inf"), float("nan"), 10**400 // 10**399, 1e-7, 2.0)] == [
        "inf",
        "nan",
        "10",
        "0.0000001",
        "2",
    ]


@given(st.integers(-(10**6), 10**6), st.integers(0, 999))
def test_comma_and_point_are_the_same(whole: int, part: int) -> None:
    """A decimal comma means what a point means, unless it could be one of thousands."""
    typed = f"{whole}.{part:04d}"
    assert read_number(typed.replace(".", ",")) == read_number(typed)


@given(st.text(max_size=80))
def test_any_text_is_a_number_or_is_refused(text: str) -> None:
    """No text breaks the reader: it gives a finite number or says why not."""
    try:
        value = read_number(text).value
    except UnreadableError:
        return
    assert math.isfinite(value)
