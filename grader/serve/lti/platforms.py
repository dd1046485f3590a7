"""The platforms that may launch this course, and where on them the tool is deployed."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import delete, select

from grader.classroom.gradebook.database import storable
from grader.core.errors import UsageError
from grader.core.text import safe_name
from grader.serve.hosted.database import HostedDatabase, now
from grader.serve.hosted.people import PLATFORM_PREFIX, hash_of
from grader.serve.hosted.tables import account, passback, session, signin_link
from grader.serve.lti.addresses import origin_of
from grader.serve.lti.tables import context, deployment, invitation, link, platform

INVITATION_SECONDS = 3600.0
LONGEST_NAME = 255
"""Characters that an id of a platform's may have."""


@dataclass(frozen=True)
class Platform:
    """One registration of the tool with a platform."""

    id: int
    name: str
    """What the operator calls it."""
    issuer: str
    client_id: str
    auth_url: str
    """Where a browser is sent to prove who it is."""
    token_url: str
    """Where this server gets access tokens."""
    token_audience: str
    """What a request for a token names as its audience; empty for the token_url."""
    key_set_url: str
    """Where the platform's public keys are."""
    more_origins: tuple[str, ...] = ()
    any_deployment: bool = False

    @property
    def origins(self) -> tuple[str, ...]:
        """The origins that the platform's services and pages may have."""
        own = [origin_of(url) for url in (self.auth_url, self.token_url, self.key_set_url)]
        issuer = [origin_of(self.issuer)] if "://" in self.issuer else []
        return tuple(dict.fromkeys([*issuer, *own, *self.more_origins]))

    def demand_own(self, url: str) -> str:
        """Return an address that a message of the platform's names.

        Raises:
            UsageError: it has none of the platform's origins, so nothing is sent there.
        """
        if origin_of(url) not in self.origins:
            raise UsageError(
                f"{safe_name(url)} is not at an address of {self.name}. "
                f"If it should be: grade serve platform origin {self.name} {origin_of(url)}"
            )
        return url


