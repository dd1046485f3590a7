"""The tables of the LTI tool, in the database of the hosted course.

lti_platform     who may launch: one row for each registration (issuer and client id)
lti_deployment   where a platform has placed the tool
lti_context      a course on a platform; the people of one context are accounts with keys `lti:CONTEXT:SUBJECT`
lti_link         one link to the tool in a context: what it opens, and where its scores go
lti_key          the tool's own signing keys
lti_secret       what the tool signs its own short-lived tickets with
lti_used         hashes of what may be used once, until it has expired
lti_invitation   one-use codes for dynamic registration, as hashes

Scores on their way are rows of the hosted `passback`: `target` is the link's number, `exercise` is what it opens.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table, Text

from grader.serve.hosted import tables
from grader.serve.hosted.database import HostedDatabase

NAME = "lti"
VERSION = 1

metadata = sa.MetaData()
platform = Table(
    "lti_platform",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("issuer", Text, nullable=False),
    Column("client_id", Text, nullable=False),
    Column("auth_url", Text, nullable=False),
    Column("token_url", Text, nullable=False),
    Column("token_audience", Text, nullable=False),  # empty: the token_url
    Column("key_set_url", Text, nullable=False),
    Column("origins", Text, nullable=False),  # further ones of its services and pages, one a line
    Column("any_deployment", Boolean, nullable=False),  # whether a new deployment may launch
    Column("made_at", String(32), nullable=False),
    sa.UniqueConstraint("issuer", "client_id"),
)
deployment = Table(
    "lti_deployment",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("platform", ForeignKey("lti_platform.id"), nullable=False),
    Column("name", Text, nullable=False),  # the platform's own id of it
    sa.UniqueConstraint("platform", "name"),
)
context = Table(
    "lti_context",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("deployment", ForeignKey("lti_deployment.id"), nullable=False),
    Column("name", Text, nullable=False),  # the platform's own id of it; empty for launches without a course
    Column("section", Text, nullable=False),  # what its people have as their section
    Column("members_url", Text, nullable=False),
    Column("members_due_at", String(32), nullable=False),  # empty: not asked for
    Column("trouble", Text, nullable=False),
    sa.UniqueConstraint("deployment", "name"),
    sqlite_autoincrement=True,  # a number is in its people's keys, so it is never used again
)
link = Table(
    "lti_link",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("context", ForeignKey("lti_context.id"), nullable=False),
    Column("name", Text, nullable=False),  # the platform's own id of it
    Column("item", String(200), nullable=False),  # see items; empty for the whole course
    Column("title", Text, nullable=False),
    Column("line_item", Text, nullable=False),  # where its scores go
    Column("line_items", Text, nullable=False),  # where a column for its scores can be made
    Column("scopes", Text, nullable=False),
    sa.UniqueConstraint("context", "name"),
)
key = Table(
    "lti_key",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("private", Text, nullable=False),  # a JWK
    Column("retired_at", String(32)),
)
secret = Table(
    "lti_secret",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("value", Text, nullable=False),
)
used = Table(
    "lti_used",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("expires_at", String(32), nullable=False, index=True),
)
invitation = Table(
    "lti_invitation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code_hash", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("origins", Text, nullable=False),  # one a line; the first is the platform's own
    Column("expires_at", String(32), nullable=False),
    Column("used_at", String(32)),
)


def prepare_lti(database: HostedDatabase) -> None:
    """Make the tables in a hosted course's database, or bring them up to date.

    Raises:
        UsageError: they are of a newer grader.
    """
    with database.transaction() as connection:
        if not database.is_file:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(0x67726164)))
        tables.prepare(connection, database.where, name=NAME, version=VERSION, tables=metadata, migrations={})
