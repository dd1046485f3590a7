"""Memory that is full is told as that, however full it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.core.course import Limits
from grader.grading.grader import Grader
from grader.sandbox.client import Worker
from grader.sandbox.fork_server import ForkServer
from grader.sandbox.outcome import Failure, Loaded
from grader.submissions.submission import open_submission

# no `while True`: a loop that cannot end is stopped early, on a slow machine before the memory is full
FILLS_ALL = """\
KEPT = None

def f():
    global KEPT
    for size in (1 << 22, 1 << 16, 1 << 10, 1 << 8, 1 << 6):
        try:
            for _ in range(1 << 40):
                KEPT = (KEPT, bytearray(size))
        except MemoryError:
            pass
    for _ in range(1 << 40):
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
        assert not worker.alive  # it has given its reserve away: the next call needs a worker that has one


def test_every_check_says_that_the_memory_is_full(grader: Grader, submission_folder: Callable[..., Path]) -> None:
    """Also those after the first, of a submission that keeps all that it has taken."""
    source = FILLS_ALL.replace("f()", "update(*given)")
    submission = open_submission(submission_folder({"ex4_update.py": source}))
    result = grader.grade(grader.course.find("update"), submission, 1)
    assert {check.status for check in result.checks} == {"error"}
