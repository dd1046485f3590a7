"""What the tests of the site share: a page in the browser, and the terminal's verdicts beside it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from grader.core.course import Course, Exercise
from grader.grading.grader import Grader
from grader.pages.actions import MemoryFiles
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import Submission

ROOT = Path(__file__).parents[2]
AXE = ROOT / "tests" / "web" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
REFERENCES = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "solutions").glob("ex*.py"))}
PATIENCE = 100.0


class Page:
    """One page of the site in the browser."""

    def __init__(self, browser: webdriver.Chrome, url: str) -> None:
        self.browser, self.url = browser, url

    def open(self) -> None:
        """Load it, and wait for Python."""
        self.browser.get(self.url)
        self.ready()

    def reload(self) -> None:
        """Load it again where it stands, and wait for Python."""
        self.browser.refresh()
        self.ready()

    def visit(self, url: str) -> None:
        """Load another page, without waiting."""
        self.browser.get(url)

    def ready(self) -> None:
        """Wait for Python."""
        said = self.browser.execute_async_script(
            "const done = arguments[0]; grader.ready.then(() => done(''), e => done(String(e)))"
        )
        assert said == "", said

    def look(self, width: int, scheme: str) -> None:
        """Make the page this wide, in this theme."""
        self.browser.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False},
        )
        self.browser.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        )

    def wait(self, until: Callable[[], object]) -> None:
        """Wait until something holds."""
        WebDriverWait(self.browser, PATIENCE, 0.05).until(lambda _: until())

    def text(self, selector: str) -> str:
        """Return the text of an element, visible or not."""
        return str(self.browser.execute_script("return document.querySelector(arguments[0]).textContent", selector))

    def wait_for(self, selector: str, text: str) -> str:
        """Wait until an element holds a text, and return all of it."""
        self.wait(lambda: text in self.text(selector))
        return self.text(selector)

    def count(self, selector: str) -> int:
        """Return how many elements there are."""
        return len(self.browser.find_elements(By.CSS_SELECTOR, selector))

    def press(self, selector: str) -> None:
        """Click, once nothing runs."""
        self.wait(lambda: not self.count("[data-asks][aria-disabled=true]"))
        self.browser.execute_script("document.querySelector(arguments[0]).click()", selector)

    def stop(self) -> None:
        """Press Stop, which is there while something runs, and wait until nothing does."""
        self.wait(lambda: self.browser.find_element(By.ID, "stop").is_displayed())
        self.browser.execute_script("document.querySelector('#stop').click()")
        self.wait(lambda: not self.count("[data-asks][aria-disabled=true]"))

    def press_and_stop(self, selector: str) -> None:
        """Click, and press Stop a moment later from within the page: a loop may be ended before a test can look again."""
        self.wait(lambda: not self.count("[data-asks][aria-disabled=true]"))
        self.browser.execute_async_script(
            "const [selector, done] = arguments; document.querySelector(selector).click();"
            "setTimeout(() => { document.querySelector('#stop').click(); done(); }, 300)",
            selector,
        )
        self.wait(lambda: not self.count("[data-asks][aria-disabled=true]"))

    def editor(self) -> WebElement:
        """Return the editor."""
        return self.browser.find_element(By.CSS_SELECTOR, "#editor .cm-content")

    def write(self, text: str) -> None:
        """Put a text into the editor in place of what is there, as pasting does."""
        self.wait(lambda: not self.count("[data-asks][aria-disabled=true]"))
        self.browser.execute_script(
            "const at = document.querySelector('#editor .cm-content'); at.focus();"
            "document.execCommand('selectAll'); document.execCommand('insertText', false, ' ');"
            "const data = new DataTransfer(); data.setData('text/plain', arguments[0]);"
            "document.execCommand('selectAll');"
            "at.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}))",
            text,
        )
        self.wait(lambda: self.value() == text)

    def value(self) -> str:
        """Return what the editor holds, as it is kept."""
        return str(self.browser.execute_script("return grader.text()"))

    def keep(self, files: Mapping[str, str]) -> None:
        """Put files into the browser's store, as an earlier visit would have."""
        self.browser.execute_script(
            "const { course } = JSON.parse(document.querySelector('#page').textContent);"
            "for (const [name, text] of Object.entries(arguments[0]))"
            " localStorage.setItem(`grade/${course}/file/${name}`, JSON.stringify(text))",
            files,
        )

    def call(self, action: str, argument: Any) -> Any:
        """Ask the grader in the page."""
        return self.browser.execute_async_script(
            "const [action, given, done] = arguments; grader.call(action, given).then(done, e => done({problem: String(e)}))",
            action,
            argument,
        )

    def check(self, number: int, files: Mapping[str, str]) -> dict[str, Any]:
        """Return the result that the page's hook gives, on the references' other files."""
        got = self.browser.execute_async_script(
            "const [n, files, done] = arguments; grader.check(n, files).then(done, e => done({problem: String(e)}))",
            number,
            {**REFERENCES, **files},
        )
        assert "problem" not in got, got
        return dict(got)

    def begin_checks(self, cases: Sequence[tuple[int, Mapping[str, str]]]) -> None:
        """Let the page grade many, one after another."""
        self.browser.execute_script(
            "const [base, cases] = arguments; window.got = []; (async () => { for (const [n, files] of cases) "
            "got.push(await grader.check(n, {...base, ...files}).catch(e => ({problem: String(e)}))); })()",
            REFERENCES,
            cases,
        )

    def finished_checks(self, count: int) -> list[dict[str, Any]]:
        """Return their results when all are there; fail where none comes for long."""
        seen = -1
        while (now := self.browser.execute_script("return got.length")) < count:
            assert now > seen, f"no result after {now}"
            seen = now
            deadline = time.monotonic() + PATIENCE
            while self.browser.execute_script("return got.length") == now and time.monotonic() < deadline:
                time.sleep(0.2)
        return list(self.browser.execute_script("return got"))

    def looks(self) -> Iterator[tuple[int, str]]:
        """Show the page narrow and wide, light and dark; nothing may be wider than the page."""
        for width in (320, 1200):
            for scheme in ("light", "dark"):
                self.look(width, scheme)
                yield width, scheme
                assert self.browser.execute_script("return document.documentElement.scrollWidth") <= width
        self.look(1200, "light")

    def complaints(self) -> list[str]:
        """Return what axe-core finds wrong."""
        self.browser.execute_script(AXE.read_text(encoding="utf-8"))
        found = self.browser.execute_async_script(
            "const [tags, done] = arguments; axe.run({runOnly: tags}).then(done)", TAGS
        )
        assert len(found["passes"]) > 10
        return [
            f"{one['id']}: {node['target']} {node['failureSummary']}"
            for one in found["violations"]
            for node in one["nodes"]
        ]


