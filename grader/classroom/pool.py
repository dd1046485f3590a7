"""Grading processes, one a core: each with one warm grader, each with one submission at a time.

The parent sends a Task down a pipe and gets word that it has begun, a Graded for each exercise, then None. A process
that dies costs at most its own submission, which is tried once more in a fresh one; one that takes too long is ended.
When the parent dies, the pipes close, and the processes end by themselves.
"""

from __future__ import annotations

import contextlib
import importlib
import multiprocessing
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

from grader.classroom.forking import may_fork, settle, unstopped
from grader.classroom.task import Graded, Settings, Task
from grader.core.errors import Fault, UsageError

if TYPE_CHECKING:
    from grader.classroom.task_grader import TaskGrader

PATIENCE = 900.0
"""Seconds after which a submission that keeps its process busy is stopped: its limits end almost all long before."""


_START = 120.0  # seconds for a process to start and read its suites
_BEGUN = "begun"


@dataclass
class Done:
    """The outcome of one submission."""

    task: Task
    graded: list[Graded] = field(default_factory=list)
    stopped: bool = False
    """Whether it was stopped since it took too long; results of later exercises are missing."""
    fault: str = ""
    """Why it could not be graded, where the submission is not to blame."""


def grade_all(
    settings: Settings, exercises: Sequence[str], tasks: Iterable[Task], jobs: int, patience: float = PATIENCE
) -> Iterator[Done]:
    """Grade submissions on `jobs` processes; give each outcome as it is done, in any order.

    Args:
        settings: what all are graded with.
        exercises: whose suites are read first.
        tasks: is read as fast as submissions are graded, no faster.
        jobs: how many at once.
        patience: seconds that one submission may take.

    Raises:
        UsageError: the course is unsound.
        Fault: grading processes cannot be started.
    """
    pool = _ProcessPool(settings, exercises, tasks, jobs)
    try:
        while pool.hand_out():
            yield from pool.collect(patience)
        pool.finish()
    finally:
        pool.kill()


class _ProcessPool:
    """The processes that are alive, and the submissions that they have not had yet."""

    def __init__(self, settings: Settings, exercises: Sequence[str], tasks: Iterable[Task], jobs: int) -> None:
        self._settings, self._exercises, self._jobs = settings, exercises, jobs
        self._processes: list[_Process] = []
        self._todo = iter(tasks)
        self._again: list[Task] = []
        self._tried: set[str] = set()

    def hand_out(self) -> bool:
        """Give every idle process a task, and start more while there are tasks; return whether any process is busy."""
        for process in self._processes:
            if process.done is None and (task := self._next()):
                process.send(task)
        while len(self._processes) < self._jobs and (task := self._next()):
            self._start().send(task)
        return any(process.done is not None for process in self._processes)

    def _next(self) -> Task | None:
        return self._again.pop() if self._again else next(self._todo, None)

    def _start(self) -> _Process:
        core = _core(self._jobs, [process.core for process in self._processes])
        with unstopped():
            self._processes.append(_Process(self._settings, self._exercises, core))
        return self._processes[-1]

    def collect(self, patience: float) -> Iterator[Done]:
        """Wait until a process has something to say or has used up its time; give the submissions that are done."""
        busy = [process for process in self._processes if process.done is not None]
        deadline = min(process.deadline for process in busy)
        ready = set(wait([process.pipe for process in busy], max(0.0, deadline - time.monotonic())))
        for process in busy:
            if process.pipe in ready:
                done = process.receive(patience)
            elif time.monotonic() >= process.deadline:
                done = process.stop()
            else:
                continue
            if process.dead:
                self._processes.remove(process)
            if done is not None and not self._is_tried_again(done, process):
                yield done

    def _is_tried_again(self, done: Done, process: _Process) -> bool:
        """Whether the process has died of this submission for the first time, so that another process gets it."""
        if not (done.fault and process.dead) or done.task.student in self._tried:
            return False
        self._again.append(done.task)
        self._tried.add(done.task.student)
        return True

    def finish(self) -> None:
        """Let the processes end by themselves: they have nothing to do."""
        for process in self._processes:
            process.finish()

    def kill(self) -> None:
        """End all processes."""
        for process in self._processes:
            process.kill()


