"""Every attack on the grader is held: no marks, no harm, no leak, and nobody else's marks touched.

The attacks are in tests/attacks, and in the folder that GRADE_ATTACKS names, if it is set: one file each, with
what must come of it in attacks.csv. They run on a copy of the course with short limits and with a mark planted in every
suite, reference and mistake, and in the environment of the grader.
"""

from __future__ import annotations

import contextlib
import csv
import json
import os
import re
import resource
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from grader.classroom.clusters import cluster_of
from grader.core.course import Course, Exercise, Limits, load_course
from grader.core.errors import UsageError
from grader.core.results import ExerciseResult
from grader.grading.grader import Grader
from grader.reports import render
from grader.sandbox.fork_server import ForkServer
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import open_submission
from grader.suite.proxy import Proxy

ROOT = Path(__file__).parent.parent.parent
OWN = ROOT / "tests" / "attacks"
MORE = Path(os.environ.get("GRADE_ATTACKS") or "/nowhere")
MARK = "PLANTED-7f3a9c"
SEED = 7
SHORT = {
    "load_seconds": 4,
    "call_seconds": 2,
    "total_seconds": 5,
    "cpu_seconds": 1,
}  # the processor time stops what computes


def index(folder: Path) -> list[tuple[Path, dict[str, str]]]:
    """Return the attacks of a folder."""
    if not folder.is_dir():
        return []
    with (folder / "attacks.csv").open(newline="") as file:
        return [(folder, row) for row in csv.DictReader(file)]


ATTACKS = index(OWN) + index(MORE)


@dataclass
class Field:
    """Where the attacks run."""

    course: Course
    sandbox: Sandbox
    grader: Grader
    odd: dict[Path, Path]
    canary: Path
    honest: Path
    hidden: dict[int, set[str]]
    last: float = field(default_factory=time.monotonic)


@pytest.fixture(name="battle", scope="module")
def _battle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Field]:
    """Give a marked course, a grader on it, and the odd files."""
    base = tmp_path_factory.mktemp("attacks")
    home, canary, honest = base / "course", base / "canary", base / "honest"
    for name in ("exercises", "solutions"):
        shutil.copytree(ROOT / name, home / name)
    manifest = home / "exercises" / "course.yaml"
    text = manifest.read_text()
    for name, value in SHORT.items():
        text = re.sub(rf"{name}: \d+", f"{name}: {value}", text)
    manifest.write_text(text)
    shutil.copytree(ROOT / "solutions", honest, ignore=shutil.ignore_patterns("suites", "mistakes"))
    for path in (home / "solutions").rglob("*.py"):
        path.write_text(path.read_text() + f'\n\n_PLANTED = "{MARK}"  # {MARK}\n')
    canary.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CANARY_DIR", str(canary))
        patch.setenv("GRADER_SECRET", MARK)
        odd = {OWN: base / "own" / "odd", MORE: base / "more" / "odd"}
        for folder, builder in ((OWN, "make_odd.py"), (MORE, "make_odd_files.py")):
            if (folder / builder).is_file():
                subprocess.run([sys.executable, folder / builder, odd[folder]], check=True, capture_output=True)
        course = load_course(home)
        with Sandbox() as sandbox, Grader(course, sandbox) as grader:
            hidden = {e.number: hidden_inputs(grader, e) for e in course.exercises}
            yield Field(course, sandbox, grader, odd, canary, honest, hidden)


def hidden_inputs(grader: Grader, exercise: Exercise) -> set[str]:
    """Return the numbers, as text, that closed checks give and open ones do not."""
    numbers: dict[bool, set[str]] = {True: set(), False: set()}
    for check in grader.checks(exercise):
        asked, reference = (Proxy(exercise.functions, grader.reference(exercise)) for _ in range(2))
        (run,) = grader._session.run(exercise.suite, asked, reference, SEED, [check.id])
        for call in run.calls:
            numbers[check.open] |= set(re.findall(r"\d\.\d{7,}", repr(call.arguments)))
    assert numbers[False] or exercise.number > 5
    return numbers[False] - numbers[True]


