"""Everything that one learner handed in, read once for the hash and for grading alike."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from grader.classroom.pieces import Notice, Other, Piece, Snapshot, at, canonical, chosen, read_answers, sheet
from grader.classroom.tree import ARCHIVES, Node
from grader.errors import UsageError
from grader.submission import MAX_NOTEBOOK, MAX_SOURCE, MAX_TOTAL, SUFFIXES, Refused
from grader.submission.archive import MAX_ARCHIVE, Archive

MAX_FILES = 200
_MOST_TOLD = 50
_MOST_LOOKED_FOR = 20  # in every other file: 200 names in 32 MiB take seconds
_DEEPEST = 5
_BELOW = "lies below the files that were graded, and was not graded."
_OF_TOOLS = ("timestamp.txt",)  # nbgrader's
_LIMITS = {".py": MAX_SOURCE, ".ipynb": MAX_NOTEBOOK}


@dataclass(slots=True)
class Handed:
    """Everything that one learner handed in."""

    student: str
    name: str = ""
    email: str = ""
    late: bool = False
    seed: int | None = None
    """What this learner was given to draw a quiz from."""
    pieces: list[Piece] = field(default_factory=list)
    sheets: list[Piece] = field(default_factory=list)
    """Files that may hold answers to a quiz."""
    folders: list[Node] = field(default_factory=list)
    archives: list[Piece] = field(default_factory=list)

    def snapshot(self, stems: tuple[str, ...]) -> tuple[Snapshot, list[Notice]]:
        """Read it; what cannot be read is refused by name, and said.

        Args:
            stems: those of the course's exercises; none where only answers to a quiz are wanted.
        """
        notices: list[Notice] = []
        pieces, sheets, archives = list(self.pieces), list(self.sheets), list(self.archives)
        for folder in self.folders:
            pieces += _of_folder(folder, stems, archives, sheets, notices)
        files = Snapshot(())
        if not pieces and archives and not (sheets and not stems):
            *others, archive = sorted(archives, key=lambda piece: piece.order)
            notices += [Notice(other.where, f"{archive.name} was graded, not this.") for other in others]
            files = _of_archive(archive, stems, sheets, notices)
        elif pieces:
            notices += [Notice(p.where, "is an archive beside files; the files were graded.") for p in archives]
            files = _read(chosen(pieces, notices), notices)
            _unused(files, pieces, stems, notices)
        answers = read_answers(sheets, notices)
        return replace(files, answers=answers), [*_few(notices, Notice), *_few(notices, Other)]


def _few(notices: list[Notice], kind: type[Notice]) -> list[Notice]:
    """Return the first of one kind of notices, and how many more there are: one learner's are not to bury the others'."""
    several = [notice for notice in notices if type(notice) is kind]
    if len(several) > _MOST_TOLD:
        more = f"and {len(several) - _MOST_TOLD} more are not named one by one."
        several[_MOST_TOLD:] = [Notice(several[_MOST_TOLD].where, more)]
    return several


def _of_folder(
    folder: Node, stems: tuple[str, ...], archives: list[Piece], sheets: list[Piece], notices: list[Notice]
) -> list[Piece]:
    """Return the pieces in the shallowest of a learner's folders that hold work for this course.

    Answers to a quiz may lie above them, beside them, or one folder below.
    """
    level, holding = [folder], []
    before = len(sheets), len(archives)
    for _ in range(_DEEPEST):
        for node in level:
            _beside(node, node.files(), archives, sheets, notices if stems else [])
        holding = [node for node in level if any(_stem(file, stems) for file in node.files())]
        if holding or not level:
            break
        level = [inner for node in level for inner in node.folders().values()]
    pieces = []
    for node in holding:
        for inner in node.folders().values():
            sheets += [piece for file in inner.files() if (piece := sheet(inner, file, file))]
            notices += [Notice(at(inner, file), _BELOW) for file in inner.files() if _stem(file, stems)]
        for file in node.files():
            if (found := canonical(file, stems)) is not None:
                # further from the name it should have is never better, but for the number that a copy was given
                pieces.append(Piece(node, file, found[0], (int(found[1] == 0), found[1]), found[1] > 0))
    if not holding and not archives[before[1] :] and stems:
        held = "no exercise, only what may be answers to a quiz" if sheets[before[0] :] else "no file of this course"
        notices.append(Notice(folder.where, f"holds {held}, so every exercise counts as missing."))
    return pieces


def _beside(
    node: Node, files: Iterable[str], archives: list[Piece], sheets: list[Piece], notices: list[Notice]
) -> None:
    """Tell apart what there is besides Python files and notebooks."""
    for file in files:
        own = file.rpartition("/")[2]
        if own.lower().endswith(ARCHIVES):
            archives.append(Piece(node, file, own))
        elif piece := sheet(node, file, own):
            sheets.append(piece)
        elif not own.lower().endswith(SUFFIXES) and own not in _OF_TOOLS:
            notices.append(Other(at(node, file), "", own))


def _unused(files: Snapshot, pieces: Iterable[Piece], stems: tuple[str, ...], notices: list[Notice]) -> None:
    """Tell of modules that are no exercise's and that nothing in the submission speaks of."""
    where = {piece.name: piece.where for piece in pieces}
    modules = [name for name, _ in files.files if name.rpartition(".")[0] not in stems]
    for name in modules[:_MOST_LOOKED_FOR]:
        stem = name.rpartition(".")[0].encode()
        if not any(stem in raw for other, raw in files.files if other != name):
            notices.append(Other(where[name], "", where[name].rpartition("/")[2]))


