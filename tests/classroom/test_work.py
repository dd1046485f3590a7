"""A class is graded on every core; each result is kept as it is made, and graded again only where something changed."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.classroom import pool
from grader.classroom.classwork import Outcome
from grader.classroom.gradebook.store import Gradebook
from grader.classroom.layouts import find_class
from grader.classroom.pipeline import grade_class
from grader.classroom.task import Graded, Settings, Task
from grader.classroom.task_grader import TaskGrader
from grader.core.course import Course, load_course
from grader.core.errors import ContentError, UsageError

from .conftest import HANGING, WRONG

Hand = Callable[..., Path]


def grade(course: Course, path: Path, gradebook: Gradebook, **options: Any) -> Outcome:
    """Grade the class in `path`."""
    course = load_course(course.root)
    options = {"jobs": 2, "exercises": course.exercises, **options}
    settings = options.pop("settings", Settings(course.root))
    return grade_class(course, find_class(path, course), gradebook, settings, **options)


def scores(gradebook: Gradebook) -> dict[str, float]:
    """Return the sum of each learner."""
    return {key: sum(s.score for s in all_.values()) for key, all_ in gradebook.standings().items()}


def test_right_wrong_hanging_and_broken_each_get_their_own(small: Course, hand_in: Hand, gradebook: Gradebook) -> None:
    """Whatever one submission does, the others have their marks."""
    hand_in("right")
    hand_in("wrong", temperature=WRONG)
    hand_in("hanging", temperature=HANGING)
    hand_in("broken", temperature="def celsius(:\n")
    root = hand_in("dying", temperature="import os\ndef celsius(d): os._exit(3)\ntable = celsius\n")
    outcome = grade(small, root, gradebook)
    assert (outcome.graded, outcome.reused, outcome.faults) == (5, 0, {})
    assert scores(gradebook) == {"right": 10, "wrong": 6, "hanging": 6, "broken": 6, "dying": 6}


def test_what_has_not_changed_is_not_graded_again(small: Course, hand_in: Hand, gradebook: Gradebook) -> None:
    """The second run takes all from the gradebook; a changed file costs one submission."""
    hand_in("anna")
    root = hand_in("bob", temperature=WRONG)
    assert grade(small, root, gradebook).graded == 2
    assert (again := grade(small, root, gradebook)).graded == 0
    assert again.reused == 2
    hand_in("bob")
    assert grade(small, root, gradebook).graded == 1
    assert scores(gradebook) == {"anna": 10, "bob": 10}


def test_an_earlier_version_that_comes_back_counts_again(small: Course, hand_in: Hand, gradebook: Gradebook) -> None:
    """Every attempt is kept, and what is in the folder now is what counts, ungraded or not."""
    root = hand_in("anna", temperature=WRONG)
    grade(small, root, gradebook)
    hand_in("anna")
    grade(small, root, gradebook)
    hand_in("anna", temperature=WRONG)
    assert grade(small, root, gradebook).graded == 0
    assert scores(gradebook) == {"anna": 6}
    assert [a[1] for a in gradebook.attempts("anna")] == ["temperature", "words"] * 2


@pytest.mark.parametrize(
    ("file", "students", "exercises"),
    [
        ("solutions/suites/test_words.py", ["anna", "bob"], 2),
        ("solutions/words.py", ["anna", "bob"], 2),
        ("solutions/temperature.py", ["anna", "bob"], 4),
        ("solutions/mistakes/temperature/no-division.py", ["bob"], 1),
        ("exercises/temperature.py", [], 0),
    ],
    ids=["suite", "reference", "earlier reference", "a known mistake, where marks were lost", "stub"],
)
def test_a_change_of_the_course_reaches_what_depends_on_it(
    file: str, students: list[str], exercises: int, small: Course, hand_in: Hand, gradebook: Gradebook
) -> None:
    """And nothing else is graded again."""
    hand_in("anna")
    root = hand_in("bob", temperature=WRONG)
    grade(small, root, gradebook)
    path = small.root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    text = path.read_text() if path.exists() else f'"""A hint."""\n{WRONG}'
    path.write_text(text + "\n# fixed\n")
    outcome = grade(small, root, gradebook)
    assert outcome.graded == len(students)
    assert sum(len(gradebook.attempts(s)) for s in ("anna", "bob")) == 4 + exercises


def test_another_seed_is_another_grading(small: Course, hand_in: Hand, gradebook: Gradebook) -> None:
    """Settings are part of what a result depends on."""
    root = hand_in("anna")
    grade(small, root, gradebook)
    assert grade(small, root, gradebook, settings=Settings(small.root, seed=2)).graded == 1


def test_one_exercise_alone_is_kept_for_the_whole(small: Course, hand_in: Hand, gradebook: Gradebook) -> None:
    """Grading all afterwards takes over what is there."""
    root = hand_in("anna")
    grade(small, root, gradebook, exercises=small.exercises[:1])
    grade(small, root, gradebook)
    assert [a[1] for a in gradebook.attempts("anna")] == ["temperature", "words"]


def test_a_hanging_submission_holds_back_only_its_own_slot(small: Course, hand_in: Hand, gradebook: Gradebook) -> None:
    """The other slot grades all the rest meanwhile."""
    hand_in("0 hanging", temperature=HANGING)
    for i in range(6):
        root = hand_in(f"learner {i}")
    order: list[str] = []
    grade(small, root, gradebook, tell=lambda now: order.append(now.student))
    assert order[-1] == "0 hanging"


def test_a_submission_that_only_waits_is_stopped_as_its_own_doing(
    small: Course, hand_in: Hand, gradebook: Gradebook
) -> None:
    """Where limits of each call do not end it, patience does; what was graded before counts, and it is no fault."""
    manifest = small.root / "exercises" / "course.yaml"
    text = manifest.read_text().replace("call_seconds: 0.5", "call_seconds: 600").replace("[math,", "[math, time,")
    manifest.write_text(text)
    hand_in("anna")
    root = hand_in("sleeper", words="import time\ndef count(t):\n    time.sleep(500)\nreport = count\n")
    outcome = grade(small, root, gradebook, patience=4.0)
    assert not outcome.faults
    assert scores(gradebook) == {"anna": 10, "sleeper": 4}
    assert gradebook.standings()["sleeper"]["words"].status == "timeout"


def test_limited_isolation_is_refused_unless_allowed(small: Course, hand_in: Hand, gradebook: Gradebook) -> None:
    """Nothing is graded before that is settled; results say what they were graded in."""
    root = hand_in("anna")
    unconfined = Settings(small.root, confine=False)
    with pytest.raises(UsageError, match="--allow-limited"):
        grade(small, root, gradebook, settings=unconfined)
    assert gradebook.known() == {}
    grade(small, root, gradebook, settings=unconfined, allow_limited=True)
    (learner,) = gradebook.learners()
    assert {r["isolation"] for r in learner.results.values()} == {"limited"}


def test_a_broken_suite_is_said_before_anybody_is_graded(small: Course, hand_in: Hand, gradebook: Gradebook) -> None:
    """It is the course's fault, with its file and line."""
    small.exercises[1].suite.write_text("\ndef test_x(submission):\n    pass\n")
    with pytest.raises(UsageError, match=r"test_words.py:2.*@check"):
        grade(small, hand_in("anna"), gradebook)
    small.exercises[1].suite.unlink()
    with pytest.raises(ContentError, match="test_words"):
        grade(small, hand_in("anna"), gradebook)
    assert gradebook.known() == {}


