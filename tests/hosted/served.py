"""Servers of a hosted course as real processes, with accounts that are signed in already."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx2

from tests.conftest import ROOT
from tests.hosted.conftest import until

WAIT = 120.0


def processes_below(process: int) -> set[int]:
    """Return the processes below one."""
    found = set()
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        with contextlib.suppress(OSError):  # it has just ended
            for child in map(int, task.read_text().split()):
                found |= {child} | processes_below(child)
    return found


class ServerProcess:
    """One server. It can be killed and started again at the same address."""

    def __init__(self, database: str, folder: Path, graders: int = 1) -> None:
        """Start it; `folder` is its own, for its log and its temporary files."""
        folder.mkdir(exist_ok=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.place = f"127.0.0.1:{free.getsockname()[1]}"
        self.url = f"http://{self.place}"
        self.log = folder / "log"
        self._command = [sys.executable, "-m", "grader", "--course", str(ROOT), "serve", "--database", database]
        self._command += ["--bind", self.place, "--graders", str(graders)]
        self._environment = {**os.environ, "TMPDIR": str(folder)}
        self.process = self._begin()

    def _begin(self) -> subprocess.Popen[str]:
        with self.log.open("a") as log:
            return subprocess.Popen(self._command, stdout=log, stderr=log, text=True, env=self._environment)

    def wait_until_ready(self) -> None:
        """Wait until it has a warm grader."""

        def is_ready() -> bool:
            assert self.process.poll() is None, self.log.read_text()
            with contextlib.suppress(httpx2.TransportError):
                return httpx2.get(f"{self.url}/ready").status_code == 200
            return False

        until(is_ready, WAIT)

    def kill(self) -> None:
        """Kill the server itself, and start it again."""
        self.process.kill()
        self.process.wait()
        self.process = self._begin()

    def kill_below(self, chosen: random.Random) -> bool:
        """Kill a grader, or one of the processes of its sandbox; say whether there was one."""
        below = sorted(processes_below(self.process.pid))
        if not below:
            return False
        with contextlib.suppress(ProcessLookupError):
            os.kill(chosen.choice(below), signal.SIGKILL)
        return True

    def end(self) -> int:
        """End it as an operator does, and return its exit status."""
        self.process.terminate()
        return self.process.wait(WAIT)

    def browser(self, secret: str) -> httpx2.Client:
        """Return the browser of somebody who is signed in with a session's secret."""
        return httpx2.Client(base_url=self.url, timeout=WAIT, headers={"cookie": f"grade-session={secret}"})


def pause(chosen: random.Random, most: float) -> None:
    """Let a random time pass: it is what is tried, and nothing waits for it."""
    time.sleep(chosen.uniform(0.0, most))
