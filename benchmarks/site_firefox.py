"""The tests of the static site, in Firefox: python benchmarks/site_firefox.py --pyodide FOLDER.

Firefox ESR has no JavaScript Promise Integration, so two interpreters need shared memory there. CI has no Firefox, so run
this after a change of the pages' JavaScript. It takes some minutes, prints a line for each test, and ends with 1 where one
fails.
"""

from __future__ import annotations

import argparse
import functools
import inspect
import re
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from selenium.common.exceptions import WebDriverException  # noqa: E402

from benchmarks.firefox import Firefox  # noqa: E402
from grader.core.course import load_course  # noqa: E402
from grader.site.build import build  # noqa: E402
from tests.site import test_accessible, test_browser, test_quiz, test_transports, test_work  # noqa: E402
from tests.site.tools import Page, serving  # noqa: E402

AS_NEW = """const done = arguments[0];
localStorage.clear();
navigator.serviceWorker.getRegistrations().then((all) => Promise.all(all.map((one) => one.unregister()))).then(done);"""
LEFT_OUT = {"test_no_request_leaves_the_origin_and_nothing_is_refused"}  # it reads Chromium's logs


def first_and_second_visit(firefox: Firefox, address: str) -> None:
    """Show that a first visit has one interpreter, and that later the service worker gives shared memory to two."""
    page = Page(firefox, f"{address}ex4_update.html")
    assert not firefox.execute_script("return crossOriginIsolated")
    firefox.execute_async_script("navigator.serviceWorker.ready.then(arguments[0])")
    page.wait(lambda: firefox.execute_script("return navigator.serviceWorker.controller?.state") == "activated")
    page.open()
    assert firefox.execute_script("return crossOriginIsolated")
    assert page.check(4, {})["score"] == 15


def chosen(pattern: str) -> Iterator[tuple[str, Callable[..., None]]]:
    """Give the tests whose names match a pattern, with what each is run with."""
    tests: list[tuple[str, Callable[..., None]]] = [("transports", first_and_second_visit)]
    for transport in ("shared", "single"):
        graded = test_transports.test_every_transport_grades_as_the_terminal_and_can_be_stopped
        tests.append((f"{transport} {graded.__name__}", functools.partial(graded, transport=transport)))
    for module in (test_browser, test_work, test_quiz, test_accessible):
        tests += [
            (name, test) for name, test in vars(module).items() if name.startswith("test_") and name not in LEFT_OUT
        ]
    return ((name, test) for name, test in tests if re.search(pattern, name))


def held(name: str, test: Callable[..., None], page: Page, given: dict[str, object], scratch: Path) -> bool:
    """Run one test from a clean page; print whether it held, and why not."""
    began = time.monotonic()
    page.browser.switch_to.default_content()
    page.visit(str(given["address"]) + "licences.html")
    page.browser.execute_async_script(AS_NEW)
    page.open()
    here = scratch / str(time.monotonic_ns())
    here.mkdir()
    values = {**given, "tmp_path": here, "name": "quiz-final.html#/q/1"}
    wanted = {key: values[key] for key in inspect.signature(test).parameters if key != "transport"}
    try:
        test(**wanted)
    except (AssertionError, WebDriverException):
        traceback.print_exc()
        print(f"FAILED  {name}")
        return False
    print(f"held    {name} ({time.monotonic() - began:.0f} s)", flush=True)
    return True


def main() -> int:
    """Run all, and print what held; return 1 where a test failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pyodide", type=Path, required=True)
    parser.add_argument("--only", default="", metavar="PATTERN", help="only the tests whose names match")
    given = parser.parse_args()
    pyodide, only = given.pyodide, given.only
    course = load_course(ROOT)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "host" / "some" / "course"
        folder.parent.mkdir(parents=True)
        build(course, folder, pyodide)
        plain, end_plain = serving(folder.parents[1])
        shared, end_shared = serving(folder.parents[1], isolated=True)
        address, isolated = f"{plain}some/course/", f"{shared}some/course/"
        firefox = Firefox(Path(scratch) / "profile")
        page = Page(firefox, f"{address}ex4_update.html")
        values = {"firefox": firefox, "chromium": firefox, "address": address, "isolated": isolated, "page": page}
        values |= {"folder": folder, "course": course}
        print(f"Firefox {firefox.capabilities['browserVersion']}")
        try:
            failed = [name for name, test in chosen(only) if not held(name, test, page, values, Path(scratch))]
        finally:
            firefox.quit()
            end_plain()
            end_shared()
    print(f"{len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
