"""Measure the quiz: how soon it asks in a terminal, and how long the page takes over a post.

    python benchmarks/quiz_web.py [REPEATS]

Asking starts within the time of `python -c "import click, yaml"` plus 150 ms; a post is answered within 20 ms at the
median. The page is served as `grade quiz --web` serves it, and asked over a real connection; what a post leads to is
loaded too, and measured apart. Run it on a quiet machine.
"""

from __future__ import annotations

import http.client
import os
import pty
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode, urlsplit

ASKING, POST = 0.150, 0.020
QUESTIONS = 12


def until_asked(folder: Path) -> float:
    """Return the seconds until `grade quiz` waits for an answer."""
    master, slave = pty.openpty()
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", "quiz", "--seed", "7", "--anew"],
        cwd=folder,
        stdin=slave,
        stdout=slave,
        stderr=slave,
    )
    shown = b""
    while b"Your answer: " not in shown:
        shown += os.read(master, 65536)
    seconds = time.perf_counter() - started
    process.kill()  # a gentler signal may fall between the prompt and the wait, and be seen only at the next key
    process.wait()
    os.close(master)
    os.close(slave)
    return seconds


def importing() -> float:
    """Return the seconds that Python takes to import what no quiz can do without."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import click, yaml"], check=True)
    return time.perf_counter() - started


class Browser:
    """One connection to the page, with its cookie and its token."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.connection = http.client.HTTPConnection(parts.netloc)
        self.connection.request("GET", f"/?{parts.query}")
        response = self.connection.getresponse()
        response.read()
        self.cookie = (response.getheader("set-cookie") or "").split(";")[0]

    def get(self, path: str) -> str:
        """Return a page."""
        self.connection.request("GET", path, headers={"Cookie": self.cookie})
        return self.connection.getresponse().read().decode()

    def post(self, path: str, fields: dict[str, str]) -> str:
        """Post a form and return where it leads."""
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request("POST", path, urlencode(fields), headers)
        response = self.connection.getresponse()
        response.read()
        return response.getheader("location") or ""


def posts(folder: Path, repeats: int) -> tuple[list[float], list[float]]:
    """Return the seconds of each post, and of each page that it led to."""
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", "quiz", "--web", "--no-browser", "--anew", "--seed", "7"], cwd=folder, text=True,
        stdout=subprocess.PIPE, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert process.stdout is not None
    address = next(found[0] for line in process.stdout if (found := re.search(r"http://\S+", line)))
    browser = Browser(address)
    posting, loading = [], []
    for turn in range(repeats):
        path = f"/q/{turn % QUESTIONS + 1}"
        page = browser.get(path)
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
        started = time.perf_counter()
        to = browser.post(path, {**hidden, "answer": "1", "do": "check" if turn % 3 else "next"})
        posted = time.perf_counter()
        browser.get(to)
        posting.append(posted - started)
        loading.append(time.perf_counter() - posted)
    process.terminate()
    process.wait()
    process.stdout.close()
    return posting, loading


def main() -> None:
    """Print the figures; exit status 1 where a promise is broken."""
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as place:
        pairs = [(importing(), until_asked(Path(place))) for _ in range(repeats)]
        more = statistics.median(asked - bare for bare, asked in pairs)
        bare = statistics.median(bare for bare, _ in pairs)
        print(
            f"import click, yaml: {bare * 1e3:.0f} ms; asking starts {more * 1e3:.0f} ms later (promise: {ASKING * 1e3:.0f} ms)"
        )
        posting, loading = posts(Path(place), 20 * repeats)
    slow = sorted(posting)[int(len(posting) * 0.95)]
    print(
        f"a post: {statistics.median(posting) * 1e3:.1f} ms at the median, {slow * 1e3:.1f} ms at 95 % "
        f"(promise: {POST * 1e3:.0f} ms); the page it leads to: {statistics.median(loading) * 1e3:.1f} ms"
    )
    if more > ASKING or statistics.median(posting) > POST:
        sys.exit("a promise is broken")


if __name__ == "__main__":
    main()
