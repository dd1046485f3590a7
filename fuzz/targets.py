"""What is fuzzed on the trusted side: a target takes any bytes, and may raise only the grader's own errors."""

from __future__ import annotations

import io
import math
import tempfile
from collections.abc import Callable
from pathlib import Path

import msgspec

from grader.core.course import load_course
from grader.core.errors import ContentError, UsageError
from grader.core.results import ExerciseResult
from grader.core.schema import parse_yaml
from grader.core.yaml_tree import YamlFault, YamlTree
from grader.sandbox import notebook_scan, unpack, wire
from grader.sandbox.client import Limits, Worker
from grader.sandbox.outcome import Answer
from grader.submissions.source_text import Refused, decode
from grader.suite.proxy import _reflect


def wire_decode(data: bytes) -> None:
    """Any bytes are a value, whose encoding means the same, or a WireError."""
    try:
        value = wire.decode(data, 20)
    except wire.WireError:
        return
    again = wire.decode(wire.encode(value), 60)
    assert wire.encode(again) == wire.encode(value)


class _Silent:
    """Stands for a worker's socket and launcher: says what it was given, then hangs up."""

    def __init__(self, said: bytes) -> None:
        self.said = io.BytesIO(said)

    def send(self, data: bytes, flags: int = 0) -> int:
        return len(data)

    def recv(self, size: int) -> bytes:
        return self.said.read(size)

    def close(self) -> None:
        pass

    def end(self, pid: int, patience: float) -> tuple[int, float]:
        return 0, 0.0


def worker_frames(data: bytes) -> None:
    """Whatever a worker says, under the right number too, is an answer or a failure; arguments stay plain."""
    peer = _Silent(b"")
    loading, bare, body = data[:1] == b"\1", data[:1] == b"\0", data[1:]
    worker = Worker.__new__(Worker)
    worker._launcher, worker._pid, worker._socket = peer, 0, peer  # type: ignore[assignment]
    worker._limits, worker._buffer, worker._poll = Limits(), bytearray(), None
    worker._output_left, worker._aside_left, worker._largest = 1000, 50, 1 << 20
    worker._source, worker._printed = (lambda name: None), (lambda text: None)
    worker._readable = lambda deadline: True  # type: ignore[method-assign]
    worker.filtered, worker.alive, worker.cpu_seconds = True, True, 0.0

    def send(request: bytes, deadline: float) -> None:
        import marshal

        number = wire.encode(marshal.loads(request[4:])[1])
        said = body.replace(b"NONCE", number)
        ready = wire.frame(("ready", True)) if loading else b""
        peer.said = io.BytesIO(ready + (said if bare else wire.SIZE.pack(len(said)) + said))

    worker._send = send  # type: ignore[method-assign, assignment]
    arguments = [[1.0, 2.0], {"a": [1]}, ([3.0], 4), 5]
    outcome = worker.load("f", ["f"], 1) if loading else worker.call("f", arguments)
    if isinstance(outcome, Answer) and outcome.after is not None:
        for ours, theirs in zip(arguments, outcome.after, strict=True):
            _reflect(ours, theirs)
        wire.encode(arguments)


def source_text(data: bytes) -> None:
    """Any file is text or Refused, in a sentence that is short and printable."""
    try:
        decode(data, "x.py")
    except Refused as error:
        assert len(error.reason) < 300
        assert error.reason.isprintable()


def notebook(data: bytes) -> None:
    """Any notebook is reduced to cells that are read again the same, or is none."""
    try:
        found = notebook_scan.reduced(bytearray(data))
    except notebook_scan.NotANotebook:
        return
    assert notebook_scan.reduced(bytearray(found)) == found


_PLACE = Path(tempfile.mkdtemp())


def archive(data: bytes) -> None:
    """Any archive can be asked for its files, or is refused."""
    try:
        members, held = unpack.members(bytearray(data), 100, 1 << 20)
    except unpack.Unreadable:
        return
    assert held <= max(len(data), 1 << 20)
    for member in members[:20]:
        assert len(member.name) <= unpack.MAX_NAME + 1
        try:
            assert len(member.content(1000)) <= 1000
        except unpack.Unreadable:
            continue


def answers_file(data: bytes) -> None:
    """Any answers file is plain data that crosses the border, or a complaint that is short."""
    try:
        tree = YamlTree(data, most=200)
    except YamlFault as fault:
        assert len(fault.problem) < 700
        return
    assert len(tree.places) <= 500
    wire.decode(wire.encode((tree.data, list(tree.places))), 40)


def yaml(data: bytes) -> None:
    """Any file is a document, or a ContentError that has a place in it."""
    try:
        parse_yaml(data, Path("x.yaml"))
    except ContentError as error:
        assert error.line is None or error.line >= 1


def course(data: bytes) -> None:
    """Any course.yaml is a course, or unsound at a place."""
    folder = _PLACE / "course" / "exercises"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "course.yaml").write_bytes(data)
    try:
        loaded = load_course(folder.parent)
    except UsageError:
        return
    assert all(math.isfinite(e.points) for e in loaded.exercises)


_RESULT = msgspec.json.Decoder(ExerciseResult)


def results(data: bytes) -> None:
    """Any JSON is a result, which is written as it was read, or a ValidationError of msgspec's."""
    try:
        result = _RESULT.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return
    from grader.reports import render

    render(result, "text")


TARGETS: dict[str, Callable[[bytes], None]] = {
    function.__name__: function
    for function in (wire_decode, worker_frames, source_text, notebook, archive, answers_file, yaml, course, results)
}
