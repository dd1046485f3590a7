"""The page in Debian's Chromium: axe-core on every state, both themes, 320 px, the keyboard, and what axe cannot see."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support.wait import WebDriverWait

from .conftest import SURE, diagnostics

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

Serve = Callable[..., str]
Look = Callable[..., None]


@pytest.fixture(name="page")
def _page(serve: Serve, browser: WebDriver) -> Page:
    """Give the kitchen quiz, opened at the address that `grade quiz --web` printed."""
    return Page(browser, serve())


class Page:
    """The page as a hand and an eye meet it."""

    def __init__(self, browser: WebDriver, address: str) -> None:
        self.browser, self.base = browser, address.split("?")[0]
        browser.get(address)

    def to(self, path: str) -> Page:
        """Open a page."""
        self.browser.get(self.base + path)
        return self

    def all(self, selector: str) -> list[Any]:
        """Return every element."""
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def press(self, do: str) -> Page:
        """Press the button of that value."""
        return self.leave(self.all(f"button[value='{do}']")[0].click)

    def leave(self, act: Callable[[], object]) -> Page:
        """Do what leads to another page, and wait until that is there."""
        old = self.all("html")[0]
        act()
        wait = WebDriverWait(self.browser, 20, 0.02)
        wait.until(lambda _: has_gone(old))
        wait.until(lambda _: self.run("document.readyState") == "complete")
        # the browser gives the focus to what asks for it a frame later
        wait.until(
            lambda _: self.run("!document.querySelector('[autofocus]') || document.activeElement !== document.body")
        )
        return self

    def enter(self, *keys: str) -> Page:
        """Press keys that lead to another page; Enter, unless told otherwise."""
        return self.leave(lambda: self.keys(*(keys or (Keys.ENTER,))))

    def type(self, text: str, into: str = "#typed") -> Page:
        """Type into a field."""
        (field,) = self.all(into)
        field.clear()
        field.send_keys(text)
        return self

    def keys(self, *keys: str) -> Page:
        """Press keys, wherever the focus is."""
        ActionChains(self.browser).send_keys(*keys).perform()
        return self

    def run(self, script: str, *arguments: Any) -> Any:
        """Run a script of the test's own; the page has none."""
        return self.browser.execute_script(f"return {script}", *arguments)

    @property
    def focused(self) -> Any:
        """Return the element that has the focus."""
        return self.browser.switch_to.active_element


def has_gone(element: Any) -> bool:
    """Say whether the page that an element was on has been left."""
    try:
        element.is_enabled()
    except WebDriverException:
        return True
    return False


STATES: dict[str, Callable[[Page], Page]] = {
    "start": lambda page: page,
    "choice": lambda page: page.to("q/1"),
    "choice, hint open": lambda page: page.to("q/1").press("hint"),
    "choice, nothing chosen": lambda page: page.to("q/1").press("check"),
    "choice, right": lambda page: choose(page.to("q/1"), "100 degrees Celsius").press("check"),
    "choice, wrong": lambda page: choose(page.to("q/1"), "212 degrees").press("check"),
    "choice, no try left": lambda page: thrice(page),
    "multi": lambda page: page.to("q/2"),
    "multi, partly right": lambda page: choose(page.to("q/2"), "Celsius").press("check"),
    "number": lambda page: page.to("q/3"),
    "number, filled": lambda page: page.to("q/3").type("20").press("review").to("q/3"),
    "number, unreadable": lambda page: page.to("q/3").type("1.2.3").press("check"),
    "text": lambda page: page.to("q/4"),
    "text, wrong": lambda page: page.to("q/4").type("hot").press("check"),
    "order": lambda page: page.to("q/5"),
    "order, some placed": lambda page: page.to("q/5").press("add-3").press("add-1"),
    "order, partly right": lambda page: page.to("q/5").press("add-3").press("add-1").press("check"),
    "match": lambda page: page.to("q/6"),
    "match, partly right": lambda page: partly(page.to("q/6")).press("check"),
    "program": lambda page: page.to("q/7"),
    "program, wrong": lambda page: page.to("q/7").type("n * 3", "#gap-1").press("check"),
    "review": lambda page: page.to("q/3").type("20").press("review"),
    "result": lambda page: hand_in(choose(page.to("q/1"), "212 degrees").press("check")),
    "looked at again": lambda page: hand_in(choose(page.to("q/1"), "212 degrees").press("check")).to("q/1"),
    "closed": lambda page: close(hand_in(page)),
}


