"""The graders of a hosted course: warm processes, one request of a learner at a time, and a queue with a bound.

Checks go first. Hints, runs, and whatever a learner asks whose last check did not come back, wait in a lane that never
fills all graders. What would wait too long is refused at once.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from grader.core.errors import Fault
from grader.serve.hosted.grading import serve_grading
from grader.serve.hosted.requests import GradingAnswer, GradingRequest

LONGEST_WAIT = 8.0
"""Seconds that a request may be expected to wait in the queue; one that would wait longer is refused."""
MOST_WAITING = 500
PATIENCE = 60.0
"""Seconds after which a request is stopped: its limits end almost all long before."""
_START = 120.0  # seconds for a process to start and read its suites
_SLOW_FOR = 60.0  # seconds that a learner stays in the other lane after a check that hung
_TOLD = 0.1  # the weight of a new time in the mean

Finish = Callable[[GradingAnswer], None]
"""Is given the answer, in the grader's thread, before the request that waits for it."""


class QueueFull(Exception):
    """There is no place in the queue now."""


class AlreadyAsked(Exception):
    """The learner's last request is still being answered."""


@dataclass
class _Place:
    """One request in the queue."""

    learner: int
    request: GradingRequest
    finish: Finish
    slow: bool
    answer: Future[GradingAnswer] = field(default_factory=Future)
    stopped: bool = False
    since: float = field(default_factory=time.monotonic)


class Graders:
    """Warm graders behind one queue. Start them with start(), end them with close()."""

    def __init__(self, course: Path, seed: int, count: int) -> None:
        """Take what they grade, and how many there are."""
        self._course, self._seed, self.count = course, seed, count
        self._news = threading.Condition()
        self._lanes: dict[bool, deque[_Place]] = {False: deque(), True: deque()}
        self._busy: dict[tuple[int, bool], _Place] = {}  # by learner, and whether it is a check
        self._slow_until: dict[int, float] = {}
        self._slow_running = 0
        self._mean_seconds = 0.05
        self._closing = False
        self._threads = [_GraderThread(self) for _ in range(count)]
        self.refused = self.answered = self.restarts = 0

    def start(self) -> None:
        """Start the processes; requests may come at once."""
        for thread in self._threads:
            thread.start()

    @property
    def ready(self) -> bool:
        """Whether any grader is warm."""
        return any(thread.warm for thread in self._threads)

    @property
    def waiting(self) -> int:
        """How many requests are in the queue."""
        return sum(map(len, self._lanes.values()))

    @property
    def full(self) -> bool:
        """Whether a check would be refused now."""
        expected = self.waiting * self._mean_seconds / self.count
        return self._closing or self.waiting >= MOST_WAITING or expected > LONGEST_WAIT

    def is_busy(self, learner: int) -> bool:
        """Whether a learner's last check is still being answered."""
        return (learner, True) in self._busy

    @property
    def processes(self) -> list[int]:
        """The numbers of the processes that run."""
        return [thread.process.pid for thread in self._threads if thread.process and thread.process.pid]

    def ask(self, learner: int, request: GradingRequest, finish: Finish = lambda answer: None) -> Future[GradingAnswer]:
        """Put a request into the queue, and return its answer to come.

        Args:
            learner: whose request it is; each has one check at a time, and one of anything else.
            request: what is asked.
            finish: keeps the answer; where it fails, the answer fails.

        Raises:
            QueueFull: there is no place.
            AlreadyAsked: the learner's last request is still being answered.
        """
        with self._news:
            key = learner, request.kind == "check"
            if key in self._busy:
                raise AlreadyAsked
            if self.full:
                self.refused += 1
                raise QueueFull
            slow = request.kind != "check" or self._slow_until.get(learner, 0.0) > time.monotonic()
            place = _Place(learner, request, finish, slow)
            place.answer.set_running_or_notify_cancel()  # the request that waited may be gone: the answer is kept anyway
            self._busy[key] = place
            self._lanes[slow].append(place)
            self._news.notify()
        return place.answer

    def stop(self, learner: int) -> None:
        """End what a learner has asked, whether it waits or runs."""
        with self._news:
            mine = [place for (whose, _), place in self._busy.items() if whose == learner]
            for place in mine:
                place.stopped = True
            threads = [one for one in self._threads if one.place in mine]
        for thread in threads:
            thread.stop()

    def next_place(self, thread: _GraderThread) -> _Place | None:
        """Wait for a request, and give it to a grader; None where the server ends."""
        with self._news:
            while not (lane := self._lane()):
                if self._closing:
                    return None
                self._news.wait()
            place = lane.popleft()
            self._slow_running += place.slow
            thread.place = place
            return place

    def _lane(self) -> deque[_Place] | None:
        """Return the lane whose first request is next: the older one, if the slow lane may have another grader."""
        checks, slow = self._lanes[False], self._lanes[True]
        may_be_slow = slow and self._slow_running < max(1, self.count - 1)
        if not may_be_slow:
            return checks or None
        return checks if checks and checks[0].since < slow[0].since else slow

    def done(self, thread: _GraderThread, place: _Place, answer: GradingAnswer) -> None:
        """Keep an answer and give it to the request that waits for it."""
        seconds = time.monotonic() - thread.began
        problem: Exception | None = None
        if answer.graded is not None or not answer.problem:
            try:
                place.finish(answer)
            except Exception as error:
                problem = error
        with self._news:
            thread.place = None
            self._slow_running -= place.slow
            del self._busy[place.learner, place.request.kind == "check"]
            self._mean_seconds += _TOLD * (seconds - self._mean_seconds)
            self._note(place.learner, answer)
            self.answered += 1
            self._news.notify_all()
        if problem:
            place.answer.set_exception(problem)
        else:
            place.answer.set_result(answer)

    def _note(self, learner: int, answer: GradingAnswer) -> None:
        now = time.monotonic()
        self._slow_until = {who: until for who, until in self._slow_until.items() if until > now}
        if answer.hung:
            self._slow_until[learner] = now + _SLOW_FOR

    def close(self) -> None:
        """Answer what is in the queue, and end the processes."""
        with self._news:
            self._closing = True
            self._news.notify_all()
        for thread in self._threads:
            if thread.is_alive():
                thread.join()

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
        self.place: _Place | None = None
        self.warm = False
        self.began = 0.0
        self._pipe: Any = None
        self._control: Any = None

    def run(self) -> None:
        self._start_process()
        while (place := self._graders.next_place(self)) is not None:
            self.began = time.monotonic()
            self._graders.done(self, place, self._answer(place))
        self._end()

    def _answer(self, place: _Place) -> GradingAnswer:
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
