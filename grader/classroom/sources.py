"""What each folder and archive of one learner holds: exercises, answers to a quiz, archives, and files of no use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from grader.classroom.attempts import current
from grader.classroom.files import Notice, Other, Piece, at, canonical, sheet
from grader.classroom.lms_names import of_site
from grader.classroom.packed import Packed
from grader.classroom.tree import ARCHIVES, LEADS_OUT, OTHER_ARCHIVES, Node
from grader.core.errors import UsageError
from grader.core.text import safe_name
from grader.submissions.submission import SUFFIXES, Refused

_DEEPEST = 5
_CHAIN = 50  # folders that hold nothing but the next one are not counted, up to so many
_MOST_ARCHIVES = 20  # with those that lie in one
_NAMED = 3  # so many files are named where none is the course's
_BELOW = "is in a folder below the files that were graded, so it was not graded."
_OF_TOOLS = ("timestamp.txt",)  # nbgrader's


@dataclass
class WorkSource:
    """What one folder or archive of a learner holds."""

    where: str
    pieces: list[Piece] = field(default_factory=list)
    """Files that count as exercises, or as modules beside them."""
    sheets: list[Piece] = field(default_factory=list)
    """Files that may hold answers to a quiz."""
    archives: list[Piece] = field(default_factory=list)
    code: list[Piece] = field(default_factory=list)
    """The Python files and notebooks in it, where none has the name of an exercise."""
    notices: list[Notice] = field(default_factory=list)
    unreadable: str = ""
    """Why an archive cannot be read."""
    lacking: str = ""
    """What it holds, where that is no exercise."""

    def lacks(self, others: bool) -> str:
        """Say that it holds no exercise, and what that means where nothing else holds one."""
        return f"holds {self.lacking}{'.' if others else ', so every exercise counts as missing.'}"


def read_folder(folder: Node, stems: tuple[str, ...]) -> WorkSource:
    """Return what the shallowest of a learner's folders that hold work for this course have in them.

    Answers to a quiz may lie above them, beside them, or one folder below.

    Args:
        folder: all that the learner handed in here.
        stems: those of the course's exercises; none where only answers to a quiz are wanted.
    """
    found = WorkSource(folder.where)
    holding, above = _go_down(_below_chain(folder), stems, found)
    for node in holding:
        _take_work(node, stems, found)
    if holding:
        found.notices += map(other_file, above)
    elif found.sheets and not found.archives:
        found.lacking = "no exercise, only what may be answers to a quiz"
    elif not found.archives:
        named = [f"{piece.file!r}" for piece in above[:_NAMED]] + ["more"] * (len(above) > _NAMED)
        found.code, found.lacking = above, "no file of this course" + f" (but {', '.join(named)})" * bool(named)
    return found


def _below_chain(folder: Node) -> Node:
    """Return the first folder that holds more than the next one."""
    for _ in range(_CHAIN):
        if folder.files() or len(folder.folders()) != 1:
            break
        folder = next(iter(folder.folders().values()))
    return folder


def _go_down(top: Node, stems: tuple[str, ...], found: WorkSource) -> tuple[list[Node], list[Piece]]:
    """Return the first level of folders that hold exercises, and the Python files and notebooks on the way to it.

    What else lies on the way goes into `found`.
    """
    level, above = [top], list[Piece]()
    for _ in range(_DEEPEST):
        for node in level:
            _sort_others(node, found, told=bool(stems))
        holding = [node for node in level if any(_is_exercise(file, stems) for file in node.files())]
        above += [piece for node in level if node not in holding for piece in _code(node)]
        if holding or not level:
            return holding, above
        level = [inner for node in level for inner in current(node)]
    return [], above


def _sort_others(node: Node, found: WorkSource, told: bool) -> None:
    """Tell apart what there is besides Python files and notebooks; name what is of no use where that is to be told."""
    for file in node.files():
        if file.lower().endswith(ARCHIVES):
            found.archives.append(Piece(node, file, file))
        elif piece := sheet(node, file, file):
            found.sheets.append(piece)
        elif not told:
            continue
        elif file.lower().endswith(OTHER_ARCHIVES):
            found.notices.append(Notice(at(node, file), "is an archive of a kind that is not read; ask for a .zip."))
        elif not file.lower().endswith(SUFFIXES) and file not in _OF_TOOLS:
            found.notices.append(Other(at(node, file), "", file))


def _take_work(node: Node, stems: tuple[str, ...], found: WorkSource) -> None:
    """Take the Python files and notebooks of a folder that holds exercises, and the answers one folder below."""
    for inner in node.folders().values():
        found.sheets += [piece for file in inner.files() if (piece := sheet(inner, file, file))]
        for piece in _code(inner):
            below = _is_exercise(piece.file, stems)
            found.notices.append(Notice(piece.where, _BELOW) if below else other_file(piece))
    for piece in _code(node):
        if (counts := canonical(piece.file, stems)) is None:
            found.notices.append(other_file(piece))
        else:
            name, distance = counts
            # further from the name it should have is never better, but for the number that a copy was given
            found.pieces.append(Piece(node, piece.file, name, (int(distance == 0), distance), distance > 0))


def _is_exercise(file: str, stems: tuple[str, ...]) -> bool:
    found = canonical(file, stems)
    return found is not None and found[0].rpartition(".")[0] in stems


def _code(node: Node) -> list[Piece]:
    """Return the Python files and notebooks in a folder, under the names that they have."""
    return [Piece(node, file, file) for file in node.files() if file.lower().endswith(SUFFIXES)]


def other_file(piece: Piece) -> Other:
    """Return the notice of a file that is none of the course's."""
    return Other(piece.where, "", piece.file.rpartition("/")[2])


