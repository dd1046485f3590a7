"""Memory that is full is told as that, however full it is."""

from __future__ import annotations

import pytest

from grader.core.course import Limits
from grader.sandbox.client import Worker
from grader.sandbox.fork_server import ForkServer
from grader.sandbox.outcome import Failure, Loaded

FILLS_ALL = """\
KEPT = None

def f():
    global KEPT
    for size in (1 << 22, 1 << 16, 1 << 10, 1 << 8, 1 << 6):
        try:
            while True:
                KEPT = (KEPT, bytearray(size))
        except MemoryError:
            pass
    while True:
        KEPT = (KEPT, None)
"""


@pytest.mark.parametrize("mebibytes", [64, 512])
def test_memory_without_room_for_one_more_object_is_told_as_full(mebibytes: int) -> None:
    """The worker keeps a reserve, without which it could not even say so, and would seem to have ended itself."""
    with ForkServer() as launcher:
        launcher.prepare(["math"])
        worker = Worker(launcher, Limits(memory_mib=mebibytes), 10, lambda name: ((("m.py", FILLS_ALL),), False), print)
        assert isinstance(worker.load("m", ["f"], 1), Loaded)
        failure = worker.call("f", [])
        assert isinstance(failure, Failure)
        assert (failure.problem, failure.kind) == ("raised", "MemoryError")
        worker.close()
