"""The audit log: what instructors, assistants and operators did. Rows are only ever added."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from grader.classroom.gradebook.database import storable
from grader.serve.hosted.database import HostedDatabase, now
from grader.serve.hosted.tables import audit


@dataclass(frozen=True)
class AuditEntry:
    """One thing that was done."""

    at: str
    who: str
    """An account's key; empty for the operator at the terminal."""
    did: str
    subject: str
    detail: str


def record(database: HostedDatabase, who: str, did: str, subject: str = "", detail: str = "") -> None:
    """Keep what somebody did."""
    row = {"who": storable(who), "did": did, "subject": storable(subject), "detail": storable(detail), "at": now()}
    database.write((audit.insert(), [row]))


def entries(database: HostedDatabase, most: int = 500) -> list[AuditEntry]:
    """Return what was done last, the newest first."""
    query = select(*(audit.c[name] for name in ("at", "who", "did", "subject", "detail")))
    return [AuditEntry(*row) for row in database.read(query.order_by(audit.c.id.desc()).limit(most))]