def place(battle: Field, folder: Path, row: dict[str, str], into: Path) -> Path:
    """Lay out the submission that an attack is; return its path."""
    odd = row["file"].startswith("odd/")
    source = battle.odd[folder] / row["file"].removeprefix("odd/") if odd else folder / row["file"]
    into.mkdir()
    if re.search(r"\.(zip|tar(\.\w+)?)$", source.name):
        return Path(shutil.copy(source, into))
    stem = source.name.partition("__")[0]
    if source.suffix == "" and source.is_dir():
        shutil.copytree(source, into, dirs_exist_ok=True)
    elif stat.S_ISFIFO(source.lstat().st_mode):
        os.mkfifo(into / f"{stem}{source.suffix}")
    elif source.is_dir() and not source.is_symlink():
        shutil.copytree(source, into / f"{stem}{source.suffix}")
    else:
        shutil.copy(source, into / f"{stem}{source.suffix}", follow_symlinks=False)
    for honest in battle.honest.glob("*.py"):
        if not any(os.path.lexists(into / (honest.stem + suffix)) for suffix in (".py", ".ipynb")):
            shutil.copy(honest, into)
    return into


def fits(expected: str, result: ExerciseResult) -> bool:
    """Whether a score is as expected."""
    return {
        "zero": result.score == 0,
        "full": result.full_marks,
        "partial": result.score < result.max_score,
        "any": True,
    }[expected]


def check_words(result: ExerciseResult, hidden: set[str]) -> None:
    """Check everything that a learner is shown of an attack."""
    shown = render(result, "json")
    text = render(result, "text")
    assert len(shown) < 1 << 20
    for secret in (
        MARK,
        "ATTACK-SUCCEEDED",
        "root:x:",
        "Traceback (most recent",
        str(ROOT),
        sys.prefix,
        sys.base_prefix,
    ):
        assert secret not in json.loads(shown).__repr__() + text, secret
    assert not {number for number in hidden if number in shown}
    told = [result.message, *(c.message for c in result.checks), *result.notes, result.file]
    assert all(len(t) < 900 and (t.isprintable() or not t) for t in told)
    assert all(line.isprintable() for line in result.stdout.split("\n"))
    assert not re.search(r"^\s*::|##\w*\[", result.stdout, re.MULTILINE)
    for line in text.splitlines():
        assert line.isprintable()
        assert not re.search("[\u0300-\u036f\u20dd]{5}", line)
        assert not line.lstrip().startswith("::")
        assert not re.search(r"##\w*\[", line)
    assert result.score == result.max_score or result.message or any(c.message or c.hint for c in result.checks)


@pytest.mark.parametrize(("folder", "row"), ATTACKS, ids=[row["file"].removeprefix("odd/") for _, row in ATTACKS])
def test_the_attack_is_held(battle: Field, folder: Path, row: dict[str, str], tmp_path: Path) -> None:
    """The score is as expected, the words are clean, the other exercises and the next submission keep full marks."""
    course, grader = battle.course, battle.grader
    submission = place(battle, folder, row, tmp_path / "submission")
    exercise = course.exercises[int(row["exercise"]) - 1]
    busy = time.process_time()
    try:
        opened = open_submission(submission)
        result = grader.grade(exercise, opened, SEED)
        cluster_of(grader.attempt, grader.sources)  # what a class's wrong answers are sorted by
    except UsageError as error:  # an archive that is refused as a whole
        assert submission.is_file()
        assert row["expect_score"] in ("zero", "any")
        assert len(str(error)) < 900
        return
    finally:
        battle.last = time.monotonic()
    assert fits(row["expect_score"], result), (result.score, [(c.id, c.status, c.message) for c in result.checks])
    assert not result.ungraded
    assert result.isolation in (("full",) if result.status not in ("refused", "missing") else ("none",))
    assert time.process_time() - busy < 30  # of the grader alone: other programs make no difference
    check_words(result, battle.hidden[exercise.number])
    others = [other for other in course.exercises[:5] if other.number != exercise.number and submission.is_dir()]
    # two of the four in turn; of a hostile first exercise all, since all build on it, would be minutes
    turn = ATTACKS.index((folder, row)) % 2
    for other in others[turn::2]:
        assert grader.grade(other, opened, SEED).full_marks, other.name
    assert grader.grade(exercise, open_submission(battle.honest), SEED).full_marks


