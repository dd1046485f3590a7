"""The pages of a class and of a learner in Debian's Chromium: axe-core, both themes, 320 px, paper."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.remote.webdriver import WebDriver

from grader.classroom.gradebook.records import NewResult, StoredAttempt
from grader.classroom.gradebook.store import Gradebook
from grader.classroom.report import render
from grader.core.course import Course

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


def test_the_columns_of_a_large_class_do_not_overlap(
    tmp_path: Path, browser: WebDriver, look: Callable[..., None], course: Course
) -> None:
    """A hundred learners with long names, bonus points and letters: three columns where they fit, else fewer."""
    name = "Bartholomea Featherstonehaugh-Cholmondeley"
    with Gradebook(tmp_path / "class.sqlite", create=True) as gradebook:
        points: dict[str, Any] = {"status": "graded", "score": 100.5, "max_score": 100.5, "bonus": 12.5}
        entries = []
        for e in course.exercises:
            document = {"exercise": e.number, "name": e.name, **points, "checks": [], "misconception": None}
            entries.append(NewResult(e.name, f"i{e.number}", json.dumps(document), full_marks=True, **points))
        gradebook.record_all(StoredAttempt(f"learner{i:04}", f"c{i}", entries, name=name) for i in range(100))
        pages = [render(gradebook, course)]
        for i in range(100):
            gradebook.decisions.add(f"learner{i:04}", course.exercises[0].name, "points", 1.0, "oral", "")
        pages.append(render(gradebook, course))
    for page, columns in zip(pages, (3, 2), strict=True):
        (tmp_path / "class.html").write_text(page)
        for width in (1200, 1000, 600, 400):
            look(browser, width=width)
            browser.get((tmp_path / "class.html").as_uri())
            boxes = browser.execute_script(
                "return [...document.querySelectorAll('table.dense')].map(t => t.getBoundingClientRect())"
                ".map(b => [Math.round(b.top), b.left, b.right])"
            )
            assert browser.execute_script("return document.documentElement.scrollWidth") <= width
            assert all(right <= width for _, _, right in boxes)
            beside = [(one, other) for one, other in pairwise(boxes) if one[0] == other[0]]
            assert all(one[2] < other[1] for one, other in beside), (width, boxes)
            if width == 1200:
                assert len(boxes) == columns == len(beside) + 1
