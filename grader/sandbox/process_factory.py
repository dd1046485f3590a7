"""How workers come to be: forked by a warm launcher, or, where a system cannot fork, each a separate process."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, Any, Protocol

from grader.core.errors import Fault
from grader.sandbox import policy, wire

if TYPE_CHECKING:
    from grader.core.course import Limits

_FOLDER = Path(__file__).parents[2]
HARNESS = ("array_values", "served_files", "script", "harness")
"""What is sent with a file whose exercise asks for more than functions; see `harness`."""
FINDER = ("constructs",)
# each imports only from those before it
_OWN = (
    *("plain", "wire", "channel", "calls", "operations", "failures", "importer", "sampling", "stepping", "timing"),
    *("printed", "returned", "worker", "scrubbing", "preloading", "launcher"),
)
WORKER = tuple(f"grader.sandbox.{name}" for name in _OWN)
READER = (
    *WORKER,
    "grader.core.yaml_tree",
    "grader.sandbox.unpack",
    "grader.sandbox.notebook_scan",
    "grader.sandbox.reading",
)
"""What is sent to a bare Python: the last has `main` and `alone`."""
_KEPT = ("grader.sandbox.kept_folders", "grader.sandbox.kept_packages")
# Sent as text, so that no process in the sandbox was ever told where the grader is installed.
_BOOT = """
import sys
from types import ModuleType
sys.path[:] = [entry for entry in sys.path if entry]
for name in ("grader", "grader.core", "grader.sandbox", *SOURCES):
    module = sys.modules[name] = ModuleType(name)
    parent, _, own = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], own, module)
    if name in SOURCES:
        exec(compile(SOURCES[name], f"<{own}>", "exec"), vars(module))
for name in [name for name in sys.modules if name.startswith("grader")]:
    del sys.modules[name]
del sys.orig_argv[:], SOURCES
sys.argv[:] = [""]
"""
# what keeps its old order in each process: -I would ignore PYTHONHASHSEED
_ENVIRONMENT = {"PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
READY_SECONDS = 30.0


Sources = Sequence[tuple[str, str]]
"""(label, source) of files of a learner's."""


class ForkServerDied(Fault):
    """The launcher ended: nobody's fault but the grader's or the machine's."""


class WorkerServer(Protocol):
    """What starts workers."""

    def prepare(
        self,
        modules: Sequence[str],
        folders: Sequence[str] = (),
        whole: Sequence[str] = (),
        packages: Sequence[tuple[str, str]] | None = None,
    ) -> None:
        """Say which modules learners may import.

        Args:
            modules: their names.
            folders: where those lie that do not come with Python.
            whole: which of them to load with all their parts.
            packages: what to keep in memory beside Python's own modules, for what is imported and read later: the
                folder and the name of each. None where nothing is to be kept.
        """

    def fork_ahead(self, limits: Limits, sources: Sources = ()) -> None:
        """Let a worker be started that will be needed; does not wait for it, nor tell if it fails.

        Args:
            limits: what it may use.
            sources: what it will load most probably; it compiles them meanwhile, and runs nothing.
        """

    def fork(self, limits: Limits, cpu_left: float) -> tuple[int, socket.socket]:
        """Return the process id and the socket of a new worker: the one that was started ahead, if its limits are these.

        Args:
            limits: what it may use.
            cpu_left: processor seconds that it may use.
        """

    def sample(self, pid: int) -> bool:
        """Let a worker tell where its call stands, if it can; return whether it was asked."""

    def end(self, pid: int, patience: float) -> tuple[int, float]:
        """Return a worker's exit code (minus the signal that ended it) and its CPU seconds, 0 where not known.

        It is killed if it does not end by itself within `patience` seconds.
        """

    def drop(self, pid: int) -> None:
        """Kill a worker of which nothing more is asked; does not wait for its end."""

    def close(self) -> None:
        """End every worker."""


def bare_python(entry: str, sent: Sequence[str] = WORKER, **options: Any) -> subprocess.Popen[bytes]:
    """Start a bare Python that is sent these modules and goes on with `entry`, a call of a function of the last."""
    sources = {name: _source(name) for name in sent}
    # who knows how names are hashed can choose many that collide; workers need the same order in each
    environment = _ENVIRONMENT if tuple(sent) == WORKER else {}
    process = subprocess.Popen(
        [sys.executable, "-s", "-S", "-P", "-B", "-c", "import sys; exec(sys.stdin.buffer.read())"],
        env=environment | {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/" if os.name == "posix" else None,
        **options,
    )
    assert process.stdin
    try:
        process.stdin.write(f"SOURCES = {sources!r}\n{_BOOT}\nmodule.{entry}\n".encode())
        process.stdin.close()
    except BaseException as error:
        process.kill()
        process.wait()
        if isinstance(error, OSError):
            raise ForkServerDied("The sandbox's Python did not start.") from None
        raise
    return process


def _source(name: str) -> str:
    return _FOLDER.joinpath(*name.split(".")).with_suffix(".py").read_text(encoding="utf-8")


@cache
def compiled(names: tuple[str, ...]) -> list[tuple[str, CodeType]]:
    """Return modules of the sandbox, compiled, as a worker is sent them."""
    return [(f"grader.sandbox.{name}", code_of(f"grader.sandbox.{name}", f"<{name}>")) for name in names]


def code_of(name: str, label: str) -> CodeType:
    """Return the code of a module of the grader under a label: learners' code can read what its process holds."""
    spec = find_spec(name)
    loader: Any = spec.loader if spec else None
    return _labelled(loader.get_code(name), label)


def _labelled(code: CodeType, label: str) -> CodeType:
    inner = tuple(_labelled(part, label) if isinstance(part, CodeType) else part for part in code.co_consts)
    return code.replace(co_filename=label, co_consts=inner)


def rlimits(limits: Limits, cpu_left: float) -> dict[str, int]:
    """Return what a worker may use: seconds rounded up, and bytes."""
    return {
        "cpu": int(cpu_left + 0.999),
        "memory": limits.memory_mib << 20,
        "output": limits.output_kib << 10,
        "answer": limits.answer_kib << 10,
        "depth": limits.depth,
    }


def prepare_frame(
    modules: Sequence[str],
    folders: Sequence[str],
    whole: Sequence[str],
    packages: Sequence[tuple[str, str]] | None,
    *,
    confine: bool,
) -> tuple[Any, ...]:
    """Return what a launcher is told of what to load; see `WorkerServer.prepare`."""
    kept = None if packages is None else [[[name, _source(name)] for name in _KEPT], [*map(list, packages)]]
    program = policy.program().hex() if confine else ""
    return ("prepare", list(modules), list(folders), list(whole), kept, program)


def limits_frame(limits: dict[str, int], sources: Sources = ()) -> bytes:
    """Return the first frame that a worker gets."""
    return wire.trusted_frame(("limits", limits, [list(source) for source in sources]))