def native(course: Course, cases: Sequence[tuple[Exercise, Mapping[str, str]]]) -> list[dict[str, Any]]:
    """Return what the terminal finds, on the references' other files."""
    with Sandbox() as sandbox, Grader(course, sandbox) as grader:
        return [
            msgspec.to_builtins(grader.grade(exercise, Submission(MemoryFiles({**REFERENCES, **files})), 1))
            for exercise, files in cases
        ]


def known_cases(course: Course) -> Iterator[tuple[Exercise, Mapping[str, str]]]:
    """Give every known mistake of a course, as the file that a learner would have."""
    for exercise in course.exercises:
        for path in sorted(exercise.mistakes.glob("*.py")):
            yield exercise, {f"{exercise.stem}.py": path.read_text(encoding="utf-8")}


def differences(
    cases: Sequence[tuple[Exercise, Mapping[str, str]]],
    expected: Sequence[Mapping[str, Any]],
    got: Sequence[Mapping[str, Any]],
) -> list[tuple[str, Any, Any]]:
    """Return where a browser's result is not the terminal's: the exercise, and what both have."""
    return [
        (exercise.stem, brief(mine), theirs.get("problem") or brief(theirs))
        for (exercise, _), mine, theirs in zip(cases, expected, got, strict=True)
        if "problem" in theirs or brief(mine) != brief(theirs)
    ]


def brief(result: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what has to be the same everywhere: points, statuses, the mistake's name."""
    named = (result["misconception"] or {}).get("id")
    checks = [(one["id"], one["status"], one["score"]) for one in result["checks"]]
    return result["status"], result["score"], result["bonus"], named, result["followed_through"], checks


def serving(folder: Path) -> tuple[str, Callable[[], None]]:
    """Serve a site on its own; return its address, and what ends the server."""
    import functools
    import http.server
    import threading

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()

    def end() -> None:
        server.shutdown()
        thread.join()
        server.server_close()

    return f"http://127.0.0.1:{server.server_port}/", end
