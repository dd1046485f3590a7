"""grader.core.points: points as people write them."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.core.points import count_points, format_points


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (1, "1"),
        (2.0, "2"),
        (0.5, "0.5"),
        (1 / 3, "0.33"),
        (0.1 + 0.2, "0.3"),
        (12000.25, "12000.25"),
        (1000003, "1000003"),
        (-0.001, "0"),
        (-2.5, "-2.5"),
        (100, "100"),
    ],
)
def test_points_are_written_without_zeros_and_without_an_exponent(number: float, text: str) -> None:
    """At most two decimals, never 12000.2 or 1e+06."""
    assert format_points(number) == text


@given(st.integers(-(10**9), 10**9))
def test_whole_cents_survive(cents: int) -> None:
    """Reading back what was written gives the same number."""
    assert float(format_points(cents / 100)) == pytest.approx(cents / 100, abs=1e-9)


@given(st.floats(0, 1e6))
def test_points_have_two_decimals_at_most(value: float) -> None:
    """Course sites read them: they are right to half a cent."""
    assert re.fullmatch(r"\d+(\.\d{1,2})?", format_points(value))
    assert abs(float(format_points(value)) - value) <= 0.005000001


def test_one_point_is_singular() -> None:
    """Only exactly one is a point."""
    assert (count_points(1), count_points(0), count_points(1.5)) == ("1 point", "0 points", "1.5 points")


def test_points_are_formatted_in_one_place() -> None:
    """No f-string of the grader gives points a format of its own: `:g` writes 1000003 as 1e+06."""
    found = []
    for path in (Path(__file__).parents[1] / "grader").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.FormattedValue) and node.format_spec:
                names = {getattr(part, "attr", getattr(part, "id", "")) for part in ast.walk(node.value)}
                found += [f"{path}:{node.lineno}"] if names & {"points", "max_score", "bonus"} else []
    assert found == []
