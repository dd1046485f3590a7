"""Whatever breaks around it, grading ends with right results or one sentence, and leaves nothing behind."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.core.course import Course, Limits, load_course
from grader.grading.grader import Grader
from grader.sandbox.client import Worker
from grader.sandbox.fork_server import ForkServer
from grader.sandbox.outcome import Answer, Failure, Loaded
from grader.sandbox.process_factory import ForkServerDied
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import open_submission

ROOT = Path(__file__).parent.parent.parent
SOLUTIONS = ROOT / "solutions"


def children(pid: int) -> list[int]:
    """Return the children of a process."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and int((entry / "stat").read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def launchers(before: set[int]) -> list[int]:
    """Return the launchers that this process has started since."""
    return [pid for pid in children(os.getpid()) if pid not in before]


@pytest.fixture(name="before")
def _before() -> set[int]:
    """Give the processes that were there before the test."""
    return set(children(os.getpid()))


@pytest.fixture(name="own")
def _own(course: Course, before: set[int]) -> Iterator[Grader]:
    """Give a grader of the test's own; afterwards no process of its is left."""
    with Sandbox() as sandbox, Grader(course, sandbox) as grader:
        yield grader
    assert launchers(before) == []


def kill_when(patch: pytest.MonkeyPatch, moment: int, kill: Callable[[], object]) -> list[int]:
    """Have `kill` called at the question to a worker of this number; return what counts them."""
    count = [0]
    ask = Worker._request

    def asked(self: Worker, *arguments: Any) -> Any:
        count[0] += 1
        if count[0] == moment:
            kill()
        return ask(self, *arguments)

    patch.setattr(Worker, "_request", asked)
    return count


def kill_all(pids: list[int]) -> None:
    """Kill these processes; when it returns they are dead, and their children are told."""
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    while any(alive(pid) for pid in pids):
        time.sleep(0.001)


def test_a_launcher_killed_before_anything_is_replaced(own: Grader, before: set[int]) -> None:
    """The right result comes, from a new one."""
    kill_all(launchers(before))
    assert own.grade(own.course.find("3"), open_submission(SOLUTIONS), 1).full_marks


