"""`grade quiz --web` as a command: its address, its end, and what it says where it cannot be."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COURSE = ROOT / "tests" / "course_other"
KITCHEN = ROOT / "tests" / "quiz_terminal" / "course_kitchen" / "kitchen.yaml"
BASE = ["--course", str(COURSE), "quiz", str(KITCHEN), "--web", "--no-browser", "--seed", "5"]


@pytest.fixture(name="running")
def _running(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Give the running program and the address that it printed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", *BASE, "--format", "json", "--output", "r.json"],
        cwd=tmp_path,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    address = next(found[0] for line in process.stdout if (found := re.search(r"http://\S+", line)))
    yield process, address
    process.kill()
    process.communicate()


def opened(address: str) -> urllib.request.OpenerDirector:
    """Return a browser without a screen that has opened the address."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    assert b"Around the kitchen" in opener.open(address).read()
    return opener


def test_it_listens_on_this_machine_only(running: tuple[subprocess.Popen[str], str]) -> None:
    """The socket is bound to the loopback address, and to nothing that another machine could reach."""
    process, address = running
    port = int(address.split(":")[2].split("/")[0])
    listening = [
        line.split()[1]
        for table in ("tcp", "tcp6")
        for line in (Path("/proc") / str(process.pid) / "net" / table).read_text().splitlines()[1:]
        if line.split()[3] == "0A" and line.split()[1].endswith(f":{port:04X}")
    ]
    assert listening == [f"0100007F:{port:04X}"]


def test_without_the_key_it_is_closed(running: tuple[subprocess.Popen[str], str]) -> None:
    """The bare address, as another user of this machine may try it, is refused, in one sentence."""
    _, address = running
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(address.split("?")[0])
    with caught.value as answer:
        assert answer.code == 403
        assert "Open the address that grade printed" in answer.read().decode()


def test_the_button_that_closes_ends_it_with_the_result(
    running: tuple[subprocess.Popen[str], str], tmp_path: Path
) -> None:
    """After handing in and closing, the program ends by itself, with the result and its exit status."""
    process, address = running
    browser, base = opened(address), address.split("?")[0]
    token = re.findall(r'name="token" value="([^"]+)"', browser.open(base + "q/4").read().decode())[0]
    for path, fields in (
        ("q/4", f"token={token}&do=check&tries=0&answer=cold"),
        ("hand-in", f"token={token}"),
        ("close", f"token={token}"),
    ):
        browser.open(base + path, fields.encode()).read()
    assert process.wait(30) == 1
    assert json.loads((tmp_path / "r.json").read_text())["score"] == 1.0


def test_ctrl_c_ends_it_and_keeps_everything(running: tuple[subprocess.Popen[str], str], tmp_path: Path) -> None:
    """Interrupted before handing in it ends without a traceback, and what was typed is there."""
    process, address = running
    browser, base = opened(address), address.split("?")[0]
    token = re.findall(r'name="token" value="([^"]+)"', browser.open(base + "q/4").read().decode())[0]
    browser.open(base + "q/4", f"token={token}&do=next&tries=0&answer=cold".encode()).read()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 1
    assert said == ""
    assert '"draft":"cold"' in (tmp_path / ".grade" / "quiz-kitchen.json").read_text()


def test_a_taken_port_is_said(tmp_path: Path) -> None:
    """One sentence, with what to do."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "grader", *BASE, "--port", str(port)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert done.returncode == 2
    assert f"Port {port} cannot be used" in done.stderr


@pytest.mark.parametrize("missing", ["uvicorn", "starlette", "jinja2", "markdown_it", "latex2mathml"])
def test_without_the_extra_one_sentence_says_so(tmp_path: Path, missing: str) -> None:
    """Where a library of the extra is not installed, the command to install it is named."""
    program = f"import sys; sys.modules[{missing!r}] = None; from grader.cli import main; sys.argv[0] = 'grade'; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, *BASE], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "pip install 'primer-grader[web]'" in done.stderr