def _core(jobs: int, taken: Sequence[int | None]) -> int | None:
    """Return the core that the next process is to have: the one that fewest have so far; None where cores are to spare.

    A grading process and the worker that it asks take turns: on one core neither has to wake another one up.
    """
    cores = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()
    return min(sorted(cores), key=taken.count) if 0 < len(cores) <= jobs else None


def _context() -> multiprocessing.context.BaseContext:
    """Return how processes are started."""
    if not may_fork():
        return multiprocessing.get_context("spawn")
    importlib.import_module("grader.classroom.task_grader")  # loaded here once, not in each process
    return multiprocessing.get_context("fork")


class _Process:
    """One grading process, seen from the parent."""

    def __init__(self, settings: Settings, exercises: Sequence[str], core: int | None) -> None:
        context = _context()
        self.pipe, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(  # type: ignore[attr-defined]
            target=_serve, args=(theirs, settings, tuple(exercises), core), daemon=True
        )
        self.process.start()
        theirs.close()
        self.core = core
        self.done: Done | None = None
        self.deadline = 0.0
        self.dead = False

    def send(self, task: Task) -> None:
        self.done, self.deadline = Done(task), time.monotonic() + _START
        with contextlib.suppress(OSError):  # it has died; receive() will tell
            self.pipe.send(task)

    def receive(self, patience: float) -> Done | None:
        """Take one message; return what is done, or None while it goes on."""
        done = self.done
        assert done is not None
        try:
            message = self.pipe.recv()
        except (EOFError, OSError):
            self.kill()
            done.fault, done.graded = "the process that graded it has died", []
            return done
        if message == _BEGUN:
            self.deadline = time.monotonic() + patience
            return None
        if isinstance(message, Graded):
            done.graded.append(message)
            return None
        self.done = None
        if isinstance(message, _Problem):
            if message.usage:
                raise UsageError(message.text)
            done.fault = message.text
        return done

    def stop(self) -> Done:
        """End it, since its submission takes too long; return what was graded so far."""
        done = self.done
        assert done is not None
        done.stopped = True
        self.kill()
        return done

    def finish(self) -> None:
        """Let it end by itself: it has nothing to do."""
        self.pipe.close()
        self.process.join(5)

    def kill(self) -> None:
        self.dead = True
        self.process.kill()
        self.process.join()
        self.pipe.close()


@dataclass(frozen=True)
class _Problem:
    text: str
    usage: bool


def _serve(pipe: Connection, settings: Settings, exercises: Sequence[str], core: int | None) -> None:
    """Grade what comes down the pipe, until it closes."""
    from grader.classroom.task_grader import TaskGrader

    settle(pipe.fileno())
    if core is not None:
        with contextlib.suppress(OSError):  # taken away since
            os.sched_setaffinity(0, {core})
    try:
        with TaskGrader(settings) as unit:
            unit.check(exercises)
            while True:
                _grade(pipe, unit, pipe.recv())
    except UsageError as error:
        with contextlib.suppress(EOFError, OSError):
            pipe.recv()
            pipe.send(_Problem(str(error), usage=True))
    except Exception:
        # the parent has gone, or the system refuses something: the submission is tried in another process
        if os.environ.get("GRADE_DEBUG"):
            raise


def _grade(pipe: Connection, unit: TaskGrader, task: Task) -> None:
    pipe.send(_BEGUN)
    try:
        for graded in unit.grade(task):
            pipe.send(graded)
        pipe.send(None)
    except UsageError as error:
        pipe.send(_Problem(str(error), usage=True))
    except OSError:
        raise
    except Exception as error:
        if os.environ.get("GRADE_DEBUG"):
            raise
        text = str(error).rstrip(".") if isinstance(error, Fault) else f"{type(error).__name__}: {error}"
        pipe.send(_Problem(text, usage=False))
