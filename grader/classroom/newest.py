"""Which of several hand-ins of one learner counts: the newest, and the others are listed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from grader.classroom.attempts import EARLIER, SiteAttempt, is_newer, newest_file, version_of
from grader.classroom.collected import Handed
from grader.classroom.disk_dict import DiskDict
from grader.classroom.files import Notice, Piece
from grader.classroom.notices import Notices
from grader.classroom.site_times import order_of
from grader.classroom.tree import Node


class Newest:
    """Keeps the newest hand-in of each learner of a class."""

    def __init__(self, notices: Notices) -> None:
        """Take where it is said what does not count."""
        self._notices = notices
        # by learner when the attempt was handed in that counts so far
        self._newest: DiskDict[tuple[int, ...]] = DiskDict()

    def second(self, learner: Handed, where: str, name: str, when: datetime | None, take: Callable[[], object]) -> None:
        """Take a second hand-in of one learner in place of the first where it is the newer one."""
        whole = learner.folders[0] if learner.folders else None
        first = whole.name if whole else learner.archives[0].file
        before = newest_file(whole) if whole else learner.archives[0].node.modified(first)
        if is_newer(version_of(name), when, version_of(first), before):
            self._drop(learner)
            take()
        elif is_newer(version_of(first), before, version_of(name), when):
            self._notices.append(Notice(where, EARLIER))
        else:
            kind = "folder for" if whole else "submission of"
            self._notices.append(Notice(where, f"is a second {kind} {learner.student}; the first was graded."))

    def _drop(self, learner: Handed) -> None:
        """Take away what was an earlier attempt, and say so."""
        taken = [*(folder.where for folder in learner.folders), *(p.where for p in learner.pieces)]
        self._notices += (Notice(before, EARLIER) for before in (*taken, *(p.where for p in learner.archives)))
        learner.folders, learner.pieces, learner.sheets, learner.archives = [], [], [], []

    def is_newest(self, learner: Handed, attempt: SiteAttempt, where: str, folder: Node | None = None) -> bool:
        """Whether this attempt counts; an older one that was taken before it goes."""
        newest = self._newest.get(learner.student)
        when = attempt.when or (newest_file(folder) if folder else None)
        order = order_of(when) if when else ()
        if newest is not None and order < newest:
            self._notices.append(Notice(where, EARLIER))
            return False
        if newest is not None and order > newest:
            self._drop(learner)
        elif newest is not None and folder is not None:
            self._notices.append(Notice(where, f"is a second folder for {learner.student}; the first was graded."))
            return False
        self._newest[learner.student] = order
        learner.handed_at = attempt.when.isoformat() if attempt.when else ""
        return True


def add_piece(learner: Handed, piece: Piece) -> None:
    """Add a file to what a learner handed in; of two under one name, the one with the newer time counts."""
    for index, other in enumerate(learner.pieces):
        if other.name == piece.name and other.order == piece.order:
            times = other.node.modified(other.file), piece.node.modified(piece.file)
            if is_newer((), times[1], (), times[0]):
                piece = replace(piece, order=(*piece.order, 1))
            elif is_newer((), times[0], (), times[1]):
                learner.pieces[index] = replace(other, order=(*other.order, 1))
    learner.pieces.append(piece)