class Platforms:
    """The platforms of a course."""

    def __init__(self, database: HostedDatabase) -> None:
        self._database = database

    def add(self, one: Platform, deployments: Sequence[str] = ()) -> Platform:
        """Register a platform; its `id` is given here.

        Raises:
            UsageError: an address is none, or the name or the registration is taken.
        """
        for named in (one.name, one.issuer, one.client_id, *deployments):
            demand_name(named)
        assert one.origins
        row = {
            "name": one.name,
            "issuer": one.issuer,
            "client_id": one.client_id,
            "auth_url": one.auth_url,
            "token_url": one.token_url,
            "token_audience": one.token_audience,
            "key_set_url": one.key_set_url,
            "origins": "\n".join(map(origin_of, one.more_origins)),
            "any_deployment": one.any_deployment,
            "made_at": now(),
        }
        taken = (platform.c.name == one.name) | (
            (platform.c.issuer == one.issuer) & (platform.c.client_id == one.client_id)
        )
        with self._database.transaction() as connection:
            if connection.execute(select(platform.c.id).where(taken)).first():
                raise UsageError(
                    f"There is already a platform called {one.name!r}, or one with this issuer and client id."
                )
            made = self._database.insert(platform).values(**row).returning(platform.c.id)
            number = connection.execute(made).scalar_one()
            for named in dict.fromkeys(deployments):
                connection.execute(deployment.insert().values(platform=number, name=named))
        return self.by_id(number)

    def all(self) -> list[Platform]:
        """Return every platform, by name."""
        return [_platform(row) for row in self._database.read(_PLATFORMS.order_by(platform.c.name))]

    def by_id(self, number: int) -> Platform:
        """Return the platform with this number.

        Raises:
            UsageError: there is none.
        """
        return self._one(platform.c.id == number, "This platform is no longer registered.")

    def called(self, name: str) -> Platform:
        """Return the platform that the operator calls so.

        Raises:
            UsageError: there is none.
        """
        return self._one(platform.c.name == name, f"No platform is called {safe_name(name)!r}.")

    def of(self, issuer: str, client_id: str) -> Platform:
        """Return who begins a sign-in; without a client id the one registration of the issuer.

        Raises:
            UsageError: there is none, or more than one.
        """
        mine = platform.c.issuer == storable(issuer)
        if client_id:
            mine &= platform.c.client_id == storable(client_id)
        rows = self._database.read(_PLATFORMS.where(mine))
        if len(rows) != 1:
            raise UsageError("This course site is not registered with the course. Ask your instructor.")
        return _platform(rows[0])

    def _one(self, mine: sa.ColumnElement[bool], told: str) -> Platform:
        rows = self._database.read(_PLATFORMS.where(mine))
        if not rows:
            raise UsageError(told)
        return _platform(rows[0])

    def deployments(self, one: Platform) -> list[str]:
        """Return a platform's names of the deployments that may launch."""
        mine = deployment.c.platform == one.id
        return [row.name for row in self._database.read(select(deployment.c.name).where(mine).order_by("id"))]

    def add_deployment(self, one: Platform, name: str) -> None:
        """Let one more deployment launch."""
        made = self._database.insert(deployment).values(platform=one.id, name=demand_name(name))
        self._database.write((made.on_conflict_do_nothing(), [{}]))

    def add_origin(self, one: Platform, url: str) -> None:
        """Let the platform have services and pages at one more origin."""
        origins = "\n".join(dict.fromkeys([*one.more_origins, origin_of(url)]))
        self._database.write((platform.update().where(platform.c.id == one.id).values(origins=origins), [{}]))

    def deployment(self, one: Platform, name: str) -> int:
        """Return the number of the deployment that a message names.

        Raises:
            UsageError: it may not launch.
        """
        if one.any_deployment:
            self.add_deployment(one, name)
        mine = (deployment.c.platform == one.id) & (deployment.c.name == storable(name))
        rows = self._database.read(select(deployment.c.id).where(mine))
        if not rows:
            raise UsageError(
                f"The deployment {safe_name(name)!r} of {one.name} is not registered. "
                f"If it should be: grade serve platform deployment {one.name} {safe_name(name)}"
            )
        return int(rows[0].id)

    def remove(self, one: Platform) -> None:
        """Remove a platform: nobody signs in from it any more, and no score goes there. Its people and marks stay."""
        mine = select(context.c.id).join(deployment).where(deployment.c.platform == one.id)
        with self._database.transaction() as connection:
            contexts = [row.id for row in connection.execute(mine)]
            for number in contexts:
                own = account.c.key.startswith(f"{PLATFORM_PREFIX}{number}:", autoescape=True)
                people = select(account.c.id).where(own).scalar_subquery()
                for table in (session, signin_link, passback):
                    connection.execute(delete(table).where(table.c.account.in_(people)))
                connection.execute(delete(link).where(link.c.context == number))
            connection.execute(delete(context).where(context.c.id.in_(contexts)))
            connection.execute(delete(deployment).where(deployment.c.platform == one.id))
            connection.execute(delete(platform).where(platform.c.id == one.id))

    # dynamic registration

    def invite(self, name: str, origins: Sequence[str]) -> str:
        """Return a code with which the platform at the first of these origins may register itself once, within an hour."""
        code = secrets.token_urlsafe(32)
        row = {"code_hash": hash_of(code), "name": demand_name(name), "expires_at": now(INVITATION_SECONDS)}
        row["origins"] = "\n".join(map(origin_of, origins))
        self._database.write((invitation.insert(), [row]))
        return code

    def invited(self, code: str, *, use: bool) -> tuple[str, tuple[str, ...]]:
        """Return the name and the origins of an invitation; `use` it up.

        Raises:
            UsageError: it was used, has ended, or never was.
        """
        mine = (invitation.c.code_hash == hash_of(code)) & invitation.c.used_at.is_(None)
        mine &= invitation.c.expires_at > now()
        with self._database.transaction() as connection:
            row = connection.execute(select(invitation.c.name, invitation.c.origins).where(mine)).first()
            count = connection.execute(invitation.update().where(mine).values(used_at=now())).rowcount if use else 1
            if row is None or count != 1:
                raise UsageError("This registration address was already used, or is too old. Make a new one.")
        return row.name, tuple(row.origins.splitlines())


def demand_name(text: str) -> str:
    """Return an id or a name of a platform's.

    Raises:
        UsageError: it is empty, too long, or has what is not printable.
    """
    if not 0 < len(text) <= LONGEST_NAME or not text.isprintable():
        raise UsageError(f"{safe_name(text)!r}: a name or an id has 1 to {LONGEST_NAME} printable characters.")
    return text


_PLATFORMS = select(*(column for column in platform.c if column.name != "made_at"))


def _platform(row: sa.Row[Any]) -> Platform:
    values = dict(row._mapping)
    return Platform(more_origins=tuple(values.pop("origins").splitlines()), **values)
