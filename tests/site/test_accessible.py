"""Every page and state, narrow and wide, light and dark: axe-core finds nothing, and nothing overflows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.site.tools import REFERENCES, ROOT, Page

UPHILL = (ROOT / "solutions" / "mistakes" / "ex4_update" / "ascends.py").read_text(encoding="utf-8")
LOOP = "def update(w, b, gw, gb, eta):\n    while True:\n        pass\n"


def _lesson(page: Page) -> None:
    page.wait(lambda: page.count(".neuron-lab table td") > 8)
    page.press(".neuron-lab [data-do=train]")


def _wrong(page: Page) -> None:
    page.write(UPHILL)
    page.press("#check")
    page.wait_for("#result", "Likely cause")
    page.press("#hint")
    page.wait(lambda: page.count("#hints li"))
    page.press("#try button")
    page.wait_for("#tried", "gives")


def _right(page: Page) -> None:
    page.keep(REFERENCES)
    page.reload()
    page.press("#check")
    page.wait(lambda: page.count("#result .sketch"))


def _loop(page: Page) -> None:
    page.write(LOOP)
    page.press("#check")
    page.wait_for("#result", "never ends")


def _stopped(page: Page) -> None:
    page.write(LOOP)
    page.press_and_stop("#check")


STATES: list[tuple[str, Callable[[Page], None]]] = [
    ("index.html", lambda page: None),
    ("licences.html", lambda page: None),
    ("ex1_sigmoid.html", _lesson),
    ("ex5_loop.html", _right),
    ("ex4_update.html", _wrong),
    ("", _stopped),
    ("", _loop),
]


def test_every_page_and_state_is_accessible(page: Page, address: str) -> None:
    """The first page, licences, a lesson with its lab, a picture, a wrong verdict with a hint, a loop, a stop."""
    for name, reach in STATES:
        if name:
            page.visit(address + name)
        reach(page)
        for look in page.looks():
            assert page.complaints() == [], (name, reach.__name__, *look)
    page.browser.execute_script("localStorage.clear()")
    page.open()


@pytest.mark.parametrize("name", ["quiz-final.html#/q/1"])
def test_the_quiz_is_accessible(page: Page, address: str, name: str) -> None:
    """A question of the quiz."""
    page.visit(address + name)
    page.wait_for("#quiz", "Question 1 of 16")
    for _ in page.looks():
        assert page.complaints() == []
    page.browser.execute_script("localStorage.clear()")
    page.open()
