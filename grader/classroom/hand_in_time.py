"""When one learner handed in: as the course site tells it, else as a git commit does, else by the files' times."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from grader.classroom.attempts import SETTINGS, current
from grader.classroom.files import Piece
from grader.classroom.site_times import commit_time, stamp
from grader.classroom.tree import Node
from grader.submissions.submission import Refused

NO_TIME = "-"
"""In place of a file's name: the files have the time of the download, so nothing but the site's word counts."""
_SUBMITTY = ".submit.timestamp"
_LONGEST = 200


class _Timed(Protocol):
    handed_at: str
    stamped: str
    folders: list[Node]


def hand_in_time(handed: _Timed, taken: Iterable[Piece | str], archives: Sequence[Piece]) -> str:
    """Return the time in ISO 8601; empty where nothing tells it.

    Args:
        handed: what the layout says of this hand-in.
        taken: the files that count.
        archives: the archives among them: what is in an archive has the time of the archive.
    """
    if handed.handed_at or handed.stamped == NO_TIME:
        return handed.handed_at
    told = [time for folder in handed.folders if (time := _told(folder, handed.stamped))]
    if not told:
        pieces = [piece for piece in (*taken, *archives) if isinstance(piece, Piece)]
        told = [time for piece in pieces if (time := piece.node.modified(piece.file))]
    # those of one learner are all of one kind; where they are not, those without a zone are taken as they are
    return max(told, key=lambda t: t if t.tzinfo else t.replace(tzinfo=UTC)).isoformat() if told else ""


def _told(folder: Node, stamped: str) -> datetime | None:
    """Return what a file of the site in a learner's folder says, or the commit that is checked out there."""
    inner = [folder, *current(folder)]
    name = _SUBMITTY if SETTINGS in folder.files() else stamped
    for node in inner if name else ():
        try:
            if found := stamp((node.read(name, _LONGEST) or b"").decode("ascii", "replace")):
                return found
        except Refused:
            continue
    path = getattr(folder, "path", None)
    return commit_time(path) if isinstance(path, Path) and os.path.isdir(path / ".git") else None  # noqa: PTH112