def test_a_process_that_dies_costs_no_submission(small: Course, hand_in: Hand, gradebook: Gradebook) -> None:
    """If a submission kills its grading process, it is graded in another."""
    for i in range(8):
        root = hand_in(f"learner {i}")
    killed: list[int] = []

    def kill_one(now: object) -> None:
        grading = sorted(process.pid for process in multiprocessing.active_children() if process.pid)
        # the eldest of two, twice: so no submission's process is killed a second time
        if len(killed) < 2 and grading:
            killed.append(grading[0])
            os.kill(grading[0], signal.SIGKILL)

    outcome = grade(small, root, gradebook, tell=kill_one)
    assert killed
    assert outcome.faults == {}
    assert set(scores(gradebook).values()) == {10.0}


def test_what_the_suite_could_not_judge_is_a_fault_and_is_tried_again(
    small: Course, hand_in: Hand, gradebook: Gradebook
) -> None:
    """No marks are lost, it is said, and the next run grades it again."""
    suite = small.exercises[1].suite
    suite.write_text(suite.read_text().replace('agree(submission.count(""), [])', "1 / 0"))
    root = hand_in("anna")
    assert list(grade(small, root, gradebook).faults) == ["anna"]
    assert scores(gradebook) == {"anna": 10}
    assert list(grade(small, root, gradebook).faults) == ["anna"]


