"""Names and roles: the people of a course on a platform, asked for page by page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from grader.core.errors import Fault, UsageError
from grader.serve.hosted.database import HostedDatabase, now
from grader.serve.hosted.people import Accounts, Sessions
from grader.serve.lti.access import PlatformServices
from grader.serve.lti.contexts import Contexts, LtiContext
from grader.serve.lti.messages import full_name, role_of
from grader.serve.lti.platforms import LONGEST_NAME, Platforms
from grader.serve.lti.service_client import PlatformTrouble
from grader.serve.lti.tables import context

SCOPE = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
TYPE = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
EVERY = 6 * 3600.0
"""Seconds after which the people of a course are asked for again."""
_AGAIN = 900.0  # after trouble
_MOST_PAGES = 200
_MOST_MEMBERS = 50_000


class Memberships:
    """Keeps the accounts of courses on platforms up to date."""

    def __init__(
        self, database: HostedDatabase, contexts: Contexts, platforms: Platforms, services: PlatformServices
    ) -> None:
        self._database, self._contexts, self._platforms = database, contexts, platforms
        self._services = services
        self._accounts, self._sessions = Accounts(database), Sessions(database)

    def update_due(self) -> None:
        """Ask for the people of every course that is due. Trouble is kept with the course."""
        for where, due_at in self._contexts.all():
            if where.members_url and due_at and due_at <= now():
                # of two servers one takes it
                mine = (context.c.id == where.id) & (context.c.members_due_at == due_at)
                later = {"members_due_at": now(_AGAIN)}
                with self._database.transaction() as connection:
                    if connection.execute(context.update().where(mine).values(later)).rowcount != 1:
                        continue
                self.update(where)

    def update(self, where: LtiContext) -> int:
        """Ask for the people of a course; return how many there are, or -1 where there was trouble, which is kept."""
        try:
            members = list(self._members(where))
        except (Fault, UsageError) as trouble:
            self._keep(where, _AGAIN, str(trouble))
            return -1
        active = [one for one in members if one.get("status", "Active") == "Active"]
        for one in active:
            email = one.get("email")
            self._contexts.person(
                where, one["user_id"], role_of(one["roles"]), full_name(one), email if isinstance(email, str) else ""
            )
        self._leave(where, {where.key(one["user_id"]) for one in active})
        self._keep(where, EVERY, "")
        return len(active)

    def _leave(self, where: LtiContext, keys: set[str]) -> None:
        """Sign out the people who are no longer in a course; what they have handed in stays."""
        for person in self._accounts.all():
            if person.key.startswith(where.people) and person.key not in keys:
                self._sessions.revoke(person)

    def _members(self, where: LtiContext) -> Iterator[dict[str, Any]]:
        one, url, count = self._platforms.by_id(where.platform), where.members_url, 0
        for _ in range(_MOST_PAGES):
            answer = self._services.send(one, [SCOPE], "GET", url, headers={"accept": TYPE})
            given = answer.json()
            found = given.get("members") if isinstance(given, dict) else None
            if not isinstance(found, list):
                raise PlatformTrouble("The platform's list of people cannot be read.")
            for member in found:
                _demand_member(member)
                yield member
            count += len(found)
            if count > _MOST_MEMBERS:
                raise PlatformTrouble(f"The platform's list has more than {_MOST_MEMBERS} people.")
            if not answer.next_url:
                return
            url = answer.next_url
        raise PlatformTrouble(f"The platform's list has more than {_MOST_PAGES} pages.")

    def _keep(self, where: LtiContext, seconds: float, trouble: str) -> None:
        values = {"members_due_at": now(seconds), "trouble": trouble}
        self._database.write((context.update().where(context.c.id == where.id).values(values), [{}]))


def _demand_member(member: object) -> None:
    subject = member.get("user_id") if isinstance(member, dict) else None
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_NAME or not subject.isprintable():
        raise PlatformTrouble("The platform's list has a person without a user_id.")
    assert isinstance(member, dict)
    role_of(member.get("roles"))
