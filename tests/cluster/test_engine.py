"""A class graded on a cluster: the same results as on one machine, and each of them once, whatever dies meanwhile."""

from __future__ import annotations

import json
import os
import pickle
import random
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from grader.classroom.classwork import ClassProgress, Outcome
from grader.classroom.cluster.engine import on_cluster
from grader.classroom.cluster.packing import pack
from grader.classroom.cluster.scheduling import BATCH
from grader.classroom.cluster.worker import Bench, Shared, grade_batch
from grader.classroom.files import Snapshot
from grader.classroom.gradebook.store import Gradebook
from grader.classroom.layouts import find_class
from grader.classroom.pipeline import grade_class
from grader.classroom.task import Settings, Task
from grader.core.course import Course
from grader.core.errors import UsageError

from .conftest import Cluster, Postgres

SIZE = 24
Make = Callable[[int], Path]
Program = Callable[..., subprocess.CompletedProcess[str]]


def graded(
    course: Course, root: Path, url: str | Path, address: str, tell: Callable[[ClassProgress], None] = lambda now: None
) -> Outcome:
    """Grade a class on a cluster."""
    with Gradebook(url, create=True, waiting=lambda text: None) as gradebook:
        return grade_class(
            course,
            find_class(root, course),
            gradebook,
            Settings(course.root),
            course.exercises,
            tell=tell,
            schedule=on_cluster(address),
        )


def results(url: str | Path) -> dict[str, Any]:
    """Return everything that a gradebook holds but the seconds that grading took, after a look that each is there once."""
    found = {}
    with Gradebook(url) as gradebook:
        for learner in gradebook.learners():
            assert [attempt[1] for attempt in gradebook.attempts(learner.key)] == ["temperature", "words"]
            results = {name: {**result, "seconds": 0} for name, result in learner.results.items()}
            found[learner.key] = [results, learner.clusters]
    return found


@pytest.fixture(name="expected")
def _expected(small: Course, a_class: Make, tmp_path: Path) -> Callable[[], dict[str, Any]]:
    """Give a function that returns the results of the class on one machine."""
    root = a_class(SIZE)

    def on_one_machine() -> dict[str, Any]:
        with Gradebook(tmp_path / "one.sqlite", create=True) as gradebook:
            grade_class(small, find_class(root, small), gradebook, Settings(small.root), small.exercises)
        return results(tmp_path / "one.sqlite")

    return on_one_machine


def test_a_cluster_on_this_machine_gives_the_same_json(
    small: Course, a_class: Make, grade_cli: Program, tmp_path: Path
) -> None:
    """With `--engine dask` alone; and afterwards a second run finds that nothing is left to do."""
    command = ("--course", small.root, "submissions", a_class(9), "--format", "json", "--out")
    here = json.loads(grade_cli(*command, "here", expect=1).stdout)
    dask = json.loads(grade_cli(*command, "dask", "--engine", "dask", "--jobs", "2", expect=1).stdout)
    for student in here["students"] + dask["students"]:
        for exercise in student["exercises"]:
            exercise["seconds"] = 0
    assert here["students"] == dask["students"]
    assert (dask["graded"], dask["reused"], dask["not_graded"]) == (9, 0, [])
    again = json.loads(grade_cli(*command, "dask", expect=1).stdout)
    assert (again["graded"], again["reused"]) == (0, 9)


def test_hosts_share_a_class_and_its_gradebook_can_be_read_meanwhile(
    small: Course,
    a_class: Make,
    cluster: Cluster,
    expected: Callable[[], dict[str, Any]],
    postgres: Postgres,
    tmp_path: Path,
) -> None:
    """Both workers grade; the course goes to each once, and a second run finds it there."""
    seen: list[int] = []

    def look(now: ClassProgress) -> None:
        if now.done % 8 == 0:
            with Gradebook(url) as gradebook:
                seen.append(len(gradebook.marks()))
            # what came together is told one by one
            assert now.done <= seen[-1] < now.done + BATCH

    root, url = tmp_path / "class", new_database(postgres)
    outcome = graded(small, root, url, cluster.address, look)
    assert (outcome.graded, outcome.faults) == (SIZE, {})
    assert seen[0] < seen[-1] == SIZE
    assert results(url) == expected()
    with cluster.client() as client:
        first = client.run(courses)
        assert graded(small, root, tmp_path / "again.sqlite", cluster.address).graded == SIZE
        assert client.run(courses) == first
    assert len(first) == len(cluster.hosts) - 1
    assert all(1 in courses.values() for courses in first.values())


def courses(dask_worker: Any) -> dict[str, int]:
    """Return where a worker has unpacked courses, and how many grading processes it keeps for each."""
    benches = [plugin for name, plugin in dask_worker.plugins.items() if name.startswith("grader-")]
    return {str(bench._folder): len(bench._idle) for bench in benches}


