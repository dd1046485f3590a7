"""A PostgreSQL for a measurement: one of this machine's own, empty, that waits for the disk as a real one does."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def postgresql() -> Iterator[str | None]:
    """Start one, give its address, and end it; None where PostgreSQL is not installed."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [Path(shutil.which("initdb") or "")]
    if programs[-1].name != "initdb":
        yield None
        return
    folder, root = tempfile.mkdtemp(prefix="pg-"), os.geteuid() == 0
    user = "postgres" if root else getpass.getuser()
    if root:  # it refuses to run as root
        shutil.chown(folder, user, user)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def run(program: str, *arguments: str) -> None:
        command = [*(["runuser", "-u", user, "--"] if root else []), str(programs[-1].with_name(program))]
        subprocess.run(
            [*command, "-D", f"{folder}/data", *arguments], check=True, stdout=subprocess.DEVNULL, cwd="/tmp"
        )

    run("initdb", "-U", user, "-A", "trust", "-E", "UTF8", "--locale=C")
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder}"
    run("pg_ctl", "-w", "-l", f"{folder}/log", "-o", options, "start")
    try:
        yield f"postgresql://{user}@127.0.0.1:{port}/postgres"
    finally:
        run("pg_ctl", "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
