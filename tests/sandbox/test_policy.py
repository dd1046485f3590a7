"""The system call filter is what libseccomp builds, allows just what it should on both, and is told as it is."""

from __future__ import annotations

import errno
import platform
import struct
from pathlib import Path

import pytest

from grader.core.course import Course
from grader.grading.grader import Grader
from grader.sandbox import policy
from grader.sandbox.doctor import examine
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import open_submission

SANDBOX = Path(policy.__file__).parent
# include/uapi/linux/audit.h
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
ALLOW, REFUSE, KILLED = 0x7FFF0000, 0x00050000 | errno.EPERM, (0x00000000, 0x80000000)
X32 = 0x40000000


def judge(program: bytes, number: int, architecture: int, arguments: tuple[int, ...] = ()) -> int:
    """Run a classic BPF program over struct seccomp_data; return its verdict. See linux/filter.h, linux/seccomp.h."""
    data = struct.pack(
        "<iIQ6Q",
        number - (1 << 32) if number >= 1 << 31 else number,
        architecture,
        0,
        *(*arguments, 0, 0, 0, 0, 0, 0)[:6],
    )
    code = list(struct.iter_unpack("<HBBI", program))
    at = accumulator = 0
    for _ in range(len(code)):
        operation, yes, no, value = code[at]
        at += 1
        if operation == 0x20:  # ld [value]
            (accumulator,) = struct.unpack_from("<I", data, value)
        elif operation == 0x54:  # and
            accumulator &= value
        elif operation == 0x06:  # ret
            return int(value)
        elif operation == 0x05:  # ja
            at += value
        else:
            taken = {
                0x15: accumulator == value,
                0x35: accumulator >= value,
                0x25: accumulator > value,
                0x45: bool(accumulator & value),
            }[operation]
            at += yes if taken else no
    raise AssertionError("the program does not end")


def numbers(machine: str) -> dict[str, int]:
    """Return the number of each allowed call on a machine, as libseccomp knows it; -1 and below where there is none."""
    seccomp = pytest.importorskip("pyseccomp")
    filter_ = seccomp.SyscallFilter(seccomp.ALLOW)
    resolve = getattr(seccomp, "resolve_syscall", None) or filter_.resolve_syscall
    architecture = getattr(seccomp.Arch, policy.MACHINES[machine])
    return {name: resolve(architecture, name) for name in (*policy.ALLOWED, *policy.WHERE, *policy.CLOCKS)}


@pytest.mark.parametrize("machine", policy.MACHINES)
def test_the_filter_is_what_libseccomp_builds(machine: str) -> None:
    """The committed program is byte for byte a fresh build."""
    pytest.importorskip("pyseccomp")
    assert policy.build(machine) == (SANDBOX / f"filter.{machine}.bpf").read_bytes()


@pytest.mark.parametrize("machine", policy.MACHINES)
def test_every_call_that_is_not_allowed_is_refused(machine: str) -> None:
    """Over every number there is or will be soon: allowed ones pass, all others fail with EPERM."""
    program, known = (SANDBOX / f"filter.{machine}.bpf").read_bytes(), numbers(machine)
    always = {known[name] for name in policy.ALLOWED}
    sometimes = {known[name] for name in (*policy.WHERE, *policy.CLOCKS)}
    assert len({number for number in always | sometimes if number >= 0}) > 15
    for number in range(2048):
        verdict = judge(program, number, ARCHITECTURES[machine])
        assert number in sometimes or verdict == (ALLOW if number in always else REFUSE), number


@pytest.mark.parametrize("machine", policy.MACHINES)
def test_memory_is_never_executable(machine: str) -> None:
    """Whatever other bits are set, in the upper half of the argument too."""
    program, known = (SANDBOX / f"filter.{machine}.bpf").read_bytes(), numbers(machine)
    for name in ("mmap", "mprotect"):
        for protection in range(8):
            for high in (0, 1 << 32, 0xFFFFFFFF << 32):
                verdict = judge(program, known[name], ARCHITECTURES[machine], (0, 4096, protection | high))
                assert verdict == (REFUSE if protection & policy.PROT_EXEC else ALLOW)


