"""The line that decides on each way to a hint, within an allowance of processor time."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.classroom.adopting import write_mistake, wrong_version
from grader.classroom.clusters import cluster_of
from grader.cli.watch_state import Watching
from grader.core.course import Course, load_course
from grader.core.results import ExerciseResult
from grader.grading.diagnosis.hint_ladder import ladder
from grader.grading.grader import Grader
from grader.grading.repair.allowance import Allowance
from grader.grading.repair.bench import Workbench
from grader.pages.actions import Actions
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import open_submission
from tests.repair.test_finding import COURSE, REFERENCE, SUITE

SHIFTED = """\
def update(w, b, gw, gb, eta):
    new = []
    for i in range(len(w)):
        step = eta * gw[i - 1]
        new.append(w[i] - step)
    return new, b - eta * gb
"""


@pytest.fixture(name="wrong")
def _wrong(submission_folder: Callable[..., Path]) -> Path:
    """Give a right chain in which exercise 4 has a slip without a name."""
    return submission_folder({"ex4_update.py": SHIFTED})


def searched(course: Course, grader: Grader, folder: Path) -> ExerciseResult:
    """Return the result of exercise 4 with the line that decides."""
    exercise, submission = course.find("ex4_update"), open_submission(folder)
    return grader.with_repair(exercise, submission, grader.grade(exercise, submission, 1))


def test_h_in_watch_climbs_the_ladder_of_grade_hint(course: Course, grader: Grader, wrong: Path) -> None:
    """The first h has the line looked for; what was pressed meanwhile counts; nothing is said twice."""
    exercise = course.find("ex4_update")
    watching = Watching(course, wrong, exercise)
    job = watching.next_job()
    assert job
    assert job.result is None
    watching.graded(job, grader.grade(exercise, open_submission(wrong), 1))
    watching.pressed("h")
    watching.pressed("h")
    assert not watching._hints
    search = watching.next_job()
    assert search
    assert search.result
    found = grader.with_repair(exercise, open_submission(wrong), search.result)
    watching.graded(search, found)
    assert watching.next_job() is None
    climbed = list(watching._hints)
    assert len(climbed) == 2
    for _ in range(9):
        watching.pressed("h")
    assert found.repair
    assert tuple(watching._hints) == ladder(exercise, found, beside=True).rungs
    assert set(found.repair.hints) < set(watching._hints)
    assert len(set(watching._hints)) == len(watching._hints)
    assert climbed == list(watching._hints[:2])


def test_h_before_the_first_verdict_is_not_lost(course: Course, grader: Grader, wrong: Path) -> None:
    """It is answered once there is one, and after the line was looked for."""
    exercise = course.find("ex4_update")
    watching = Watching(course, wrong, exercise)
    job = watching.next_job()
    watching.pressed("h")
    assert job
    watching.graded(job, grader.grade(exercise, open_submission(wrong), 1))
    search = watching.next_job()
    assert search
    assert search.result
    watching.graded(search, grader.with_repair(exercise, open_submission(wrong), search.result))
    assert len(watching._hints) == 1


def test_a_save_while_the_line_is_looked_for_forgets_the_question(course: Course, grader: Grader, wrong: Path) -> None:
    """The hints that come are of the new file, once they are asked for."""
    exercise = course.find("ex4_update")
    watching = Watching(course, wrong, exercise)
    job = watching.next_job()
    assert job
    result = grader.grade(exercise, open_submission(wrong), 1)
    watching.graded(job, result)
    watching.pressed("h")
    search = watching.next_job()
    assert search
    (wrong / "ex4_update.py").write_text(SHIFTED + "# saved\n")
    watching.looked()
    watching.graded(search, result)
    assert not watching._hints
    again = watching.next_job()
    assert again
    assert again.result is None


def test_the_hint_of_a_page_climbs_the_same_ladder(course: Course, grader: Grader, wrong: Path) -> None:
    """One step at each click, up to the last; where nothing changed, the program is searched once."""
    exercise = course.find("ex4_update")
    actions = Actions(course, grader, grader._sandbox, lambda stem: stem)
    about, shown, said = "", 0, []
    rungs = ladder(exercise, searched(course, grader, wrong)).rungs
    kept = len(grader._repairs._found)
    for _ in rungs:
        told = actions.hint(exercise, open_submission(wrong), about, shown)
        about, shown = told["about"], told["shown"]
        said.append(told["said"].partition(": ")[2])
    assert tuple(said) == rungs
    assert len(grader._repairs._found) == kept


def test_time_that_passes_while_nothing_runs_is_not_used_up() -> None:
    """A busy machine takes nothing from a search; only where it takes five times as long, the clock ends it."""
    allowance = Allowance(0.3)
    time.sleep(0.4)  # what other programs take
    assert allowance.used < 0.2
    assert allowance.left > 0.1
    allowance._began -= 1.2
    assert allowance.left == 0


def test_the_time_of_workers_is_used_up(course: Course, grader: Grader, submission_folder: Callable[..., Path]) -> None:
    """While one runs, and once it has ended."""
    slow = "def update(w, b, gw, gb, eta):\n    return sum(range(10**7)), b\n"
    submission = open_submission(submission_folder({"ex4_update.py": slow}))
    allowance, exercise = Allowance(5.0), course.find("ex4_update")
    bench = Workbench(grader._sandbox, course, exercise, submission, 1, replaced=(), allowance=allowance)
    own = time.thread_time()
    assert bench.use((), 1000)
    bench.call("update", [[1.0], 0.5, [0.2], 0.1, 0.5])
    running = allowance.used
    bench.close()
    assert running > time.thread_time() - own + 0.03
    assert allowance.used >= running - 0.02


def test_a_loop_that_never_ends_is_told_at_once_and_its_hints_go_on_to_the_line(
    course: Course, grader: Grader, submission_folder: Callable[..., Path]
) -> None:
    """`grade exercise` does not search after a call that hung, `grade hint` does."""
    folder = submission_folder(
        {
            "ex4_update.py": SHIFTED.replace("for i in range(len(w)):", "i = 0\n    while i < len(w):").replace(
                "[i - 1]", "[i]"
            )
        }
    )
    result = searched(course, grader, folder)
    assert result.hung
    assert result.status == "timeout"
    assert result.repair
    assert ladder(course.find("ex4_update"), result).rungs[-3:] == result.repair.hints


def test_a_wrong_version_is_made_of_another_way_to_write_it(tmp_path: Path) -> None:
    """One edit of the reference gives other answers; one of an alternative gives those of the learners."""
    for name, content in {
        "exercises/course.yaml": COURSE,
        "exercises/lists.py": REFERENCE,
        "solutions/lists.py": "def largest(items):\n    return max(items)\n",
        "solutions/alternatives/lists/loop.py": REFERENCE.replace("Right", "A loop"),
        "solutions/suites/test_lists.py": SUITE,
        "submission/lists.py": REFERENCE.replace("best = item\n", "best += item\n"),
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    course = load_course(tmp_path)
    exercise = course.exercises[0]
    with Sandbox() as sandbox, Grader(course, sandbox) as grader:
        grader.grade(exercise, open_submission(tmp_path / "submission"), 1)
        cluster = cluster_of(grader.attempt, grader.sources)
    assert cluster
    found = wrong_version(course, exercise, cluster, 1)
    assert found
    assert "best += item" in found.source
    text = write_mistake(exercise, "sum-for-largest", found.question, found).read_text()
    assert text.count(found.question) == 1
