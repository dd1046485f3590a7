"""Times and sizes of the static site in Chromium: python benchmarks/site.py --pyodide FOLDER.

Prints the bound and the measured figure of each line of the table in docs/web.md. Times are medians; a busy machine adds to them.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import http.server
import json
import re
import shutil
import statistics
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from grader.core.course import load_course
from grader.site.build import build

ROOT = Path(__file__).parent.parent
RIGHT = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "solutions").glob("ex*.py")}
LOOP = """def update(w, b, gw, gb, eta):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
"""
CHECK = """const [n, files, done] = arguments;
const began = performance.now();
grader.check(n, files).then((found) => done([performance.now() - began, found.status]), (e) => done([0, String(e)]));"""
FIRST = """const [files, done] = arguments;
const paint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? -1;
grader.ready.then(() => grader.check(4, files)).then(() => done([paint, performance.now()]));"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A plain web server."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def browser(profile: str) -> webdriver.Chrome:
    """Start Chromium with its own profile folder."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", f"--user-data-dir={profile}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
    chromium = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    chromium.set_script_timeout(110)
    chromium.get("about:blank")  # away from the browser's own first page,
    chromium.get_log("performance")  # whose requests are not the site's
    return chromium


def memory(chromium: webdriver.Chrome) -> float:
    """Return the MiB that the page's process holds, shared pages by their share.

    It is the largest of Chromium's renderers: others belong to its own pages.
    """
    parents, kinds = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[stat.parent.name] = stat.read_text().rpartition(")")[2].split()[1]
            kinds[stat.parent.name] = (stat.parent / "cmdline").read_bytes()
        except OSError:
            continue
    ours, largest = {str(chromium.service.process.pid)}, 0.0
    while more := {pid for pid, parent in parents.items() if parent in ours} - ours:
        ours |= more
    for pid in ours:
        if b"--type=renderer" in kinds.get(pid, b""):
            with contextlib.suppress(OSError):  # it has ended meanwhile
                found = re.search(r"Pss:\s+(\d+)", (Path("/proc") / pid / "smaps_rollup").read_text())
                largest = max(largest, int(found[1]) / 1024 if found else 0.0)
    return largest


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pyodide", type=Path, required=True)
    pyodide = parser.parse_args().pyodide
    with tempfile.TemporaryDirectory() as scratch:
        files = build(load_course(ROOT), Path(scratch) / "site", pyodide)
        server = http.server.ThreadingHTTPServer(
            ("127.0.0.1", 0), functools.partial(Quiet, directory=f"{scratch}/site")
        )
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/ex4_update.html"
        chromium = browser(f"{scratch}/profile")
        chromium.get(address)
        paint, cold = chromium.execute_async_script(FIRST, RIGHT)
        four = statistics.median(chromium.execute_async_script(CHECK, 4, RIGHT)[0] for _ in range(15))
        chromium.execute_async_script(CHECK, 5, RIGHT)
        time.sleep(3)  # the spare interpreter is made meanwhile
        held = memory(chromium)
        loop = chromium.execute_async_script(CHECK, 4, {**RIGHT, "ex4_update.py": LOOP})[0]
        after = chromium.execute_async_script(CHECK, 4, RIGHT)[0]
        chromium.execute_async_script("navigator.serviceWorker.ready.then(arguments[0])")
        warm = []
        for _ in range(3):
            chromium.get(address)
            warm.append(chromium.execute_async_script(FIRST, RIGHT)[1])
        asked = [json.loads(entry["message"])["message"] for entry in chromium.get_log("performance")]
        urls = [one["params"]["request"]["url"] for one in asked if one["method"] == "Network.requestWillBeSent"]
        other = [
            url for url in urls if not url.startswith((f"http://127.0.0.1:{server.server_port}/", "data:", "blob:"))
        ]
        chromium.quit()
        server.shutdown()
    rows = [
        ("first visit, gzip", "9 MB", f"{sum(one.gzip for one in files) / 1e6:.1f} MB"),
        ("lesson readable", "1 s", f"{paint / 1000:.2f} s"),
        ("first verdict, cold cache", "6 s", f"{cold / 1000:.1f} s"),
        ("first verdict, warm cache", "3 s", f"{statistics.median(warm) / 1000:.1f} s"),
        ("exercise 4, then", "150 ms", f"{four:.0f} ms"),
        ("endless loop: verdict", "2.5 s", f"{loop / 1000:.2f} s"),
        ("next check after it", "1 s", f"{after / 1000:.2f} s"),
        ("memory of the page, spare included", "350 MB", f"{held * 1.048576:.0f} MB"),
        ("requests to other origins", "0", f"{len(other)} of {len(urls)}"),
    ]
    for url in sorted(set(other)):
        print(url)
    for name, bound, measured in rows:
        print(f"{name:36} {bound:>8} {measured:>10}")


if __name__ == "__main__":
    main()