def test_a_class_is_read_no_faster_than_it_is_graded(small: Course, cluster: Cluster) -> None:
    """Two batches a thread are on their way and one is being put together, however large the class is."""
    read: list[int] = []

    def tasks() -> Iterator[Task]:
        for i in range(400):
            read.append(i)
            yield Task(f"learner {i}", Snapshot((("notes.py", b"# %d\n" % i),)), ("words",))

    done, ahead = set(), 0
    for batch in on_cluster(cluster.address)(Settings(small.root), ["words"], tasks(), 1, 900.0):
        ahead = max(ahead, len(read) - len(done))
        done |= {result.task.student for result in batch}
        assert {graded.status for result in batch for graded in result.graded} == {"missing"}
    assert len(done) == 400
    assert ahead <= (2 * (len(cluster.hosts) - 1) + 1) * BATCH


def test_killed_workers_lose_nothing(
    small: Course, cluster: Cluster, expected: Callable[[], dict[str, Any]], tmp_path: Path
) -> None:
    """A worker is killed in the middle, then the other one."""

    def kill(now: ClassProgress) -> None:
        if now.done in (4, 16):
            cluster.kill_worker(1 if now.done == 4 else 2)

    outcome = graded(small, tmp_path / "class", tmp_path / "g.sqlite", cluster.address, kill)
    assert (outcome.graded, outcome.faults) == (SIZE, {})
    assert results(tmp_path / "g.sqlite") == expected()


def test_a_restarted_scheduler_loses_nothing(
    small: Course, cluster: Cluster, expected: Callable[[], dict[str, Any]], tmp_path: Path
) -> None:
    """All that the cluster knew is gone; the client deals out again what was on its way."""

    def restart(now: ClassProgress) -> None:
        if now.done == 6:
            cluster.restart()

    outcome = graded(small, tmp_path / "class", tmp_path / "g.sqlite", cluster.address, restart)
    assert (outcome.graded, outcome.faults) == (SIZE, {})
    assert results(tmp_path / "g.sqlite") == expected()


def test_a_restarted_postgresql_loses_nothing(
    small: Course, cluster: Cluster, expected: Callable[[], dict[str, Any]], postgres: Postgres, tmp_path: Path
) -> None:
    """Once it is back before the next result is there, once it is away for a while; both times it is a crash."""
    starting: list[subprocess.Popen[bytes]] = []

    def restart(now: ClassProgress) -> None:
        if now.done in (6, 18):
            postgres.control("-m", "immediate", "stop")
            starting.append(postgres.start())
            if now.done == 6:
                assert starting[-1].wait() == 0

    url = new_database(postgres)
    outcome = graded(small, tmp_path / "class", url, cluster.address, restart)
    assert [process.wait() for process in starting] == [0, 0]
    assert (outcome.graded, outcome.faults) == (SIZE, {})
    assert results(url) == expected()


def test_a_killed_client_is_run_again(
    small: Course, cluster: Cluster, expected: Callable[[], dict[str, Any]], postgres: Postgres, tmp_path: Path
) -> None:
    """Killed as soon as some results are kept, twice; what is kept is never graded again."""
    url = new_database(postgres)
    command = [sys.executable, "-m", "grader", "--course", str(small.root), "submissions", str(tmp_path / "class")]
    command += ["--gradebook", url, "--engine", "dask", "--scheduler", cluster.address, "--format", "json"]
    draw, kept = random.Random(1), 0
    with Gradebook(url, create=True) as gradebook:
        for _ in range(2):
            wanted = kept + draw.randint(2, 8)
            with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as client:
                while len(gradebook.known()) < wanted:
                    assert not ended(client), client.communicate()[1]
                client.kill()
            kept = len(gradebook.known())
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    told = json.loads(done.stdout)
    assert (told["graded"] + told["reused"], told["not_graded"]) == (SIZE, [])
    assert told["reused"] >= kept
    assert results(url) == expected()


def test_a_submission_that_kills_its_grading_process_costs_nobody_else(
    small: Course, cluster: Cluster, a_class: Make, tmp_path: Path
) -> None:
    """Where a grading process dies on a worker, the submission is tried again there, as on one machine."""
    killed: list[int] = []

    def kill(now: ClassProgress) -> None:
        if now.done == 4:
            for number in (1, 2):
                (worker,) = workers_of(cluster.running[number].pid)
                for process in workers_of(worker.pid):
                    process.kill()
                    killed.append(process.pid)

    outcome = graded(small, a_class(SIZE), tmp_path / "g.sqlite", cluster.address, kill)
    assert killed
    assert (outcome.graded, outcome.faults) == (SIZE, {})
    assert len(results(tmp_path / "g.sqlite")) == SIZE


