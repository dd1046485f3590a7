"""A server that is killed: nothing that was accepted is lost, nothing is there twice, and no process lives on."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import httpx2

from grader.core.course import load_course
from grader.serve.hosted.database import HostedDatabase
from grader.serve.hosted.hosting import Hosting
from grader.serve.hosted.people import Accounts
from tests.conftest import ROOT
from tests.hosted.conftest import FILE, RIGHT, until

WAIT = 60.0


def children(process: int) -> set[int]:
    """Return the processes below one."""
    found = set()
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found |= {child} | children(child)
    return found


def test_a_killed_server_loses_no_hand_in_and_no_draft_and_leaves_no_process(tmp_path: Path) -> None:
    """SIGKILL while a check runs: its hand-in is there once, and graded later."""
    file = tmp_path / "course.sqlite"
    database = HostedDatabase(str(file))
    accounts = Accounts(database)
    link = accounts.link(accounts.account("ada", "Ada"))
    command = [
        sys.executable,
        "-m",
        "grader",
        "--course",
        str(ROOT),
        "serve",
        "--database",
        str(file),
        "--bind",
        "127.0.0.1:0",
    ]
    with open(tmp_path / "log", "w") as log:  # noqa: PTH123
        server = subprocess.Popen([*command, "--graders", "1"], stdout=subprocess.PIPE, stderr=log, text=True)
    assert server.stdout is not None
    try:
        address = re.search(r"http://\S+", server.stdout.readline())
        assert address
        with httpx2.Client(base_url=address[0], timeout=WAIT) as client:
            assert client.post("/enter", data={"code": link}).status_code == 303
            until(lambda: client.get("/ready").status_code == 200)
            assert client.post("/do/save", json={"name": FILE, "text": RIGHT, "seen": ""}).status_code == 200
            slow = "import time\n" + RIGHT.replace(":\n", ":\n    while True: time.sleep(0.1)\n", 1)
            body = {"exercise": 4, "files": {FILE: slow}, "given": True}
            answers: list[object] = []

            def check() -> None:
                try:
                    answers.append(client.post("/do/check", json=body, headers={"idempotency-key": "one"}))
                except httpx2.TransportError as error:
                    answers.append(error)

            asking = threading.Thread(target=check)
            asking.start()
            with sqlite3.connect(file) as look:
                until(lambda: look.execute("SELECT count(*) FROM hand_in").fetchone() == (1,))
            below = children(server.pid)
            graders = [one for one in below if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()]
            assert graders
            for grader in graders:
                os.kill(grader, signal.SIGSTOP)  # it cannot end by itself: only the kernel ends it with its server
            server.kill()
            server.wait()
            asking.join()
        assert isinstance(answers[0], httpx2.TransportError)
        until(lambda: not any(Path(f"/proc/{child}/exe").exists() for child in below))
    finally:
        server.kill()
        server.wait()
        server.stdout.close()
    hosting = Hosting(load_course(ROOT), database, "http://127.0.0.1:8000", graders=1)
    hosting.start()
    ada = hosting.accounts.find("ada")
    assert ada is not None
    assert hosting.drafts.texts(ada.id) == {"ex4_update": RIGHT}
    (one,) = hosting.hand_ins.of(ada.id)
    until(lambda: [bool(one.document) for one in hosting.hand_ins.of(ada.id)] == [True])
    assert hosting.hand_ins.accept(ada, hosting.course.find("4"), one.files, "one").id == one.id
    hosting.close()
    assert link not in (tmp_path / "log").read_text()
