"""The pages of a class and of a learner in Debian's Chromium: axe-core, both themes, 320 px, paper."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from selenium.webdriver.remote.webdriver import WebDriver

from .conftest import diagnostics

ROOT = Path(__file__).parents[2]
ANSWERS = "{quiz: final, seed: 7, answers: {neuron-sum: 0, flat-place: raise, sure-and-wrong: pull}}"


@pytest.fixture(name="pages")
def _pages(tmp_path: Path, grade_cli: Callable[..., object]) -> list[Path]:
    """Give the page of a class of three, and that of one of them."""
    wrong = "def sigmoid(t):\n    return 0.25\ndef forward(x, w, b):\n    return 0.25\n"
    for name in ("anna", "Ömer-with-a-very-long-name-that-has-no-end", "=cmd"):
        folder = tmp_path / "class" / name
        folder.mkdir(parents=True)
        shutil.copy(ROOT / "solutions" / "ex2_loss.py", folder)
        (folder / "ex1_sigmoid.py").write_text(wrong)
        (folder / "quiz_answers.yaml").write_text(ANSWERS)
    grade_cli("submissions", "class", expect=1)
    grade_cli("report", "--output", "class.html")
    grade_cli("report", "--learner", "anna", "--output", "anna.html")
    return [tmp_path / "class.html", tmp_path / "anna.html"]


def test_the_pages_are_read_by_everybody(
    pages: list[Path], browser: WebDriver, look: Callable[..., None], axe: str
) -> None:
    """Nothing for axe to say in either theme, and no sideways scrolling of the page at 320 pixels."""
    for page in pages:
        for scheme in ("light", "dark"):
            for width in (1000, 320):
                look(browser, width=width, scheme=scheme)
                browser.get(page.as_uri())
                assert browser.execute_script("return document.documentElement.scrollWidth") <= width, page.name
                assert diagnostics(browser, axe) == [], f"{page.name}, {scheme}, {width} px"


def test_paper_shows_what_is_folded_on_the_screen(pages: list[Path], browser: WebDriver) -> None:
    """Every question's answers are printed, open or not."""
    browser.get(pages[0].as_uri())
    folded = (
        "return [...document.querySelectorAll('details:not([open])')]"
        ".map(one => getComputedStyle(one, '::details-content').contentVisibility)"
    )
    assert set(browser.execute_script(folded)) == {"hidden"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert set(browser.execute_script(folded)) == {"visible"}
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
