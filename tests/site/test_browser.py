"""The site in Chromium: it grades as the terminal does, stops what does not end, keeps work, and asks nobody else."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from grader.core.course import Course
from grader.core.results import ExerciseResult
from grader.grading.grader import Grader
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import open_submission
from tests.site.tools import ROOT, Page, brief, native, serving

LOOP = "def update(w, b, gw, gb, eta):\n    while True:\n        try:\n            while True:\n                pass\n        except BaseException:\n            pass\n"
UPHILL = (ROOT / "solutions" / "mistakes" / "ex4_update" / "ascends.py").read_text(encoding="utf-8")
RIGHT = (ROOT / "solutions" / "ex4_update.py").read_text(encoding="utf-8")


@pytest.fixture(name="page", scope="module")
def _page(chromium: webdriver.Chrome, address: str) -> Iterator[Page]:
    """Give the page of exercise 4 with Python ready, in the transport that this browser has."""
    page = Page(chromium, address + "ex4_update.html")
    page.open()
    yield page
    chromium.execute_script("localStorage.clear()")


def test_all_mistakes_and_references_are_graded_as_in_the_terminal(page: Page, course: Course) -> None:
    """Marks, statuses and names of all known mistakes and references equal the terminal's, none left out."""
    cases = [
        (exercise, {f"{exercise.stem}.py": path.read_text(encoding="utf-8")})
        for exercise in course.exercises
        for path in (exercise.reference, *sorted(exercise.mistakes.glob("*.py")))
    ]
    assert len(cases) > 350
    page.begin_checks([(exercise.number, files) for exercise, files in cases])
    expected = native(course, cases)
    got = page.finished_checks(len(cases))
    differ = [
        (exercise.stem, brief(mine), brief(theirs))
        for (exercise, _), mine, theirs in zip(cases, expected, got, strict=True)
        if "problem" in theirs or brief(mine) != brief(theirs)
    ]
    assert not differ, differ[:5]


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
    """Each press of Hint adds one."""
    page.write(UPHILL)
    page.press("#hint")
    page.wait(lambda: page.count("#hints li") == 1)
    page.press("#hint")
    page.wait(lambda: page.count("#hints li") == 2)


def test_a_call_with_own_values_shows_what_it_gave(page: Page) -> None:
    """Run calls the reader's function, and says what is wrong with what is no call."""
    page.write(RIGHT)
    field = page.browser.find_element(By.ID, "expression")
    field.clear()
    field.send_keys("update([1.0], 0.5, [0.2], 0.1, 0.5)", Keys.ENTER)
    page.wait_for("#tried", "([0.9], 0.45)")
    field.clear()
    field.send_keys("update(", Keys.ENTER)
    page.wait_for("#tried", "Python cannot read")


def test_a_loop_that_catches_everything_ends_in_a_verdict_and_the_next_check_is_right(page: Page) -> None:
    """A call that never comes back is stopped and named; a fresh interpreter grades what follows."""
    got = page.check(4, {"ex4_update.py": LOOP})
    assert {one["status"] for one in got["checks"]} == {"timeout"}
    assert page.check(4, {"ex4_update.py": RIGHT})["score"] == 15


def test_stop_ends_what_runs_at_once(page: Page) -> None:
    """The Stop button ends a check without a verdict; the next check works."""
    page.write(LOOP)
    page.press("#check")
    page.wait(lambda: page.browser.find_element(By.ID, "stop").is_displayed())
    page.press("#stop")
    page.wait_for("#announce", "Stopped")
    assert page.check(4, {"ex4_update.py": RIGHT})["score"] == 15


def test_what_a_program_changes_in_a_module_is_gone_at_the_next_check(page: Page) -> None:
    """An interpreter that serves again has its modules as they were."""
    spoiled = "import math\nmath.exp = lambda t: 7.0\ndef sigmoid(t):\n    return math.exp(t)\ndef forward(x, w, b):\n    return 0.0\n"
    assert page.check(1, {"ex1_sigmoid.py": spoiled})["score"] == 0
    plain = (ROOT / "solutions" / "ex1_sigmoid.py").read_text(encoding="utf-8")
    assert page.check(1, {"ex1_sigmoid.py": plain})["score"] == 10


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("import os\n    os._exit(3)", "crashed"),
        ("open('/etc/passwd')", "forbidden"),
        ("import os\n    os.listdir('/')", "forbidden"),
        ("return update(w, b, gw, gb, eta)", "error"),
        ("import socket", "forbidden"),
    ],
)
def test_what_the_sandbox_refuses_is_refused_here(page: Page, course: Course, body: str, status: str) -> None:
    """Leaving, files, folders, endless recursion and modules that are not allowed have the sandbox's statuses."""
    files = {"ex4_update.py": f"def update(w, b, gw, gb, eta):\n    {body}\n"}
    (mine,) = native(course, [(course.find("4"), files)])
    assert {one["status"] for one in page.check(4, files)["checks"]} == {status}
    assert {one["status"] for one in mine["checks"]} == {status}


def test_work_survives_a_reload_and_earlier_versions_come_back(page: Page) -> None:
    """What is typed is there after a reload without a save; Reset keeps the old text among the versions."""
    page.write("# mine\n" + RIGHT)
    page.open()
    assert page.value().startswith("# mine")
    page.press("#reset")
    page.wait(lambda: "raise NotImplementedError" in page.value())
    page.press("#versions-part summary")
    page.press("#restore")
    page.wait(lambda: page.value().startswith("# mine"))


