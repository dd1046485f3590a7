"""The process that forks workers: bare Python, the allowed modules loaded once, nothing of the grader in its memory.

It is started by `client` with an empty environment, before any suite is loaded, and imports the standard library alone.
On its control socket it gets frames (see `wire`), and does what each says, in turn:

    ("prepare", MODULES, FOLDERS, WHOLE, KEPT, FILTER)
                                          load MODULES, and each of WHOLE with its parts; FOLDERS: where those lie that
                                          do not come with Python; KEPT: the texts of `kept_packages` and
                                          [(FOLDER, NAME)], the packages to take into memory, or nothing; FILTER: the
                                          seccomp program in hexadecimal, or ""
                                                                                 -> no answer
    ("fork",) and a descriptor            start a worker on that socket          -> ("forked", PID)
    ("end", PID, PATIENCE)                wait PATIENCE seconds for it to end by itself, then kill it
                                                                                 -> ("ended", EXIT_CODE, CPU_SECONDS)
    ("sample", PID)                       let it tell where its call stands      -> no answer
    ("drop", PID)                         kill it                                -> no answer

A worker gets ("limits", LIMITS, [(LABEL, SOURCE)]) on its own socket before anything else, confines itself, and compiles
the sources, which it will load most probably.

When the control socket closes, it kills its workers, waits until they are gone, and ends. Where a system cannot fork,
each worker is a separate process that gets ("prepare", …) on its one socket, and is then the worker.
"""

from __future__ import annotations

import _socket
import array
import ctypes
import gc
import os
import signal
import struct
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any, NoReturn

try:
    import resource
except ImportError:  # Windows does not have these limits
    resource = None  # type: ignore[assignment]

from grader.sandbox import preloading, sampling, scrubbing, wire, worker
from grader.sandbox.channel import Channel
from grader.sandbox.importer import Modules

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
_SECCOMP_MODE_FILTER = 2
_CAPABILITIES_OF_SELF = struct.pack("=Ii", 0x20080522, 0)  # capset(2): the version, and which process
# what only this module needs; the kernel keeps learners from harm with it, this keeps them from stumbling over it
_LAST = ("ctypes", "_ctypes", "_socket", "gc", "resource", "signal", "_signal", "_imp", "__main__")


class _FilterProgram(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p)]


Serve = Callable[[Channel, bool], NoReturn]
"""What a forked process does in place of a worker, once it has confined itself; whether the filter holds is given."""


def main(descriptor: int, serve: Serve | None = None) -> NoReturn:
    """Serve the control socket until it closes."""
    os.setsid()  # so that no key pressed at the terminal reaches it
    control = _socket.socket(fileno=descriptor)
    children: set[int] = set()
    state: dict[str, Any] = {"modules": [], "absent": [], "kept": None, "filter": b"", "serve": serve}
    try:
        while (message := _receive(control)) is not None:
            (name, *arguments), received = message
            if name == "prepare":
                _prepare(state, *arguments)
            elif name == "fork":
                control.sendall(wire.frame(_fork(state, received[0], control, children)))
            elif name == "sample":
                os.kill(arguments[0], signal.SIGUSR1)
            elif name == "end":
                control.sendall(wire.frame(_end(children, *arguments)))
            else:
                _end(children, arguments[0], 0.0)
    finally:
        for child in children:
            os.kill(child, signal.SIGKILL)
        for child in children:
            os.waitpid(child, 0)  # so that nothing is left when this process is seen to have ended
    os._exit(0)


def _receive(control: _socket.socket) -> tuple[Any, list[int]] | None:
    """Return the next request and the descriptors that came with it, or None when the other side has gone."""
    data, received = b"", array.array("i")
    need = 4
    while len(data) < need:
        try:
            part, extra, _, _ = control.recvmsg(need - len(data), 64)  # no more: the next request may be there already
        except OSError:
            return None
        for _, _, content in extra:
            received.frombytes(content)
        if not part:
            return None
        data += part
        if len(data) == 4:
            need += wire.frame_size(data)
    return wire.decode(data[4:]), list(received)


def _prepare(
    state: dict[str, Any], modules: list[str], folders: list[str], whole: list[str], kept: Any, program: str
) -> None:
    sys.path += [folder for folder in folders if folder]
    packages = preloading.take_up(*kept) if kept else None
    absent = preloading.load(modules, whole, packages)
    state.update(modules=modules, absent=absent, kept=packages, filter=bytes.fromhex(program))
    scrubbing.forget_modules(packages)
    gc.collect()
    if sys.platform == "linux":  # found out once: each worker would write to memory for it that it shares so far
        state.update(libc=ctypes.CDLL(None, use_errno=True), space=_address_space())
    gc.freeze()


