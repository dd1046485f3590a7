"""A learner's work on a static page: it survives a reload, another tab and a full store, and travels as a folder."""

from __future__ import annotations

import zipfile
from pathlib import Path

from selenium.webdriver.common.by import By

from grader.core.course import Course
from grader.core.results import ExerciseResult
from grader.grading.grader import Grader
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import open_submission
from tests.site.tools import REFERENCES, Page

RIGHT = REFERENCES["ex4_update.py"]
FILE = "ex4_update.py"


def test_work_survives_a_reload_and_earlier_versions_come_back(page: Page) -> None:
    """What is typed is there after a reload without a save; Reset keeps the old text among the versions."""
    page.write("# mine\n" + RIGHT)
    page.open()
    page.wait(lambda: page.value().startswith("# mine"))
    page.press("#reset")
    page.wait(lambda: "raise NotImplementedError" in page.value())
    page.press("#versions-part summary")
    page.press("#restore")
    page.wait(lambda: page.value().startswith("# mine"))


def test_a_text_of_another_tab_is_shown_or_kept_but_never_overwritten(page: Page) -> None:
    """A save over what another tab wrote, and this one has not seen, keeps that text among the versions, and says so."""
    page.write("# mine\n")
    page.keep({FILE: "# of another tab\n"})  # no event comes to the tab that writes, as to one that sleeps
    page.write("# mine, later\n")
    page.wait_for("#trouble", "another tab")
    versions = page.browser.execute_script("return [...document.querySelectorAll('#versions option')].length")
    page.press("#restore")
    page.wait(lambda: page.value() == "# of another tab\n")
    assert versions > 0
    first = page.browser.current_window_handle
    page.browser.switch_to.new_window("tab")
    page.visit(page.url)
    page.write("# in the second tab\n")
    second = page.browser.current_window_handle
    page.browser.switch_to.window(first)
    page.wait(lambda: page.value() == "# in the second tab\n")
    page.browser.switch_to.window(second)
    page.browser.close()
    page.browser.switch_to.window(first)


def test_a_browser_that_refuses_to_store_is_told_of_and_nothing_takes_the_text_away(page: Page) -> None:
    """Where there is no room the page says so until there is; Reset then changes nothing; a small thing kept hides nothing."""
    page.browser.execute_script(
        "window.real = Storage.prototype.setItem;"
        "Storage.prototype.setItem = function (key, text) {"
        " if (key.includes('/result/')) return real.call(this, key, text);"
        " throw new DOMException('full', 'QuotaExceededError'); }"
    )
    page.write(RIGHT)
    page.wait_for("#trouble", "cannot keep your work")
    page.press("#check")
    page.wait_for("#result", "everything is right")
    assert page.browser.find_element(By.ID, "trouble").is_displayed()
    page.press("#reset")
    page.wait_for("#announce", "could not be kept")
    assert page.value() == RIGHT
    page.browser.execute_script("Storage.prototype.setItem = window.real")
    page.write(RIGHT + "# more\n")
    page.wait(lambda: not page.browser.find_element(By.ID, "trouble").is_displayed())
    page.open()
    page.wait(lambda: page.value() == RIGHT + "# more\n")


def test_a_folder_comes_in_as_a_zip_and_goes_out_as_one_that_the_terminal_grades(
    page: Page, address: str, course: Course, tmp_path: Path
) -> None:
    """Import takes a zip of `grade init`'s layout and keeps what stood there; Export gives code and no points."""
    page.write("# before\n")
    page.visit(address + "index.html")
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        archive.writestr(f"my-neuron/{FILE}", RIGHT)
    (tmp_path / "bad.zip").write_bytes(b"PK no zip")
    field = page.browser.find_element(By.ID, "import")
    field.send_keys(str(tmp_path / "bad.zip"))
    page.wait_for("#announce", "could not be imported")
    field.send_keys(str(tmp_path / "in.zip"))
    page.wait_for("#announce", f"Imported: {FILE}")
    page.browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    page.press("#export")
    page.wait_for("#announce", "Your folder is in")
    page.wait(lambda: list(tmp_path.glob("from-one*.zip")))
    (out,) = tmp_path.glob("from-one*.zip")
    names = zipfile.ZipFile(out).namelist()
    assert sorted(names) == sorted(f"{one.stem}.py" for one in course.exercises)
    with Sandbox() as sandbox, Grader(course, sandbox) as grader:
        result = grader.grade(course.find("4"), open_submission(out), 1)
    assert isinstance(result, ExerciseResult)
    assert result.full_marks
    page.open()
    page.wait(lambda: page.value() == RIGHT)
    page.press("#restore")
    page.wait(lambda: page.value() == "# before\n")
