"""Tickets: what the tool gives away and takes back unchanged, signed and short-lived, so that nothing is kept of it."""

from __future__ import annotations

import time
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from grader.core.errors import UsageError
from grader.serve.hosted.database import HostedDatabase, now
from grader.serve.hosted.people import hash_of
from grader.serve.lti.tables import used

LONGEST_TICKET = 100_000


class Tickets:
    """Makes and reads tickets, and knows which were used."""

    def __init__(self, database: HostedDatabase, secret: str) -> None:
        """Take where it is kept what was used, and what to sign with."""
        self._database, self._key = database, OctKey.import_key(secret)

    def make(self, kind: str, seconds: float, **values: Any) -> str:
        """Return a ticket of a kind that can be used for so many seconds."""
        claims = {"kind": kind, "exp": time.time() + seconds, "values": values}
        return jwt.encode({"alg": "HS256"}, claims, self._key, algorithms=["HS256"])

    def read(self, kind: str, ticket: str) -> dict[str, Any]:
        """Return what is in a ticket.

        Raises:
            UsageError: it is not one of this course and kind, or has ended.
        """
        try:
            if len(ticket) > LONGEST_TICKET:
                raise ValueError
            claims = jwt.decode(ticket, self._key, algorithms=["HS256"]).claims
        except (JoseError, ValueError, RecursionError):
            raise UsageError("This sign-in did not start here. Open the course from your course site again.") from None
        if claims["kind"] != kind:
            raise UsageError("This sign-in did not start here. Open the course from your course site again.")
        if claims["exp"] < time.time():
            raise UsageError("The sign-in took too long. Open the course from your course site again.")
        return dict(claims["values"])

    def use_once(self, *texts: str, seconds: float) -> None:
        """Use texts up; they are remembered for so many seconds, in which they must end by themselves.

        Raises:
            UsageError: one was used before, here or on another server.
        """
        rows = [{"hash": hash_of(text), "expires_at": now(seconds)} for text in texts]
        # the rows are asked for: PostgreSQL's driver does not count them
        made = self._database.insert(used).on_conflict_do_nothing().returning(used.c.hash)
        with self._database.transaction() as connection:
            connection.execute(used.delete().where(used.c.expires_at < now()))
            if not all(connection.execute(made.values(**row)).first() for row in rows):
                raise UsageError("This sign-in was already used. Open the course from your course site again.")