# include/uapi/asm-generic/mman-common.h, linux/futex.h, linux/time.h; a clock of a process is ~PID << 3 | KIND
ARGUMENTS = {
    "mmap": (3, {0x22, 0x21, 0x8022}, {0x2022, 0x40022, 0x42022, 0x40022 | 1 << 40}),
    "madvise": (2, {4, 8, 14, 15}, {0, 1, 3, 9, 10, 12, 20, 21, 22, 23, 25, 100, 101, 4 | 1 << 32, 2**64 - 1}),
    "futex": (1, {0, 1, 9, 10, 128, 129, 137, 138, 393}, {2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 134, 262, 512, 1 << 32}),
    "clock_gettime": (0, {*range(12)}, {12, ~1 << 3 & 2**64 - 1, (~1 << 3 | 2) & 2**32 - 1, 1 << 32, 1 << 63}),
    "clock_nanosleep": (0, {0, 1, 11}, {12, (~4000 << 3 | 2) & 2**64 - 1, (~4000 << 3 | 6) & 2**32 - 1}),
}


@pytest.mark.parametrize("name", ARGUMENTS)
@pytest.mark.parametrize("machine", policy.MACHINES)
def test_a_call_is_allowed_with_these_arguments_alone(machine: str, name: str) -> None:
    """No locked or huge memory, no advice that harms the machine, plain waiting, no other process's clock."""
    program, number = (SANDBOX / f"filter.{machine}.bpf").read_bytes(), numbers(machine)[name]
    at, allowed, refused = ARGUMENTS[name]
    for value in allowed | refused:
        verdict = judge(program, number, ARCHITECTURES[machine], (*[0] * at, value))
        assert verdict == (ALLOW if value in allowed else REFUSE), hex(value)


@pytest.mark.parametrize("machine", policy.MACHINES)
def test_another_architecture_s_calls_end_the_process(machine: str) -> None:
    """i386 and the other machine's numbers are killed; x32's are never allowed."""
    program = (SANDBOX / f"filter.{machine}.bpf").read_bytes()
    for architecture in {0x40000003, 0xC000003E, 0xC00000B7, 0} - {ARCHITECTURES[machine]}:
        assert {judge(program, number, architecture) for number in range(512)} <= set(KILLED)
    if machine == "x86_64":
        for number in [*range(X32, X32 + 1024), 0xFFFFFFFF]:
            assert judge(program, number, ARCHITECTURES[machine]) != ALLOW


SOURCE = "def update(w, b, gw, gb, eta):\n    return [wj - eta * g for wj, g in zip(w, gw)], b - eta * gb\n"
WAYS = {
    "forked, no filter": (False, True),
    "spawned, no filter": (False, False),
    "spawned": (True, False),
    "forked": (True, True),
}


@pytest.mark.parametrize(("confine", "fork"), WAYS.values(), ids=WAYS)
def test_isolation_is_what_was_seen(course: Course, tmp_path: Path, confine: bool, fork: bool) -> None:
    """Full only where the filter was seen to refuse in this very worker; the marks are the same every way."""
    (tmp_path / "ex4_update.py").write_text(SOURCE)
    with Sandbox(confine=confine, fork=fork) as sandbox, Grader(course, sandbox) as grader:
        result = grader.grade(course.find("4"), open_submission(tmp_path), 1)
        assert (result.score, result.isolation) == (15.0, "full" if confine else "limited")
        (tmp_path / "ex4_update.py").write_text("import os\ndef update(*a):\n    os._exit(3)\n")
        assert {c.status for c in grader.grade(course.find("4"), open_submission(tmp_path), 1).checks} == {"crashed"}
        (tmp_path / "ex4_update.py").write_text("while True: pass\n")
        assert grader.grade(course.find("4"), open_submission(tmp_path), 1).status == "timeout"


@pytest.mark.parametrize("fork", [True, False], ids=["forked", "spawned"])
def test_a_worker_has_one_descriptor(course: Course, tmp_path: Path, fork: bool) -> None:
    """The socket to the grader, however it was started."""
    says = "import os\ndef update(*a):\n    for i in range(1, 4096):\n        try: print(i, os.write(i, b'x'))\n"
    (tmp_path / "ex4_update.py").write_text(says + "        except OSError: pass\n")
    with Sandbox(fork=fork) as sandbox, Grader(course, sandbox) as grader:
        result = grader.grade(course.find("4"), open_submission(tmp_path), 1)
        assert (result.score, result.stdout, result.status) == (0.0, "", "graded")


def test_doctor_names_each_protection_that_is_there_and_each_that_is_not() -> None:
    """Here all hold; without the filter those that need it are missing, and the limits still hold."""
    assert platform.system() == "Linux"
    whole = examine()
    assert whole.isolation == "full"
    assert all(protection.holds for protection in whole.protections)
    bare = examine(confine=False)
    held = {protection.what: protection.holds for protection in bare.protections}
    assert bare.isolation == "limited"
    assert held["system call filter"] is False
    assert held["memory limit"] is held["processor time limit"] is True
    assert not any(
        held[what] for what in ("no file system", "no network", "no processes", "no signals", "no machine code")
    )
    assert bare.advice
