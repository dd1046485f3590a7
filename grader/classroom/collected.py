"""Everything that one learner handed in, read once for the hash and for grading alike."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from grader.classroom.files import Contents, Notice, Other, Piece, Snapshot, chosen, read_answers
from grader.classroom.hand_in_time import hand_in_time
from grader.classroom.sources import WorkSource, other_file, read_archives, read_folder
from grader.classroom.tree import Node
from grader.sandbox.reader import reader
from grader.submissions.submission import MAX_NOTEBOOK, MAX_SOURCE, MAX_TOTAL, Refused

MAX_FILES = 200
_MOST_TOLD = 50
_MOST_LOOKED_FOR = 20  # in every other file: 200 names in 32 MiB take seconds
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
        sources = self._sources(stems)
        notices = [notice for source in sources for notice in source.notices]
        pieces = [*self.pieces, *(piece for source in sources for piece in source.pieces)]
        sole = self._sole_piece(pieces, sources)
        if stems and not sole:
            notices += [Notice(source.where, source.lacks(bool(pieces))) for source in sources if source.lacking]
        contents = Contents()
        taken = chosen([sole] if sole else pieces, contents, notices)
        files = _read(taken, contents, notices)
        _unused(files, taken, stems, notices)
        refused = (*files.refused, *_may_be_lost(files, sources, stems))
        sheets = [*self.sheets, *(sheet for source in sources for sheet in source.sheets)]
        answers = read_answers(sheets, contents, notices)
        handed_at = hand_in_time(self, taken.values(), self._archives(sources))
        files = replace(files, refused=refused, answers=answers, handed_at=handed_at)
        return files, [*_few(notices, Notice), *_few(notices, Other)]

    def _sources(self, stems: tuple[str, ...]) -> list[WorkSource]:
        """Look into the folders, and into the archives unless answers are all that is wanted, and are there already."""
        sources = [read_folder(folder, stems) for folder in self.folders]
        if not stems and (self.sheets or any(source.sheets for source in sources)):
            return sources
        return [*sources, *read_archives(self._archives(sources), stems)]

    def _archives(self, sources: list[WorkSource]) -> list[Piece]:
        return [*self.archives, *(archive for source in sources for archive in source.archives)]

    def _sole_piece(self, pieces: list[Piece], sources: list[WorkSource]) -> Piece | None:
        """Return the one file that was handed in as the one exercise, where only its name is another."""
        code = [*pieces, *(piece for source in sources for piece in source.code)]
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


def _unused(files: Snapshot, taken: dict[str, Piece | str], stems: tuple[str, ...], notices: list[Notice]) -> None:
    """Tell of modules that are no exercise's and that nothing in the submission speaks of."""
    modules = [name for name, _ in files.files if name.rpartition(".")[0] not in stems]
    for name in modules[:_MOST_LOOKED_FOR]:
        stem, piece = name.rpartition(".")[0].encode(), taken[name]
        word = re.compile(rb"(?<![A-Za-z0-9_])%b(?![A-Za-z0-9_])" % stem)
        # most is decided by the search that is a hundred times as fast
        if not any(stem in raw and word.search(raw) for other, raw in files.files if other != name):
            assert isinstance(piece, Piece)  # it was read
            notices.append(other_file(piece))


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


def _may_be_lost(files: Snapshot, sources: list[WorkSource], stems: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return the exercises that are missing, with the reason why they may be: an archive that cannot be read."""
    unreadable = next((source.unreadable for source in sources if source.unreadable), "")
    if not unreadable:
        return []
    there = {name.rpartition(".")[0] for name, _ in (*files.files, *files.refused)}
    return [(f"{stem}.py", unreadable) for stem in sorted(stems) if stem not in there]
