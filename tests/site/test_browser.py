"""The site in Chromium: it grades as the terminal does, stops what does not end, keeps work, and asks nobody else."""

from __future__ import annotations

import json
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from grader.core.course import Course
from tests.site.tools import REFERENCES, ROOT, Page, differences, known_cases, native, serving

HEAD = "def update(w, b, gw, gb, eta):\n"
REFUSED = {
    "import os\n    os._exit(3)": "crashed",
    "open('/etc/passwd')": "forbidden",
    "import os\n    os.listdir('/')": "forbidden",
    "return update(w, b, gw, gb, eta)": "error",
    "import socket": "forbidden",
}
UPHILL = (ROOT / "solutions" / "mistakes" / "ex4_update" / "ascends.py").read_text(encoding="utf-8")
RIGHT = (ROOT / "solutions" / "ex4_update.py").read_text(encoding="utf-8")


def test_mistakes_and_references_are_graded_as_in_the_terminal(page: Page, course: Course) -> None:
    """Marks, statuses and names of every thirteenth known mistake, all references and what is refused equal the terminal's."""
    cases = [(exercise, {}) for exercise in course.exercises] + list(known_cases(course))[::13]
    cases += [(course.find("4"), {"ex4_update.py": f"{HEAD}    {body}\n"}) for body in REFUSED]
    assert len(cases) > 30
    page.begin_checks([(exercise.number, files) for exercise, files in cases])
    expected = native(course, cases)
    got = page.finished_checks(len(cases))
    assert differences(cases, expected, got) == []
    statuses = [{check["status"] for check in one["checks"]} for one in got[-len(REFUSED) :]]
    assert statuses == [{status} for status in REFUSED.values()]


def test_check_shows_the_named_mistake_and_announces_it(page: Page) -> None:
    """Check by key shows the likely cause and the points, marks the line, says so in a live region, and that it is practice."""
    page.write(UPHILL)
    page.editor().send_keys(Keys.CONTROL, Keys.ENTER)
    shown = page.wait_for("#result", "Likely cause")
    assert "0 of 15 points" in shown
    assert "Practice, not marks" in shown
    said = page.text("#announce")
    assert page.browser.find_element(By.ID, "announce").get_attribute("role") == "status"
    assert "Practice result: 0 of 15 points" in said
    assert "Likely cause" in said
    assert page.count(".cm-lintRange-error, .cm-lintPoint-error") > 0


def test_hints_come_one_at_a_time(page: Page) -> None:
    """Each press of Hint adds one; they stay while the same thing is wrong, and go when it is fixed."""
    page.write(UPHILL)
    page.press("#hint")
    page.wait(lambda: page.count("#hints li") == 1)
    page.press("#hint")
    page.wait(lambda: page.count("#hints li") == 2)
    page.press("#check")
    page.wait_for("#result", "Likely cause")
    assert page.count("#hints li") == 2
    page.write(RIGHT)
    page.press("#check")
    page.wait_for("#result", "everything is right")
    assert page.text("#hints").strip() == ""


def test_a_call_with_own_values_shows_what_it_gave(page: Page) -> None:
    """Run calls the reader's function, and says what is wrong with what is no call; a check of other code takes it away."""
    page.write(RIGHT)
    field = page.browser.find_element(By.ID, "expression")
    field.clear()
    field.send_keys("update([1.0], 0.5, [0.2], 0.1, 0.5)", Keys.ENTER)
    page.wait_for("#tried", "([0.9], 0.45)")
    field.clear()
    field.send_keys("update(", Keys.ENTER)
    page.wait_for("#tried", "Python cannot read")
    page.press("#check")
    page.wait_for("#result", "everything is right")
    assert "Python cannot read" in page.text("#tried")
    page.write(UPHILL)
    page.press("#check")
    page.wait_for("#result", "Likely cause")
    assert page.text("#tried").strip() == ""


def test_what_a_program_changes_in_a_module_is_gone_at_the_next_check(page: Page) -> None:
    """An interpreter that serves again has its modules as they were."""
    spoiled = "import math\nmath.exp = lambda t: 7.0\ndef sigmoid(t):\n    return math.exp(t)\ndef forward(x, w, b):\n    return 0.0\n"
    assert page.check(1, {"ex1_sigmoid.py": spoiled})["score"] == 0
    plain = (ROOT / "solutions" / "ex1_sigmoid.py").read_text(encoding="utf-8")
    assert page.check(1, {"ex1_sigmoid.py": plain})["score"] == 10


def test_tab_leaves_the_editor_and_a_plain_field_serves_as_well(page: Page) -> None:
    """Tab moves on from the editor; the plain text field has a name, and Ctrl+Enter checks from it."""
    page.editor().click()
    page.editor().send_keys(Keys.TAB)
    assert not page.browser.execute_script("return document.activeElement.closest('#editor') !== null")
    page.press("#plain")
    area = page.browser.find_element(By.CSS_SELECTOR, "#editor textarea")
    assert area.get_attribute("aria-label") == "Your code, ex4_update.py"
    area.clear()
    area.send_keys(UPHILL.replace("    ", "    "), Keys.CONTROL, Keys.ENTER)
    page.wait_for("#result", "Likely cause")
    page.press("#plain")


