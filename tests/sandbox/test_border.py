"""What a worker may say, and what it may do: each bound of the border has a worker that goes beyond it.

The learner's code here takes the number of the request from the worker it runs in, and forges right frames but for one thing.
"""

from __future__ import annotations

import contextlib
import os
import resource
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.core.course import Limits
from grader.sandbox import client
from grader.sandbox.client import Worker
from grader.sandbox.fork_server import ForkServer
from grader.sandbox.outcome import Answer, Failure, Loaded

FORGE = """
import os, sys
NONCE = "the number of the request"

def say(*message, wrong=0, times=1):
    frame = sys._getframe()
    while "nonce" not in frame.f_locals:
        frame = frame.f_back
    number, wire = frame.f_locals["nonce"] + wrong, frame.f_globals["wire"]
    data = wire.frame(tuple(number if part == NONCE else part for part in message)) * times
    while data:
        data = data[os.write(0, data):]

PLACE = ("m.py", 1, 0, 5)
"""
BROKEN = Failure("broke protocol")
SMALL = Limits(output_kib=1, call_seconds=20)
UNBOUNDED = 1 << 40  # KiB of output: what any machine can say in the seconds of a test is far less


@pytest.fixture(name="launcher", scope="module")
def _launcher() -> Iterator[ForkServer]:
    with ForkServer() as launcher:
        launcher.prepare(["os", "sys"])
        yield launcher


@contextlib.contextmanager
def worker_of(launcher: ForkServer, body: str, *, limits: Limits = SMALL) -> Iterator[Worker]:
    """Give a worker with a file loaded, whose function `f` has this body."""
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    source = f"{FORGE}\ndef f(x):\n{lines}\n    return 1\n"
    worker = Worker(launcher, limits, 20, lambda name: ((("m.py", source),), False) if name == "m" else None, silent)
    try:
        assert isinstance(worker.load("m", ["f"], 1), Loaded)
        yield worker
    finally:
        worker.drop()


def silent(text: str) -> None:
    """Show nothing of what is printed."""


def asked(launcher: ForkServer, body: str) -> Answer | Failure:
    """Return what a call of such a function gives."""
    with worker_of(launcher, body) as worker:
        return worker.call("f", [[1.0, 2.0]])


def test_a_forged_answer_is_an_answer(launcher: ForkServer) -> None:
    """The forger forges well: it may answer what it likes, as any learner's code may."""
    assert asked(launcher, 'say("answer", NONCE, None, 666, None, 5)') == Answer(666)
    told = asked(launcher, 'say("answer", NONCE, ("raised", "E", "text", PLACE, None, {"a": "b"}), None, None, 5)')
    assert isinstance(told, Failure)
    assert (told.problem, told.kind, told.text, told.facts) == ("raised", "E", "text", {"a": "b"})
    assert asked(launcher, 'say("took", "x" * 200)') == Answer(1)


def failed(what: str) -> str:
    """Return a frame that tells of a failure."""
    return f'say("answer", NONCE, {what}, None, None, 5)'