def read_archives(archives: Sequence[Piece], stems: tuple[str, ...]) -> list[WorkSource]:
    """Return what each of a learner's own archives holds, of the newest first, and what the archives in them hold."""
    sources = []
    waiting = sorted(archives, key=lambda piece: piece.order, reverse=True)
    for archive in waiting:
        source = _read_archive(archive, stems)
        room = max(0, _MOST_ARCHIVES - len(waiting))
        too_many = [
            Notice(p.where, f"was not read: at most {_MOST_ARCHIVES} archives are read.")
            for p in source.archives[room:]
        ]
        waiting += source.archives[:room]
        sources.append(replace(source, archives=[], notices=[*source.notices, *too_many]))
    return sources


def _read_archive(archive: Piece, stems: tuple[str, ...]) -> WorkSource:
    node, file = archive.node, archive.file
    try:
        members = node.archive(file)
    except (UsageError, Refused) as error:
        reason = str(error).removeprefix(f"{file}: ").removeprefix(f"{file} ")
        notice = Notice(archive.where, reason)
        return WorkSource(archive.where, notices=[notice], unreadable=f"{safe_name(file)} {reason}")
    notices = [Notice(f"{archive.where}/{name}", LEADS_OUT) for name in members.left_out] if stems else []
    inside = Packed(members, dict.fromkeys(sorted(members.paths()), False), PurePosixPath(), archive.where)
    if of_site(inside):
        whole_class = Notice(archive.where, "is the download of a whole class; grade it separately.")
        return WorkSource(archive.where, notices=[*notices, whole_class])
    found = read_folder(inside, stems)
    # files beside an archive, and newer archives, come before it
    order = archive.order or (-1,)
    return replace(
        found,
        pieces=[replace(piece, order=(*order, *piece.order)) for piece in found.pieces],
        sheets=[replace(piece, order=(*order, *piece.order)) for piece in found.sheets],
        archives=[replace(piece, order=(*order, -1)) for piece in found.archives],
        notices=[*notices, *found.notices],
    )
