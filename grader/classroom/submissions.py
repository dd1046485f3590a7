"""Who handed in what: the submissions of a class in the order of their learners, kept on disk while they are found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from grader.classroom.collected import Handed
from grader.classroom.disk_dict import DiskDict
from grader.classroom.files import Piece
from grader.classroom.roster import Person
from grader.classroom.tree import Node, Tree


class Submissions:
    """What each learner handed in, in the order of their keys."""

    def __init__(self, root: Tree, sole: str = "") -> None:
        """Take the folder of the class, and the stem of the one exercise that is graded, if it is one."""
        self._root, self._sole = root, sole
        self._shelf: DiskDict[tuple[Any, ...]] = DiskDict()
        self._open: Handed | None = None

    @property
    def in_archive(self) -> bool:
        """Whether the class is within one archive."""
        return not hasattr(self._root, "path")

    @property
    def in_nbgrader(self) -> bool:
        """Whether the class is what nbgrader collected."""
        return self._root.name == "submitted"

    def of(self, person: Person) -> Handed:
        """Return what a learner handed in so far; what is added to it is kept until the next learner is asked for."""
        if self._open is None or self._open.student != person.key:
            self._put()
            kept = self._shelf.get(person.key)
            self._open = (
                Handed(person.key, person.name, person.email, seed=person.seed, sole=self._sole)
                if kept is None
                else self.unpacked(person.key, kept)
            )
        return self._open

    def keep(self, students: Iterable[str]) -> None:
        """Keep only these learners' submissions."""
        self._put()
        kept: DiskDict[tuple[Any, ...]] = DiskDict()
        for student in students:
            kept[student] = self._shelf[student]
        self._shelf = kept

    def __contains__(self, student: object) -> bool:
        self._put()
        return student in self._shelf

    def students(self) -> Iterator[str]:
        """Give the keys of the learners."""
        self._put()
        return iter(self._shelf)

    def __iter__(self) -> Iterator[Handed]:
        return (self.unpacked(student, kept) for student, kept in self.packed())

    def packed(self) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """Give each submission as it is kept; unpacked() makes it what it is."""
        self._put()
        return self._shelf.pairs()

    def __len__(self) -> int:
        self._put()
        return len(self._shelf)

    def _put(self) -> None:
        handed, self._open = self._open, None
        if handed is not None:
            pieces, sheets, archives = (
                [(p.file, p.name, p.order, p.renamed) for p in some]
                for some in (handed.pieces, handed.sheets, handed.archives)
            )
            folders = [node.name for node in handed.folders]
            self._shelf[handed.student] = (
                handed.name,
                handed.email,
                handed.late,
                handed.seed,
                handed.handed_at,
                handed.stamped,
                pieces,
                sheets,
                folders,
                archives,
            )

    def unpacked(self, student: str, kept: tuple[Any, ...]) -> Handed:
        """Return a submission that was kept."""
        name, email, late, seed, handed_at, stamped, *several, folders, archives = kept
        pieces, sheets, inner = ([Piece(self._root, *piece) for piece in some] for some in (*several, archives))
        nodes: list[Node] = [self._root.folder(folder) for folder in folders]
        when = {"handed_at": handed_at, "stamped": stamped}
        return Handed(student, name, email, late, seed, pieces, sheets, nodes, inner, self._sole, **when)
