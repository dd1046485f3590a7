"""What a learner handed in is opened by a confined process, within bounds that are each learner's own."""

from __future__ import annotations

import gzip
import io
import json
import os
import socket
import subprocess
import sys
import tarfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.sandbox import notebook_scan, wire
from grader.sandbox import reader as reader_module
from grader.sandbox.reader import MAX_MEMBERS, ConfinedReader, NotYaml, Unopened, are_entries

from .hostile_files import ARCHIVES, NB, PY, notebook, tarred, zipped

ROOT = Path(__file__).parents[2]
MOST_MEMORY = 700 << 20  # of all processes together: the grader, its workers, and the reader's 256 MiB


@pytest.fixture(name="confined")
def _confined() -> Iterator[ConfinedReader]:
    own = ConfinedReader()
    yield own
    own.close()


def process_of(confined: ConfinedReader) -> int:
    """Return the number of its process."""
    assert confined.pid
    return confined.pid


def read(confined: ConfinedReader, raw: bytes) -> dict[str, bytes]:
    """Return the regular files of an archive."""
    found = confined.archive(io.BytesIO(raw))
    entries = enumerate(found.entries)
    return {
        name: confined.member(found.number, at, 1 << 20, notebook=False) for at, (name, regular) in entries if regular
    }


def test_it_is_confined_as_a_worker_is(confined: ConfinedReader) -> None:
    """The kernel filters its system calls, it has one descriptor, and its memory and processor time are limited."""
    read(confined, zipped([(PY, b"x")]))
    place = Path(f"/proc/{process_of(confined)}")
    assert "Seccomp:\t2" in (place / "status").read_text()
    limits = (place / "limits").read_text()
    assert [line.split()[3] for line in limits.splitlines() if line.startswith("Max open files")] == ["1"]
    assert [line.split()[3] for line in limits.splitlines() if line.startswith("Max cpu time")] == ["120"]
    assert (
        int(next(line.split()[3] for line in limits.splitlines() if line.startswith("Max address space"))) < 600 << 20
    )


def test_it_is_kept_from_learner_to_learner_until_one_breaks_it(confined: ConfinedReader) -> None:
    """A refusal keeps it."""
    read(confined, zipped([(PY, b"x")]))
    first = process_of(confined)
    confined.new_learner()
    with pytest.raises(Unopened, match="not a readable archive"):
        confined.archive(io.BytesIO(b"nothing"))
    assert process_of(confined) == first


def test_a_reader_that_was_ended_from_outside_is_asked_again(confined: ConfinedReader) -> None:
    """Whatever ended it says nothing of the learner's files; archives are opened once more."""
    raw = zipped([(PY, b"x")])
    lasting = confined.archive(io.BytesIO(raw), lambda: io.BytesIO(raw))
    passing = confined.archive(io.BytesIO(raw))
    os.kill(process_of(confined), 9)
    assert confined.notebook(io.BytesIO(notebook("[]")), 1 << 20)
    os.kill(process_of(confined), 9)
    assert confined.member(lasting.number, 0, 10, notebook=False) == b"x"
    assert confined.member(lasting.number, 0, 10, notebook=False) == b"x"
    with pytest.raises(Unopened, match="failed"):
        confined.member(passing.number, 0, 10, notebook=False)
    os.kill(process_of(confined), 9)
    assert confined.yaml(io.BytesIO(b"a: 1"), 10)[0] == {"a": 1}
    os.kill(process_of(confined), 9)
    confined.new_learner()
    assert read(confined, zipped([(PY, b"y")])) == {PY: b"y"}


class Killing(io.BytesIO):
    """A file at whose end the process that reads it is ended."""

    def __init__(self, raw: bytes, confined: ConfinedReader, times: int) -> None:
        super().__init__(raw)
        self.confined, self.times = confined, times

    def read(self, size: int | None = -1, /) -> bytes:
        """Return the next bytes."""
        piece = super().read(size)
        if not piece and self.times:
            self.times -= 1
            os.kill(process_of(self.confined), 9)
        return piece


def test_a_reader_that_is_ended_in_the_middle_is_asked_once_more(confined: ConfinedReader) -> None:
    """And not for ever: what costs it its memory may be the file itself."""
    assert confined.notebook(Killing(notebook("[]"), confined, 1), 1 << 20)
    with pytest.raises(Unopened, match="memory"):
        confined.notebook(Killing(notebook("[]"), confined, 2), 1 << 20)
    assert confined.notebook(Killing(notebook("[]"), confined, 1), 1 << 20)