def test_what_takes_longer_is_shown_after_the_verdict(page: Page, address: str) -> None:
    """The line that decides is told for a mistake without a name; the learned line and the gradient's arrows are drawn."""
    page.write(RIGHT.replace("eta * gb", "eta * eta * gb"))
    page.press("#check")
    page.wait_for("#result", "The line that decides")
    found = page.check(4, {"ex4_update.py": page.value()})
    assert found["repair"]["hints"][0] in page.text("#result")
    for name, lines in (("ex3_gradient", 8), ("ex5_loop", 2)):
        page.visit(f"{address}{name}.html")
        page.keep(REFERENCES)
        page.reload()
        page.press("#check")
        page.wait(lambda: page.count("#result .sketch"))
        assert page.count(".sketch path.yours, .sketch path.right") == lines
        assert "our " in str(page.browser.find_element(By.CSS_SELECTOR, ".sketch").get_attribute("aria-label"))
    page.browser.execute_script("localStorage.clear()")
    page.open()


def test_the_lab_steps_and_says_so(page: Page, address: str) -> None:
    """Step makes one update, told in words; a slider has a value in words."""
    page.visit(address + "ex4_update.html")
    page.wait(lambda: page.count(".neuron-lab [data-do=step]") == 1)
    page.press(".neuron-lab [data-do=step]")
    page.wait_for(".neuron-lab .said", "The mean loss after update 1 is 0.664.")
    values = page.browser.execute_script(
        "return [...document.querySelectorAll('.neuron-lab input')].map(i => i.ariaValueText ?? i.getAttribute('aria-valuetext'))"
    )
    assert values[2].startswith("−0.12 (slope") or values[2].startswith("−0.13 (slope")


def test_embedding_tells_the_page_around_it_how_far_the_reader_is(
    chromium: webdriver.Chrome, address: str, folder: Path
) -> None:
    """A frame with embed.html shows the exercise alone, and posts points without code."""
    host = folder.parent / "lesson.html"
    host.write_text(
        '<!doctype html><title>t</title><script>addEventListener("message", e => { window.told = e.data; });</script>'
        '<iframe title="Exercise" src="course/embed.html?exercise=update" width="900" height="700"></iframe>'
    )
    chromium.get(address.replace("course/", "lesson.html"))
    chromium.switch_to.frame(0)
    page = Page(chromium, "")
    page.wait(lambda: page.count("body.embedded #check") == 1)
    assert not chromium.find_element(By.CSS_SELECTOR, ".lesson").is_displayed()
    page.ready()
    page.write(RIGHT)
    page.press("#check")
    page.wait_for("#result", "everything is right")
    chromium.switch_to.default_content()
    page.wait(lambda: chromium.execute_script("return window.told !== undefined"))  # messages come a moment later
    told = chromium.execute_script("return window.told")
    assert told == {
        "type": "grade:progress",
        "exercise": 4,
        "name": "update",
        "full": True,
        "score": 15,
        "max_score": 15,
    }


def test_no_request_leaves_the_origin_and_nothing_is_refused(
    chromium: webdriver.Chrome, address: str, isolated: str
) -> None:
    """All requests of all tests so far went to the servers of the tests; the pages' policy blocked nothing of theirs."""
    asked = [json.loads(entry["message"])["message"] for entry in chromium.get_log("performance")]
    urls = {one["params"]["request"]["url"] for one in asked if one["method"] == "Network.requestWillBeSent"}
    ours = tuple(url.split("/some/")[0] for url in (address, isolated))
    assert len(urls) > 10
    assert [url for url in urls if not url.startswith((*ours, "data:", "blob:"))] == []
    blocked = [entry["message"] for entry in chromium.get_log("browser") if "Security Policy" in entry["message"]]
    assert blocked == []


def test_the_site_works_without_a_network_after_the_first_visit(folder: Path, chromium: webdriver.Chrome) -> None:
    """With the server gone, a page that was never opened loads, and grades."""
    address, end = serving(folder)
    page = Page(chromium, address + "ex4_update.html")
    page.open()
    page.wait(
        lambda: chromium.execute_async_script(
            "const done = arguments[0]; navigator.serviceWorker.ready.then(r => done(r.active?.state === 'activated'))"
        )
    )
    end()
    page = Page(chromium, address + "ex1_sigmoid.html")
    page.open()
    plain = (ROOT / "solutions" / "ex1_sigmoid.py").read_text(encoding="utf-8")
    assert page.check(1, {"ex1_sigmoid.py": plain})["score"] == 10
