"""Where a system has no fork, no limits and few signals, as Windows: workers are separate processes, and told true."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.sandbox.spawn_server import ended_on_windows

ROOT = Path(__file__).parent.parent.parent
# what Windows lacks of what the grader touches
TAKEN_AWAY = """
import os, select, signal, socket, subprocess, sys
subprocess.Popen.kill = lambda self: self.send_signal(9)  # TerminateProcess
for module, names in (
    (os, ("fork", "setsid", "waitid", "wait4", "getppid", "setpgid")),
    (select, ("poll", "epoll")),
    (signal, ("SIGKILL", "SIGUSR1", "SIGXCPU", "SIGHUP", "SIGQUIT", "SIGTSTP", "SIGWINCH")),
    (socket, ("send_fds", "recv_fds", "MSG_DONTWAIT", "MSG_NOSIGNAL")),
):
    for name in names:
        if hasattr(module, name):
            delattr(module, name)
for name in ("resource", "fcntl", "termios", "tty", "pwd", "grp"):
    sys.modules[name] = None
"""
ENDS = {
    "right": (None, "graded", ""),
    "ends by itself": ("import os\ndef sigmoid(t):\n    os._exit(1)\nforward = sigmoid\n", "graded", "ended itself in"),
    "crashes": (
        "import os\ndef sigmoid(t):\n    os.abort()\nforward = sigmoid\n",
        "graded",
        "crashed in",
    ),
    "does not end": (
        "def sigmoid(t):\n    while True: pass\ndef forward(x, w, b):\n    return 0.0\n",
        "graded",
        "was stopped in",
    ),
}


@pytest.mark.parametrize(("source", "status", "words"), ENDS.values(), ids=ENDS)
def test_without_the_parts_of_posix_everything_is_told_as_it_is(
    source: str | None, status: str, words: str, tmp_path: Path
) -> None:
    """A right file has full marks; one that ends, dies or hangs is told as such, and never as our own failure."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(TAKEN_AWAY)
    for path in (ROOT / "solutions").glob("ex*.py"):
        shutil.copy(path, tmp_path)
    if source:
        (tmp_path / "ex1_sigmoid.py").write_text(source)
    done = subprocess.run(
        [sys.executable, "-m", "grader", "exercise", "1", str(tmp_path), "--format", "json"],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert "Traceback" not in done.stderr
    result = json.loads(done.stdout)
    assert result["status"] == status
    assert any(words in check["message"] for check in result["checks"])
    assert (result["score"] == result["max_score"]) == (source is None)


def test_exit_codes_of_windows_are_told_as_those_of_posix() -> None:
    """A program that ends by itself with 1 has not been killed; a crash is an NTSTATUS."""
    assert ended_on_windows(1, killed=False) == 1
    assert ended_on_windows(1, killed=True) == -9
    assert ended_on_windows(0xC0000005, killed=False) == -11
    assert ended_on_windows(0xC0000409, killed=False) == -6