SAMPLE = [
    "ex1_sigmoid__frame_cut_short.py",
    "ex2_loss__worker_parts_patched.py",
    "ex1_sigmoid__recursion_without_limit.py",
    "ex3_gradient__failure_full_of_commands.py",
    "ex1_sigmoid__raises_keyboard_interrupt.py",
    "ex1_sigmoid__least_int_of_all.py",
]


@pytest.mark.parametrize("name", SAMPLE)
def test_the_program_ends_as_after_any_submission(
    battle: Field, tmp_path: Path, grade_cli: Callable[..., subprocess.CompletedProcess[str]], name: str
) -> None:
    """The exit status is 1, graded and not full marks, and standard error says nothing."""
    row = next(row for folder, row in ATTACKS if row["file"] == name)
    submission = place(battle, OWN, row, tmp_path / "submission")
    done = grade_cli("--course", battle.course.root, "exercise", row["exercise"], submission, expect=1)
    assert done.stderr == ""
    assert MARK not in done.stdout


@pytest.mark.parametrize("name", [*SAMPLE, "ex1_sigmoid__reads_every_descriptor.py", "ex2_loss__ready_twice.py"])
def test_the_attack_is_held_where_the_system_cannot_fork(battle: Field, tmp_path: Path, name: str) -> None:
    """The worker is a separate process then, under the same protocol, limits and filter."""
    row = next(row for folder, row in ATTACKS if row["file"] == name)
    exercise = battle.course.exercises[int(row["exercise"]) - 1]
    opened = open_submission(place(battle, OWN, row, tmp_path / "submission"))
    with Sandbox(fork=False) as sandbox, Grader(battle.course, sandbox) as grader:
        result = grader.grade(exercise, opened, SEED)
        assert fits(row["expect_score"], result)
        assert (result.ungraded, result.isolation) == (False, "full")
        check_words(result, battle.hidden[exercise.number])
        assert grader.grade(exercise, open_submission(battle.honest), SEED).full_marks


def test_a_refused_archive_is_wrong_usage_in_one_line(
    battle: Field, grade_cli: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """Names inside it, full of commands, are escaped: exit status 2."""
    archive = battle.odd[OWN] / "ex2_loss__names_full_of_commands.zip"
    error = grade_cli("exercise", "2", archive, expect=2).stderr
    assert error.count("\n") == 1
    assert error.strip().isprintable()


def test_nothing_is_left_behind(battle: Field) -> None:
    """Ten seconds after the last attack: no file, no process of theirs, and no more memory than was promised."""
    time.sleep(max(0.0, 10 - (time.monotonic() - battle.last)))
    assert list(battle.canary.iterdir()) == []
    for server in (battle.sandbox._plain, *battle.sandbox._larger.values()):
        assert isinstance(server, ForkServer)
        assert left_after(server) == []
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 1 << 20


def left_after(server: ForkServer) -> list[int]:
    """Return what a launcher has forked and not ended, once its spare worker has been used and ended.

    A launcher begins a session. So a process whose parent has gone is found too, and other launchers do not count.
    """
    pid, connection = server.fork(Limits(), 1)
    connection.close()
    server.end(pid, 0.0)  # answered only after everything that was asked for before
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):  # a process that has ended meanwhile
                session = int((entry / "stat").read_text().rpartition(")")[2].split()[3])
                if session == server._process.pid != int(entry.name):
                    found.append(int(entry.name))
    return found


def test_a_worker_that_is_left_behind_is_found() -> None:
    """The test before this one can fail: a worker in use counts, one that was ended does not."""
    with ForkServer() as server:
        server.prepare(["math"])
        pid, connection = server.fork(Limits(), 1)
        assert left_after(server) == [pid]
        connection.close()
        server.drop(pid)
        server.fork_ahead(Limits())
        assert left_after(server) == []
