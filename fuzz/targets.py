"""What is fuzzed on the trusted side: a target takes any bytes, and may raise only the grader's own errors."""

from __future__ import annotations

import io
import marshal
import math
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from grader.core.course import Limits, load_course
from grader.core.errors import ContentError, UsageError
from grader.core.results import ExerciseResult
from grader.core.schema import parse_yaml
from grader.core.yaml_tree import YamlFault, YamlTree
from grader.sandbox import notebook_scan, unpack, wire
from grader.sandbox.client import Worker
from grader.sandbox.outcome import Answer
from grader.sandbox.process_factory import ForkServerDied
from grader.submissions.source_text import Refused, decode
from grader.suite.proxy import reflect


def wire_decode(data: bytes) -> None:
    """Any bytes are a value, whose encoding means the same, or a WireError."""
    try:
        value = wire.decode(data, 20)
    except wire.WireError:
        return
    again = wire.decode(wire.encode(value), 60)
    assert wire.encode(again) == wire.encode(value)


class _Peer:
    """Stands for what starts workers, and for the worker's socket: says what it was given, then hangs up."""

    source: object = None

    def __init__(self, said: bytes, *, ready: bool, bare: bool) -> None:
        self._body, self._ready, self._bare = said, ready, bare
        self._said = io.BytesIO()

    def fork(self, limits: Limits, cpu_left: float) -> tuple[int, _Peer]:
        return 0, self

    def setblocking(self, blocking: bool) -> None:
        pass

    def readable(self, seconds: float) -> bool:
        return True

    def writable(self, seconds: float) -> bool:
        return True

    def send(self, data: memoryview, flags: int = 0) -> int:
        request = marshal.loads(data[4:])
        if len(request) > 1 and type(request[1]) is int:  # no answer to "want"
            said = self._body.replace(b"NONCE", wire.encode(request[1]))
            framed = said if self._bare else wire.SIZE.pack(len(said)) + said
            self._said = io.BytesIO((wire.frame(("ready", True)) if self._ready else b"") + framed)
        return len(data)

    def recv(self, size: int) -> bytes:
        return self._said.read(size)

    def close(self) -> None:
        pass

    def sample(self, pid: int) -> bool:
        return False

    def end(self, pid: int, patience: float) -> tuple[int, float]:
        return 0, 0.0


_SMALL = Limits(output_kib=1, answer_kib=1024)


def worker_frames(data: bytes) -> None:
    """Whatever a worker says, under the right number too, is an answer or a failure; arguments stay plain."""
    loading, body = data[:1] == b"\1", data[1:]
    peer: Any = _Peer(body, ready=loading, bare=data[:1] == b"\0")
    worker = Worker(peer, _SMALL, 10.0, lambda name: None, lambda text: None)
    arguments = [[1.0, 2.0], {"a": [1]}, ([3.0], 4), 5]
    try:
        outcome = worker.load("f", ["f"], 1) if loading else worker.call("f", arguments)
    except ForkServerDied:
        return
    if isinstance(outcome, Answer) and outcome.after is not None:
        for ours, theirs in zip(arguments, outcome.after, strict=True):
            reflect(ours, theirs)
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
