"""Everything that one learner handed in, read once for the hash and for grading alike."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from grader.classroom.attempts import current
from grader.classroom.files import Contents, Notice, Other, Piece, Snapshot, at, canonical, chosen, read_answers, sheet
from grader.classroom.hand_in_time import hand_in_time
from grader.classroom.lms_names import of_site
from grader.classroom.packed import Packed
from grader.classroom.tree import ARCHIVES, LEADS_OUT, OTHER_ARCHIVES, Node
from grader.core.errors import UsageError
from grader.core.text import safe_name
from grader.sandbox.reader import reader
from grader.submissions.submission import MAX_NOTEBOOK, MAX_SOURCE, MAX_TOTAL, SUFFIXES, Refused

MAX_FILES = 200
_MOST_TOLD = 50
_MOST_LOOKED_FOR = 20  # in every other file: 200 names in 32 MiB take seconds
_DEEPEST = 5
_CHAIN = 50  # folders that hold nothing but the next one are not counted, up to so many
_MOST_ARCHIVES = 20  # with those that lie in one
_NAMED = 3  # so many files are named where none is the course's
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
    sole: str = ""
    """The stem of the one exercise that is graded, where it is one: the one file handed in is for it."""
    handed_at: str = ""
    """When, as the site's names tell it: ISO 8601, with an offset where the site has one."""
    stamped: str = ""
    """The name of the site's own file that tells when; NO_TIME where only the site's word counts."""

    def snapshot(self, stems: tuple[str, ...]) -> tuple[Snapshot, list[Notice]]:
        """Read it; what cannot be read is refused by name, and said.

        Args:
            stems: those of the course's exercises; none where only answers to a quiz are wanted.
        """
        reader().new_learner()
        notices: list[Notice] = []
        pieces, sheets, archives = list(self.pieces), list(self.sheets), list(self.archives)
        found = [_of_folder(folder, stems, archives, sheets, notices) for folder in self.folders]
        broken: list[str] = []
        if archives and not (sheets and not stems):
            found += _of_archives(archives, stems, sheets, notices, broken)
        pieces += [piece for source in found for piece in source.pieces]
        sole = self._sole_piece(pieces, found)
        if stems and not sole:
            notices += [Notice(source.where, source.lacks(bool(pieces))) for source in found if source.lacking]
        contents = Contents()
        taken = chosen([sole] if sole else pieces, contents, notices)
        files = _read(taken, contents, notices)
        _unused(files, taken, stems, notices)
        if broken:
            had = {name.rpartition(".")[0] for name, _ in (*files.files, *files.refused)}
            # what cannot be read may hold what is missing
            lost = tuple((f"{stem}.py", broken[0]) for stem in sorted(stems) if stem not in had)
            files = replace(files, refused=(*files.refused, *lost))
        answers = read_answers(sheets, contents, notices)
        files = replace(files, answers=answers, handed_at=hand_in_time(self, taken.values(), archives))
        return files, [*_few(notices, Notice), *_few(notices, Other)]

    def _sole_piece(self, pieces: list[Piece], found: list[_Source]) -> Piece | None:
        """Return the one file that was handed in as the one exercise, where only its name is another."""
        code = [*pieces, *(piece for source in found for piece in source.code)]
        if not self.sole or len(code) != 1 or code[0].name.rpartition(".")[0] == self.sole:
            return None
        return replace(code[0], name=self.sole + code[0].name[code[0].name.rindex(".") :].lower(), renamed=True)


def _few(notices: list[Notice], kind: type[Notice]) -> list[Notice]:
    """Return the first of one kind of notices, and how many more there are: one learner's are not to bury the others'."""
    several = [notice for notice in notices if type(notice) is kind]
    if len(several) > _MOST_TOLD:
        more = f"and {len(several) - _MOST_TOLD} more are not named one by one."
        several[_MOST_TOLD:] = [Notice(several[_MOST_TOLD].where, more)]
    return several


@dataclass(frozen=True)
class _Source:
    """What a folder or an archive of a learner's gives."""

    where: str
    pieces: list[Piece]
    lacking: str = ""
    """What it holds, where that is no exercise."""
    code: tuple[Piece, ...] = ()
    """The Python files and notebooks in it, where none has the name of an exercise."""

    def lacks(self, others: bool) -> str:
        return f"holds {self.lacking}{'.' if others else ', so every exercise counts as missing.'}"


