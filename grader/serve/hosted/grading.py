"""A grading process of a hosted course: one warm grader, one request at a time, down a pipe.

It ends with its server, whatever ends the server: the kernel kills it, and its sandbox ends with it.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
import threading
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from grader.core.errors import Fault, UsageError
from grader.serve.hosted.requests import GradingAnswer

_PR_SET_PDEATHSIG = 1


def serve_grading(pipe: Connection, control: Connection, course: Path, seed: int, server: int) -> None:
    """Answer requests until the server closes the pipe or ends.

    Args:
        pipe: where requests come from.
        control: where a stop of the current request comes from.
        course: the course's folder.
        seed: what hidden inputs are drawn from.
        server: the server's process.
    """
    die_with(server)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server says when it is over
    from grader.serve.hosted.answering import Answering

    with Answering(course, seed) as answering, contextlib.suppress(EOFError, OSError):
        threading.Thread(target=_listen, args=(control, answering.stop), daemon=True).start()
        pipe.send(None)  # ready
        while True:
            request = pipe.recv()
            try:
                answer = answering.answer(request)
            except UsageError as error:
                answer = GradingAnswer(problem=str(error), usage=True)
            except Exception as error:  # one learner's file costs that learner an answer, not the class a grader
                if os.environ.get("GRADE_DEBUG"):
                    raise
                told = str(error) if isinstance(error, Fault) else type(error).__name__
                answer = GradingAnswer(problem=told)
            pipe.send(answer)


def die_with(parent: int) -> None:
    """End this process when the parent's thread that started it does, on Linux."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before
        os._exit(0)


def _listen(control: Connection, stop: Any) -> None:
    with contextlib.suppress(EOFError, OSError):
        while True:
            control.recv()
            stop()
