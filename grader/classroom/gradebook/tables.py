"""The gradebook's tables, their version, and how an older gradebook becomes a newer one.

about      key, value                          the version
learner    key, name, email, section, team, enrolled  who; enrolled where a roster names them
result     one attempt at one exercise or quiz, kept permanently; a row for each identity, so never twice
standing   learner, kind, name -> result       which attempt counts, when it was handed in, whether it is kept
adopted    exercise, cluster -> id, hint       wrong answers that an instructor has given a name
decision   learner, name, kind, points, text    what an instructor decided by hand; rows are only ever added
policy     name -> due, late                    due dates that are not those of the course
"""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy import Boolean, Column, Float, ForeignKey, Integer, String, Table, Text, select, text

from grader.core.errors import UsageError

VERSION = 6

metadata = sa.MetaData()
about = Table("about", metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False))
learner = Table(
    "learner",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False, default=""),
    Column("email", Text, nullable=False, default=""),
    Column("section", Text, nullable=False, default="", server_default=""),
    Column("team", Text, nullable=False, default="", server_default=""),  # the group that hands in together
    Column("enrolled", Boolean, nullable=False, default=False, server_default=sa.false()),
)
result = Table(
    "result",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("learner", ForeignKey("learner.id"), nullable=False),
    Column("kind", String(20), nullable=False),  # exercise or quiz
    Column("name", String(200), nullable=False),
    Column("identity", String(32), nullable=False),
    Column("content", String(32), nullable=False),
    Column("status", String(20), nullable=False),
    Column("score", Float, nullable=False),
    Column("max_score", Float, nullable=False),
    Column("bonus", Float, nullable=False),
    Column("full_marks", Boolean, nullable=False),
    Column("ungraded", Boolean, nullable=False),
    Column("misconception", Text),
    Column("cluster", String(16)),
    Column("document", Text, nullable=False),  # the result as JSON, in ASCII
    Column("graded_at", String(32), nullable=False),  # UTC, ISO 8601
    Column("source", String(32)),  # the hash of the one file that was graded; of its syntax without names and comments
    Column("shape", String(32)),
    Column("nodes", Integer),  # how large that syntax is
    Column("course", Text),  # that it was earned on: its id, its version, the hash of its files
    Column("course_version", Text),
    Column("course_content", String(32)),
    sa.UniqueConstraint("learner", "kind", "name", "identity"),
)
COURSE = (result.c.course, result.c.course_version, result.c.course_content)
sa.Index("result_cluster", result.c.name, result.c.cluster)
standing = Table(
    "standing",
    metadata,
    Column("learner", ForeignKey("learner.id"), primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("name", String(200), primary_key=True),
    Column("result", ForeignKey("result.id"), nullable=False),
    Column("handed_at", String(40), nullable=False, default="", server_default=""),  # ISO 8601; empty: not known
    Column("late", Boolean, nullable=False, default=False, server_default=sa.false()),  # as the course site says
    Column("kept", String(32), nullable=False, default="", server_default=""),
)
"""`kept` is the hash of the hand-in for which an instructor keeps a mark that the course would lower now."""
adopted = Table(
    "adopted",
    metadata,
    Column("exercise", String(200), primary_key=True),
    Column("cluster", String(16), primary_key=True),
    Column("id", Text, nullable=False),
    Column("hint", Text, nullable=False),
)

decision = Table(
    "decision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("learner", ForeignKey("learner.id"), nullable=False),
    Column("name", String(200), nullable=False),  # of the exercise or quiz; empty for the learner as a whole
    Column("kind", String(20), nullable=False),
    Column("points", Float),
    Column("text", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("made_at", String(32), nullable=False),  # UTC, ISO 8601
    Column("until", String(80), nullable=False, default="", server_default=""),  # of an extension: the new due date
)
sa.Index("decision_learner", decision.c.learner)

policy = Table(
    "policy",
    metadata,
    Column("name", String(200), primary_key=True),  # of the exercise or quiz; empty for all that have none
    Column("due", Text, nullable=False),  # as it was written, with its zone
    Column("late", Text, nullable=False),
)


def _clusters(connection: sa.Connection) -> None:
    """Version 2: what results without a known mistake share, and the names that it was given."""
    connection.execute(text("ALTER TABLE result ADD COLUMN cluster VARCHAR(16)"))
    connection.execute(text("CREATE INDEX result_cluster ON result (name, cluster)"))
    adopted.create(connection)


def _people(connection: sa.Connection) -> None:
    """Version 3: sections, who is enrolled, and what instructors decide by hand."""
    connection.execute(text("ALTER TABLE learner ADD COLUMN section TEXT NOT NULL DEFAULT ''"))
    connection.execute(text("ALTER TABLE learner ADD COLUMN enrolled BOOLEAN NOT NULL DEFAULT false"))
    decision.create(connection)


def _times(connection: sa.Connection) -> None:
    """Version 4: when something was handed in, due dates, marks that are kept, and what programs look alike."""
    for column in ("source VARCHAR(32)", "shape VARCHAR(32)", "nodes INTEGER"):
        connection.execute(text(f"ALTER TABLE result ADD COLUMN {column}"))
    connection.execute(text("ALTER TABLE standing ADD COLUMN handed_at VARCHAR(40) NOT NULL DEFAULT ''"))
    connection.execute(text("ALTER TABLE standing ADD COLUMN late BOOLEAN NOT NULL DEFAULT false"))
    connection.execute(text("ALTER TABLE standing ADD COLUMN kept VARCHAR(32) NOT NULL DEFAULT ''"))
    if not any(column["name"] == "until" for column in sa.inspect(connection).get_columns("decision")):
        # a gradebook of version 2 has just been given the whole table
        connection.execute(text("ALTER TABLE decision ADD COLUMN until VARCHAR(80) NOT NULL DEFAULT ''"))
    policy.create(connection)


def _teams(connection: sa.Connection) -> None:
    """Version 5: who hands in together."""
    connection.execute(text("ALTER TABLE learner ADD COLUMN team TEXT NOT NULL DEFAULT ''"))


def _courses(connection: sa.Connection) -> None:
    """Version 6: which course a result was earned on, and which version of it."""
    for column in ("course TEXT", "course_version TEXT", "course_content VARCHAR(32)"):
        connection.execute(text(f"ALTER TABLE result ADD COLUMN {column}"))


MIGRATIONS: dict[int, Callable[[sa.Connection], None]] = {
    1: _clusters,
    2: _people,
    3: _times,
    4: _teams,
    5: _courses,
}
"""From each version to the next."""


def prepare(connection: sa.Connection, where: str) -> None:
    """Make the tables, or bring older ones up to date.

    Raises:
        UsageError: the gradebook is of a newer grader, or is another program's database.
    """
    names = set(sa.inspect(connection).get_table_names())
    if "about" not in names:
        if names & {"learner", "result", "standing"}:
            raise UsageError(f"{where}: is the database of another program; give the gradebook its own database.")
        metadata.create_all(connection)
        connection.execute(about.insert().values(key="version", value=str(VERSION)))
        return
    found = connection.execute(select(about.c.value).where(about.c.key == "version")).scalar()
    version = int(found) if found and found.isdigit() else 0
    if version > VERSION or version < 1:
        raise UsageError(
            f"{where}: is a gradebook of version {found}, and this grader knows {VERSION}; install a newer grader."
        )
    while version < VERSION:
        MIGRATIONS[version](connection)
        version += 1
        connection.execute(about.update().where(about.c.key == "version").values(value=str(version)))
