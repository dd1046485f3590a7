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
    "read", "write",
    # memory; executable memory is refused below
    "brk", "munmap", "mremap", "madvise",
    # waiting and clocks
    "clock_gettime", "clock_getres", "clock_nanosleep", "nanosleep", "gettimeofday", "time", "sched_yield",
    "restart_syscall",
    # the interpreter's locks, random numbers, own measure of memory
    "futex", "getrandom", "getrusage",
    # its end
    "exit", "exit_group", "rt_sigreturn",
)  # fmt: skip
WITHOUT_EXEC = ("mmap", "mprotect")
PROT_EXEC = 4
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
    for name in WITHOUT_EXEC:
        filter_.add_rule(seccomp.ALLOW, name, seccomp.Arg(2, seccomp.MASKED_EQ, PROT_EXEC, 0))
    with tempfile.TemporaryFile() as file:
        filter_.export_bpf(file)
        file.seek(0)
        return file.read()


if __name__ == "__main__":
    for name in MACHINES:
        (_FOLDER / f"filter.{name}.bpf").write_bytes(build(name))
