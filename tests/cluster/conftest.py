"""Several hosts made of network namespaces, a Dask scheduler and workers on them, and a PostgreSQL that can be restarted.

Where namespaces cannot be made (it takes root), the hosts are loopback addresses: the processes are as real, the
network between them is not.
"""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import pytest

from grader.core.course import Course, load_course

OTHER = Path(__file__).parent.parent / "course_other"
RIGHT = {name: (OTHER / "solutions" / f"{name}.py").read_text() for name in ("temperature", "words")}
WRONG = "def celsius(degrees):\n    return degrees - 32\ndef table(first, last, step=10):\n    return []\n"
BROKEN = "def celsius(degrees:\n"
STYLES = (None, WRONG, BROKEN)


@dataclass(frozen=True)
class Host:
    """A machine: how to run a program there, and its address."""

    address: str
    prefix: tuple[str, ...] = ()


@pytest.fixture(name="hosts", scope="session")
def _hosts() -> Iterator[list[Host]]:
    """Give three hosts on one network, which this process reaches too."""
    made = [f"gr{os.getpid() % 100000}{letter}" for letter in "swx"]
    if os.geteuid() != 0 or shutil.which("ip") is None or not _ip("netns", "add", made[0]):
        yield [Host(f"127.0.0.{i}") for i in (2, 3, 4)]
        return
    subnet = f"10.213.{os.getpid() % 250}"
    bridge = f"br{os.getpid() % 100000}"
    try:
        assert _ip("link", "add", bridge, "type", "bridge")
        assert _ip("addr", "add", f"{subnet}.1/24", "dev", bridge)
        assert _ip("link", "set", bridge, "up")
        for i, name in enumerate(made):
            assert i == 0 or _ip("netns", "add", name)
            assert _ip("link", "add", f"v{name}", "type", "veth", "peer", "name", "eth0", "netns", name)
            assert _ip("link", "set", f"v{name}", "master", bridge, "up")
            assert _ip("-n", name, "addr", "add", f"{subnet}.{i + 2}/24", "dev", "eth0")
            assert _ip("-n", name, "link", "set", "eth0", "up")
            assert _ip("-n", name, "link", "set", "lo", "up")
        yield [Host(f"{subnet}.{i + 2}", ("ip", "netns", "exec", name)) for i, name in enumerate(made)]
    finally:
        for name in made:
            _ip("netns", "del", name)
        _ip("link", "del", bridge)


def _ip(*arguments: str) -> bool:
    return subprocess.run(["ip", *arguments], capture_output=True, check=False).returncode == 0


@dataclass
class Cluster:
    """A scheduler on the first host and a worker on each other one, started and ended by name as a supervisor would."""

    hosts: list[Host]
    folder: Path
    running: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """The scheduler's."""
        return f"tcp://{self.hosts[0].address}:8786"

    def start(self, number: int) -> None:
        """Start what belongs on a host: 0 is the scheduler's."""
        host, log = self.hosts[number], (self.folder / f"{number}.log").open("ab")
        role = ["dask_scheduler", "--port", "8786"]
        if number:
            role = ["dask_worker", self.address, "--nthreads", "1", "--local-directory", str(self.folder / f"{number}")]
        command = [*host.prefix, sys.executable, "-m", f"distributed.cli.{role[0]}", *role[1:], "--no-dashboard"]
        # Dask itself tries a batch again whose worker died; without that, it is seen that we do, too
        environment = {**os.environ, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
        self.running[number] = subprocess.Popen(
            [*command, "--host", host.address], stdout=log, stderr=log, cwd=self.folder, env=environment
        )
        log.close()

    def restart(self) -> None:
        """End the scheduler at once, as a power cut would, and start it and its workers, as a supervisor would."""
        self.end()
        for number in range(len(self.hosts)):
            self.start(number)

    def kill_worker(self, number: int) -> None:
        """Kill the worker on a host; its nanny stays."""
        processes = psutil.Process(self.running[number].pid).children()
        workers = [process for process in processes if "spawn_main" in " ".join(process.cmdline())]
        assert workers
        for process in workers:
            process.kill()

    def end(self) -> None:
        """End everything at once."""
        for process in self.running.values():
            family = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
            for member in family:
                if member.is_running():
                    member.kill()
            process.kill()
            process.wait()
        self.running.clear()

    def client(self) -> Any:
        """Return a connection of one's own."""
        from distributed import Client

        return Client(self.address, timeout=60, set_as_default=False)  # type: ignore[no-untyped-call]


@pytest.fixture(name="cluster", scope="session")
def _cluster(hosts: list[Host], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Give a scheduler and two workers, each on its own host."""
    cluster = Cluster(hosts, tmp_path_factory.mktemp("cluster"))
    try:
        cluster.restart()
        with cluster.client() as client:
            client.wait_for_workers(len(hosts) - 1, timeout=60)
        yield cluster
    finally:
        cluster.end()


@pytest.fixture(name="small")
def _small(tmp_path: Path) -> Course:
    """Give a copy of the other course, which a test may change."""
    shutil.copytree(OTHER, tmp_path / "course", ignore=shutil.ignore_patterns("__pycache__"))
    return load_course(tmp_path / "course")


@pytest.fixture(name="a_class")
def _a_class(tmp_path: Path) -> Callable[[int], Path]:
    """Give a function that makes a class of some size: right, wrong and broken in turn."""

    def make(size: int) -> Path:
        for i in range(size):
            folder = tmp_path / "class" / f"learner {i:03}"
            folder.mkdir(parents=True)
            for name, text in RIGHT.items():
                (folder / f"{name}.py").write_text(text)
            if text := STYLES[i % len(STYLES)]:
                (folder / "temperature.py").write_text(f"{text}# {i}\n")
        return tmp_path / "class"

    return make


@dataclass
class Postgres:
    """Its own PostgreSQL."""

    programs: Path
    folder: Path
    port: int
    user: str

    @property
    def url(self) -> str:
        """The address of its database."""
        return f"postgresql://{self.user}@127.0.0.1:{self.port}/postgres"

    def command(self, program: str, *arguments: str) -> list[str]:
        """Return a command, to be run as postgres where we are root: PostgreSQL refuses to run as root."""
        drop = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        return [*drop, str(self.programs / program), "-D", str(self.folder / "data"), *arguments]

    def control(self, *arguments: str) -> None:
        """Run pg_ctl."""
        done = subprocess.run(self.command("pg_ctl", "-w", *arguments), capture_output=True, cwd="/tmp", check=False)
        assert done.returncode == 0, done.stderr

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server, without waiting for it."""
        options = f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories={self.folder}"
        command = self.command("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd="/tmp")


@pytest.fixture(name="postgres", scope="session")
def _postgres() -> Iterator[Postgres]:
    """Start a PostgreSQL that keeps what it has promised to keep: fsync is on."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [Path(shutil.which("initdb") or "")]
    assert programs[-1].name == "initdb", "PostgreSQL is not installed: apt-get install postgresql"
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    user = "postgres" if os.geteuid() == 0 else getpass.getuser()
    if os.geteuid() == 0:
        shutil.chown(folder, user, user)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Postgres(programs[-1].parent, folder, port, user)
    options = ("-U", user, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    subprocess.run(server.command("initdb", *options), check=True, capture_output=True, cwd="/tmp")
    assert server.start().wait() == 0
    try:
        yield server
    finally:
        server.control("-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