FORGED = {
    "another number": 'say("answer", NONCE, None, 666, None, 5, wrong=1)',
    "one part too many": 'say("answer", NONCE, None, 666, None, 5, 6)',
    "one part too few": 'say("answer", NONCE, None, 666, None)',
    "the answer to another request": 'say("loaded", NONCE, None, [], [])',
    "a long wanted name": 'say("want", "x" * 201)',
    "a long taken name": 'say("took", "x" * 201)',
    "much printed": 'say("printed", "x" * 34_000, times=2)',
    "nothing printed very often": 'say("printed", "", times=70_000)',
    "names without end": 'say("took", "a", times=1001)',
    "three arguments for one": 'say("answer", NONCE, None, 1, [[1.0], [2.0], 3], 5)',
    "arguments that are no list": 'say("answer", NONCE, None, 1, "arguments", 5)',
    "another mark of shared lists": 'say("answer", NONCE, None, 1, [[1.0, 2.0], 7], 5)',
    "another way of failing": failed('("closed", "E", "t", None, None, {})'),
    "a long text": failed('("raised", "E", "t" * 2001, None, None, {})'),
    "a long type": failed('("raised", "E" * 201, "t", None, None, {})'),
    "a line below zero": failed('("raised", "E", "t", ("m.py", -1, 0, 5), None, {})'),
    "a line that is none": failed('("raised", "E", "t", ("m.py", 1.5, 0, 5), None, {})'),
    "a line too far": failed('("raised", "E", "t", ("m.py", 10 ** 9, 0, 5), None, {})'),
    "a long label": failed('("raised", "E", "t", ("m" * 301, 1, 0, 5), None, {})'),
    "many facts": failed('("raised", "E", "t", None, None, {str(n): "" for n in range(41)})'),
    "a long fact": failed('("raised", "E", "t", None, None, {"a": "b" * 121})'),
    "a fact that is a number": failed('("raised", "E", "t", None, None, {"a": 1})'),
}


@pytest.mark.parametrize("body", FORGED.values(), ids=FORGED)
def test_what_no_worker_of_ours_would_say_ends_it(launcher: ForkServer, body: str) -> None:
    """It is a breach of the protocol, whatever else is right about it."""
    assert asked(launcher, body) == BROKEN


def test_nothing_may_be_said_before_it_is_asked(launcher: ForkServer) -> None:
    """A second answer waits for the next request, and would be taken for its answer if numbers could be guessed."""
    with worker_of(launcher, 'say("answer", NONCE, None, 1, None, 5, times=2)') as worker:
        assert worker.call("f", [1]) == Answer(1)
        assert worker.call("f", [1]) == BROKEN


BETWEEN = """
frame = sys._getframe()
while "nonce" not in frame.f_locals:
    frame = frame.f_back
channel, write, held = frame.f_locals["self"]._channel, os.write, []
send = channel.send_bytes
def swallow(data):
    channel.send_bytes = send  # the right answer of this call is not sent
channel.send_bytes = swallow
os.write = lambda to, data: held.append(bytes(data)) or len(data)
say("answer", NONCE, None, 666, None, 5)
SAID
os.write = write
os.write(0, b"".join(held))
"""


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ('say("printed", "late")', Answer(666)),
        ('say("cut")', Answer(666)),
        ('say("printed", "x" * 90_000)', BROKEN),
    ],
)
def test_what_is_printed_right_after_an_answer_is_printed_and_no_more(
    launcher: ForkServer, said: str, expected: Any
) -> None:
    """An object that prints at its end, between two calls, takes no mark away; it counts as printed."""
    with worker_of(launcher, BETWEEN.replace("SAID", said)) as worker:
        assert worker.call("f", [1]) == Answer(666)
        assert worker.call("f", [1]) == expected


def test_only_who_may_be_stuck_says_so(launcher: ForkServer) -> None:
    """A call whose lines are followed is never asked where it stands."""
    source = FORGE + '\ndef g():\n    say("stuck", PLACE, {})\n    return 1\n'
    worker = Worker(launcher, SMALL, 20, lambda name: ((("m.py", source),), False), print)
    assert isinstance(worker.load("m", ["g"], 1), Loaded)
    assert worker.ask("steps", "g", ["m.py"], 10) == BROKEN


def test_an_argument_that_grew_is_not_given_back(launcher: ForkServer) -> None:
    """It counts as changed beyond plain values: it must not keep the suite busy."""
    told = asked(launcher, 'say("answer", NONCE, None, 1, [[1.0] * 10_000], 5)')
    assert isinstance(told, Answer)
    assert told.after == [None]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ('None, ["f", "other"], []', Loaded(("f",), ())),
        ('None, [], [("m.py", ("raised", "E", "t", None, None, {}))] * 21', BROKEN),
        ("None, {}, []", BROKEN),
    ],
)
def test_a_forged_loading_names_known_functions_and_few_notes(launcher: ForkServer, said: str, expected: Any) -> None:
    """Whatever it says is missing, only what was asked for can be."""
    source = FORGE + f'\nsay("loaded", NONCE, {said})\n'
    worker = Worker(launcher, SMALL, 20, lambda name: ((("m.py", source),), False), print)
    told = worker.load("m", ["f"], 1)
    worker.drop()
    assert told == expected or (isinstance(told, Failure) and told.problem == expected.problem)


