"""The colours of the page's one style sheet: what axe cannot decide (signs, borders, rings) is computed here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import grader.pages

STYLE = (Path(grader.pages.__file__).parent / "static" / "style.css").read_text(encoding="utf-8")
TEXT = [
    ("ink", "page"),
    ("ink", "card"),
    ("ink", "wash"),
    ("soft", "page"),
    ("soft", "card"),
    ("soft", "wash"),
    ("accent", "page"),
    ("accent", "card"),
    ("on-accent", "accent"),
    ("right", "right-wash"),
    ("partial", "partial-wash"),
    ("wrong", "wrong-wash"),
    ("wrong", "page"),
    ("right", "page"),
    ("partial", "page"),
    ("right", "card"),
    ("wrong", "card"),
    ("partial", "card"),
    ("ink", "right-wash"),
    ("ink", "partial-wash"),
    ("ink", "wrong-wash"),
    ("soft", "right-wash"),
    ("soft", "partial-wash"),
    ("soft", "wrong-wash"),
    ("accent", "wrong-wash"),
]
CONTROLS = [
    ("edge", "page"),
    ("edge", "card"),
    ("accent", "card"),
    ("focus", "page"),
    ("focus", "card"),
    ("focus", "wash"),
    ("focus", "wrong-wash"),
    ("focus", "right-wash"),
]


def colours(theme: str) -> dict[str, str]:
    """Return the named colours of a theme; the first block is the light one."""
    blocks = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", blocks[theme == "dark"]))


def brightness(colour: str) -> float:
    """Return the relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_right() -> None:
    """Black on white is 21 to 1."""
    assert round(contrast("#000000", "#ffffff"), 6) == 21


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_contrast(theme: str) -> None:
    """Text has 4.5 to 1, controls and the ring of the focus have 3 to 1, in both themes."""
    named = colours(theme)
    weak = {pair: contrast(named[pair[0]], named[pair[1]]) for pair in TEXT}
    assert {pair: round(ratio, 2) for pair, ratio in weak.items() if ratio < 4.5} == {}
    weak = {pair: contrast(named[pair[0]], named[pair[1]]) for pair in CONTROLS}
    assert {pair: round(ratio, 2) for pair, ratio in weak.items() if ratio < 3} == {}


def test_every_colour_is_named() -> None:
    """No rule has its own colour, so that no theme can miss one; a picture's white ground aside."""
    rules = STYLE[STYLE.index("* { box-sizing") :]
    assert re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(|hsl", rules) == ["#fff"]