def _of_folder(
    folder: Node, stems: tuple[str, ...], archives: list[Piece], sheets: list[Piece], notices: list[Notice]
) -> _Source:
    """Return the pieces in the shallowest of a learner's folders that hold work for this course.

    Answers to a quiz may lie above them, beside them, or one folder below.
    """
    top = folder
    for _ in range(_CHAIN):
        if top.files() or len(top.folders()) != 1:
            break
        top = next(iter(top.folders().values()))
    level, holding, code = [top], list[Node](), list[Piece]()
    before = len(sheets), len(archives)
    for _ in range(_DEEPEST):
        for node in level:
            _beside(node, archives, sheets, notices if stems else [])
        holding = [node for node in level if any(_stem(file, stems) for file in node.files())]
        code += [p for node in level if node not in holding for p in _code(node)]
        if holding or not level:
            break
        level = [inner for node in level for inner in current(node)]
    pieces = []
    for node in holding:
        for inner in node.folders().values():
            sheets += [piece for file in inner.files() if (piece := sheet(inner, file, file))]
            below = [Notice(p.where, _BELOW) if _stem(p.file, stems) else _other(p) for p in _code(inner)]
            notices += below
        for piece in _code(node):
            if (found := canonical(piece.file, stems)) is None:
                notices.append(_other(piece))
            else:
                # further from the name it should have is never better, but for the number that a copy was given
                order = (int(found[1] == 0), found[1])
                pieces.append(Piece(node, piece.file, found[0], order, found[1] > 0))
    if holding:
        notices += map(_other, code)
    elif not archives[before[1] :]:
        if sheets[before[0] :]:
            return _Source(folder.where, pieces, "no exercise, only what may be answers to a quiz")
        named = [f"{piece.file!r}" for piece in code[:_NAMED]] + ["more"] * (len(code) > _NAMED)
        lacking = "no file of this course" + f" (but {', '.join(named)})" * bool(named)
        return _Source(folder.where, pieces, lacking, tuple(code))
    return _Source(folder.where, pieces)


def _code(node: Node) -> list[Piece]:
    """Return the Python files and notebooks in a folder, under the names that they have."""
    return [Piece(node, file, file) for file in node.files() if file.lower().endswith(SUFFIXES)]


def _other(piece: Piece) -> Other:
    return Other(piece.where, "", piece.file.rpartition("/")[2])


def _beside(node: Node, archives: list[Piece], sheets: list[Piece], notices: list[Notice]) -> None:
    """Tell apart what there is besides Python files and notebooks."""
    for file in node.files():
        if file.lower().endswith(ARCHIVES):
            archives.append(Piece(node, file, file))
        elif piece := sheet(node, file, file):
            sheets.append(piece)
        elif file.lower().endswith(OTHER_ARCHIVES):
            notices.append(Notice(at(node, file), "is an archive of a kind that is not read; ask for a .zip."))
        elif not file.lower().endswith(SUFFIXES) and file not in _OF_TOOLS:
            notices.append(Other(at(node, file), "", file))


def _unused(files: Snapshot, taken: dict[str, Piece | str], stems: tuple[str, ...], notices: list[Notice]) -> None:
    """Tell of modules that are no exercise's and that nothing in the submission speaks of."""
    modules = [name for name, _ in files.files if name.rpartition(".")[0] not in stems]
    for name in modules[:_MOST_LOOKED_FOR]:
        stem, piece = name.rpartition(".")[0].encode(), taken[name]
        word = re.compile(rb"(?<![A-Za-z0-9_])%b(?![A-Za-z0-9_])" % stem)
        # most is decided by the search that is a hundred times as fast
        if not any(stem in raw and word.search(raw) for other, raw in files.files if other != name):
            assert isinstance(piece, Piece)  # it was read
            notices.append(_other(piece))


def _stem(file: str, stems: tuple[str, ...]) -> bool:
    found = canonical(file, stems)
    return found is not None and found[0].rpartition(".")[0] in stems


def _read(taken: dict[str, Piece | str], contents: Contents, notices: list[Notice]) -> Snapshot:
    files: list[tuple[str, bytes]] = []
    refused: list[tuple[str, str]] = []
    total = 0
    for name, piece in sorted(taken.items()):
        if isinstance(piece, str):
            refused.append((name, piece))
            continue
        try:
            raw = contents.read(piece, _LIMITS[name[name.rindex(".") :]])
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


def _of_archives(
    archives: list[Piece], stems: tuple[str, ...], sheets: list[Piece], notices: list[Notice], broken: list[str]
) -> list[_Source]:
    """Read a learner's own archives, the newest first; say in `broken` why one cannot be read."""
    found = []
    waiting = sorted(archives, key=lambda piece: piece.order, reverse=True)
    for archive in waiting:
        node, file = archive.node, archive.file
        try:
            members = node.archive(file)
        except (UsageError, Refused) as error:
            reason = str(error).removeprefix(f"{file}: ").removeprefix(f"{file} ")
            notices.append(Notice(archive.where, reason))
            broken.append(f"{safe_name(file)} {reason}")
            continue
        if stems:
            notices += [Notice(f"{archive.where}/{name}", LEADS_OUT) for name in members.left_out]
        inside = Packed(members, dict.fromkeys(sorted(members.paths()), False), PurePosixPath(), archive.where)
        if of_site(inside):
            notices.append(Notice(archive.where, "is the download of a whole class; grade it by itself."))
            continue
        inner, answers = list[Piece](), list[Piece]()
        source = _of_folder(inside, stems, inner, answers, notices)
        # files beside an archive, and newer archives, come before it
        order = archive.order or (-1,)
        room = max(0, _MOST_ARCHIVES - len(waiting))
        notices += [Notice(p.where, f"was not read: {_MOST_ARCHIVES} archives at most are.") for p in inner[room:]]
        waiting += [replace(piece, order=(*order, -1)) for piece in inner[:room]]
        sheets += [replace(piece, order=(*order, *piece.order)) for piece in answers]
        found.append(replace(source, pieces=[replace(p, order=(*order, *p.order)) for p in source.pieces]))
    return found
