"""The page as a learner meets it: `grade quiz --web` as its own process, and Debian's Chromium to look at it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from grader.grading.programs import Programs
from grader.pages.controller import Controller
from grader.quiz import sitting as steps
from grader.quiz.course_index import read_course
from grader.quiz.load import Quiz, load_quiz
from grader.quiz.terminal.sitting_store import SittingStore
from grader.serve.app import build

ROOT = Path(__file__).parents[2]
COURSE = ROOT / "tests" / "course_other"
KITCHEN = ROOT / "tests" / "quiz_terminal" / "course_kitchen" / "kitchen.yaml"
SURE = ROOT / "tests" / "quiz_terminal" / "course_sure" / "sure.yaml"
PORT = 8000

HERE = Path(__file__).parent
AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(name="kitchen", scope="session")
def _kitchen() -> Quiz:
    return load_quiz(KITCHEN, read_course(COURSE))


@pytest.fixture(name="sure", scope="session")
def _sure() -> Quiz:
    """Give the quiz that asks how sure the learner is, and of which two questions wait for exercises."""
    return load_quiz(SURE, read_course(COURSE))


@pytest.fixture(name="final", scope="session")
def _final() -> Quiz:
    return load_quiz(ROOT / "quiz" / "final.yaml", read_course(ROOT))


class Visitor:
    """A browser without a screen: Starlette's test client at the address that the page is served at."""

    def __init__(self, controller: Controller, closed: list[bool]) -> None:
        from starlette.testclient import TestClient

        self.controller, self.closed = controller, closed
        self.app = build(controller, port=PORT, close=lambda: closed.append(True))
        self.client = TestClient(self.app, base_url=f"http://127.0.0.1:{PORT}", follow_redirects=False)

    def enter(self) -> Visitor:
        """Open the address that the terminal printed."""
        assert self.client.get(f"/?key={self.app.key}").status_code == 303
        return self

    def get(self, path: str) -> str:
        """Return a page."""
        response = self.client.get(path)
        assert response.status_code == 200, (path, response.status_code, response.text)
        return response.text

    def press(self, number: int, do: str, **fields: object) -> str:
        """Press a button of a question, with these fields filled, and return the page that it leads to."""
        tries = len(self.controller.sitting.items[number - 1].attempts)
        data = {"token": self.app.token, "tries": str(tries), "do": do, **fields}
        response = self.client.post(f"/q/{number}", data=data)
        assert response.status_code == 303, response.text
        return self.get(response.headers["location"])

    def post(self, path: str, **fields: object) -> str:
        """Post another form, and return the page that it leads to."""
        response = self.client.post(path, data={"token": self.app.token, **fields})
        return self.get(response.headers["location"]) if response.status_code == 303 else response.text


@pytest.fixture(name="visit")
def _visit(tmp_path: Path) -> Iterator[Callable[..., Visitor]]:
    """Give a function that opens a quiz without a network."""
    opened: list[Programs] = []

    def visit(quiz: Quiz, *, seed: int = 5, done: Collection[str] = ()) -> Visitor:
        course = ROOT if quiz.head.id == "final" else COURSE
        programs = Programs(course, quiz.path)
        opened.append(programs)
        return Visitor(
            Controller(quiz, steps.start(quiz, seed, done=done), SittingStore(tmp_path, quiz, done), programs), []
        )

    yield visit
    for programs in opened:
        programs.__exit__()


@pytest.fixture(name="serve")
def _serve(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Give a function that runs `grade quiz --web` and returns the address that it prints."""
    started: list[subprocess.Popen[str]] = []

    def serve(*arguments: str | Path, course: Path = COURSE, quiz: Path = KITCHEN, seed: int = 5) -> str:
        command = [sys.executable, "-m", "grader", "--course", course, "quiz", quiz, "--web", "--no-browser"]
        process = subprocess.Popen(
            [*map(str, command), "--seed", str(seed), *map(str, arguments)],
            cwd=tmp_path,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        started.append(process)
        assert process.stdout is not None
        for line in process.stdout:
            if found := re.search(r"http://\S+", line):
                return found[0]
        raise AssertionError(f"no address; exit status {process.wait()}")

    yield serve
    for process in started:
        process.terminate()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


@pytest.fixture(name="chromium", scope="session")
def _chromium() -> Iterator[webdriver.Chrome]:
    """Give Debian's Chromium, without a screen."""
    browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
    assert browser, "these tests need Debian's chromium"
    assert driver, "these tests need Debian's chromium-driver"
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars", "--lang=en"):
        options.add_argument(argument)
    chromium = webdriver.Chrome(options=options, service=Service(driver))
    yield chromium
    chromium.quit()


@pytest.fixture(name="browser")
def _browser(chromium: webdriver.Chrome) -> Iterator[webdriver.Chrome]:
    """Give the browser as new: no cookies, light, an ordinary window."""
    chromium.delete_all_cookies()
    look(chromium)
    yield chromium
    chromium.get("about:blank")


def look(browser: webdriver.Chrome, *, width: int = 1000, height: int = 900, scheme: str = "light") -> None:
    """Make the page this wide, in this theme."""
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
    )
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )


@pytest.fixture(name="look", scope="session")
def _look() -> Callable[..., None]:
    return look


@pytest.fixture(name="axe", scope="session")
def _axe() -> str:
    """Give axe-core, from npm by the lock file beside this test."""
    if not AXE.is_file():
        subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=HERE, check=True, timeout=300)
    return AXE.read_text(encoding="utf-8")


def diagnostics(browser: webdriver.Chrome, axe: str) -> list[str]:
    """Return what axe-core complains of, with the place of each; what it looked at is not nothing."""
    browser.execute_script(axe)
    found = browser.execute_async_script(
        "const [tags, done] = arguments; axe.run({runOnly: tags}).then(done, error => done({error: String(error)}))",
        TAGS,
    )
    assert len(found["passes"]) >= 12, json.dumps(found)[:500]
    undecided = [one["id"] for one in found["incomplete"] if one["id"] != "color-contrast"]
    assert not undecided, json.dumps(found["incomplete"])[:2000]
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]