def choose(page: Page, text: str) -> Page:
    """Choose the option that has this text, once it is there."""

    def found() -> list[Any]:
        return [one for one in page.all("label.option") if " ".join(one.text.split()).startswith(text)]

    WebDriverWait(page.browser, 20, 0.02).until(lambda _: found())
    found()[0].click()
    return page


def thrice(page: Page) -> Page:
    """Use up every try of the first question."""
    for _ in range(3):
        choose(page.to("q/1"), "212 degrees").press("check")
    return page


def partly(page: Page) -> Page:
    """Match one of two."""
    for select in page.all("select"):
        select.send_keys("water")
    return page


def hand_in(page: Page) -> Page:
    """Hand the quiz in."""
    return page.leave(page.to("review").all("form button.primary")[0].click)


def close(page: Page) -> Page:
    """Press the button that ends the server."""
    return page.leave(page.all("form[action='/close'] button")[0].click)


def violations(page: Page, axe: str) -> list[str]:
    """Return what axe-core complains of on the page as it is."""
    return diagnostics(page.browser, axe)


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(page: Page, axe: str, look: Look, state: str) -> None:
    """No violation in any state, in the light and the dark theme, at 1000 and at 320 pixels; nor sideways scrolling."""
    STATES[state](page)
    for width in (1000, 320):
        for scheme in ("light", "dark"):
            look(page.browser, width=width, scheme=scheme)
            assert violations(page, axe) == [], f"{state}, {scheme}, {width} px"
            assert page.run("document.documentElement.scrollWidth") <= width


SURE_STATES: dict[str, Callable[[Page], Page]] = {
    "start, some questions wait": lambda page: page,
    "choice": lambda page: page.to("q/1"),
    "choice, said how sure": lambda page: choose(choose(page.to("q/1"), "80"), "Sure").press("next").to("q/1"),
    "choice, sure and wrong": lambda page: choose(choose(page.to("q/1"), "80"), "Sure").press("check"),
    "choice, nothing chosen": lambda page: choose(page.to("q/1"), "Guessing").press("check"),
    "number": lambda page: page.to("q/2"),
    "review": lambda page: choose(choose(page.to("q/1"), "80"), "Sure").press("review"),
    "result": lambda page: hand_in(choose(choose(page.to("q/1"), "80"), "Sure").press("check")),
}


@pytest.mark.parametrize("state", SURE_STATES)
def test_axe_finds_nothing_where_it_is_asked_how_sure(
    serve: Serve, browser: WebDriver, axe: str, look: Look, state: str
) -> None:
    """So too with the choice of how sure one is; its targets are large, and it fits 320 pixels."""
    page = SURE_STATES[state](Page(browser, serve(quiz=SURE)))
    for width in (1000, 320):
        for scheme in ("light", "dark"):
            look(browser, width=width, scheme=scheme)
            assert violations(page, axe) == [], f"{state}, {scheme}, {width} px"
            assert page.run("document.documentElement.scrollWidth") <= width
        boxes = [option.rect for option in page.all("label.option")]
        assert all(box["height"] >= 44 and box["width"] >= 44 for box in boxes)


def test_how_sure_by_keyboard_and_by_ear(serve: Serve, browser: WebDriver) -> None:
    """A group with its own name, nothing chosen, reached by Tab after the answer, and easy to skip."""
    page = Page(browser, serve(quiz=SURE)).to("q/1")
    group = page.all("fieldset.confidence")[0]
    assert group.accessible_name.startswith("How sure are you?")
    radios = page.all("fieldset.confidence input")
    assert [radio.accessible_name for radio in radios] == ["Sure", "Fairly sure", "Guessing"]
    assert not any(radio.is_selected() for radio in radios)
    assert all(radio.get_attribute("required") is None for radio in radios)
    tab_to(page, "input[name=answer]").keys(Keys.SPACE, Keys.TAB)
    assert page.focused.get_attribute("name") == "confidence"
    assert not any(radio.is_selected() for radio in radios)  # to pass by chooses nothing
    page.keys(Keys.SPACE, Keys.ARROW_DOWN)
    assert [radio.is_selected() for radio in radios] == [False, True, False]
    assert page.run("location.pathname") == "/q/1"
    page.press("next").to("q/1")
    assert [radio.is_selected() for radio in page.all("fieldset.confidence input")] == [False, True, False]


def test_the_themes_differ(page: Page, look: Look) -> None:
    """The dark theme is dark and the light one light, so that both were really looked at."""
    colours = []
    for scheme in ("light", "dark"):
        look(page.browser, scheme=scheme)
        colours.append(page.run("getComputedStyle(document.body).backgroundColor"))
    assert colours == ["rgb(250, 249, 246)", "rgb(20, 24, 31)"]


