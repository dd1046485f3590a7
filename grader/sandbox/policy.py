"""Which system calls a worker may make: an allow-list, as a seccomp program.

The programs are built by libseccomp and kept beside this module, one a machine (`filter.x86_64.bpf`,
`filter.aarch64.bpf`), so that grading needs no library of the system; a test builds them again and
compares. After a change to ALLOWED:

    python -m grader.sandbox.policy      (needs pyseccomp and the system's libseccomp)
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ALLOWED = (
    # the one socket
    "read",
    "write",
    # memory
    "brk",
    "munmap",
    "mremap",
    # waiting
    "nanosleep",
    "gettimeofday",
    "time",
    "sched_yield",
    "restart_syscall",
    # random numbers, own measure of memory
    "getrandom",
    "getrusage",
    # its end
    "exit",
    "exit_group",
    "rt_sigreturn",
)
PROT_EXEC = 4
LOCKED_OR_HUGE = 0x2000 | 0x40000
LAST_CLOCK = 11
FUTEX_FLAGS = 128 | 256
# allowed where one of these holds: each a list of (argument, mask, value), the argument's bits under the mask being the value
_WHOLE = 2**64 - 1
WHERE: dict[str, tuple[tuple[tuple[int, int, int], ...], ...]] = {
    # no executable memory; none that is locked or huge, since those are the machine's, not the process's
    "mmap": (((2, PROT_EXEC, 0), (3, LOCKED_OR_HUGE, 0)),),
    "mprotect": (((2, PROT_EXEC, 0),),),
    # DONTNEED, FREE, HUGEPAGE, NOHUGEPAGE: for root there is advice that takes memory from the machine permanently
    "madvise": tuple(((2, _WHOLE, advice),) for advice in (4, 8, 14, 15)),
    # WAIT, WAKE, WAIT_BITSET, WAKE_BITSET: the interpreter's locks
    "futex": tuple(((1, _WHOLE - FUTEX_FLAGS, operation),) for operation in (0, 1, 9, 10)),
}
# the system's clocks and its own: higher numbers are other processes' clocks, which tell what runs and how long
CLOCKS = ("clock_gettime", "clock_getres", "clock_nanosleep")
MACHINES = {"x86_64": "X86_64", "aarch64": "AARCH64"}
_FOLDER = Path(__file__).parent


def program() -> bytes:
    """Return the seccomp program for this machine, or nothing where there is none (not Linux, or another processor)."""
    if sys.platform != "linux" or os.uname().machine not in MACHINES or sys.maxsize < 2**32:
        return b""
    return (_FOLDER / f"filter.{os.uname().machine}.bpf").read_bytes()


def build(machine: str) -> bytes:
    """Let libseccomp build the program for `machine`: what is not allowed fails with EPERM."""
    import errno
    import tempfile

    import pyseccomp as seccomp

    filter_ = seccomp.SyscallFilter(seccomp.ERRNO(errno.EPERM))
    wanted = getattr(seccomp.Arch, MACHINES[machine])
    if not filter_.exist_arch(wanted):
        filter_.add_arch(wanted)
        filter_.remove_arch(seccomp.Arch.NATIVE)
    for name in ALLOWED:
        filter_.add_rule(seccomp.ALLOW, name)
    for name, cases in WHERE.items():
        for case in cases:
            filter_.add_rule(seccomp.ALLOW, name, *(seccomp.Arg(at, seccomp.MASKED_EQ, *bits) for at, *bits in case))
    for name in CLOCKS:
        filter_.add_rule(seccomp.ALLOW, name, seccomp.Arg(0, seccomp.LE, LAST_CLOCK))
    with tempfile.TemporaryFile() as file:
        filter_.export_bpf(file)
        file.seek(0)
        return file.read()


if __name__ == "__main__":
    for name in MACHINES:
        (_FOLDER / f"filter.{name}.bpf").write_bytes(build(name))
