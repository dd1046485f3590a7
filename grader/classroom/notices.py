"""Everything in a class that was not taken as it stands: of a file that is none of the course's, once for all of its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from grader.classroom.disk_dict import DiskDict
from grader.classroom.files import Notice, Other
from grader.core.text import safe

_MOST = 1000  # characters of a reason


class Notices:
    """Notices in the order in which they came, and after them those of other files by name; kept on disk."""

    def __init__(self, notices: Iterable[Notice] = ()) -> None:
        """Take these."""
        self._told: DiskDict[tuple[str, str]] = DiskDict()
        self._others: DiskDict[tuple[str, int]] = DiskDict()
        self._names: DiskDict[str] = DiskDict()
        self._count = 0
        self += notices

    def append(self, notice: Notice) -> None:
        """Take one more."""
        place = f"{self._count:015}"  # in the order of numbers
        self._count += 1
        if not isinstance(notice, Other):
            self._told[place] = notice.where, safe(notice.reason, _MOST)
            return
        first, count = self._others.get(notice.name, (notice.where, 0))
        self._others[notice.name] = first, count + 1
        if not count:
            self._names[place] = notice.name

    def __iadd__(self, notices: Iterable[Notice]) -> Notices:
        for notice in notices:
            self.append(notice)
        return self

    def __iter__(self) -> Iterator[Notice]:
        for _, told in self._told.pairs():
            yield Notice(*told)
        for _, name in self._names.pairs():
            first, count = self._others[name]
            more = f", as {'were' if count > 2 else 'was'} {count - 1} more of this name" if count > 1 else ""
            yield Notice(first, f"is none of the course's files, so it was ignored{more}.")
