"""The graders of a hosted course: warm processes that answer the requests of one queue, one at a time each."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import threading
import time
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from grader.core.errors import Fault
from grader.serve.hosted.grading import serve_grading
from grader.serve.hosted.lanes import Lanes, QueuePlace
from grader.serve.hosted.requests import GradingAnswer

PATIENCE = 60.0
"""Seconds after which a request is stopped: its limits end almost all long before."""
_START = 120.0  # seconds for a process to start and read its suites
_LOOK_EVERY = 0.25  # seconds between two looks for requests that have waited too long


class Graders(Lanes):
    """Warm graders behind one queue. Start them with start(), end them with close()."""

    def __init__(self, course: Path, seed: int, count: int) -> None:
        """Take what they grade, and how many there are."""
        super().__init__(count)
        self._course, self._seed, self.count = course, seed, count
        self._ended = threading.Event()
        self._threads = [_GraderThread(self) for _ in range(count)]
        self.restarts = 0

    def start(self) -> None:
        """Start the processes; requests may come at once."""
        for thread in self._threads:
            thread.start()
        threading.Thread(target=self._watch, name="queue", daemon=True).start()

    def _watch(self) -> None:
        while not self._ended.wait(_LOOK_EVERY):
            self.give_up_late()

    @property
    def ready(self) -> bool:
        """Whether any grader is warm."""
        return any(thread.warm for thread in self._threads)

    @property
    def processes(self) -> list[int]:
        """The numbers of the processes that run."""
        return [thread.process.pid for thread in self._threads if thread.process and thread.process.pid]

    def stop(self, learner: int) -> list[QueuePlace]:
        """End what a learner has asked, whether it waits or runs."""
        mine = super().stop(learner)
        for thread in self._threads:
            if thread.place in mine:
                thread.stop()
        return mine

    def close(self) -> None:
        """Answer what is in the queue, and end the processes."""
        super().close()
        for thread in self._threads:
            if thread.is_alive():
                thread.join()
        self._ended.set()

    def new_process(self) -> tuple[BaseProcess, Connection, Connection]:
        """Start a grading process; it dies with the thread that calls this."""
        context = multiprocessing.get_context("spawn")
        pipe, its_pipe = context.Pipe()
        control, its_control = context.Pipe()
        arguments = (its_pipe, its_control, self._course, self._seed, os.getpid())
        process = context.Process(target=serve_grading, args=arguments, daemon=True)
        process.start()
        its_pipe.close()
        its_control.close()
        return process, pipe, control


class _GraderThread(threading.Thread):
    """One grader, seen from the server."""

    def __init__(self, graders: Graders) -> None:
        super().__init__(name="grader", daemon=True)
        self._graders = graders
        self.process: BaseProcess | None = None
        self.place: QueuePlace | None = None
        self.warm = False
        self._pipe: Any = None
        self._control: Any = None

    def run(self) -> None:
        self._start_process()
        while (place := self._graders.next_place()) is not None:
            self.place, began = place, time.monotonic()
            answer = self._answer(place)
            self.place = None
            self._graders.done(place, answer, time.monotonic() - began)
        self._end()

    def _answer(self, place: QueuePlace) -> GradingAnswer:
        if place.stopped:
            return GradingAnswer({"stopped": True})
        for _ in range(2):
            if not self.warm:
                self._start_process()
            try:
                self._pipe.send(place.request)
                if not self._pipe.poll(PATIENCE):
                    self._end()
                    return GradingAnswer(problem="It took too long and was stopped.", hung=True)
                answer = self._pipe.recv()
                assert isinstance(answer, GradingAnswer)
                return answer
            except (EOFError, OSError, Fault):
                self._end()
                self._graders.restarts += 1
        return GradingAnswer(problem="The process that graded it stopped unexpectedly.", hung=True)

    def _start_process(self) -> None:
        try:
            self.process, self._pipe, self._control = self._graders.new_process()
            if not self._pipe.poll(_START):
                raise EOFError
            self._pipe.recv()
            self.warm = True
        except (EOFError, OSError):
            self._end()

    def stop(self) -> None:
        """End what is being answered."""
        with contextlib.suppress(OSError, AttributeError):
            self._control.send("stop")

    def _end(self) -> None:
        self.warm = False
        if self.process is not None:
            self.process.kill()
            self.process.join()
            self._pipe.close()
            self._control.close()
            self.process = None