@pytest.mark.parametrize("moment", [1, 2, 5, 9])
def test_a_launcher_killed_at_any_moment_costs_nothing(
    own: Grader, before: set[int], monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    """While the file loads or during any call: the exercise is graded again."""
    count = kill_when(monkeypatch, moment, lambda: kill_all(launchers(before)))
    result = own.grade(own.course.find("3"), open_submission(SOLUTIONS), 1)
    assert count[0] > moment
    assert (result.full_marks, result.ungraded) == (True, False)


def test_a_launcher_killed_while_an_earlier_part_is_judged_makes_it_no_wrong_one(
    own: Grader, before: set[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told, and looked into again: what was found wrong would stay so for the later exercises."""
    submission, earlier = open_submission(SOLUTIONS), own.course.find("1")
    kill_when(monkeypatch, 3, lambda: kill_all(launchers(before)))
    with pytest.raises(ForkServerDied):
        own._right(earlier, submission, 1)
    own._sandbox.restart()
    assert own._right(earlier, submission, 1)


@pytest.mark.parametrize("fork", [True, False], ids=["forked", "spawned"])
@pytest.mark.parametrize("moment", [1, 2, 6])
def test_who_stops_the_sandbox_amid_an_exercise_ends_it(
    course: Course, before: set[int], monkeypatch: pytest.MonkeyPatch, moment: int, fork: bool
) -> None:
    """As `grade watch` does when a file is saved anew: it is told as one thing, and the next is graded as ever."""
    exercise, submission = course.find("3"), open_submission(SOLUTIONS)
    with Sandbox(fork=fork) as sandbox, Grader(course, sandbox) as grader:

        def stop() -> None:
            stopping = threading.Thread(target=sandbox.stop)
            stopping.start()
            stopping.join()

        kill_when(monkeypatch, moment, stop)
        with pytest.raises(ForkServerDied):
            grader.grade(exercise, submission, 1)
        sandbox.restart()
        assert grader.grade(exercise, submission, 1).full_marks
    assert launchers(before) == []


def test_a_launcher_that_hangs_is_given_up(own: Grader, before: set[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """A stopped one counts as dead once it has been silent for long."""
    monkeypatch.setattr("grader.sandbox.fork_server.READY_SECONDS", 0.5)
    with ForkServer() as launcher:
        launcher.prepare(["math"])
        os.kill(launcher._process.pid, signal.SIGSTOP)
        launcher.fork_ahead(Limits(), [("m.py", "# " + "\U0001f600" * 65_000)])
        with pytest.raises(Exception, match="ended unexpectedly"):
            launcher.fork(Limits(), 10)


@pytest.mark.parametrize("moment", [1, 2, 6])
def test_a_worker_killed_at_any_moment_costs_its_check_at_most(
    own: Grader, before: set[int], monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    """The checks after it run in a new worker; the total of points is the same."""
    kill_when(monkeypatch, moment, lambda: kill_all([w for pid in launchers(before) for w in children(pid)]))
    result = own.grade(own.course.find("3"), open_submission(SOLUTIONS), 1)
    assert result.max_score == 25
    assert {c.status for c in result.checks if c.status != "passed"} <= {"crashed", "timeout"}
    assert sum(c.status != "passed" for c in result.checks) <= 1 or moment == 1
    assert own.grade(own.course.find("3"), open_submission(SOLUTIONS), 1).full_marks


def test_workers_die_with_their_launcher(before: set[int]) -> None:
    """Killed hard, it takes them along; no process is left."""
    launcher = ForkServer()
    launcher.prepare(["math"])
    source = ((("m", "def f():\n    while True: pass\n"),), False)
    worker = Worker(launcher, Limits(), 10, lambda name: source, print)
    worker.load("m", ["f"], 1)
    (pid,) = launchers(before)
    assert len(children(pid)) == 1
    forked = children(pid)[0]
    os.kill(pid, signal.SIGKILL)
    launcher.close()
    deadline = time.monotonic() + 20
    while alive(forked) and time.monotonic() < deadline:
        pass
    assert not alive(forked)
    worker._stream._connection.close()
    assert launchers(before) == []


def test_a_worker_started_ahead_is_the_next_one_and_goes_with_its_launcher(before: set[int]) -> None:
    """It has nothing of a submission before it is taken; taken or not, none is left at the end."""
    source = ((("m", "x = 0\ndef f():\n    global x\n    x += 1\n    return x\n"),), False)
    with ForkServer() as launcher:
        launcher.prepare(["math"])
        pids = []
        for mebibytes in (512, 512, 256):
            launcher.fork_ahead(Limits())
            launcher.fork_ahead(Limits())
            worker = Worker(launcher, Limits(memory_mib=mebibytes), 10, lambda name: source, print)
            assert isinstance(worker.load("m", ["f"], 1), Loaded)
            assert worker.call("f", []) == Answer(1, None, False)
            pids.append(worker.pid)
            worker.drop()
        launcher.fork_ahead(Limits())
        assert len(set(pids)) == 3
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)
    assert launchers(before) == []


FINALLY = "".join(
    [f"{' ' * i}{line}\n" for i in range(16) for line in ("try:", " pass", "finally:")] + [" " * 16 + "a = 1\n"] * 20
)


@pytest.mark.parametrize(
    "source",
    [
        "print('loaded')\ndef f():\n    return 1\n",
        "def f():\n    return 1 is 1\n",  # Python warns of it, on what the learner sees
        "def f(:\n",
        "def f():\n    return 1\n" + "x = " + "(" * 300 + ")" * 300,
        "x = " + "-" * 20_000 + "1",
        "def f():\n    return '\\ud800'\n",
        FINALLY,  # Python copies what stands in it: 2 to the 16th times
    ],
)
def test_a_file_compiled_ahead_is_loaded_as_any_other(source: str) -> None:
    """It says and prints the same; nothing runs before it is loaded, and what has changed since is what counts."""
    found, patient = [], Limits(load_seconds=60)  # a long file takes seconds on a busy machine
    with ForkServer() as launcher:
        launcher.prepare(["math"])
        for ahead in ([], [("m.py", source)], [("m.py", "print('old')\n"), ("other.py", source)]):
            launcher.fork_ahead(patient, ahead)
            printed: list[str] = []
            worker = Worker(launcher, patient, 60, lambda name: ((("m.py", source),), False), printed.append)
            found.append((worker.load("m", ["f"], 1), printed, worker.call("f", []) if worker.alive else None))
            worker.drop()
    assert found[0] == found[1] == found[2]


def test_a_worker_that_died_while_it_waited_is_nobodys_fault(before: set[int]) -> None:
    """Whatever ended it: another one takes its place, and the marks are the same."""
    course, submission = load_course(ROOT), open_submission(SOLUTIONS)
    exercise = course.find("loop")
    with Sandbox() as sandbox, Grader(course, sandbox) as grader:
        for moment in (0.0, 0.2):
            grader.grade(exercise, submission, 1)
            grader.fork_ahead(exercise, submission)
            (launcher,) = launchers(before)
            while not (waiting := children(launcher)):
                pass
            time.sleep(moment)
            for pid in waiting:
                with contextlib.suppress(ProcessLookupError):  # the last one's, ended meanwhile
                    os.kill(pid, signal.SIGKILL)
            assert grader.grade(exercise, submission, 1).full_marks


def test_a_worker_ahead_of_a_launcher_that_has_ended_is_told_when_it_is_needed(before: set[int]) -> None:
    """Not while somebody still looks at the result before it."""
    with ForkServer() as launcher:
        launcher.prepare(["math"])
        launcher.fork(Limits(), 10)[1].close()
        kill_all(launchers(before))
        launcher.fork_ahead(Limits())
        with pytest.raises(ForkServerDied, match="ended unexpectedly"):
            launcher.fork(Limits(), 10)


def test_a_pipe_that_is_full_ends_at_the_clock(before: set[int]) -> None:
    """A worker that reads nothing is given up in time, whatever is still to be sent."""
    with ForkServer() as launcher:
        launcher.prepare(["time", "sys"])
        source = ((("m", "import time\ndef f(x):\n    return x\ndef g(x):\n    time.sleep(99)\n"),), False)
        worker = Worker(launcher, Limits(call_seconds=0.5), 10, lambda name: source, print)
        worker.load("m", ["f"], 1)
        assert isinstance(worker.call("f", [[1.5] * 10]), Answer)
        worker._stream._connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        os.kill(worker.pid, signal.SIGSTOP)
        assert worker.call("f", [[1.5] * 3_000_000]) == Failure("timeout")
        assert not worker.alive


def test_a_reply_of_300_mebibytes_is_never_held() -> None:
    """Refused by its length: the trusted side grows by less than ten."""
    with ForkServer() as launcher:
        launcher.prepare(["os"])
        says = (
            "import os\nD = b'x' * (1 << 20)\n"
            "def f():\n    os.write(0, (300 << 20).to_bytes(4, 'big'))\n    for _ in range(300): os.write(0, D)\n"
        )
        worker = Worker(launcher, Limits(), 10, lambda name: ((("m", says),), False), print)
        worker.load("m", ["f"], 1)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        assert worker.call("f", []) == Failure("broke protocol")
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - grown < 10 << 10


def test_a_long_file_makes_no_room_for_a_long_reply() -> None:
    """Only arguments may come back: after a file of a MiB, "loaded" with four MiB of empty lists is refused by its length."""
    says = (
        "import os, sys\nframe = sys._getframe()\n"
        "while 'nonce' not in frame.f_locals: frame = frame.f_back\n"
        "size = lambda n: n.to_bytes(4, 'big')\n"
        "body = b't' + size(5) + b's' + size(6) + b'loaded' + b'i' + size(8) + frame.f_locals['nonce'].to_bytes(8, 'big')\n"
        "body += b'Nl' + size(800_000) + b'l\\0\\0\\0\\0' * 800_000 + b'l' + size(0)\n"
        "body = size(len(body)) + body\n"
        "while body: body = body[os.write(0, body):]\n"
    )
    with ForkServer() as launcher:
        launcher.prepare(["os", "sys"])
        source = ((("m", says + "#" * 1_000_000),), False)
        worker = Worker(launcher, Limits(), 10, lambda name: source, print)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        assert worker.load("m", ["f"], 1) == Failure("broke protocol", loading=True)
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - grown < 10 << 10


Run = Callable[..., subprocess.CompletedProcess[str]]


def test_a_full_disk_is_told_and_leaves_no_half_report(tmp_path: Path) -> None:
    """The old report stays, no temporary file is left, and the exit status says that the file cannot be used."""
    report = tmp_path / "report.json"
    report.write_text("old")
    # -B: where files are cut short, so is what Python keeps of a module, and it is read as whole afterwards
    command = [sys.executable, "-B", "-m", "grader", "exercise", "4", SOLUTIONS, "--format", "json", "--output"]
    done = subprocess.run([*command, report], preexec_fn=_short_files, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr == f"grade: {report}: cannot be written (File too large).\n"
    assert report.read_text() == "old"
    assert list(tmp_path.iterdir()) == [report]
    full = subprocess.run([*command, "/dev/full"], capture_output=True, text=True)
    assert (full.returncode, full.stderr) == (2, "grade: /dev/full: cannot be written (No space left on device).\n")
    assert Path("/dev/full").is_char_device()


def _short_files() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))


def test_little_memory_for_the_grader_is_enough_or_told(tmp_path: Path) -> None:
    """In less and less address space: the right result, or a refusal to start; a hostile file makes no difference."""
    shutil.copy(ROOT / "tests" / "attacks" / "ex1_sigmoid__two_mebibytes_of_none.py", tmp_path / "ex1_sigmoid.py")
    command = [sys.executable, "-m", "grader", "exercise", "1", tmp_path, "--format", "json"]
    for mebibytes in (2000, 400):
        limit = lambda m=mebibytes: resource.setrlimit(resource.RLIMIT_AS, (m << 20, m << 20))  # noqa: E731
        done = subprocess.run(command, preexec_fn=limit, capture_output=True, text=True)
        assert done.returncode == 1, done.stderr
        assert json.loads(done.stdout)["score"] == 0


SLEEPY = "import time\n\n\ndef update(w, b, gw, gb, eta):\n    time.sleep(60)\n"


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["interrupted", "terminated"]
)
def test_stopped_in_the_middle_nothing_is_left(tmp_path: Path, number: int, status: int, grade_cli: Run) -> None:
    """One sentence, the usual exit status, no process, no temporary file; and it can be run again."""
    (tmp_path / "ex4_update.py").write_text(SLEEPY)
    report = tmp_path / "report.txt"
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", "exercise", "4", tmp_path, "--output", report],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    family = wait_for_worker(process.pid)
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err.strip()) == (status, "", "grade: stopped.")
    assert [pid for pid in family if Path(f"/proc/{pid}").exists()] == []
    assert {path.name for path in tmp_path.iterdir()} == {"ex4_update.py"}
    shutil.copy(SOLUTIONS / "ex4_update.py", tmp_path)
    grade_cli("exercise", "4", tmp_path)


def test_a_grader_killed_hard_takes_its_workers_along(tmp_path: Path) -> None:
    """SIGKILL leaves it no time for anything; the launcher sees its socket close, and ends them."""
    (tmp_path / "ex4_update.py").write_text(SLEEPY)
    process = subprocess.Popen([sys.executable, "-m", "grader", "exercise", "4", tmp_path], stdout=subprocess.DEVNULL)
    family = wait_for_worker(process.pid)
    process.kill()
    process.wait()
    deadline = time.monotonic() + 20
    while any(alive(pid) for pid in family) and time.monotonic() < deadline:
        pass
    assert [pid for pid in family if alive(pid)] == []


def alive(pid: int) -> bool:
    """Whether a process runs; one that nobody has waited for yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_for_worker(pid: int) -> list[int]:
    """Return a grader's launcher and workers, once it has a worker."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        started = children(pid)
        forked = [worker for launcher in started for worker in children(launcher)]
        if forked:
            return [*started, *forked]
    raise AssertionError("no worker was started")


def test_a_clock_that_is_moved_changes_no_verdict(own: Grader, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Every time limit is measured by the monotonic clock; the wall clock is not asked."""
    jumps = iter(range(0, 10**9, 86_400))
    monkeypatch.setattr(time, "time", lambda: float(next(jumps)))
    assert own.grade(own.course.find("4"), open_submission(SOLUTIONS), 1).full_marks
