"""Several servers of one course, as rows of one database: one check in flight a learner, and what a server leaves is taken once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, inspect, select, update

from grader.classroom.gradebook.tables import about
from grader.core.course import load_course
from grader.core.errors import Fault
from grader.serve.hosted import tables
from grader.serve.hosted.commits import Commits
from grader.serve.hosted.database import HostedDatabase, now
from grader.serve.hosted.hand_ins import HandIns, InFlight
from grader.serve.hosted.people import Accounts
from grader.serve.hosted.servers import GONE_AFTER, ServerRow
from tests.conftest import ROOT

COURSE = load_course(ROOT)
FIRST = COURSE.exercises[0]


@pytest.fixture(name="database")
def _database(url: str) -> Iterator[HostedDatabase]:
    database = HostedDatabase(url)
    yield database
    database.close()


@pytest.fixture(name="servers")
def _servers(database: HostedDatabase) -> list[ServerRow]:
    """Give the rows of two servers that are up."""
    rows = [ServerRow(database), ServerRow(database)]
    for row in rows:
        row.beat()
    return rows


def test_of_two_servers_one_has_a_learners_check(database: HostedDatabase, servers: list[ServerRow]) -> None:
    """Asked at the same time, again and again, one accepts and the other refuses; later the other may."""
    ada = Accounts(database).account("ada")
    both = [HandIns(database, COURSE, server=row.name) for row in servers]

    def accept(at: int, text: str) -> int:
        try:
            both[at].accept(ada, FIRST, {f"{FIRST.stem}.py": text}, text)
        except InFlight:
            return 0
        return 1

    with ThreadPoolExecutor(2) as pool:
        for number in range(20):
            found = [pool.submit(accept, at, f"{number} {at}") for at in (0, 1)]
            assert sum(one.result() for one in found) == 1
            both[0].keep_stopped(both[0].of(ada.id)[0])
    assert len(both[0].of(ada.id)) == 20


def test_what_a_dead_server_had_is_taken_by_one_other(database: HostedDatabase, servers: list[ServerRow]) -> None:
    """While it is up nobody takes it, and its learner waits; when it has been silent for long enough, it is taken once."""
    ada = Accounts(database).account("ada")
    dead, left, right = (HandIns(database, COURSE, server=name) for name in ("dead", *(row.name for row in servers)))
    database.write((tables.server.insert(), [{"name": "dead", "seen_at": now()}]))
    one = dead.accept(ada, FIRST, {f"{FIRST.stem}.py": "one"}, "one")
    assert left.take_over(9) == []
    with pytest.raises(InFlight):
        left.accept(ada, FIRST, {f"{FIRST.stem}.py": "two"}, "two")
    silent = update(tables.server).where(tables.server.c.name == "dead").values(seen_at=now(-GONE_AFTER))
    database.write((silent, [{}]))
    assert left.take_over(9, without=[one.id]) == []
    with ThreadPoolExecutor(2) as pool:
        taken = [pool.submit(each.take_over, 9) for each in (left, right)]
    assert [each.id for future in taken for each in future.result()] == [one.id]
    for each in (left, right):
        each.release([one.id])  # whichever has it
    assert [each.id for each in right.take_over(9)] == [one.id]


def test_a_server_that_ends_says_so(database: HostedDatabase) -> None:
    """Its row is gone at once, so nobody waits until it has been silent for long enough."""
    row = ServerRow(database)
    row.start()
    names = select(tables.server.c.name)
    assert [tuple(each) for each in database.read(names)] == [(row.name,)]
    row.close()
    assert database.read(names) == []


def test_writes_that_fail_leave_the_others_of_their_transaction(database: HostedDatabase) -> None:
    """One raises an error of its own, and what it wrote before stays; one breaks the transaction, and is told so alone."""
    commits = Commits(database)
    made: list[Future[None]] = []

    def add(name: str, error: Exception | None = None) -> None:
        def write(connection: Connection) -> None:
            connection.execute(tables.server.insert().values(name=name, seen_at=now()))
            if error:
                raise error

        made.append(commits.do(len(made), write))

    add("one")
    add("two", ValueError("mine"))
    add("one")  # there is one already
    add("three")
    commits.start()  # so that all are in one batch
    commits.close()
    problems = [future.exception() for future in made]
    assert [type(problem) for problem in problems] == [type(None), ValueError, Fault, type(None)]
    assert {row.name for row in database.read(select(tables.server.c.name))} == {"one", "three", "two"}


def test_a_database_of_before_is_brought_up_to_date(url: str) -> None:
    """One without servers gets them; a hand-in from before belongs to nobody, so any server may grade it."""
    database = HostedDatabase(url)
    ada = Accounts(database).account("ada")
    one = HandIns(database, COURSE).accept(ada, FIRST, {f"{FIRST.stem}.py": "one"}, "one")
    with database.transaction() as connection:
        connection.exec_driver_sql("DROP TABLE server")
        for table in ("hand_in", "passback"):
            connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN server")
        connection.execute(update(about).where(about.c.key == tables.NAME).values(value="2"))
    database.close()
    again = HostedDatabase(url)
    assert [each.id for each in HandIns(again, COURSE, server="new").take_over(9)] == [one.id]
    with again.transaction() as connection:
        for table in ("hand_in", "passback"):
            assert "server" in {column["name"] for column in inspect(connection).get_columns(table)}
    again.close()
