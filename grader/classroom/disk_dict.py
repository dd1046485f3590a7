"""A dictionary on disk, for what there is one of for each learner: memory does not grow with the class."""

from __future__ import annotations

import pickle
import sqlite3
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from grader.core.errors import Fault

V = TypeVar("V")
# what does not fit in is written to the file: 1 MiB
_SETTINGS = ("cache_size=-1024", "journal_mode=OFF")
_CLAIM = (
    "INSERT INTO shelf VALUES (?, ?) ON CONFLICT (key) "
    "DO UPDATE SET value = CASE WHEN value = excluded.value THEN value ELSE ? END"
)


class DiskDict(Mapping[str, V]):
    """Plain data by text, in the order of the texts; the file has no name, so it goes however the program ends."""

    def __init__(self) -> None:
        """Make an empty one."""
        # whichever thread clears this away closes it
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        weakref.finalize(self, self._database.close)
        for setting in _SETTINGS:
            self._run(f"PRAGMA {setting}")
        self._run("CREATE TABLE shelf (key BLOB PRIMARY KEY, value BLOB) WITHOUT ROWID")
        self._run("BEGIN")  # permanently: nobody else ever sees it

    def __setitem__(self, key: str, value: V) -> None:
        self._run("INSERT OR REPLACE INTO shelf VALUES (?, ?)", (_raw(key), _pickled(value)))

    def claim(self, keys: Iterable[str], value: V) -> None:
        """Set what there is nothing under; what has another value already becomes None."""
        raw = _pickled(value)
        self._run(_CLAIM, [(_raw(key), raw, _pickled(None)) for key in keys], many=True)

    def __getitem__(self, key: str) -> V:
        for (value,) in self._run("SELECT value FROM shelf WHERE key = ?", (_raw(key),)):
            return pickle.loads(value)  # type: ignore[no-any-return]
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and bool(self._run("SELECT 1 FROM shelf WHERE key = ?", (_raw(key),)).fetchone())

    def __iter__(self) -> Iterator[str]:
        for (key,) in self._run("SELECT key FROM shelf ORDER BY key"):
            yield _text(key)

    def __len__(self) -> int:
        (count,) = self._run("SELECT count(*) FROM shelf").fetchone()
        return int(count)

    def pairs(self) -> Iterator[tuple[str, V]]:
        """Give everything there is, as items() does, which asks for each."""
        for key, value in self._run("SELECT key, value FROM shelf ORDER BY key"):
            yield _text(key), pickle.loads(value)

    def _run(self, statement: str, values: Sequence[Any] = (), *, many: bool = False) -> sqlite3.Cursor:
        try:
            return (self._database.executemany if many else self._database.execute)(statement, values)
        except sqlite3.Error as error:
            raise Fault(
                f"A temporary file cannot be used ({error}); make room, or let TMPDIR name a folder that has some."
            ) from None


def _pickled(value: object) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def _raw(key: str) -> bytes:
    """Return a text as bytes of the same order; names on disk may be no text."""
    return key.encode("utf-8", "surrogatepass")


def _text(raw: Any) -> str:
    return str(raw, "utf-8", "surrogatepass")
