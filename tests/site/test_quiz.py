"""The quiz on a static page: marked in the browser, kept over a reload, handed in, and begun again."""

from __future__ import annotations

from selenium import webdriver

from grader.quiz import sitting as steps
from grader.quiz.course_index import read_course
from grader.quiz.load import load_quiz
from grader.quiz.present import present
from tests.site.tools import ROOT, Page


def _press(page: Page, selector: str) -> None:
    page.wait(lambda: page.count(selector) and not page.count("#quiz[aria-busy]"))
    page.browser.execute_script("document.querySelector(arguments[0]).click()", selector)


def _sitting_that_begins_with_a_choice() -> str:
    quiz = load_quiz(ROOT / "quiz" / "final.yaml", read_course(ROOT))
    sittings = (steps.start(quiz, seed) for seed in range(1000))
    chosen = next(one for one in sittings if present(quiz, one.items[0].id, one.seed).type == "choice")
    return steps.save(chosen).decode()


def test_the_quiz_is_marked_goes_on_after_a_reload_and_is_handed_in(chromium: webdriver.Chrome, address: str) -> None:
    """An answer is marked and there after a reload; so is the result after handing in; then another sitting can begin."""
    page = Page(chromium, address + "quiz-final.html#/q/1")
    page.open()
    chromium.execute_script(
        "localStorage.clear(); localStorage.setItem(`grade/${JSON.parse(document.querySelector('#page').textContent).course}"
        "/quiz/final`, JSON.stringify(arguments[0]))",
        _sitting_that_begins_with_a_choice(),
    )
    page.reload()
    page.wait_for("#quiz", "Question 1 of 16")
    assert "practice" in page.text("footer")
    assert page.complaints() == []
    title = page.text("#quiz h1")
    _press(page, "#answer input[name=answer]")
    _press(page, "#answer button[value=check]")
    page.wait(lambda: page.count("#quiz .verdict"))
    assert page.complaints() == []
    assert "Close the quiz" not in page.text("#quiz")

    page.reload()
    page.wait(lambda: page.count("#quiz .verdict"))
    assert page.text("#quiz h1") == title
    _press(page, "#quiz button[value=review]")
    page.wait_for("#quiz", "15 questions have no answer yet")
    _press(page, "#quiz form[action='/hand-in'] button")
    page.wait_for("#quiz", "Your result")
    result = page.text("#quiz h1")
    assert page.complaints() == []

    page.reload()
    page.wait_for("#quiz", "Your result")
    assert page.text("#quiz h1") == result
    _press(page, "#quiz form[action='/anew'] button")
    _press(page, "#quiz a.primary")
    page.wait_for("#quiz", "Question 1 of 16")
    assert page.count("#quiz .verdict") == 0

    key = chromium.execute_script("return Object.keys(localStorage).find(key => key.endsWith('quiz/final'))")
    chromium.execute_script("localStorage.setItem(arguments[0], '\"no sitting\"')", key)
    page.reload()
    page.wait_for("#trouble", "begins again")
    page.wait_for("#quiz", "Question 1 of 16")
    chromium.execute_script("localStorage.clear()")