def test_the_same_bytes_give_the_same_result_on_any_process(small: Course, hand_in: Hand) -> None:
    """The unit of work is a function of the submission, the course and the seed."""
    hand_in("anna", temperature=WRONG)
    handed = find_class(hand_in("bob", temperature=WRONG), small).submissions
    tasks = [Task(h.student, h.snapshot(("temperature", "words"))[0], ("temperature", "words")) for h in handed]
    with TaskGrader(Settings(small.root)) as unit:
        here = {task.student: [_timeless(g) for g in unit.grade(task)] for task in tasks}
    done = list(pool.grade_all(Settings(small.root), ["temperature"], iter(tasks), 2))
    assert {d.task.student: [_timeless(g) for g in d.graded] for d in done} == here
    assert here["anna"] == here["bob"]


def _timeless(graded: Graded) -> dict[str, Any]:
    return {**json.loads(graded.document), "seconds": 0, "cluster": graded.cluster}


def test_the_same_wrong_answers_are_one_cluster_however_written(small: Course, hand_in: Hand) -> None:
    """And other wrong answers are another; what a known mistake explains has none."""
    hand_in("a", temperature=WRONG)
    hand_in("b", temperature="def celsius(f):\n    x = -32\n    return x + f\ndef table(*a):\n    return list(())\n")
    root = hand_in("c", temperature=WRONG.replace("- 32", "- 30"))
    (small.exercises[0].mistakes).mkdir(parents=True, exist_ok=True)
    found = find_class(root, small).submissions
    with TaskGrader(Settings(small.root)) as unit:
        clusters = [
            next(unit.grade(Task(h.student, h.snapshot(("temperature",))[0], ("temperature",)))).cluster for h in found
        ]
    assert clusters[0] == clusters[1] != clusters[2]
    assert None not in clusters


