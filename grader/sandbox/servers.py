"""Choose what starts workers on this system: a fork server, or a process for each worker."""

from __future__ import annotations

import os
from collections.abc import Sequence

from grader.sandbox.process_factory import WORKER, WorkerServer


def worker_server(
    *, confine: bool = True, fork: bool = hasattr(os, "fork"), sent: Sequence[str] = WORKER
) -> WorkerServer:
    """Return what starts workers on this system.

    Args:
        confine: whether workers get the system call filter; False only to try what happens without one.
        fork: whether workers are forked from a warm launcher, which takes a few milliseconds instead of a hundred.
        sent: the modules that run there, each sent as text: `WORKER` or `READER`.
    """
    if fork:
        from grader.sandbox.fork_server import ForkServer

        return ForkServer(confine=confine, sent=sent)
    from grader.sandbox.spawn_server import SpawnServer

    return SpawnServer(confine=confine, sent=sent)
