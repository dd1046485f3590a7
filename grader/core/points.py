"""Points as people write them."""

from __future__ import annotations


def format_points(number: float) -> str:
    """Return points to at most two decimals, with no zeros at the end: `2`, `0.5`, `12000.25`."""
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def count_points(number: float) -> str:
    """Return points with their noun: `1 point`, `2.5 points`."""
    return f"{format_points(number)} point" if number == 1 else f"{format_points(number)} points"