def test_axe_would_complain(page: Page, axe: str) -> None:
    """A field that lost its label is found: the check above can fail."""
    page.to("q/3").run("document.querySelector('label[for=typed]').remove()")
    assert any(one.startswith("label") for one in violations(page, axe))


@pytest.mark.parametrize("state", STATES)
def test_targets_are_large(page: Page, state: str) -> None:
    """Everything to press is at least 44 pixels high and wide, links within a text aside."""
    STATES[state](page)
    small = page.run(
        "[...document.querySelectorAll('button, select, label.option, .typed, a.button, .overview a')]"
        ".map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])"
        ".filter(([, box]) => box.height < 44 || box.width < 44).map(([text]) => text)"
    )
    assert small == []


def test_a_whole_quiz_by_keyboard(page: Page) -> None:
    """Tab, space, arrows and Enter are enough for every type, from the first page to the result; no letter is a shortcut."""
    tab_to(page, "a.primary").enter()
    tab_to(page, "input[type=radio]").keys(Keys.SPACE, Keys.ARROW_DOWN)
    assert page.all("input[type=radio]")[1].is_selected()
    assert page.run("location.pathname") == "/q/1"  # choosing does not submit
    tab_to(page, "button[value=check]").enter()
    assert page.focused.get_attribute("id") == "verdict"
    next_question(page)
    tab_to(page, "input[type=checkbox]").keys(Keys.SPACE, Keys.TAB, Keys.SPACE)
    tab_to(page, "button[value=check]").enter(Keys.SPACE)
    assert page.focused.get_attribute("id") == "verdict"
    next_question(page)
    tab_to(page, "#typed").enter("20", Keys.ENTER)  # Enter in a field checks, and does nothing else
    assert page.focused.get_attribute("id") == "verdict"
    next_question(page)
    tab_to(page, "#typed").enter("cold", Keys.ENTER)
    next_question(page)
    for _ in range(3):
        tab_to(page, "button[value^=add]").enter()
    tab_to(page, "ol.blocks li:last-child button[value^=up]").enter()
    assert page.focused.text.startswith("Up")
    tab_to(page, "button[value=check]").enter()
    next_question(page)
    tab_to(page, "select").keys(Keys.ARROW_DOWN)
    tab_to(page, "button[value=check]").enter()
    next_question(page)
    tab_to(page, "#gap-1").enter("2 * n", Keys.ENTER)
    assert "Right" in page.all("#verdict")[0].text
    next_question(page)
    assert page.run("location.pathname") == "/review"
    tab_to(page, "form button.primary").enter()
    assert page.run("location.pathname") == "/result"
    assert page.focused.get_attribute("id") == "result"


def next_question(page: Page) -> None:
    """Go on by keyboard."""
    tab_to(page, "button[value=next]").enter()


def tab_to(page: Page, selector: str) -> Page:
    """Press Tab until the focus is on that element; it is there to be reached, and each stop shows its focus unhidden."""
    for _ in range(60):
        page.keys(Keys.TAB)
        if page.run("document.activeElement.matches(arguments[0])", selector):
            return page
    raise AssertionError(f"{selector} cannot be reached by Tab")


@pytest.mark.parametrize("number", range(1, 8))
@pytest.mark.parametrize("width", [1000, 320])
def test_focus_is_seen_and_never_hidden(page: Page, look: Look, number: int, width: int) -> None:
    """Each stop of Tab has a ring of three pixels, lies on the screen, and nothing lies over it."""
    look(page.browser, width=width, height=500)
    page.to(f"q/{number}")
    stops = 0
    for _ in range(40):
        page.keys(Keys.TAB)
        if page.run("document.activeElement === document.body"):
            break
        seen = page.run("""(() => {
            const e = document.activeElement, box = e.getBoundingClientRect();
            const ringed = e.closest('label.option') || e, style = getComputedStyle(ringed);
            const at = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 10));
            return [e.outerHTML.slice(0, 90), style.outlineStyle, parseFloat(style.outlineWidth),
                    box.top >= 0 && box.top < innerHeight, !!at && (ringed.contains(at) || at.contains(e))];
        })()""")
        assert seen[1:] == ["solid", 3, True, True], seen
        stops += 1
    assert stops >= 5


