"""What one learner handed in: where it lies, and its bytes, read once for the hash and for grading alike."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePath

from grader.classroom.tree import ARCHIVES, Node
from grader.errors import UsageError
from grader.submission import MAX_NOTEBOOK, MAX_SOURCE, SUFFIXES, Refused
from grader.submission.archive import MAX_ARCHIVE, Archive

MAX_FILES = 200
MAX_TOTAL = 32 << 20
SHEETS = (".yaml", ".yml", ".json")
"""What a file with answers to a quiz ends in."""
_DEEPEST = 5
_MAX_ANSWERS = 256 << 10
# what a file says or is called that is meant as answers to a quiz
_MEANT = re.compile(rb"""(?:^|[{,])\s*["']?(?:quiz|answers)["']?\s*:""", re.MULTILINE)
_CALLED = re.compile(r"quiz|answers?", re.IGNORECASE)
_LIMITS = {".py": MAX_SOURCE, ".ipynb": MAX_NOTEBOOK}
# what browsers, Canvas and file managers add to a name that is taken
_COPY = re.compile(r"(.+?)(?: ?\((\d+)\)|-(\d+)| copy(?: (\d+))?| - Copy(?: \((\d+)\))?)?", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Notice:
    """Something that was not taken as it stands, and why."""

    where: str
    reason: str


@dataclass(frozen=True)
class AnswersFile:
    """A file with answers to a quiz."""

    where: str
    file: str
    raw: bytes


@dataclass(frozen=True)
class Snapshot:
    """A submission's bytes. It is plain data, and serves `grader.submission.Submission` as its files."""

    files: tuple[tuple[str, bytes], ...]
    refused: tuple[tuple[str, str], ...] = ()
    """Files that cannot be graded, and why."""
    answers: tuple[AnswersFile, ...] = ()
    """Answers to quizzes; they have no part in the exercises' results."""

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


@dataclass(frozen=True)
class Piece:
    """One file, and the name under which it counts."""

    node: Node
    file: str
    name: str
    order: tuple[int, ...] = ()
    """Of two that count under one name, the greater is taken."""


@dataclass
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

    def snapshot(self, stems: Collection[str]) -> tuple[Snapshot, list[Notice]]:
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
            notices += [Notice(_at(n, f), f"{name} was graded, not this.") for n, f in others]
            files = _of_archive(node, name, stems, sheets, notices)
        elif pieces:
            notices += [Notice(_at(n, f), "is an archive beside files; the files were graded.") for n, f in archives]
            files = _read(_chosen(pieces, notices), notices)
        return replace(files, answers=_answers(sheets, notices)), notices


def canonical(file: str, stems: Collection[str]) -> tuple[str, int] | None:
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


def copy_of(stem: str) -> tuple[str, int]:
    """Return a file's stem without what marks it as a copy, and the copy's number."""
    match = _COPY.fullmatch(stem)
    assert match is not None
    return match[1], next((int(digits[:9]) for digits in match.groups()[1:] if digits), 0)


def sheet(node: Node, file: str, name: str, order: tuple[int, ...] = ()) -> Piece | None:
    """Return a file whose own name is `name` as a piece that may hold answers to a quiz, or None where it does not end so."""
    path = PurePath(name)
    if path.suffix.lower() not in SHEETS:
        return None
    own, number = copy_of(path.stem)
    return Piece(node, file, own + path.suffix.lower(), (*order, number))


def _of_folder(
    folder: Node, stems: Collection[str], archives: list[tuple[Node, str]], sheets: list[Piece], notices: list[Notice]
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


def _stem(file: str, stems: Collection[str]) -> bool:
    found = canonical(file, stems)
    return found is not None and PurePath(found[0]).stem in stems


def _chosen(pieces: Iterable[Piece], notices: list[Notice]) -> dict[str, Piece | str]:
    """Return what counts under each name: a piece, or the reason why none does."""
    chosen: dict[str, Piece | str] = {}
    best: dict[str, Piece] = {}
    for piece in sorted(pieces, key=lambda p: (p.order, _at(p.node, p.file))):
        other = best.get(piece.name)
        if other is not None and other.order == piece.order:
            both = f"{_at(other.node, other.file)} and {_at(piece.node, piece.file)}"
            chosen[piece.name] = f"There are two files for {piece.name}: {both}."
            notices.append(
                Notice(
                    _at(piece.node, piece.file),
                    f"and {_at(other.node, other.file)} are both {piece.name}; neither was graded.",
                )
            )
        else:
            if other is not None:
                notices.append(Notice(_at(other.node, other.file), f"was not graded: {piece.file} was."))
            chosen[piece.name] = piece
        best[piece.name] = piece
    for name, piece in best.items():
        if chosen[name] is piece and piece.file != name and not piece.file.endswith(name):
            notices.append(Notice(_at(piece.node, piece.file), f"was graded as {name}."))
    return chosen


def _read(chosen: dict[str, Piece | str], notices: list[Notice]) -> Snapshot:
    files: list[tuple[str, bytes]] = []
    refused: list[tuple[str, str]] = []
    total = 0
    for name, piece in sorted(chosen.items()):
        if isinstance(piece, str):
            refused.append((name, piece))
            continue
        try:
            raw = piece.node.read(piece.file, _LIMITS[PurePath(name).suffix])
        except Refused as error:
            refused.append((name, error.reason.replace(piece.file, name)))
            notices.append(Notice(_at(piece.node, piece.file), error.reason))
            continue
        total += len(raw or b"")
        if len(files) >= MAX_FILES or total > MAX_TOTAL:
            reason = f"This submission has more than {MAX_FILES} files or {MAX_TOTAL >> 20} MiB; {name} was left out."
            refused.append((name, reason))
            notices.append(Notice(_at(piece.node, piece.file), reason))
        elif raw is not None:
            files.append((name, raw))
    return Snapshot(tuple(files), tuple(refused))


def _answers(sheets: Iterable[Piece], notices: list[Notice]) -> tuple[AnswersFile, ...]:
    """Read what is meant as answers to a quiz; other files of such names are none of ours."""
    found = []
    for name, piece in sorted(_chosen([p for p in sheets if meant_as_answers(p)], notices).items()):
        if isinstance(piece, str):
            continue
        where = _at(piece.node, piece.file)
        try:
            raw = piece.node.read(piece.file, _MAX_ANSWERS)
        except Refused as error:
            notices.append(Notice(where, error.reason))
            continue
        if raw is not None:
            found.append(AnswersFile(where, name, raw))
    return tuple(found)


def meant_as_answers(piece: Piece) -> bool:
    """Whether a file says that it holds answers to a quiz, or is called so."""
    if _CALLED.search(PurePath(piece.name).stem):
        return True
    try:
        return bool(_MEANT.search(piece.node.read(piece.file, _MAX_ANSWERS) or b""))
    except Refused:
        return False


def _of_archive(node: Node, file: str, stems: Collection[str], sheets: list[Piece], notices: list[Notice]) -> Snapshot:
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
        notices.append(Notice(_at(node, file), reason))
        return Snapshot((), tuple((f"{stem}.py", f"{file} {reason}") for stem in sorted(stems)))


def _members(
    archive: Archive, node: Node, file: str, stems: Collection[str], sheets: list[Piece], notices: list[Notice]
) -> Snapshot:
    class Inside:
        name, where = file, _at(node, file)

        def folders(self) -> dict[str, Node]:
            return {}

        def files(self) -> list[str]:
            return archive.names()

        def read(self, name: str, limit: int) -> bytes | None:
            return archive.read(name, limit)

    return _read(_chosen(_of_folder(Inside(), stems, [], sheets, notices), notices), notices)


def _at(node: Node, file: str) -> str:
    return f"{node.where}/{file}"
