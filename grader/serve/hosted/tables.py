"""The tables of a hosted course, beside the gradebook's in the same database, and their version.

account      who may sign in; the key is that of the gradebook's `learner`
signin_link  one-use links, as hashes
session      who is signed in: the cookie's secret as a hash
draft        what a learner has typed last, by the stem of the exercise
displaced    drafts that another page of the same learner has typed over
hint         how many hints were shown, and what they were about
hand_in      everything that was handed in, append-only; its result is in the gradebook's `result`
server       which servers are up, and when each of them said so last
passback     scores on their way to another system, filled by what listens to results (see hand_ins)
audit        what instructors, assistants and operators did; rows are only ever added
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import sqlalchemy as sa
from sqlalchemy import Column, Float, ForeignKey, Integer, String, Table, Text, select

from grader.classroom.gradebook.tables import about
from grader.core.errors import UsageError

NAME = "hosted"
VERSION = 3
Migrations = Mapping[int, Callable[[sa.Connection], None]]
"""From each version to the next."""

metadata = sa.MetaData()
account = Table(
    "account",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False, default=""),
    Column("email", Text, nullable=False, default=""),
    Column("role", String(20), nullable=False),  # learner, assistant or instructor
    Column("sections", Text, nullable=False, default=""),  # one a line
    Column("made_at", String(32), nullable=False),  # every time is UTC, ISO 8601, to the millisecond
)
signin_link = Table(
    "signin_link",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account", ForeignKey("account.id"), nullable=False, index=True),
    Column("secret_hash", String(64), nullable=False, unique=True),
    Column("expires_at", String(32), nullable=False),
    Column("used_at", String(32)),
)
session = Table(
    "session",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account", ForeignKey("account.id"), nullable=False, index=True),
    Column("secret_hash", String(64), nullable=False, unique=True),
    Column("made_at", String(32), nullable=False),
    Column("expires_at", String(32), nullable=False),
    Column("revoked_at", String(32)),
)
draft = Table(
    "draft",
    metadata,
    Column("account", ForeignKey("account.id"), primary_key=True),
    Column("exercise", String(200), primary_key=True),
    Column("source", Text, nullable=False),
    Column("fingerprint", String(32), nullable=False),
    Column("saved_at", String(32), nullable=False),
)
displaced = Table(
    "displaced",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account", ForeignKey("account.id"), nullable=False, index=True),
    Column("exercise", String(200), nullable=False),
    Column("source", Text, nullable=False),
    Column("saved_at", String(32), nullable=False),
)
hint = Table(
    "hint",
    metadata,
    Column("account", ForeignKey("account.id"), primary_key=True),
    Column("exercise", String(200), primary_key=True),
    Column("about", Text, nullable=False),
    Column("shown", Integer, nullable=False),
)
hand_in = Table(
    "hand_in",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account", ForeignKey("account.id"), nullable=False),
    Column("exercise", String(200), nullable=False),
    Column("idempotency_key", String(64), nullable=False),
    Column("files", Text, nullable=False),  # JSON: file name -> text
    Column("handed_in_at", String(32), nullable=False),
    Column("result", Integer),  # of the gradebook's; empty until it is graded
    Column("document", Text),  # the result as JSON, in ASCII
    Column("page", Text),  # what the page showed of it, as JSON
    Column("graded_at", String(32)),
    Column("server", String(16), nullable=False, default="", server_default=""),  # who grades it; empty for nobody
    sa.UniqueConstraint("account", "idempotency_key"),
)
sa.Index("hand_in_ungraded", hand_in.c.graded_at, hand_in.c.id)
sa.Index("hand_in_of", hand_in.c.account, hand_in.c.exercise, hand_in.c.id)
server = Table(
    "server",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("seen_at", String(32), nullable=False),
)
passback = Table(
    "passback",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account", ForeignKey("account.id"), nullable=False),
    Column("exercise", String(200), nullable=False),  # or whatever the target counts as one item
    Column("target", Text, nullable=False),  # where the score goes: the listener's own words
    Column("score", Float, nullable=False),
    Column("max_score", Float, nullable=False),
    Column("state", String(20), nullable=False),  # the listener's own words
    Column("tries", Integer, nullable=False, default=0),
    Column("due_at", String(32), nullable=False),
    Column("made_at", String(32), nullable=False),
    Column("sent_at", String(32)),
    Column("trouble", Text, nullable=False, default=""),
    Column("changes", Integer, nullable=False, default=0, server_default="0"),  # how often it was to be sent again
    Column("server", String(16), nullable=False, default="", server_default=""),  # who took it last
)
sa.Index("passback_due", passback.c.state, passback.c.due_at)
passback_one = sa.Index("passback_one", passback.c.account, passback.c.target, unique=True)
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("who", Text, nullable=False),  # an account's key; empty for the operator at the terminal
    Column("did", String(40), nullable=False),
    Column("subject", Text, nullable=False, default=""),
    Column("detail", Text, nullable=False, default=""),
    Column("at", String(32), nullable=False),
)


def _count_changes(connection: sa.Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE passback ADD COLUMN changes INTEGER NOT NULL DEFAULT 0")
    passback_one.create(connection)


def _name_servers(connection: sa.Connection) -> None:
    for table in ("hand_in", "passback"):
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN server VARCHAR(16) NOT NULL DEFAULT ''")
    server.create(connection)


MIGRATIONS: Migrations = {1: _count_changes, 2: _name_servers}


def prepare(
    connection: sa.Connection,
    where: str,
    *,
    name: str = NAME,
    version: int = VERSION,
    tables: sa.MetaData = metadata,
    migrations: Migrations = MIGRATIONS,
) -> None:
    """Make a set of tables, or bring older ones up to date. Its version is kept in the gradebook's `about`.

    Args:
        connection: in a transaction, to a database with a gradebook's tables.
        where: the database, for messages.
        name: of the set; another package gives its own.
        version: the one that this program knows.
        tables: the set.
        migrations: from each version to the next.

    Raises:
        UsageError: the tables are of a newer grader.
    """
    found = connection.execute(select(about.c.value).where(about.c.key == name)).scalar()
    if found is None:
        tables.create_all(connection)
        connection.execute(about.insert().values(key=name, value=str(version)))
        return
    if int(found) > version:
        raise UsageError(f"{where}: a newer grader wrote this database ({name} {found}). Install a newer grader.")
    for step in range(int(found), version):
        migrations[step](connection)
    connection.execute(about.update().where(about.c.key == name).values(value=str(version)))
