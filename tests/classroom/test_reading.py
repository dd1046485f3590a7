"""A large class is read by its own processes, and nobody can tell."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path, PurePosixPath

import pytest

from grader.classroom.layouts import find_class
from grader.classroom.packed import Packed
from grader.classroom.reading import FEWEST, READERS
from grader.core.course import load_course
from grader.core.errors import UsageError
from grader.quiz.answers_file import read_answers_file
from grader.submissions.archive import Members

OTHER = Path(__file__).parent.parent / "course_other"
# a test's own process has threads, and is not forked
COMMON = """
import contextlib, os, shutil, signal, sys, time
from pathlib import Path
from grader.classroom.layouts import find_class, stems_of
from grader.classroom.reading import READERS, reading
from grader.core.course import load_course
from grader.core.errors import GraderError
course = load_course(Path(sys.argv[1]))
found = find_class(Path(sys.argv[2]), course).submissions
stems = stems_of(course)
def children():
    return {int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()}
"""


def program(text: str, course: Path, folder: Path) -> list[str]:
    """Run it on a class; return the lines that it prints."""
    done = subprocess.run(
        [sys.executable, "-c", COMMON + text, course, folder], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


@pytest.fixture(name="large")
def _large(tmp_path: Path) -> Path:
    """Give a class of all sorts, as large as need be."""
    folder = tmp_path / "class"
    for i in range(FEWEST + 7):
        theirs = folder / f"learner{i:04}"
        theirs.mkdir(parents=True)
        (theirs / "words.py").write_text(f"x = {i}\n")
        match i % 9:
            case 1:
                (theirs / "temperature.py").symlink_to("words.py")
            case 2:
                os.mkfifo(theirs / "temperature.py")
            case 3:
                (theirs / "words.py").unlink()
                with zipfile.ZipFile(theirs / "all.zip", "w") as archive:
                    archive.writestr("words.py", f"y = {i}\n")
            case 4:
                (theirs / "temperature.py").write_bytes(b"#" * (2 << 20))
            case 5:
                (theirs / "words (1).py").write_text("z = 1\n")
                (theirs / "answers.yaml").write_text("quiz: final\nanswers: {}\n")
            case 6:
                (theirs / "words.py").unlink()
    return folder


def test_a_large_class_is_read_as_a_small_one(large: Path) -> None:
    """The same of each learner, in the same order, with its hash; in other processes, which are gone in the end."""
    said = program(
        """
alone = [handed.snapshot(stems) for handed in found]
ours = children()  # the confined reader of this process
with reading(found, stems) as read:
    print(0 < len(children() - ours) <= READERS)  # one that has read its share has ended
    together = list(read)
print(together == alone, len(alone), len(children() - ours))
print([s.digest for s, _ in together] == [s.digest for s, _ in alone])
""",
        OTHER,
        large,
    )
    assert said == ["True", f"True {FEWEST + 7} 0", "True"]


def test_who_takes_nothing_holds_the_readers_back(large: Path) -> None:
    """They read no more than a pipe holds, and go with the block, whatever is left."""
    for theirs in large.iterdir():
        (theirs / "words.py").write_bytes(b"#" * (1 << 18))
    said = program(
        """
with reading(found, stems) as read:
    next(iter(read))
    for pid in children():
        before = None
        while before != (now := Path(f"/proc/{pid}/io").read_text().split()[1]):  # rchar: what it read
            before = now
            time.sleep(0.3)
        assert int(now) < 8 << 20, now
print(len(children()))
""",
        OTHER,
        large,
    )
    assert said == ["0"]


@pytest.mark.parametrize(
    ("deed", "told"),
    [
        (
            "for pid in children(): os.kill(pid, signal.SIGKILL)",
            "A process that reads submissions stopped unexpectedly. Run the command again, and it continues.",
        ),
        (
            "pass",
            "{folder}/learner0003: cannot be read (No such file or directory); make it readable, or take it out of the folder.",
        ),
    ],
    ids=["killed", "gone"],
)
def test_what_goes_wrong_with_a_reader_is_told(large: Path, deed: str, told: str) -> None:
    """In one sentence, where its turn has come."""
    said = program(
        f"""
shutil.rmtree(Path(sys.argv[2]) / "learner0003")
with reading(found, stems) as read:
    {deed}
    try:
        for _ in read: pass
    except GraderError as error:
        print(error)
print(len(children()))
""",
        OTHER,
        large,
    )
    assert said == [told.format(folder=large), "0"]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_stopped_leaves_no_reader(large: Path, number: int) -> None:
    """However it ends, those that read for it end too, and say nothing."""
    # not pause(): a signal that comes just before it would never be seen
    text = "with reading(found, stems) as read:\n    next(iter(read))\n    print(*children(), flush=True)\n    while True: time.sleep(0.01)"
    with subprocess.Popen(
        [sys.executable, "-c", COMMON + text, OTHER, large],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout
        assert process.stderr
        readers = [int(pid) for pid in process.stdout.readline().split()]
        os.killpg(process.pid, number) if number == signal.SIGINT else process.kill()
        said = process.stderr.read()  # ends when the last of them has closed it
    assert len(readers) <= READERS  # one that has read its share has ended
    assert said.count("Traceback") == (number == signal.SIGINT)
    for pid in readers:  # a process that inherits them may take a moment
        while Path(f"/proc/{pid}").exists() and " Z " not in Path(f"/proc/{pid}/stat").read_text():
            time.sleep(0.02)


def test_a_named_pipe_in_place_of_the_class_s_zip_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anyone who can write into the folder could stop the whole class with one; so it is not opened."""
    monkeypatch.setattr(zipfile, "is_zipfile", lambda path: pytest.fail("it is opened"))
    os.mkfifo(tmp_path / "class.zip")
    assert find_class(tmp_path, load_course(OTHER))


def test_a_named_pipe_in_place_of_answers_is_not_waited_for(tmp_path: Path) -> None:
    """It is one sentence."""
    os.mkfifo(tmp_path / "answers.yaml")
    with pytest.raises(UsageError, match="it is no regular file"):
        read_answers_file(tmp_path / "answers.yaml")


def test_folders_in_an_archive_are_built_when_they_are_looked_into() -> None:
    """Ten thousand names with 49 folders each would be half a million of them, and half a GiB."""
    paths = {PurePosixPath("/".join([str(n), *"abcdefgh"]), "x.py"): False for n in range(100)}

    class Nothing:
        def content(self, path: PurePosixPath, name: str, limit: int) -> bytes | None:
            return b""

        def inner(self, path: PurePosixPath, name: str) -> Members:
            raise AssertionError

        def modified(self, path: PurePosixPath) -> None:
            return None

    within = Nothing()
    root = Packed(within, paths, PurePosixPath(), "a.zip")
    assert len(root.folders()) == 100
    assert root.folder("7").folder("a").where == "a.zip/7/a"
    assert sum(getattr(one, "_within", None) is within for one in gc.get_objects() if isinstance(one, Packed)) == 102
