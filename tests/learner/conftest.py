"""What the learner's tests share: `grade watch` in a terminal."""

import os
import sys
import time
from pathlib import Path

import pexpect
import pyte
import pytest

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 20
DRAWN = b"\x1b[J"  # what is below is erased last


class Watched:
    """`grade watch` in its own pseudo-terminal."""

    def __init__(self, folder, columns=80, lines=24, env=None, course=ROOT):
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "grader", "--course", str(course), "watch", "."],
            cwd=str(folder),
            dimensions=(lines, columns),
            env={**os.environ, "TERM": "xterm", **(env or {})},
            timeout=PATIENCE,
        )

    @property
    def text(self):
        """What is on the screen."""
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip()

    def until(self, words, *more):
        """Read until all these words are on the screen, and it is drawn to its end."""
        over = time.monotonic() + PATIENCE
        while not (self.raw.endswith(DRAWN) and all(word in " ".join(self.text.split()) for word in (words, *more))):
            assert time.monotonic() < over, f"never saw {words!r}:\n{self.text}"
            self._feed()
        return self.text

    def _feed(self):
        try:
            data = self.child.read_nonblocking(65536, timeout=PATIENCE)
        except pexpect.EOF:
            pytest.fail(f"it ended:\n{self.text}\n{self.raw[-2000:].decode(errors='replace')}")
        self.raw += data
        self._stream.feed(data)

    def ended(self):
        """Read to the end; return the exit status."""
        self.raw += self.child.read()
        self.child.close()
        return self.child.exitstatus


@pytest.fixture(name="watch_in")
def _watch_in():
    """Give a function that starts `grade watch` in a folder; it is ended after the test."""
    started = []

    def start(folder, **options):
        started.append(Watched(folder, **options))
        return started[-1]

    yield start
    for watched in started:
        watched.child.close(force=True)
