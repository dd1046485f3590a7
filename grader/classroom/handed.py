"""Everything that one learner handed in, read once for the hash and for grading alike."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path

from grader.classroom.pieces import Notice, Piece, Snapshot, at, canonical, chosen, read_answers, sheet
from grader.classroom.tree import ARCHIVES, Node
from grader.errors import UsageError
from grader.submission import MAX_NOTEBOOK, MAX_SOURCE, MAX_TOTAL, Refused
from grader.submission.archive import MAX_ARCHIVE, Archive

MAX_FILES = 200
_DEEPEST = 5
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
    archives: list[tuple[Node, str]] = field(default_factory=list)

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
            *others, (node, name) = archives
            notices += [Notice(at(n, f), f"{name} was graded, not this.") for n, f in others]
            files = _of_archive(node, name, stems, sheets, notices)
        elif pieces:
            notices += [Notice(at(n, f), "is an archive beside files; the files were graded.") for n, f in archives]
            files = _read(chosen(pieces, notices), notices)
        return replace(files, answers=read_answers(sheets, notices)), notices


def _of_folder(
    folder: Node, stems: tuple[str, ...], archives: list[tuple[Node, str]], sheets: list[Piece], notices: list[Notice]
) -> list[Piece]:
    """Return the pieces in the shallowest of a learner's folders that hold work for this course.

    Answers to a quiz may lie above them, beside them, or one folder below.
    """
    level, holding = [folder], []
    before = len(sheets)
    for _ in range(_DEEPEST):
        sheets += [piece for node in level for file in node.files() if (piece := sheet(node, file, file))]
        holding = [node for node in level if any(_stem(file, stems) for file in node.files())]
        if holding or not level:
            break
        archives += [(node, f) for node in level for f in node.files() if f.lower().endswith(ARCHIVES)]
        level = [inner for node in level for inner in node.folders().values()]
    pieces = []
    for node in holding:
        for inner in node.folders().values():
            sheets += [piece for file in inner.files() if (piece := sheet(inner, file, file))]
        for file in node.files():
            if (found := canonical(file, stems)) is not None:
                # further from the name it should have is never better, but for the number that a copy was given
                pieces.append(Piece(node, file, found[0], (int(found[1] == 0), found[1])))
    if not holding and not archives and stems:
        held = "no exercise, only what may be answers to a quiz" if sheets[before:] else "no file of this course"
        notices.append(Notice(folder.where, f"holds {held}, so every exercise counts as missing."))
    return pieces


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
            notices.append(Notice(at(piece.node, piece.file), error.reason))
            continue
        total += len(raw or b"")
        if len(files) >= MAX_FILES or total > MAX_TOTAL:
            reason = f"This submission has more than {MAX_FILES} files or {MAX_TOTAL >> 20} MiB; {name} was left out."
            refused.append((name, reason))
            notices.append(Notice(at(piece.node, piece.file), reason))
        elif raw is not None:
            files.append((name, raw))
    return Snapshot(tuple(files), tuple(refused))


def _of_archive(node: Node, file: str, stems: tuple[str, ...], sheets: list[Piece], notices: list[Notice]) -> Snapshot:
    """Read a learner's own archive."""
    try:
        path = getattr(node, "path", None)
        if path is not None:
            if (path / file).is_symlink():
                raise Refused(file, f"{file} is a link; a regular file was expected.")
            return _members(Archive(path / file), node, file, stems, sheets, notices)
        raw = node.read(file, MAX_ARCHIVE)
        suffix = next(s for s in ARCHIVES if file.lower().endswith(s))
        with tempfile.NamedTemporaryFile(suffix=suffix) as copy:
            copy.write(raw or b"")
            copy.flush()
            return _members(Archive(Path(copy.name)), node, file, stems, sheets, notices)
    except (UsageError, Refused) as error:
        reason = str(error).partition(": ")[2] or str(error)
        notices.append(Notice(at(node, file), reason))
        return Snapshot((), tuple((f"{stem}.py", f"{file} {reason}") for stem in sorted(stems)))


def _members(
    archive: Archive, node: Node, file: str, stems: tuple[str, ...], sheets: list[Piece], notices: list[Notice]
) -> Snapshot:
    class Inside:
        name, where = file, at(node, file)

        def folders(self) -> dict[str, Node]:
            return {}

        def files(self) -> list[str]:
            return archive.names()

        def read(self, name: str, limit: int) -> bytes | None:
            return archive.read(name, limit)

    return _read(chosen(_of_folder(Inside(), stems, [], sheets, notices), notices), notices)