def test_one_learner_s_archive_is_not_another_s(confined: ConfinedReader) -> None:
    """What the last had open is dropped with them."""
    found = confined.archive(io.BytesIO(zipped([(PY, b"x")])))
    confined.new_learner()
    with pytest.raises(Unopened):
        confined.member(found.number, 0, 1 << 20, notebook=False)


def test_members_are_charged_together(confined: ConfinedReader) -> None:
    """Two archives have no more of them than one may; the next learner has all again."""
    raw = zipped([(f"{n}.txt", b"") for n in range(MAX_MEMBERS // 2 + 1)])
    confined.archive(io.BytesIO(raw))
    with pytest.raises(Unopened, match="files, which is the most"):
        confined.archive(io.BytesIO(raw))
    confined.new_learner()
    assert confined.archive(io.BytesIO(raw)).entries


def test_what_is_read_is_charged_together(confined: ConfinedReader) -> None:
    """A member that is asked for again and again is charged each time, unpacked."""
    raw = notebook('"' + "a" * (30 << 20) + '"')
    found = confined.archive(io.BytesIO(zipped([(NB, raw)])))

    def again_and_again() -> None:
        for _ in range(12):
            assert len(confined.member(found.number, 0, 64 << 20, notebook=True)) < 1000

    with pytest.raises(Unopened, match="256 MiB"):
        again_and_again()


def test_time_is_charged_together(confined: ConfinedReader, monkeypatch: pytest.MonkeyPatch) -> None:
    """A learner whose files took as long as they may gets nothing more opened; a process that is late is ended."""
    monkeypatch.setattr(reader_module, "SECONDS", 0.0)
    confined.new_learner()
    with pytest.raises(Unopened, match="took too long"):
        confined.notebook(io.BytesIO(notebook("[]")), 1 << 20)
    monkeypatch.setattr(reader_module, "SECONDS", 0.05)
    confined.new_learner()
    with pytest.raises(Unopened, match="seconds"):
        confined.notebook(io.BytesIO(notebook("[" + "[]," * (8 << 20) + "1]")), 64 << 20)
    assert confined.pid is None


def test_unpacked_bytes_are_charged_together(confined: ConfinedReader) -> None:
    """Two archives that are within the bound each are beyond it together."""
    raw = gzip.compress(tarred([(PY, bytes(40 << 20))]), 1)
    confined.archive(io.BytesIO(raw))
    with pytest.raises(Unopened, match="too big unpacked; at most 23 MiB"):
        confined.archive(io.BytesIO(raw))


def test_each_request_takes_from_the_learner_s_time(confined: ConfinedReader, monkeypatch: pytest.MonkeyPatch) -> None:
    """What each of many files costs is little, and not what they cost together."""
    monkeypatch.setattr(reader_module, "SECONDS", 0.5)
    confined.new_learner()
    raw = notebook("[" + "[]," * (1 << 17) + "1]")

    def again_and_again() -> None:
        for _ in range(40):
            confined.notebook(io.BytesIO(raw), 8 << 20)

    with pytest.raises(Unopened, match=r"took too long|0 seconds"):
        again_and_again()


def test_processor_time_is_what_counts(confined: ConfinedReader, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long the clock on the wall would wait."""
    monkeypatch.setattr(reader_module, "SECONDS", 0.1)
    monkeypatch.setattr(reader_module, "_PATIENCE", 1000)
    confined.new_learner()
    with pytest.raises(Unopened, match="takes more than 0 seconds"):
        confined.notebook(io.BytesIO(notebook("[" + "[]," * (3 << 20) + "1]")), 64 << 20)


def test_what_a_reader_was_sent_is_not_charged_to_the_next(confined: ConfinedReader) -> None:
    """A process that has read much is replaced."""
    read(confined, zipped([(PY, b"x")]))
    confined._process._sent = 65 << 20
    confined.new_learner()
    assert confined.pid is None


@pytest.mark.parametrize(
    "said", [wire.SIZE.pack(9 << 20), wire.frame(("content", 33 << 20, 0)), wire.frame(("content", -1, 0))]
)
def test_a_broken_reader_that_announces_too_much_is_not_waited_for(confined: ConfinedReader, said: bytes) -> None:
    """Of an answer of 9 MiB, or a content of 33, not a byte is taken."""
    read(confined, zipped([(PY, b"x")]))
    assert confined._process._process
    ours, theirs = socket.socketpair()
    with theirs:
        theirs.sendall(said)
        confined._process._process[1].close()
        confined._process._process = confined._process._process[0], ours
        with pytest.raises(Unopened, match="takes more memory"):
            confined.notebook(io.BytesIO(notebook("[]")), 1 << 20)


def test_a_file_that_is_too_long_is_not_read_on(confined: ConfinedReader) -> None:
    """And the process goes on with the next."""
    with pytest.raises(Unopened, match="too big; files of its kind of up to 1 MiB"):
        confined.notebook(io.BytesIO(bytes(2 << 20)), 1 << 20)
    first = process_of(confined)
    assert confined.notebook(io.BytesIO(notebook("[]")), 1 << 20)
    assert process_of(confined) == first


def test_what_a_broken_reader_says_is_fit_for_a_screen(confined: ConfinedReader) -> None:
    """A learner who broke it could let it say anything."""
    for said in (("refused", "\x1b[2J" + "x" * 5000), ("fault", "\x1b[2J" + "x" * 5000, 1, 1)):
        with pytest.raises(Unopened) as told:
            confined._check(said, "content", 2)
        assert str(told.value).isprintable()
        assert len(str(told.value)) < 900
    for said in (("content",), ("content", 1, 2, 3), ("entries", 1, 2), ("refused", 1), ("fault", "x", "1", 1)):
        with pytest.raises(Unopened, match="memory"):
            confined._check(said, "content", 2)


@pytest.mark.parametrize("told", [None, (), [1], [("a",)], [("a", 1)], [(b"a", True)], [["a", True]], [("a", True, 1)]])
def test_what_is_no_list_of_names_is_none(told: object) -> None:
    """Names are text, and each is a file or is not."""
    assert are_entries([("a", True), ("b", False)])
    assert not are_entries(told)


WITHIN: dict[str, tuple[bytes, str]] = {
    "much code": (notebook("[]", "x" * (notebook_scan.MAX_CODE + 1)), "more than 1 MiB of code"),
    "many cells": (
        b'{"nbformat": 4, "cells": ['
        + b'{"cell_type": "code"},' * notebook_scan.MAX_CELLS
        + b'{"cell_type": "code"}]}',
        "more than 2000 cells",
    ),
    "half a character": (notebook("[]").replace(b"x = 1", b"\\ud800"), "half a character"),
    "NUL": (notebook("[]", "x = '\0'"), "a NUL character"),
}


@pytest.mark.parametrize(("raw", "reason"), WITHIN.values(), ids=WITHIN)
def test_a_notebook_within_its_bounds_is_read_and_another_is_not(raw: bytes, reason: str) -> None:
    """The sentence says which bound it is beyond."""
    assert notebook_scan.reduced(bytearray(notebook("[]", "x" * notebook_scan.MAX_CODE)))
    with pytest.raises(notebook_scan.NotANotebook, match=reason):
        notebook_scan.reduced(bytearray(raw))


def test_nobody_knows_how_the_reader_hashes(confined: ConfinedReader) -> None:
    """Someone who knew could choose keys that collide; a worker's hashes are the same everywhere, and only its learner's."""
    read(confined, zipped([(PY, b"x")]))
    assert confined._process._server
    launcher = confined._process._server._process.pid  # type: ignore[attr-defined]
    assert b"PYTHONHASHSEED" not in Path(f"/proc/{launcher}/environ").read_bytes()


def test_what_needs_more_memory_ends_the_process(confined: ConfinedReader) -> None:
    """Four million lists are more than 256 MiB; the sentence says so, and the next learner's file is read."""
    source = "[" + "[]," * 3_900_000 + "1]"
    raw = f'{{"nbformat": 4, "cells": [{{"cell_type": "code", "source": {source}}}]}}'.encode()
    with pytest.raises(Unopened, match="takes more memory than 256 MiB"):
        confined.notebook(io.BytesIO(raw), 64 << 20)
    with pytest.raises(Unopened, match="another of your files failed"):
        confined.notebook(io.BytesIO(notebook("[]")), 1 << 20)
    confined.new_learner()
    assert confined.notebook(io.BytesIO(notebook("[]")), 1 << 20)


def test_an_interrupted_answer_is_not_taken_for_the_next(confined: ConfinedReader) -> None:
    """Where reading a file fails half-way, the process is ended."""

    class Fails(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() > 1 << 17:
                raise OSError("gone")
            return super().read(size)

    with pytest.raises(OSError, match="gone"):
        confined.notebook(Fails(bytes(1 << 20)), 2 << 20)
    assert read(confined, zipped([(PY, b"x")])) == {PY: b"x"}


def test_without_fork_it_is_a_separate_process() -> None:
    """As on Windows."""
    own = ConfinedReader(fork=False)
    try:
        assert read(own, zipped([(PY, b"x")])) == {PY: b"x"}
        data, places = own.yaml(io.BytesIO(b"a: [1]\n"), 10)
        assert (data, places["a", 0]) == ({"a": [1]}, (1, 5))
    finally:
        own.close()


def test_yaml_of_many_values_is_refused_at_the_first_too_many(confined: ConfinedReader) -> None:
    """Before anything is built."""
    with pytest.raises(NotYaml, match="more than 10 values") as told:
        confined.yaml(io.BytesIO(b"[" + b"1," * 1_000_000 + b"1]"), 10)
    assert (told.value.line, told.value.column) == (1, 20)


NAMES = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=260)


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(NAMES.filter(lambda name: not name.endswith("/")), st.binary(max_size=1200), max_size=4),
    st.sampled_from([tarfile.PAX_FORMAT, tarfile.GNU_FORMAT]),
)
def test_a_tar_is_read_as_the_standard_library_reads_it(members: dict[str, bytes], form: int) -> None:
    """Names of any length and letters, in both forms that programs write."""
    raw = tarred(list(members.items()), format=form)
    with tarfile.open(fileobj=io.BytesIO(raw)) as archive:
        theirs = {info.name: archive.extractfile(info).read() for info in archive if info.isreg()}  # type: ignore[union-attr]
    reader_module.reader().new_learner()
    assert read(reader_module.reader(), raw) == theirs


def tree(root: int) -> int:
    """Return the memory of a process and of all below it, shared pages counted once."""
    total, waiting = 0, [root]
    while waiting:
        process = waiting.pop()
        try:
            for task in Path(f"/proc/{process}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
            total += next(int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:"))
        except OSError:
            continue
    return total


def watched(*arguments: str | Path) -> tuple[int, str, int]:
    """Run `grade`; return its exit status, what it printed, and the most memory that it and its children had."""
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    most, done = [0], threading.Event()

    def look() -> None:
        while not done.wait(0.02):
            most[0] = max(most[0], tree(process.pid))

    looking = threading.Thread(target=look)
    looking.start()
    said, _ = process.communicate(timeout=300)
    done.set()
    looking.join()
    return process.returncode, said, most[0]


def test_a_class_with_every_hostile_file_is_graded(tmp_path: Path) -> None:
    """Each costs its own learner; one who did nothing has full marks, and memory, output and exit status are bounded."""
    for number, made in enumerate(ARCHIVES.values()):
        name, content = made()
        folder = tmp_path / "class" / f"learner{number:02}"
        folder.mkdir(parents=True)
        (folder / name).write_bytes(content)
    innocent = tmp_path / "class" / "zoe"
    innocent.mkdir()
    (innocent / PY).write_bytes((ROOT / "solutions" / PY).read_bytes())
    status, said, memory = watched(
        "submissions", tmp_path / "class", "--exercise", "1", "--gradebook", tmp_path / "g.db"
    )
    assert status == 1, said[-2000:]
    assert "zoe: 10 of 10 points" in said
    assert said.count("0 of 10 points") == len(ARCHIVES) + 1
    assert len(said) < 60_000
    assert "fault" not in said
    assert memory < MOST_MEMORY


@pytest.mark.parametrize("kind", ["bzip2", "digits", "duplicates", "outputs in a zip"])
def test_alone_each_is_one_sentence(tmp_path: Path, kind: str) -> None:
    """`grade exercise` says what is wrong with it."""
    name, content = ARCHIVES[kind]()
    (tmp_path / name).write_bytes(content)
    status, said, memory = watched("exercise", "1", tmp_path / name)
    assert status in (1, 2)
    assert len(said) < 3000
    assert memory < MOST_MEMORY


def test_a_notebook_is_graded_whatever_its_outputs_weigh(tmp_path: Path) -> None:
    """53 MB of them around a few hundred bytes of code cost no memory."""
    code = (ROOT / "solutions" / PY).read_text()
    pictures = ",".join(json.dumps({"data": {"image/png": "a" * 1_000_000}}) for _ in range(53))
    (tmp_path / NB).write_bytes(notebook(f"[{pictures}]", code))
    status, said, memory = watched("exercise", "1", tmp_path)
    assert status == 0, said
    assert "10 of 10 points" in said
    assert memory < 350 << 20