@pytest.mark.parametrize(
    "state", ["choice, wrong", "number, unreadable", "order, some placed", "match", "program", "result"]
)
@pytest.mark.parametrize("width", [1000, 320])
def test_wider_spacing_of_text_cuts_nothing(page: Page, look: Look, state: str, width: int) -> None:
    """With the spacing of WCAG 1.4.12 nothing is cut off, overlaps its box, or scrolls sideways."""
    STATES[state](page)
    look(page.browser, width=width)
    page.run("""(() => { for (const e of document.querySelectorAll('*')) {
        e.style.setProperty('line-height', '1.5', 'important'); e.style.setProperty('letter-spacing', '0.12em', 'important');
        e.style.setProperty('word-spacing', '0.16em', 'important'); }
        for (const p of document.querySelectorAll('p')) p.style.setProperty('margin-bottom', '2em', 'important'); })()""")
    assert page.run("document.documentElement.scrollWidth") <= width
    cut = page.run(
        "[...document.querySelectorAll('button, .option, a, h1, h2, p, li')].filter(e => !e.closest('.unseen, .skip') && "
        "(e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline')).map(e => e.outerHTML.slice(0, 90))"
    )
    assert cut == []


def test_twice_the_size(page: Page, look: Look) -> None:
    """At 200 % of the text's size nothing scrolls sideways in an ordinary window."""
    for number in range(1, 8):
        page.to(f"q/{number}").run("document.documentElement.style.fontSize = '212.5%'")
        assert page.run("document.documentElement.scrollWidth") <= 1000


@pytest.mark.parametrize("seed", range(6))
def test_every_formula_fits_a_small_screen(serve: Serve, browser: WebDriver, look: Look, axe: str, seed: int) -> None:
    """The final quiz too has no sideways scrolling at 320 pixels, nor anything for axe to say."""
    page = Page(browser, serve(course=ROOT, quiz=ROOT / "quiz" / "final.yaml", seed=seed))
    look(browser, width=320)
    for number in range(1, 17):
        page.to(f"q/{number}")
        assert page.run("document.documentElement.scrollWidth") <= 320, number
        if seed < 2:
            assert violations(page, axe) == [], number
    hand_in(page).to("q/1")
    assert page.run("document.documentElement.scrollWidth") <= 320


def test_no_script_runs_and_none_is_needed(page: Page) -> None:
    """With scripts switched off the page is the same: an answer is checked, and the result comes."""
    page.to("q/4")
    page.browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        page.type("cold").press("check")
        assert page.all("#verdict")[0].text.split()[:2] == ["✓", "Right"]
        hand_in(page)
        assert page.all("h1")[0].text == "1 of 7 points"
    finally:
        page.browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_the_policy_holds_in_the_browser(page: Page) -> None:
    """A script that got into the page would not run, and nothing of the page's own is refused."""
    page.browser.get_log("browser")
    page.to("q/4")
    page.browser.execute_script(
        "const s = document.createElement('script'); s.textContent = 'window.bad = 1'; document.body.append(s)"
    )
    assert page.run("window.bad === undefined")
    page.to("q/4").type("cold").press("check")
    refused = [line for line in page.browser.get_log("browser") if "script" not in line["message"]]
    assert refused == []


def test_the_name_of_each_control_begins_with_what_it_shows(page: Page) -> None:
    """WCAG 2.5.3: speaking the text of a button reaches it."""
    page.to("q/5").press("add-1")
    for button in page.all("button"):
        shown = page.run("arguments[0].innerText.split('\\n').pop().trim().split(':')[0]", button)
        assert button.accessible_name.startswith(shown.strip()), (shown, button.accessible_name)


def test_a_screen_reader_hears_question_and_help(page: Page) -> None:
    """The group of options is named by the question, a field is described by how to answer and by what was wrong."""
    page.to("q/1")
    assert page.all("fieldset")[0].accessible_name.startswith("At which temperature does water boil")
    page.to("q/3").type("1.2.3").press("check")
    field = page.focused
    assert (field.get_attribute("id"), field.accessible_name) == ("typed", "Your answer")
    told = page.run(
        "arguments[0].getAttribute('aria-describedby').split(' ').map(id => document.getElementById(id).innerText)",
        field,
    )
    assert told[0] == "Give a number. The unit is °C."
    assert "is not a number" in told[1]
    assert page.run("document.documentElement.lang") == "en"


def test_closing_the_tab_loses_nothing(page: Page) -> None:
    """A new tab at the same address shows what was typed in the old one, after any button was pressed."""
    page.to("q/3").type("20").press("next")
    old = page.browser.current_window_handle
    page.browser.switch_to.new_window("tab")
    page.to("q/3")
    assert page.all("#typed")[0].get_attribute("value") == "20"
    page.browser.close()
    page.browser.switch_to.window(old)
