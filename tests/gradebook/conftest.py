"""A gradebook in SQLite, and one in a PostgreSQL that is started for these tests."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.classroom.gradebook.records import NewResult, StoredAttempt
from grader.classroom.gradebook.store import Gradebook
from grader.core.results import EXERCISE


def _run(*command: str) -> None:
    """Run a command, as postgres where we are root: PostgreSQL refuses to run as root."""
    if os.geteuid() == 0:
        command = ("runuser", "-u", "postgres", "--", *command)
    done = subprocess.run(command, capture_output=True, text=True, cwd="/tmp", check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"


@pytest.fixture(name="server", scope="session")
def _server() -> Iterator[str]:
    """Start its own PostgreSQL, and give its address without a database."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [Path(shutil.which("initdb") or "")]
    assert programs[-1].name == "initdb", "PostgreSQL is not installed: apt-get install postgresql"
    bin_ = programs[-1].parent
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    user = "postgres" if os.geteuid() == 0 else getpass.getuser()
    data = str(folder / "data")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    _run(str(bin_ / "initdb"), "-D", data, "-U", user, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off"
    _run(str(bin_ / "pg_ctl"), "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql://{user}@127.0.0.1:{port}"
    finally:
        _run(str(bin_ / "pg_ctl"), "-D", data, "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(name="url", params=["sqlite", "postgresql"])
def _url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of an empty database, of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'gradebook.sqlite'}"
    import psycopg

    server, name = request.getfixturevalue("server"), f"t{uuid.uuid4().hex}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server}/{name}"


@pytest.fixture(name="gradebook")
def _gradebook(url: str) -> Iterator[Gradebook]:
    """Give an empty gradebook, in each kind of database."""
    with Gradebook(url, create=True) as gradebook:
        yield gradebook


def entry(name: str, identity: str, score: float = 5.0, **more: object) -> NewResult:
    """Return a result of `name` worth ten points."""
    values: dict[str, object] = {"status": "graded", "max_score": 10.0, "document": f'{{"score": {score}}}', **more}
    return NewResult(name=name, identity=identity, score=score, **values)  # type: ignore[arg-type]


def record(
    gradebook: Gradebook,
    student: str,
    content: str,
    entries: list[NewResult],
    *,
    name: str = "",
    email: str = "",
    kind: str = EXERCISE,
    counts: bool = True,
) -> None:
    """Keep what was found for one learner."""
    gradebook.record_all([StoredAttempt(student, content, tuple(entries), name, email, kind)], counts=counts)
