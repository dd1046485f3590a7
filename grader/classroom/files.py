"""Pieces of what a learner handed in: one file each, the name under which it counts, and which of two is taken."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from grader.classroom.tree import Node
from grader.sandbox.reader import MAX_READ
from grader.submissions.file_names import copy_of
from grader.submissions.submission import MAX_NOTEBOOK, SUFFIXES, Refused

SHEETS = (".yaml", ".yml", ".json")
"""What a file with answers to a quiz ends in."""
_MAX_ANSWERS = 1 << 20
_MAX_SHEETS = 20
_EACH = 4096  # bytes that opening a file is counted for
# what a file says or is called that is meant as answers to a quiz
_MEANT = re.compile(rb"""(?:^|[{,])[ \t]*["']?(?:quiz|answers)["']?\s{0,9}:""", re.MULTILINE)
_CALLED = re.compile(r"quiz|answers?", re.IGNORECASE)


@dataclass(frozen=True)
class Notice:
    """Something that was not taken as it stands, and why."""

    where: str
    reason: str


@dataclass(frozen=True)
class Other(Notice):
    """A file that is none of the course's: said once for all of its name in a class."""

    name: str = ""


@dataclass(frozen=True)
class AnswersFile:
    """A file with answers to a quiz."""

    where: str
    file: str
    raw: bytes


@dataclass(frozen=True)
class Snapshot:
    """A submission's bytes. It is plain data, and serves `grader.submissions.submission.Submission` as its files."""

    files: tuple[tuple[str, bytes], ...]
    refused: tuple[tuple[str, str], ...] = ()
    """Files that cannot be graded, and why."""
    answers: tuple[AnswersFile, ...] = ()
    """Answers to quizzes; they have no part in the exercises' results."""
    handed_at: str = ""
    """When it was handed in: ISO 8601, without an offset by the site's clock; empty where that is not known."""

    @cached_property
    def _contents(self) -> dict[str, bytes]:
        return dict(self.files)

    @cached_property
    def _reasons(self) -> dict[str, str]:
        return dict(self.refused)

    def has(self, name: str) -> bool:
        """Whether there is anything of this name."""
        return name in self._contents or name in self._reasons

    def read(self, name: str, limit: int) -> bytes | None:
        """Return the bytes of a file; Refused where it cannot be graded."""
        if name in self._reasons:
            raise Refused(name, self._reasons[name])
        return self._contents.get(name)

    @cached_property
    def digest(self) -> str:
        """The hash of everything in it but the answers."""
        hash_ = hashlib.blake2b(digest_size=16)
        for name, content in self.files:
            hash_.update(b"f%d %d " % (len(name.encode()), len(content)) + name.encode() + content)
        for name, reason in self.refused:
            hash_.update(b"r" + repr((name, reason)).encode("utf-8", "backslashreplace"))
        return hash_.hexdigest()


class Contents:
    """Reads one learner's files, and charges them for all together: for each time that one is read."""

    def __init__(self, most: int = MAX_READ) -> None:
        """Begin with nothing read."""
        self._left, self._digests = most, dict[str, bytes | None]()

    def read(self, piece: Piece, limit: int) -> bytes | None:
        """Return the bytes of a file; Refused where it cannot be read, or was one too many."""
        if self._left <= 0:
            raise Refused(piece.file, f"{piece.file} was not read: with the learner's other files it is too big.")
        raw = piece.node.read(piece.file, limit)
        self._left -= len(raw or b"") + _EACH
        return raw

    def digest(self, piece: Piece) -> bytes | None:
        """Return a hash of a file's bytes, which is read once for it; None where it cannot be read."""
        if piece.where not in self._digests:
            try:
                raw = self.read(piece, MAX_NOTEBOOK)
            except Refused:
                raw = None
            self._digests[piece.where] = None if raw is None else hashlib.blake2b(raw, digest_size=16).digest()
        return self._digests[piece.where]


@dataclass(frozen=True)
class Piece:
    """One file, and the name under which it counts."""

    node: Node
    file: str
    name: str
    order: tuple[int, ...] = ()
    """Of two that count under one name, the greater is taken."""
    renamed: bool = False
    """Whether the learner gave it another name than that under which it counts."""

    @property
    def where(self) -> str:
        """Its path, for people."""
        return at(self.node, self.file)


@functools.lru_cache(4096)  # most learners' files have the same names
def canonical(file: str, stems: tuple[str, ...]) -> tuple[str, int] | None:
    """Return the name under which a file counts and how far it is from it (0: it has that name), or None."""
    path = PurePath(file)
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        return None
    if path.stem in stems and suffix == path.suffix:
        return file, 0
    own, number = copy_of(path.stem)
    stem = next((s for s in stems if s.casefold() == own.casefold()), None)
    if stem:
        return stem + suffix, number + 1
    return (path.stem + suffix, 0) if path.stem.isidentifier() else None


def sheet(node: Node, file: str, name: str, order: tuple[int, ...] = ()) -> Piece | None:
    """Return a file whose own name is `name` as a piece that may hold answers to a quiz, or None where it does not end so."""
    if not name.lower().endswith(SHEETS):
        return None
    path = PurePath(name)
    own, number = copy_of(path.stem)
    return Piece(node, file, own + path.suffix.lower(), (*order, number), number > 0 and not order)


def at(node: Node, file: str) -> str:
    """Return a file's path, for people."""
    return f"{node.where}/{file}"


def chosen(pieces: Iterable[Piece], contents: Contents, notices: list[Notice]) -> dict[str, Piece | str]:
    """Return what counts under each name: a piece, or the reason why none does."""
    taken: dict[str, Piece | str] = {}
    best: dict[str, Piece] = {}
    for piece in sorted(pieces, key=lambda p: (p.order, p.where)):
        other = best.get(piece.name)
        if other is not None and other.order == piece.order:
            # of two that hold the same, it is one which is taken
            if (same := contents.digest(other)) is not None and same == contents.digest(piece):
                notices.append(Notice(piece.where, f"is the same as {other.where}, which was taken."))
                continue
            if isinstance(taken[piece.name], str):
                continue  # told of the first two
            both = f"{other.where} and {piece.where}"
            taken[piece.name] = f"There are two files for {piece.name}: {both}."
            notices.append(
                Notice(
                    piece.where,
                    f"and {other.where} are both {piece.name}; neither was graded.",
                )
            )
        else:
            if other is not None:
                told = piece.file if piece.node is other.node else piece.where
                notices.append(Notice(other.where, f"was not graded: {told} was."))
            taken[piece.name] = piece
        best[piece.name] = piece
    for name, piece in best.items():
        if taken[name] is piece and piece.renamed:
            notices.append(Notice(piece.where, f"was graded as {name}."))
    return taken


def read_answers(sheets: Iterable[Piece], contents: Contents, notices: list[Notice]) -> tuple[AnswersFile, ...]:
    """Read what is meant as answers to a quiz; other files of such names are none of ours."""
    found: list[AnswersFile] = []
    sheets = list(sheets)
    if len(sheets) > _MAX_SHEETS:
        notices.append(
            Notice(sheets[_MAX_SHEETS].where, f"and more were not read: at most {_MAX_SHEETS} such files are read.")
        )
    meant = [piece for piece in sheets[:_MAX_SHEETS] if meant_as_answers(piece, contents)]
    for name, piece in sorted(chosen(meant, contents, notices).items()):
        if isinstance(piece, str):
            continue
        where = piece.where
        try:
            raw = contents.read(piece, _MAX_ANSWERS)
        except Refused as error:
            notices.append(Notice(where, error.reason.partition(" Clear")[0]))
            continue
        if raw is not None:
            found.append(AnswersFile(where, name, raw))
    return tuple(found)


def meant_as_answers(piece: Piece, contents: Contents) -> bool:
    """Whether a file says that it holds answers to a quiz, or is called so."""
    if _CALLED.search(PurePath(piece.name).stem):
        return True
    try:
        return bool(_MEANT.search(contents.read(piece, _MAX_ANSWERS) or b""))
    except Refused:
        return False