@pytest.mark.parametrize("moments", [8])
def test_kill_9_at_any_moment_loses_nothing_and_grades_nothing_twice(
    moments: int, small: Course, hand_in: Hand, tmp_path: Path
) -> None:
    """Killed again and again, then run to its end: each learner has each result once, the same as without a kill."""
    for i in range(12):
        root = (
            hand_in(f"learner {i}", temperature=WRONG if i % 3 else HANGING if i == 6 else None)
            if i % 3
            else hand_in(f"learner {i}")
        )
    where = tmp_path / "grades" / "gradebook.sqlite"
    command = [sys.executable, "-m", "grader", "--course", str(small.root), "submissions", str(root), "--allow-limited"]
    draw = random.Random(1)
    kept = 0
    for _ in range(moments):
        run = subprocess.Popen(
            [*command, "--out", str(where.parent)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        try:
            run.wait(draw.uniform(0.3, 2.5))
        except subprocess.TimeoutExpired:
            run.kill()
        run.communicate()
        if where.exists():
            with Gradebook(where) as gradebook:
                known = sum(len(results) for results in gradebook.known().values())
                assert known >= kept
                kept = known
    done = subprocess.run([*command, "--out", str(where.parent)], capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    subprocess.run([*command, "--out", str(tmp_path / "clean")], capture_output=True, check=False)
    with Gradebook(where) as killed, Gradebook(tmp_path / "clean" / "gradebook.sqlite") as clean:
        assert scores(killed) == scores(clean)
        for learner in killed.learners():
            assert [a[1] for a in killed.attempts(learner.key)] == ["temperature", "words"]
        documents = [[{**r, "seconds": 0} for r in le.results.values()] for le in killed.learners()]
        assert documents == [[{**r, "seconds": 0} for r in le.results.values()] for le in clean.learners()]


def test_an_unchanged_class_loads_no_engine(small: Course, hand_in: Hand, tmp_path: Path) -> None:
    """Neither pytest nor another database's dialect is imported where there is nothing to grade."""
    root = hand_in("ann")
    command = ["-m", "grader", "--course", str(small.root), "submissions", str(root), "--allow-limited"]
    runs = [
        subprocess.run(
            [sys.executable, "-X", "importtime", *command, "--out", str(tmp_path / "grades")],
            capture_output=True,
            text=True,
            check=True,
        )
        for _ in range(2)
    ]
    loaded = [{line.rpartition("|")[2].strip() for line in run.stderr.splitlines()} for run in runs]
    assert {"pytest", "grader.grading.grader"} <= loaded[0]
    assert not {"pytest", "grader.grading.grader", "sqlalchemy.dialects.postgresql"} & loaded[1]


def test_grading_processes_end_with_their_parent(small: Course, hand_in: Hand, tmp_path: Path) -> None:
    """After kill -9 of the parent nothing of it runs on, not even a submission that hangs."""
    root = hand_in("hanging", temperature=HANGING)
    command = [sys.executable, "-m", "grader", "--course", str(small.root), "submissions", str(root), "--allow-limited"]
    run = subprocess.Popen([*command, "--out", str(tmp_path / "g")], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    while not (family := _descendants(run.pid)):
        pass
    run.kill()
    run.communicate()  # returns when the last that holds its output has gone
    deadline = time.monotonic() + 30
    while any(Path(f"/proc/{pid}").exists() for pid in family) and time.monotonic() < deadline:
        pass
    assert not [pid for pid in family if Path(f"/proc/{pid}").exists()]


@pytest.mark.parametrize(
    ("where", "number", "status"),
    [("after_in_child", "SIGINT", 0), ("after_in_parent", "SIGINT", 130), ("after_in_parent", "SIGTERM", 143)],
)
def test_a_signal_amid_the_fork_of_a_grading_process_is_neither_lost_nor_told_twice(
    small: Course, hand_in: Hand, tmp_path: Path, where: str, number: str, status: int
) -> None:
    """The parent stops once the process is its own; the process leaves Ctrl-C to the parent from its first moment."""
    root = hand_in("anna")
    command = [
        "grade",
        "--course",
        str(small.root),
        "submissions",
        str(root),
        "--allow-limited",
        "--out",
        str(tmp_path),
    ]
    raised = f"functools.partial(getattr(ctypes.CDLL(None), 'raise'), int(signal.{number}))"
    program = f"import ctypes, functools, os, signal, sys\nos.register_at_fork({where}={raised})\n"
    program += f"from grader.cli import main\nsys.argv = {command!r}\nmain()\n"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (status, "grade: stopped." if status else "")


def test_a_grading_process_that_the_system_refuses_a_file_is_replaced_without_a_word(
    small: Course, hand_in: Hand, tmp_path: Path
) -> None:
    """Out of descriptors when its launcher has to be replaced, it ends; its submission is graded in another."""
    root = hand_in("anna", temperature=HANGING)
    command = [sys.executable, "-m", "grader", "--course", str(small.root), "submissions", str(root), "--allow-limited"]
    run = subprocess.Popen(
        [*command, "--out", str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    while len(family := _descendants(run.pid)) < 3:  # the process, its launcher, a worker
        pass
    resource.prlimit(family[0], resource.RLIMIT_NOFILE, (4, 4))
    os.kill(family[1], signal.SIGKILL)
    out, said = run.communicate(timeout=60)
    assert (run.returncode, said.strip()) == (1, ""), out
    assert "anna: 6 of 10 points" in out


def _descendants(pid: int) -> list[int]:
    try:
        own = [int(c) for c in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
    return own + [d for child in own for d in _descendants(child)]