def _stem(file: str, stems: tuple[str, ...]) -> bool:
    found = canonical(file, stems)
    return found is not None and found[0].rpartition(".")[0] in stems


def _read(taken: dict[str, Piece | str], notices: list[Notice]) -> Snapshot:
    files: list[tuple[str, bytes]] = []
    refused: list[tuple[str, str]] = []
    total = 0
    for name, piece in sorted(taken.items()):
        if isinstance(piece, str):
            refused.append((name, piece))
            continue
        try:
            raw = piece.node.read(piece.file, _LIMITS[name[name.rindex(".") :]])
        except Refused as error:
            refused.append((name, error.reason.replace(piece.file, name)))
            notices.append(Notice(piece.where, error.reason))
            continue
        total += len(raw or b"")
        if len(files) >= MAX_FILES or total > MAX_TOTAL:
            reason = f"This submission has more than {MAX_FILES} files or {MAX_TOTAL >> 20} MiB; {name} was left out."
            refused.append((name, reason))
            notices.append(Notice(piece.where, reason))
        elif raw is not None:
            files.append((name, raw))
    return Snapshot(tuple(files), tuple(refused))


def _of_archive(archive: Piece, stems: tuple[str, ...], sheets: list[Piece], notices: list[Notice]) -> Snapshot:
    """Read a learner's own archive."""
    node, file = archive.node, archive.file
    try:
        path = getattr(node, "path", None)
        if path is not None:
            if (path / file).is_symlink():
                raise Refused(file, f"{file} is a link; a regular file was expected.")
            return _members(Archive(path / file), archive, stems, sheets, notices)
        raw = node.read(file, MAX_ARCHIVE)
        suffix = next(s for s in ARCHIVES if file.lower().endswith(s))
        with tempfile.NamedTemporaryFile(suffix=suffix) as copy:
            copy.write(raw or b"")
            copy.flush()
            return _members(Archive(Path(copy.name)), archive, stems, sheets, notices)
    except (UsageError, Refused) as error:
        reason = str(error).partition(": ")[2] or str(error)
        notices.append(Notice(archive.where, reason))
        return Snapshot((), tuple((f"{stem}.py", f"{file} {reason}") for stem in sorted(stems)))


def _members(
    members: Archive, archive: Piece, stems: tuple[str, ...], sheets: list[Piece], notices: list[Notice]
) -> Snapshot:
    class Inside:
        name, where = archive.file, archive.where

        def folders(self) -> dict[str, Node]:
            return {}

        def files(self) -> list[str]:
            return members.names()

        def read(self, name: str, limit: int) -> bytes | None:
            return members.read(name, limit)

    inside, inner = Inside(), list[Piece]()
    pieces = _of_folder(inside, stems, inner, sheets, notices)
    _beside(inside, members.elsewhere(), inner, sheets, notices if stems else [])
    notices += [Notice(at(inside, f), _BELOW) for f in members.elsewhere() if _stem(f.rpartition("/")[2], stems)]
    notices += [Notice(piece.where, "is an archive in an archive, and was not read.") for piece in inner]
    files = _read(chosen(pieces, notices), notices)
    _unused(files, pieces, stems, notices)
    return files
