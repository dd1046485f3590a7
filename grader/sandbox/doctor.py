"""What isolation this machine gives: tried, not read from a version number."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass

from grader.core.course import Limits
from grader.core.results import Isolation
from grader.sandbox.client import Worker
from grader.sandbox.outcome import Answer, Failure
from grader.sandbox.process_factory import WorkerServer
from grader.sandbox.servers import worker_server
from grader.sandbox.sources import Cells, ModuleSource

_PROBE = """
import os, sys

def found(name):
    frame = sys._getframe()
    while frame and name not in frame.f_globals:
        frame = frame.f_back
    return frame.f_globals[name]

def opens_a_file():
    os.open("/", os.O_RDONLY)

def starts_a_process():
    if os.fork() == 0:
        os._exit(0)

def opens_a_socket():
    found("_socket").socket()

def sends_a_signal():
    os.kill(os.getpid(), 0)

def takes_memory():
    return len(bytearray(2 * MEBIBYTES << 20))

def runs_machine_code():
    ctypes = found("ctypes")
    map_memory = ctypes.CDLL(None, use_errno=True).mmap
    map_memory.restype = ctypes.c_ssize_t
    if map_memory(None, ctypes.c_size_t(4096), 7, 0x22, -1, ctypes.c_ssize_t(0)) == -1:
        raise OSError(ctypes.get_errno(), "refused")

def raises_its_limits():
    resource = found("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if resource.RLIM_INFINITY not in (soft, hard):
        raise OSError("there is one")

def opens_a_descriptor():
    os.dup(0)
"""
_ATTEMPTS = (
    ("opens_a_file", "no file system", "files cannot be opened"),
    ("opens_a_socket", "no network", "sockets cannot be made"),
    ("starts_a_process", "no processes", "nothing can be started"),
    ("sends_a_signal", "no signals", "no process can be signalled"),
    ("runs_machine_code", "no machine code", "memory cannot be made executable"),
    ("opens_a_descriptor", "one channel", "no second descriptor can be opened"),
    ("takes_memory", "memory limit", "more memory than the limit is refused"),
    ("raises_its_limits", "processor time limit", "the system ends what takes more"),
)
_TRIES = 3
_REFUSALS = ("PermissionError", "MemoryError", "OSError", "BlockingIOError")


@dataclass(frozen=True)
class Protection:
    """One thing that keeps a submission in."""

    what: str
    holds: bool
    detail: str


@dataclass(frozen=True)
class IsolationReport:
    """What was found."""

    protections: tuple[Protection, ...]
    isolation: Isolation
    advice: tuple[str, ...]


def examine(*, confine: bool = True) -> IsolationReport:
    """Start a worker and try what it must not be able to do.

    Args:
        confine: whether to install the system call filter; False shows what is left without one.
    """
    limits = Limits()

    def source(name: str) -> tuple[Cells, bool] | None:
        return ((("probe", _PROBE.replace("MEBIBYTES", str(limits.memory_mib))),), False) if name == "probe" else None

    launcher = worker_server(confine=confine)
    try:
        launcher.prepare(["os", "sys"])
        worker = _started(launcher, limits, source)
        active = (
            "active in a worker, tried" if worker.filtered else "not active, so a worker could do much that follows"
        )
        protections = [Protection("system call filter", worker.filtered, active)]
        for name, what, detail in _ATTEMPTS:
            worker, outcome = _attempted(launcher, limits, source, worker, name)
            holds = isinstance(outcome, Failure) and outcome.kind in _REFUSALS
            told = detail if holds else _what_happened(outcome)
            if isinstance(outcome, Failure) and "[Errno 24]" in outcome.text and what != "one channel":
                holds, told = False, "only as long as its one descriptor is in use, which it can close"
            protections.append(Protection(what, holds, told))
        worker.close()
    finally:
        launcher.close()
    isolation: Isolation = "full" if worker.filtered and all(p.holds for p in protections) else "limited"
    return IsolationReport(tuple(protections), isolation, () if isolation == "full" else (_advice(),))


def _attempted(
    launcher: WorkerServer, limits: Limits, source: ModuleSource, worker: Worker, name: str
) -> tuple[Worker, Answer | Failure]:
    """Make one attempt; again where there is no answer in time, which on a busy machine says nothing of what is refused."""
    for _ in range(_TRIES):
        if not worker.alive:  # some attempts end it
            worker = _started(launcher, limits, source)
        outcome = worker.call(name, [])
        if not (isinstance(outcome, Failure) and outcome.problem == "timeout"):
            break
    return worker, outcome


def _started(launcher: WorkerServer, limits: Limits, source: ModuleSource) -> Worker:
    """Return a worker that has loaded the attempts."""
    worker = Worker(launcher, limits, limits.cpu_seconds, source, lambda text: None)
    worker.load("probe", [name for name, _, _ in _ATTEMPTS], 1)
    return worker


def _what_happened(outcome: Answer | Failure) -> str:
    return (
        "the attempt succeeded"
        if isinstance(outcome, Answer)
        else f"the attempt ended otherwise ({outcome.kind or outcome.problem})"
    )


def _advice() -> str:
    if sys.platform != "linux":
        return (
            f"On {platform.system()} a submission is another process with limits, and no more. Grade your own work "
            "freely; grade other people's on Linux, or in a Linux container or virtual machine."
        )
    return (
        "This Linux does not let the grader install its system call filter (seccomp), or the processor is neither "
        "x86-64 nor 64-bit ARM. In a container, allow the prctl and seccomp system calls; grade other people's work elsewhere "
        "until then."
    )
