"""The tool's own keys: two are published, so that platforms know the next one before anything is signed with it."""

from __future__ import annotations

import json
import secrets
import time
from typing import Any

import sqlalchemy as sa
from joserfc import jwt
from joserfc.jwk import RSAKey
from sqlalchemy import select

from grader.serve.hosted.database import HostedDatabase, now
from grader.serve.lti.tables import key, secret

_BITS = 2048
_RETIRED_SECONDS = 3600.0  # what was signed before a rotation can be checked as long
TOKEN_SECONDS = 300


class ToolKeys:
    """Signs the tool's messages, and publishes the keys to check them with."""

    def __init__(self, database: HostedDatabase) -> None:
        """Make the keys where there are none."""
        self._database = database
        with database.transaction() as connection:
            _lock(connection, database)
            _fill(connection)
            if connection.execute(select(secret.c.id)).first() is None:
                connection.execute(secret.insert().values(value=secrets.token_urlsafe(48)))

    @property
    def ticket_secret(self) -> str:
        """What the tool signs its own tickets with; every server of the course has the same."""
        return str(self._database.read(select(secret.c.value).order_by(secret.c.id))[0].value)

    def published(self) -> dict[str, Any]:
        """Return the key set: the key in use, the next one, and one that was in use within the last hour."""
        shown = key.c.retired_at.is_(None) | (key.c.retired_at > now(-_RETIRED_SECONDS))
        rows = self._database.read(select(key.c.private).where(shown).order_by(key.c.id))
        return {"keys": [_key(row.private).as_dict(private=False) for row in rows]}

    def sign(self, claims: dict[str, Any]) -> str:
        """Return claims as a signed token, with its times and a number used once."""
        rows = self._database.read(select(key.c.private).where(key.c.retired_at.is_(None)).order_by(key.c.id))
        one, at = _key(rows[0].private), int(time.time())
        times = {"iat": at, "exp": at + TOKEN_SECONDS, "jti": secrets.token_urlsafe(24)}
        return jwt.encode(
            {"alg": "RS256", "typ": "JWT", "kid": one.kid}, {**times, **claims}, one, algorithms=["RS256"]
        )

    def rotate(self) -> None:
        """Sign with the next key from now on, and publish one more."""
        with self._database.transaction() as connection:
            _lock(connection, self._database)
            first = select(sa.func.min(key.c.id)).where(key.c.retired_at.is_(None)).scalar_subquery()
            connection.execute(key.update().where(key.c.id == first).values(retired_at=now()))
            connection.execute(key.delete().where(key.c.retired_at < now(-_RETIRED_SECONDS)))
            _fill(connection)


def _lock(connection: sa.Connection, database: HostedDatabase) -> None:
    if not database.is_file:
        connection.execute(select(sa.func.pg_advisory_xact_lock(0x6C746B)))


def _fill(connection: sa.Connection) -> None:
    """Make keys until there are two: the one in use and the next."""
    count = connection.execute(select(sa.func.count()).where(key.c.retired_at.is_(None))).scalar_one()
    for _ in range(2 - count):
        made = RSAKey.generate_key(_BITS, {"use": "sig", "alg": "RS256"}, private=True, auto_kid=True)
        connection.execute(key.insert().values(private=json.dumps(made.as_dict(private=True))))


def _key(private: str) -> RSAKey:
    return RSAKey.import_key(json.loads(private))