def test_what_cannot_be_done_is_said_in_one_sentence(small: Course, a_class: Make, grade_cli: Program) -> None:
    """No scheduler there, another program, no address, options that contradict each other."""
    submissions = ("--course", small.root, "submissions", a_class(1))
    other = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=speak, args=[other], daemon=True).start()
    place = f"tcp://127.0.0.1:{other.getsockname()[1]}"
    for options, word in (
        (("--engine", "dask", "--scheduler", "tcp://127.0.0.1:1"), "there is no Dask scheduler that answers"),
        (("--engine", "dask", "--scheduler", place), "what listens there is none"),
        (("--engine", "dask", "--scheduler", "no address"), "there is no Dask scheduler that answers"),
        (("--engine", "dask", "--scheduler", "tcp://127.0.0.1:1", "--jobs", "2"), "--jobs"),
        (("--scheduler", "tcp://127.0.0.1:1"), "--engine dask"),
    ):
        said = grade_cli(*submissions, *options, expect=2)
        assert word in said.stderr
        assert len(said.stderr.strip().splitlines()) == 1


def speak(listening: socket.socket) -> None:
    """Say to everybody what a web server says to what it does not understand."""
    with listening:
        for _ in range(2):
            with listening.accept()[0] as asking:
                asking.sendall(b"HTTP/1.1 400 Bad request syntax\r\n\r\n")


def test_an_interrupt_ends_a_cluster_on_this_machine(small: Course, a_class: Make, tmp_path: Path) -> None:
    """Ctrl-C reaches every process of the terminal; only the program itself answers, in one line, and nothing runs on."""
    where = tmp_path / "grades" / "gradebook.sqlite"
    command = [sys.executable, "-m", "grader", "--course", str(small.root), "submissions", str(a_class(SIZE))]
    command += ["--out", str(where.parent), "--engine", "dask", "--jobs", "1"]
    options: Any = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "start_new_session": True, "text": True}
    with subprocess.Popen(command, **options) as run, Gradebook(where, create=True) as gradebook:
        while not gradebook.known():
            assert not ended(run), run.communicate()[1]
        os.killpg(run.pid, signal.SIGINT)
        said = run.communicate()[1]  # returns when the last that holds its output has gone
    assert run.returncode == 130, said
    assert said.strip() == "grade: stopped.", said


def test_without_dask_the_remedy_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an extra."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"needs distributed, .* pip install 'primer-grader\[dask\]'"):
        on_cluster(None)


def test_an_unsound_course_is_told_as_on_one_machine(
    small: Course, a_class: Make, cluster: Cluster, tmp_path: Path
) -> None:
    """By the file's place in the course, not in a worker's folder."""
    small.exercises[1].suite.write_text("import nothing_of_the_kind\n")
    with pytest.raises(UsageError, match=r"^solutions/suites/test_words.py:1: the suite cannot be loaded"):
        graded(small, a_class(2), tmp_path / "g.sqlite", cluster.address)


def ended(process: subprocess.Popen[str]) -> bool:
    """Return whether a process ends within a moment."""
    try:
        return process.wait(0.05) is not None
    except subprocess.TimeoutExpired:
        return False


def workers_of(pid: int) -> list[psutil.Process]:
    """Return the Python processes that a process has started."""
    return [process for process in psutil.Process(pid).children() if "spawn_main" in " ".join(process.cmdline())]


def test_a_worker_with_another_grader_refuses(small: Course, cluster: Cluster) -> None:
    """Its results might differ, so there are none; with the plugin its folder goes."""
    shared = Shared(pack(small.root), ("words",), 1, True, False, 900.0, "0.0.1+another")
    with cluster.client() as client:
        client.register_plugin(Bench(shared))
        (folder, *_) = client.run(folders, shared.name).values()
        refusal = client.submit(grade_batch, shared.name, pickle.dumps([])).result(timeout=60)
        assert re.fullmatch(r"tcp://\S+: has grader .*, and 0\.0\.1\+another asks; .*", refusal.text)
        assert Path(folder).is_dir()
        client.unregister_worker_plugin(shared.name)
        assert not Path(folder).exists()


def folders(name: str, dask_worker: Any) -> str:
    """Return where a plugin has unpacked its course."""
    return str(dask_worker.plugins[name]._folder)


def new_database(postgres: Postgres) -> str:
    """Make an empty database and return its address."""
    import psycopg

    name = f"t{random.SystemRandom().getrandbits(64):x}"
    with psycopg.connect(postgres.url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return postgres.url.removesuffix("postgres") + name