def test_what_is_sent_without_end_is_never_held(launcher: ForkServer) -> None:
    """A frame that says it is empty, and then zeros without end: the trusted side grows by less than ten MiB."""
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert asked(launcher, "data = bytes(1 << 20)\nwhile True:\n    os.write(0, data)") == BROKEN
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - grown < 10 << 10


def test_what_is_said_while_it_is_asked_where_it_stands_has_a_bound(
    launcher: ForkServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker that does not answer that question, and talks on instead, is not listened to for long."""
    # so long that what ends it is the bound, also where the machine is too busy for much to be said in its 0.3 seconds
    monkeypatch.setattr(client, "_SAMPLE_SECONDS", 30.0)
    body = """
frame = sys._getframe()
while "nonce" not in frame.f_locals:
    frame = frame.f_back
frame.f_locals["self"]._channel.interrupt = lambda *message: None
while True:
    say("printed", "x" * 900_000)
"""
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with worker_of(launcher, body, limits=Limits(output_kib=UNBOUNDED, call_seconds=2)) as worker:
        told = worker.call("f", [1])
    assert isinstance(told, Failure)
    assert told.problem == "timeout"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - grown < 30 << 10


def test_the_clock_runs_while_it_talks(launcher: ForkServer) -> None:
    """One that never stops printing is stopped as one that is silent."""
    limits = Limits(output_kib=UNBOUNDED, call_seconds=0.3)
    with worker_of(launcher, 'while True:\n    say("printed", "x", times=5_000)', limits=limits) as worker:
        told = worker.call("f", [1])
    assert isinstance(told, Failure)
    assert (told.problem, told.kind) == ("timeout", "")  # not its processor time, of which there are twenty seconds


def test_a_worker_has_given_up_all_but_computing(launcher: ForkServer) -> None:
    """Seen from outside: its limits, its descriptors, its capabilities, and the filter."""
    with worker_of(launcher, "pass", limits=Limits(memory_mib=64)) as worker:
        place = Path(f"/proc/{worker.pid}")
        rows = (place / "limits").read_text().splitlines()
        status = dict(line.split(":\t", 1) for line in (place / "status").read_text().splitlines() if ":\t" in line)
        descriptors = [entry.name for entry in (place / "fd").iterdir()]
    limits = {row[:25].strip(): row[26:].split()[:2] for row in rows[1:]}
    for name, most in {"core file size": 0, "file size": 0, "processes": 0, "open files": 1}.items():
        assert limits[f"Max {name}"] == [str(most), str(most)], name
    assert limits["Max cpu time"] == ["20", "21"]
    assert 64 << 20 <= int(limits["Max address space"][0]) < 1 << 30
    assert {status[name].strip() for name in ("CapInh", "CapPrm", "CapEff")} == {"0" * 16}
    assert (status["NoNewPrivs"].strip(), status["Seccomp"].strip()) == ("1", "2")
    assert descriptors == ["0"]


def test_a_launcher_knows_nothing_of_where_it_was_started(launcher: ForkServer) -> None:
    """Its environment is three words of ours, and no key at the terminal reaches it."""
    pid = launcher._process.pid
    names = {line.partition(b"=")[0] for line in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0") if line}
    assert names == {b"PYTHONHASHSEED", b"OPENBLAS_NUM_THREADS", b"OMP_NUM_THREADS"}
    assert os.getsid(pid) == pid
