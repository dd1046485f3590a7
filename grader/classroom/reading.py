"""Reads what a class handed in, in the order of its learners: a large one in other processes, before it is needed.

A run that finds nothing to do is spent on reading; so the disk is not waited for, and each core has its share.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import cycle
from multiprocessing import get_context
from typing import Any, BinaryIO

from grader.classroom.files import Notice, Snapshot
from grader.classroom.forking import may_fork, settle, unstopped
from grader.classroom.submissions import Submissions
from grader.core.errors import Fault

READERS = 6  # so many that a disk, which answers several at once, is never idle
FEWEST = 500  # fewer are read before a process has begun
_PIECE = 1 << 16

Read = tuple[Snapshot, list[Notice]]


@contextlib.contextmanager
def reading(submissions: Submissions, stems: tuple[str, ...]) -> Iterator[Iterable[Read]]:
    """Give what each learner handed in, as `Handed.snapshot` does.

    What the pipes do not hold waits until it is taken, so no more than that is in memory.

    Raises:
        UsageError: a folder cannot be read; where its turn has come.
        Fault: a process that reads has died; where its turn has come.
    """
    # where a class is one archive, all would read it through one place in it
    if submissions.in_archive or len(submissions) < FEWEST or not may_fork():
        yield (handed.snapshot(stems) for handed in submissions)
        return
    with contextlib.ExitStack() as stack:
        shares: list[BinaryIO] = [stack.enter_context(tempfile.TemporaryFile()) for _ in range(READERS)]
        for packed, share in zip(submissions.packed(), cycle(shares), strict=False):
            pickle.dump(packed, share)
        pipes = [stack.enter_context(_reader(submissions, stems, share)) for share in shares]
        yield _in_turn(pipes)


@contextlib.contextmanager
def _reader(submissions: Submissions, stems: tuple[str, ...], share: BinaryIO) -> Iterator[BinaryIO]:
    """Start a process that reads these; give the pipe that they come from."""
    share.seek(0)
    ours, theirs = os.pipe()
    with os.fdopen(ours, "rb", _PIECE) as pipe:
        process = get_context("fork").Process(target=_read, args=(submissions, stems, share, theirs), daemon=True)
        with unstopped():
            process.start()
        os.close(theirs)
        try:
            yield pipe
        finally:
            process.kill()
            process.join()


def _in_turn(pipes: Sequence[BinaryIO]) -> Iterator[Read]:
    """Give what comes from the pipes, from each in turn."""
    for pipe in cycle(pipes):
        try:
            found = pickle.load(pipe)
        except (EOFError, pickle.UnpicklingError):
            raise Fault(
                "A process that reads submissions stopped unexpectedly. Run the command again, and it continues."
            ) from None
        if found is None:
            return
        if isinstance(found, Exception):
            raise found
        yield found


def _read(submissions: Submissions, stems: tuple[str, ...], share: BinaryIO, descriptor: int) -> None:
    """Be a reader: None at the end, an error where there is one."""
    settle(share.fileno(), descriptor)
    with contextlib.suppress(BrokenPipeError), os.fdopen(descriptor, "wb", _PIECE) as pipe:
        for packed in _unpickled(share):
            try:
                snapshot, notices = submissions.unpacked(*packed).snapshot(stems)
                assert snapshot.digest  # computed here, and kept in it
            except Exception as error:
                pickle.dump(error, pipe)
                return
            pickle.dump((snapshot, notices), pipe, pickle.HIGHEST_PROTOCOL)
        pickle.dump(None, pipe)


def _unpickled(share: BinaryIO) -> Iterator[Any]:
    with contextlib.suppress(EOFError):
        while True:
            yield pickle.load(share)
