"""Writers of one SQLite gradebook take turns, and a database that refuses is not waited for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, select

from grader.classroom.gradebook import tables
from grader.classroom.gradebook.retry import LastingDatabase
from grader.classroom.gradebook.store import Gradebook
from grader.core.errors import Fault


@pytest.fixture(name="others")
def _others(tmp_path: Path) -> Iterator[list[str]]:
    """Give what happens to another writer, who tries before each statement of a gradebook."""
    happened: list[str] = []

    def attempt(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("BEGIN"):
            return
        with closing(sqlite3.connect(tmp_path / "gradebook.sqlite", timeout=0)) as other:
            try:
                other.execute("BEGIN IMMEDIATE")
                happened.append("could write")
            except sqlite3.OperationalError as error:
                happened.append(str(error))

    event.listen(Engine, "before_cursor_execute", attempt)
    try:
        yield happened
    finally:
        event.remove(Engine, "before_cursor_execute", attempt)


def test_nobody_else_writes_while_a_new_gradebook_is_made(tmp_path: Path, others: list[str]) -> None:
    """It reads first, and could not write any more if another had written meanwhile."""
    with Gradebook(tmp_path / "gradebook.sqlite", create=True):
        assert len(others) > 1
        assert set(others) == {"database is locked"}


def test_a_reader_keeps_nobody_from_writing(tmp_path: Path, others: list[str]) -> None:
    """Only who writes takes the lock."""
    with Gradebook(tmp_path / "gradebook.sqlite", create=True) as gradebook:
        others.clear()
        assert list(gradebook.learners()) == []
        assert set(others) == {"could write"}


def test_a_database_that_refuses_is_not_waited_for(tmp_path: Path) -> None:
    """Only one that has gone may come back."""
    told: list[str] = []
    database = LastingDatabase(tmp_path / "gradebook.sqlite", create=True, tell=told.append)
    with closing(sqlite3.connect(tmp_path / "gradebook.sqlite")) as other:
        other.execute("DROP TABLE standing")
    with pytest.raises(Fault, match="no such table"):
        database.read(select(tables.standing))
    database.close()
    assert told == []
