"""The site of the built-in course, built once, on a plain web server, in Debian's Chromium."""

from __future__ import annotations

import fcntl
import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from grader.core.course import Course, load_course
from grader.site.build import build
from tests.site.tools import Page

ROOT = Path(__file__).parents[2]
MODULES = ROOT / "tests" / "web" / "node_modules"
AXE = MODULES / "axe-core" / "axe.min.js"
PYODIDE = MODULES / "pyodide"
ALGORITHMS = ROOT / "examples" / "algorithms"


class Plain(http.server.SimpleHTTPRequestHandler):
    """What `python -m http.server` answers, and with the headers that shared memory needs where `isolated`."""

    isolated = False

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        """Add the headers."""
        if self.isolated:
            self.send_header("Cross-Origin-Opener-Policy", "same-origin")
            self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        super().end_headers()


class Isolated(Plain):
    """The same with the headers."""

    isolated = True


@pytest.fixture(name="course", scope="session")
def _course() -> Course:
    return load_course(ROOT)


@pytest.fixture(name="folder", scope="session")
def _folder(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site, in a subfolder: its links are relative."""
    return _built(course, "host/some/course", tmp_path_factory)


@pytest.fixture(name="other_site", scope="session")
def _other_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site of another course."""
    return _built(load_course(ALGORITHMS), "other", tmp_path_factory)


def _built(course: Course, place: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site that processes which run tests side by side share: it takes as long as many tests."""
    root = tmp_path_factory.getbasetemp()
    root = root.parent if "PYTEST_XDIST_WORKER" in os.environ else root
    folder = root / place
    with (root / f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            made = root / f"{folder.name}.made"
            build(course, made, PYODIDE)
            folder.parent.mkdir(parents=True, exist_ok=True)
            made.rename(folder)
    return folder


def _serve(folder: Path, handler: type[Plain]) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(handler, directory=str(folder.parents[1]))
    )
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/some/course/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(name="address", scope="session")
def _address(folder: Path) -> Iterator[str]:
    """Serve the site without special headers."""
    yield from _serve(folder, Plain)


@pytest.fixture(name="isolated", scope="session")
def _isolated(folder: Path) -> Iterator[str]:
    """Serve the site with the headers that shared memory needs."""
    yield from _serve(folder, Isolated)


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
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chromium = webdriver.Chrome(options=options, service=Service(driver))
    chromium.set_script_timeout(110)
    chromium.get("about:blank")  # away from the browser's own first page,
    chromium.get_log("performance")  # whose requests are not the site's
    yield chromium
    chromium.quit()


@pytest.fixture(name="page", scope="session")
def _page(chromium: webdriver.Chrome, address: str) -> Iterator[Page]:
    """Give the page of exercise 4 with Python ready, in the transport that this browser has."""
    page = Page(chromium, address + "ex4_update.html")
    page.open()
    yield page
    chromium.execute_script("localStorage.clear()")
