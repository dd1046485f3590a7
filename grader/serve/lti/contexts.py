"""Courses on platforms, links in them, and the people who come from there.

The people of a context are separate accounts: `lti:CONTEXT:SUBJECT`. So the same person is a learner in one course and an
assistant in another, and an instructor of one course sees nobody of the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from grader.classroom.gradebook.database import storable
from grader.core.course import Course
from grader.core.errors import UsageError
from grader.core.text import safe_name
from grader.serve.hosted.database import HostedDatabase, now
from grader.serve.hosted.people import PLATFORM_PREFIX, Account, Accounts, Role
from grader.serve.hosted.tables import passback
from grader.serve.lti.addresses import LONGEST_ADDRESS
from grader.serve.lti.messages import LaunchMessage
from grader.serve.lti.platforms import Platform
from grader.serve.lti.score_jobs import look_again
from grader.serve.lti.tables import context, deployment, link

ITEM = "exercise"
"""The custom parameter that says what a link opens: an exercise's number or name."""
_LONGEST_EMAIL = 254


@dataclass(frozen=True)
class LtiContext:
    """A course on a platform."""

    id: int
    platform: int
    """The platform's number."""
    section: str
    members_url: str
    """Where its people are listed; empty where that is not offered."""

    def key(self, subject: str) -> str:
        """Return the key of one of its people."""
        return f"{self.people}{subject}"

    @property
    def people(self) -> str:
        """How the keys of its people begin."""
        return f"{PLATFORM_PREFIX}{self.id}:"


@dataclass(frozen=True)
class Link:
    """A link to the course, in a course on a platform."""

    id: int
    item: str
    """An exercise's name; empty for the whole course."""


class Contexts:
    """What is known of courses on platforms."""

    def __init__(self, database: HostedDatabase, course: Course) -> None:
        self._database, self._course = database, course
        self._accounts = Accounts(database)

    def context(self, one: Platform, deployment_id: int, message: LaunchMessage) -> LtiContext:
        """Return the course that a message comes from; it is kept when it is seen for the first time.

        Raises:
            UsageError: what the message says of it is not sound.
        """
        name = message.context.get("id") or ""
        if not isinstance(name, str) or len(name) > LONGEST_ADDRESS:
            raise UsageError("The message of the course site does not name the course.")
        members_url = message.members.get("context_memberships_url") or ""
        if members_url:
            members_url = one.demand_own(str(members_url))
        row = {"deployment": deployment_id, "name": storable(name)}
        made = self._database.insert(context).values(**row, section="", members_url="", members_due_at="", trouble="")
        mine = (context.c.deployment == deployment_id) & (context.c.name == row["name"])
        with self._database.transaction() as connection:
            connection.execute(made.on_conflict_do_nothing())
            there = connection.execute(_CONTEXTS.where(mine)).one()
            section, new = there.section, {}
            if not section:
                title = message.context.get("title") or message.context.get("label")
                shown = safe_name(title.strip()) if isinstance(title, str) and title.strip() else "Course"
                # two courses may have the same title, and a roster a section that is called so
                section = new["section"] = f"{shown} (lti {there.id})"
            if members_url and members_url != there.members_url:
                new |= {"members_url": members_url, "members_due_at": now()}
            if new:
                connection.execute(context.update().where(mine).values(new))
        return LtiContext(there.id, one.id, section, members_url or there.members_url)

    def all(self) -> list[tuple[LtiContext, str]]:
        """Return every course, with when its people are to be asked for next."""
        rows = self._database.read(_CONTEXTS.add_columns(context.c.members_due_at).order_by(context.c.id))
        return [(LtiContext(*row[:4]), row.members_due_at) for row in rows]

    def person(self, where: LtiContext, subject: str, role: Role, name: str, email: str) -> Account:
        """Return the account of somebody of a course, made or brought up to date."""
        plain = email.isprintable() and len(email) <= _LONGEST_EMAIL and "@" in email
        shown = safe_name(name.strip()) if name.strip() else ""
        return self._accounts.account(where.key(subject), shown, email if plain else "", role, [where.section])

    def link(self, where: LtiContext, one: Platform, message: LaunchMessage) -> Link:
        """Return the link that was followed; it is kept, with where its scores go.

        Raises:
            UsageError: what the message says of it is not sound.
        """
        item = self.item_of(message.custom.get(ITEM))
        title = message.resource.get("title")
        scopes = message.scores.get("scope")
        texts = [scope for scope in scopes if isinstance(scope, str)] if isinstance(scopes, list) else []
        values = {
            "item": item,
            "title": safe_name(title) if isinstance(title, str) else "",
            "line_item": _address(one, message.scores, "lineitem"),
            "line_items": _address(one, message.scores, "lineitems"),
            "scopes": "\n".join(text for text in texts[:20] if len(text) <= LONGEST_ADDRESS and text.isprintable()),
        }
        row = {"context": where.id, "name": storable(message.resource["id"])}
        # a column that was made here stays where the platform does not name one
        kept = {name: text for name, text in values.items() if text or name not in ("line_item", "title")}
        made = self._database.insert(link).values(**row, **values)
        made = made.on_conflict_do_update(index_elements=["context", "name"], set_=kept).returning(link.c.id)
        with self._database.transaction() as connection:
            number = connection.execute(made).scalar_one()
            other = (passback.c.target == str(number)) & (passback.c.exercise != item)
            connection.execute(passback.update().where(other).values(exercise=item, **look_again()))
        return Link(number, item)

    def follow(self, one: Link, person: Account) -> None:
        """Keep that a learner's score goes where a link says, from now on; a score that had failed is tried again."""
        row = {"account": person.id, "exercise": one.item, "target": str(one.id), "due_at": now(), "made_at": now()}
        made = self._database.insert(passback).values(
            **row, score=0.0, max_score=0.0, state="waiting", tries=0, changes=0, trouble=""
        )
        again = made.on_conflict_do_update(index_elements=["account", "target"], set_=look_again())
        self._database.write((again, [{}]))

    def item_of(self, word: object) -> str:
        """Return the name of the exercise that a link opens; empty for the whole course.

        Raises:
            UsageError: there is no such exercise.
        """
        if word in (None, "", "course"):
            return ""
        if not isinstance(word, str) or len(word) > LONGEST_ADDRESS:
            raise UsageError("The link does not say which exercise it opens.")
        return self._course.find(word).name

    def place_of(self, item: str) -> str:
        """Return the path of the page that a link opens."""
        return f"/exercise/{self._course.find(item).stem}" if item else "/"


def _address(one: Platform, claim: Mapping[str, Any], name: str) -> str:
    url = claim.get(name)
    return one.demand_own(url) if isinstance(url, str) and url else ""


_CONTEXTS = select(context.c.id, deployment.c.platform, context.c.section, context.c.members_url).join_from(
    context, deployment
)


def troubles(database: HostedDatabase, one: Platform) -> list[tuple[str, str]]:
    """Return the courses of a platform whose list of people could not be read: section, and what went wrong."""
    query = select(context.c.section, context.c.trouble).join_from(context, deployment)
    return [tuple(row) for row in database.read(query.where(deployment.c.platform == one.id, context.c.trouble != ""))]