def test_a_browser_that_refuses_to_store_is_told_of_and_the_code_stays(page: Page) -> None:
    """Where storing fails the page says so, in a sentence, and still has the text."""
    page.browser.execute_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"
    )
    page.write("# too much\n")
    page.wait_for("#trouble", "refuses to keep your work")
    assert page.value() == "# too much\n"
    page.open()


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


def test_the_exported_folder_is_graded_in_the_terminal_and_comes_back(
    page: Page, course: Course, tmp_path: Path
) -> None:
    """The zip holds code and no points; `grade` grades it; importing it elsewhere gives the same files."""
    page.write(RIGHT)
    packed = base64.b64decode(page.call("export_work", {"files": {"ex4_update.py": RIGHT}})["data"])
    assert zipfile.ZipFile(io.BytesIO(packed)).namelist() == ["ex4_update.py"]
    (tmp_path / "work.zip").write_bytes(packed)
    with Sandbox() as sandbox, Grader(course, sandbox) as grader:
        result = grader.grade(course.find("4"), open_submission(tmp_path / "work.zip"), 1)
    assert isinstance(result, ExerciseResult)
    assert result.full_marks
    back = page.call("import_work", {"data": base64.b64encode(packed).decode(), "name": "work.zip"})
    assert back["files"] == {"ex4_update.py": RIGHT}
    assert (
        "none of this course"
        in page.call("import_work", {"data": "UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==", "name": "a.zip"})["trouble"]
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1200])
def test_every_page_and_state_is_accessible(page: Page, address: str, width: int, scheme: str) -> None:
    """axe-core finds nothing on the first page, a lesson with its lab, a wrong and a right verdict, and nothing overflows."""
    page.look(width, scheme)
    for text, shown in ((UPHILL, "Likely cause"), (RIGHT, "everything is right")):
        page.write(text)
        page.press("#check")
        page.wait_for("#result", shown)
        page.press("#hint")
        page.wait_for("#announce", "Hint" if text == UPHILL else "Nothing is wrong")
        assert page.complaints() == []
        assert page.browser.execute_script("return document.documentElement.scrollWidth") <= width
    for other in ("index.html", "ex1_sigmoid.html", "licences.html"):
        page.visit(address + other)
        if other.startswith("ex1"):
            page.wait(lambda: page.count(".neuron-lab table td") > 8)
        assert page.complaints() == []
        assert page.browser.execute_script("return document.documentElement.scrollWidth") <= width
    page.look(1200, "light")
    page.open()


def test_the_lab_steps_and_says_so(page: Page, address: str) -> None:
    """Step makes one update, told in words; a slider has a value in words."""
    page.visit(address + "ex4_update.html")
    page.wait(lambda: page.count(".neuron-lab [data-do=step]") == 1)
    page.press(".neuron-lab [data-do=step]")
    page.wait_for(".neuron-lab .said", "After 1 update the mean loss is 0.664.")
    values = page.browser.execute_script(
        "return [...document.querySelectorAll('.neuron-lab input')].map(i => i.ariaValueText ?? i.getAttribute('aria-valuetext'))"
    )
    assert values[2].startswith("−0.12 (slope") or values[2].startswith("−0.13 (slope")


@pytest.mark.parametrize("transport", ["shared"])
def test_the_other_transports_grade_and_stop_too(chromium: webdriver.Chrome, isolated: str, transport: str) -> None:
    """Over shared memory verdicts are the same, and a loop ends."""
    page = Page(chromium, f"{isolated}ex5_loop.html?transport={transport}")
    page.open()
    files = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "solutions").glob("ex[1-5]*.py")}
    assert page.check(5, files)["score"] == 35
    assert page.check(4, {"ex4_update.py": UPHILL})["misconception"]["id"] == "ascends"
    assert {one["status"] for one in page.check(4, {"ex4_update.py": LOOP})["checks"]} == {"timeout"}
    assert {
        one["status"]
        for one in page.check(4, {"ex4_update.py": "def update(w, b, gw, gb, eta):\n    open('x')\n"})["checks"]
    } == {"forbidden"}
    assert page.check(4, files)["score"] == 15


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


def test_the_quiz_is_marked_in_the_browser(chromium: webdriver.Chrome, address: str) -> None:
    """A question is answered and marked by Python in the page."""
    page = Page(chromium, address + "quiz-final.html")
    page.open()
    page.wait(lambda: page.count("#quiz a.primary"))
    assert "Practice" in page.text("footer") or "practice" in page.text("footer")
    page.browser.execute_script("document.querySelector('#quiz a.primary').click()")
    page.wait_for("#quiz", "Question 1 of 16")
    assert page.complaints() == []
    page.browser.execute_script(
        "const box = document.querySelector('#answer input[name=answer]'); if (box) { if (box.type === 'text') box.value = '1'; else box.checked = true; }"
        "document.querySelector('#answer button[value=check]').click()"
    )
    page.wait(lambda: page.count("#quiz .verdict") or page.count("#quiz .trouble"))
    assert page.complaints() == []
    assert "Close the quiz" not in page.text("#quiz")
