"""What isolation this machine gives: tried, not read from a version number."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass

from grader.results import Isolation
from grader.sandbox.client import Cells, Launcher, Limits, Worker
from grader.sandbox.outcome import Answer, Failure

_PROBE = """
import os, time

def opens_a_file():
    os.open("/", os.O_RDONLY)

def starts_a_process():
    os.fork()

def opens_a_socket():
    import sys
    sys.modules["_socket"].socket()

def sends_a_signal():
    os.kill(os.getpid(), 0)

def takes_memory():
    return len(bytearray(LIMIT << 20))

def opens_a_descriptor():
    os.dup(0)
"""
_ATTEMPTS = (
    ("opens_a_file", "no file system", "files cannot be opened"),
    ("opens_a_socket", "no network", "sockets cannot be made"),
    ("starts_a_process", "no processes", "nothing can be started"),
    ("sends_a_signal", "no signals", "no process can be signalled"),
    ("takes_memory", "memory limit", "more memory than the limit is refused"),
    ("opens_a_descriptor", "one channel", "no second descriptor can be opened"),
)


@dataclass(frozen=True)
class Protection:
    """One thing that keeps a submission in."""

    what: str
    holds: bool
    detail: str


@dataclass(frozen=True)
class Report:
    """What was found."""

    protections: tuple[Protection, ...]
    isolation: Isolation
    advice: tuple[str, ...]


def examine(*, confine: bool = True) -> Report:
    """Start a worker and try what it must not be able to do.

    Args:
        confine: whether to install the system call filter; False shows what is left without one.
    """
    limits = Limits()

    def source(name: str) -> tuple[Cells, bool] | None:
        return ((("probe", _PROBE.replace("LIMIT", str(limits.memory_mib))),), False) if name == "probe" else None

    with Launcher(confine=confine) as launcher:
        launcher.prepare(["os", "sys", "time"])
        worker = Worker(launcher, limits, limits.cpu_seconds, source, lambda text: None)
        worker.load("probe", [name for name, _, _ in _ATTEMPTS], 1)
        protections = [
            Protection(
                "system call filter", worker.filtered,
                "active in a worker, tried" if worker.filtered else "not active: a worker could open files and start processes",
            )
        ]  # fmt: skip
        for name, what, detail in _ATTEMPTS:
            outcome = worker.call(name, [])
            holds = isinstance(outcome, Failure) and outcome.kind in (
                "PermissionError",
                "MemoryError",
                "OSError",
                "BlockingIOError",
                "KeyError",  # there is no socket module in a worker any more
            )
            protections.append(Protection(what, holds, detail if holds else _what_happened(outcome)))
        worker.close()
    isolation: Isolation = "full" if worker.filtered and all(p.holds for p in protections) else "limited"
    return Report(tuple(protections), isolation, () if isolation == "full" else (_advice(),))


def _what_happened(outcome: Answer | Failure) -> str:
    return (
        "the attempt succeeded"
        if isinstance(outcome, Answer)
        else f"the attempt ended otherwise ({outcome.kind or outcome.problem})"
    )


def _advice() -> str:
    if sys.platform != "linux":
        return (
            f"On {platform.system()} a submission is another process with limits, and no more. Grade your own work freely; "
            "grade other people's on Linux, or in a Linux container or virtual machine."
        )
    return (
        "This Linux does not let the grader install its system call filter (seccomp), or the processor is neither x86-64 nor "
        "64-bit ARM. In a container, allow the prctl and seccomp system calls; grade other people's work elsewhere until then."
    )
