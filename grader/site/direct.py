"""Workers in the grader's own interpreter: for a browser that can neither suspend Python nor share memory.

Nothing can stop a call here but the page, which ends the whole interpreter, starts another and asks again, saying which call
did not come back: that one is then answered by a timeout at once. Calls are counted from the beginning of an action.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Sequence, Set
from typing import TYPE_CHECKING, Any, NoReturn

from grader.sandbox import wire, worker
from grader.sandbox.process_factory import Sources, rlimits
from grader.site.learner import Confined, Gone, learners_modules
from grader.site.patience import Patience

if TYPE_CHECKING:
    from grader.core.course import Limits


class _Channel:
    """What the worker writes to; a file that it wants is given at once."""

    def __init__(self) -> None:
        self.out = bytearray()
        self.source: Callable[[str], Any] = lambda name: None
        self._wanted = ""

    def send(self, *message: Any) -> None:
        """Keep one frame, or the name of the file that is wanted."""
        if message[0] == "want":
            self._wanted = message[1]
        else:
            self.out += wire.frame(message)

    def send_bytes(self, data: bytes) -> None:
        """Keep a frame that is encoded already."""
        self.out += data

    def receive(self) -> tuple[Any, bytes]:
        """Give the file that was wanted, if there is one."""
        cells, notebook = self.source(self._wanted) or (None, False)
        return ("module", cells and [list(cell) for cell in cells], notebook), b""


class DirectConnection:
    """A worker that answers within `send`."""

    def __init__(self, names: Sequence[str], limits: dict[str, int], requests: Requests) -> None:
        """Make it.

        Args:
            names: what the learner may import.
            limits: what it may use, see the sandbox.
            requests: counts them.
        """
        self._channel, self._names, self._requests = _Channel(), names, requests
        modules = learners_modules(self._channel, names)
        modules.alone = False
        self._server = worker.Server(self._channel, modules, limits["output"], limits["answer"], limits["depth"])
        self._channel.send("ready", False)
        self._buffer = bytearray()
        self.hangs = False
        """Whether its last request is one that did not come back before."""
        self.code: int | None = None
        """The exit code, where the learner's code has ended its process."""

    @property
    def source(self) -> Callable[[str], Any]:
        """What gives the learner's files."""
        return self._channel.source

    @source.setter
    def source(self, source: Callable[[str], Any]) -> None:
        self._channel.source = source

    def setblocking(self, flag: bool) -> None:
        """Do nothing: there is nothing to wait for."""

    def send(self, data: bytes | memoryview, flags: int = 0) -> int:
        """Take a request, and answer it once it is whole."""
        if self.code is not None:
            raise OSError("the worker has ended")
        self._buffer += data
        while len(self._buffer) >= 4 and len(self._buffer) >= (need := 4 + wire.frame_size(bytes(self._buffer[:4]))):
            body = bytes(self._buffer[4:need])
            del self._buffer[:need]
            self._answer(body)
        return len(data)

    def _answer(self, body: bytes) -> None:
        request = marshal.loads(body)
        self.hangs = self._requests.began()
        if self.hangs:
            return
        try:
            with Confined(self._names, self._leave):
                self._server.answer(request, body)
        except Gone:
            pass
        finally:
            self._requests.ended()

    def _leave(self, code: int) -> NoReturn:
        self.code = int(code) & 0xFF
        raise Gone

    def recv(self, size: int) -> bytes:
        """Return what was answered; TimeoutError where the request does not come back."""
        if self.hangs and not self._channel.out:
            raise TimeoutError
        data = bytes(self._channel.out)
        self._channel.out.clear()
        return data

    def readable(self, seconds: float) -> bool:
        """Whether there is an answer, or none to wait for."""
        return self.code is not None or self.hangs or bool(self._channel.out)

    def writable(self, seconds: float) -> bool:
        """Say that there is room."""
        return True

    def close(self) -> None:
        """Do nothing: there is no process."""


class Requests:
    """Counts the requests of an action, and knows which of them did not come back before."""

    def __init__(self, told: Callable[[int], None], patience: Patience) -> None:
        """Take what is called with the number of each request before it is answered, and with 0 after it."""
        self._told, self._patience, self._count = told, patience, 0
        self._hanging: Set[int] = frozenset()

    def begin(self, hanging: Set[int]) -> None:
        """Begin an action of which these requests did not come back before."""
        self._count, self._hanging = 0, hanging

    def began(self) -> bool:
        """Count a request; return whether it is one that did not come back."""
        self._count += 1
        if self._count in self._hanging:
            return True
        self._told(self._count)
        return False

    def ended(self) -> None:
        """Tell that a request came back."""
        self._told(0)

    def lost(self) -> float:
        """Return the seconds that the page waited for a request that did not come back."""
        seconds = self._patience.seconds
        self._patience.hung()
        return seconds


class DirectServer:
    """Makes workers in this interpreter."""

    def __init__(self, requests: Requests) -> None:
        """Take what counts the requests."""
        self._requests = requests
        self._names: Sequence[str] = ()
        self._connections: dict[int, DirectConnection] = {}
        self._last = 0

    def prepare(
        self,
        modules: Sequence[str],
        folders: Sequence[str] = (),
        whole: Sequence[str] = (),
        packages: Sequence[tuple[str, str]] | None = None,
    ) -> None:
        """Keep which modules learners may import."""
        self._names = list(modules)

    def fork_ahead(self, limits: Limits, sources: Sources = ()) -> None:
        """Do nothing."""

    def fork(self, limits: Limits, cpu_left: float) -> tuple[int, Any]:
        """Return the number and the connection of a new worker."""
        self._last += 1
        self._connections[self._last] = DirectConnection(self._names, rlimits(limits, cpu_left), self._requests)
        return self._last, self._connections[self._last]

    def sample(self, pid: int) -> bool:
        """Say that a worker cannot be asked where its call stands."""
        return False

    def end(self, pid: int, patience: float) -> tuple[int, float]:
        """Return a worker's exit code, and the seconds of a request that did not come back."""
        ended = self._connections.pop(pid)
        if ended.hangs:
            return -9, self._requests.lost()
        return (-9 if ended.code is None else ended.code), 0.0

    def drop(self, pid: int) -> None:
        """Forget a worker."""
        self._connections.pop(pid, None)

    def close(self) -> None:
        """Forget every worker."""
        self._connections.clear()
