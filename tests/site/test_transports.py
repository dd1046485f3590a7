"""Each way in which the page's interpreters talk: the same verdicts as in the terminal, loops that end, and a Stop that works."""

from __future__ import annotations

import pytest
from selenium import webdriver

from grader.core.course import Course
from tests.site.tools import REFERENCES, ROOT, Page, brief, native

STOPPED = "Stopped before there was an answer."
LOOP = """def update(w, b, gw, gb, eta):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
"""
HANGS_ONCE = """import math


def sigmoid(t):
    while t < -500:
        pass
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    return sigmoid(b + sum(xj * wj for xj, wj in zip(x, w)))
"""
HANGS_AND_ANSWERS = """import math


def sigmoid(t):
    while True:
        pass


def forward(x, w, b):
    return 1 / (1 + math.exp(-b - sum(xj * wj for xj, wj in zip(x, w))))
"""
UPHILL = (ROOT / "solutions" / "mistakes" / "ex4_update" / "ascends.py").read_text(encoding="utf-8")
RIGHT = REFERENCES["ex4_update.py"]
LEAVES = "def update(w, b, gw, gb, eta):\n    import os\n    try:\n        os._exit(3)\n    except BaseException:\n        return w, b\n"
OPENS = "def update(w, b, gw, gb, eta):\n    open('x')\n"


@pytest.mark.parametrize("transport", ["port", "shared", "single"])
def test_every_transport_grades_as_the_terminal_and_can_be_stopped(
    chromium: webdriver.Chrome, address: str, isolated: str, course: Course, transport: str
) -> None:
    """Marks, statuses and names are the terminal's, after a call that hangs too; Stop ends loading and loops; all goes on."""
    page = Page(chromium, f"{isolated if transport == 'shared' else address}ex4_update.html?transport={transport}")
    page.visit(page.url)
    page.press("#check")
    page.stop()
    assert page.text("#result") == STOPPED
    page.ready()
    cases = [
        (course.find("5"), {}),
        (course.find("4"), {"ex4_update.py": UPHILL}),
        (course.find("1"), {"ex1_sigmoid.py": HANGS_ONCE}),
        (course.find("1"), {"ex1_sigmoid.py": HANGS_AND_ANSWERS}),
        (course.find("1"), {"ex1_sigmoid.py": "while True:\n    pass\n"}),
        (course.find("4"), {"ex4_update.py": LOOP}),
        (course.find("4"), {"ex4_update.py": OPENS}),
        (course.find("4"), {"ex4_update.py": LEAVES}),
    ]
    for (exercise, files), wanted in zip(cases, native(course, cases), strict=True):
        assert brief(page.check(exercise.number, files)) == brief(wanted), files
    assert page.text("#result") == STOPPED  # what was stopped was not checked later

    page.write(UPHILL)
    page.press("#check")
    page.wait_for("#result", "Likely cause")
    page.write(LOOP)
    page.press_and_stop("#check")
    assert page.text("#result") == STOPPED
    assert page.text("#announce") == STOPPED
    assert page.count(".cm-lintRange-error, .cm-lintPoint-error") == 0
    page.press_and_stop("#try button")
    assert page.text("#tried") == STOPPED
    page.write(RIGHT)
    page.press("#check")
    page.wait_for("#result", "everything is right")
    chromium.execute_script("localStorage.clear()")