def _fork(state: dict[str, Any], descriptor: int, control: _socket.socket, children: set[int]) -> tuple[str, int]:
    launcher = os.getpid()
    pid = os.fork()
    if pid:
        os.close(descriptor)
        children.add(pid)
        return ("forked", pid)
    try:
        control.detach()
        only = os.dup2(descriptor, 0)  # the only descriptor left
        os.closerange(1, 4096)  # it opens a handful, in turn
        _serve(_channel(only), state, launcher)
    finally:
        os._exit(70)


def alone(port: int, token: str, serve: Serve | None = None) -> NoReturn:
    """Become the one worker of this process, reached over a loopback connection that is told by its token."""
    connection = _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)
    connection.connect(("127.0.0.1", port))
    connection.setsockopt(_socket.IPPROTO_TCP, _socket.TCP_NODELAY, 1)
    connection.sendall(token.encode())
    if posix := os.name == "posix":
        channel = _channel(os.dup2(connection.detach(), 0))
    else:
        channel = Channel(connection.recv, connection.send)
    state: dict[str, Any] = {"serve": serve}
    (_, *arguments), _ = channel.receive()
    _prepare(state, *arguments)
    if posix:
        os.closerange(1, 4096)
    try:
        _serve(channel, state, os.getppid())
    finally:
        os._exit(70)


def _channel(descriptor: int) -> Channel:
    """Return the channel over a socket as the filter allows it: by read and write, not recv and send."""
    return Channel(lambda size: os.read(descriptor, size), lambda data: os.write(descriptor, data))


def _serve(channel: Channel, state: dict[str, Any], parent: int) -> NoReturn:
    (_, limits, sources), _ = channel.receive()
    modules = Modules(channel, frozenset(state["modules"]) | {"__future__"}, frozenset(state["absent"]), state["kept"])
    if not state["serve"]:
        _tell_where_on_request(channel, modules)
    filtered = _confine(state, limits, parent)
    if state["serve"]:
        state["serve"](channel, filtered)
    if sources:
        modules.compile_ahead(sources)
    worker.serve(channel, filtered, modules, limits["output"], limits["answer"], limits["depth"])


def _tell_where_on_request(channel: Channel, modules: Modules) -> None:
    """Let SIGUSR1 make the worker say where its call stands; the call goes on."""

    def tell(_: int, frame: FrameType | None) -> None:
        if modules.busy:
            channel.interrupt("stuck", *sampling.stuck(frame, modules.sources, modules.graded))

    if hasattr(signal, "SIGUSR1"):
        signal.signal(signal.SIGUSR1, tell)


def _confine(state: dict[str, Any], limits: dict[str, int], parent: int) -> bool:
    """Give up all but computing; return whether the system call filter was seen to hold."""
    memory = limits["memory"] + state.get("space", 0)
    cpu = max(1, limits["cpu"])
    for kind, value, hard in (
        ("RLIMIT_CORE", 0, 0),
        ("RLIMIT_FSIZE", 0, 0),
        ("RLIMIT_NPROC", 0, 0),
        ("RLIMIT_CPU", cpu, cpu + 1),  # at the first a signal that tells why, at the second the end
        ("RLIMIT_AS", memory, memory),
        ("RLIMIT_NOFILE", 1, 1),
    ):
        try:
            resource.setrlimit(getattr(resource, kind), (value, hard))
        except (AttributeError, ValueError, OSError):
            continue  # not known, or not settable, on this system: `grade doctor` says so
    if "libc" not in state:
        return False
    libc, program = state["libc"], state["filter"]
    libc.capset(_CAPABILITIES_OF_SELF, bytes(24))  # none, also for root
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)  # it died before it could take this process with it
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if program:
        filter_ = _FilterProgram(len(program) // 8, program)
        libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(filter_), 0, 0)
    for name in _LAST:
        if name not in state["modules"]:
            sys.modules.pop(name, None)
    return _refused(lambda: os.open("/", os.O_RDONLY)) and _refused(os.fork)


def _address_space() -> int:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * resource.getpagesize()


def _refused(attempt: Callable[[], int]) -> bool:
    """Whether the kernel refuses `attempt`: the probe that must fail."""
    try:
        if attempt() == 0:
            os._exit(0)  # a child that should not be
    except PermissionError:
        return True
    except OSError:
        return False
    return False


def _end(children: set[int], pid: int, patience: float) -> tuple[str, int, float]:
    deadline = time.monotonic() + patience
    while True:
        ended, status, usage = os.wait4(pid, os.WNOHANG)
        if ended:
            break
        if time.monotonic() >= deadline:
            os.kill(pid, signal.SIGKILL)
            _, status, usage = os.wait4(pid, 0)
            break
        time.sleep(0.001)
    children.discard(pid)
    return ("ended", os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime)
