"""Who may use a hosted course: accounts, one-use sign-in links, sessions.

    database = HostedDatabase(url)
    people, sessions = Accounts(database), Sessions(database)
    ada = people.account("ada", name="Ada L.", role="learner", sections=["A"])   # made, or brought up to date
    secret = sessions.open(ada)          # goes into the cookie; the database keeps its hash only
    sessions.find(secret)                # -> SignedIn with the account as it is now, or None
    sessions.revoke(ada)                 # ends all of them

A key is the one of the gradebook's learner: results, exports and reports go by it. Keys from a roster are used as they
are; keys that another system gives begin with a separate prefix such as `lti:3:`, which a roster may not use.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from sqlalchemy import delete, select, update

from grader.classroom.gradebook.database import storable
from grader.classroom.gradebook.tables import learner
from grader.core.errors import UsageError
from grader.serve.hosted.database import HostedDatabase, now
from grader.serve.hosted.tables import account, audit, metadata, session, signin_link

Role = Literal["learner", "assistant", "instructor"]
ROLES: tuple[Role, ...] = get_args(Role)
SESSION_SECONDS = 14 * 24 * 3600.0
LINK_SECONDS = 30 * 24 * 3600.0
LONGEST_KEY = 300
PLATFORM_PREFIX = "lti:"
"""How the keys of people from a learning platform begin; nobody in a roster may be called so."""


FORGOTTEN = "(removed)"
"""Stands in the audit log for a person who was removed."""


@dataclass(frozen=True)
class Account:
    """One person."""

    id: int
    key: str
    name: str
    email: str
    role: Role
    sections: tuple[str, ...]
    """A learner's section; those that an assistant may see."""

    @property
    def shown(self) -> str:
        """How the person is called on pages."""
        return self.name or self.email or self.key

    @property
    def sees_everybody(self) -> bool:
        """Whether the person teaches the whole course: instructors from a platform teach their own sections."""
        return self.role == "instructor" and not self.key.startswith(PLATFORM_PREFIX)


@dataclass(frozen=True)
class SignedIn:
    """Somebody signed in."""

    id: int
    account: Account
    secret_hash: str


class Accounts:
    """The accounts of a hosted course."""

    def __init__(self, database: HostedDatabase) -> None:
        self._database = database

    def account(
        self, key: str, name: str = "", email: str = "", role: Role = "learner", sections: Sequence[str] | None = None
    ) -> Account:
        """Make an account, or bring it up to date: an empty name or address, or no sections at all, keeps the old ones.

        A learner also becomes a learner of the gradebook, so that exports list them before they hand anything in.

        Raises:
            UsageError: the key is empty or too long, or there is no such role.
        """
        key = storable(key)
        if not 0 < len(key) <= LONGEST_KEY:
            raise UsageError(f"A person's key has 1 to {LONGEST_KEY} characters.")
        if role not in ROLES:
            raise UsageError(f"{role!r} is not a role. The roles are {', '.join(ROLES)}.")
        insert = self._database.insert
        row = {"key": key, "name": storable(name), "email": storable(email)}
        given = {column: text for column, text in row.items() if text}
        kept = "\n".join(dict.fromkeys(storable(one) for one in sections or () if one))
        with self._database.transaction() as connection:
            made = insert(account).values(**row, role=role, sections=kept, made_at=now())
            changed = given | ({} if sections is None else {"sections": kept})
            connection.execute(made.on_conflict_do_update(index_elements=["key"], set_={**changed, "role": role}))
            if role == "learner":
                section = kept.partition("\n")[0]
                person = insert(learner).values(**row, section=section, enrolled=True)
                fields = given | ({} if sections is None else {"section": section})
                kept_too = person.on_conflict_do_update(index_elements=["key"], set_={**fields, "enrolled": True})
                connection.execute(kept_too)
            return _account(connection.execute(_ACCOUNTS.where(account.c.key == key)).one())

    def find(self, key: str) -> Account | None:
        """Return the account with this key, if there is one."""
        rows = self._database.read(_ACCOUNTS.where(account.c.key == storable(key)))
        return _account(rows[0]) if rows else None

    def by_id(self, number: int) -> Account | None:
        """Return the account with this number, if there is one."""
        rows = self._database.read(_ACCOUNTS.where(account.c.id == number))
        return _account(rows[0]) if rows else None

    def all(self) -> list[Account]:
        """Return every account, by key."""
        return [_account(row) for row in self._database.read(_ACCOUNTS.order_by(account.c.key))]

    def forget(self, key: str) -> bool:
        """Remove a person with links, sessions, drafts, hand-ins and scores on their way; say whether there was one.

        The audit log keeps what was done, without the name. The gradebook's own rows are not touched.
        """
        person = self.find(key)
        if person is None:
            return False
        with self._database.transaction() as connection:
            for table in reversed(metadata.sorted_tables):
                if "account" in table.c:
                    connection.execute(delete(table).where(table.c.account == person.id))
            connection.execute(delete(account).where(account.c.id == person.id))
            for column in (audit.c.who, audit.c.subject):
                connection.execute(update(audit).where(column == person.key).values({column: FORGOTTEN}))
        return True

    def link(self, person: Account, seconds: float = LINK_SECONDS) -> str:
        """Return the secret of a new sign-in link, which can be used once; links given before end."""
        secret = secrets.token_urlsafe(32)
        row = {"account": person.id, "secret_hash": hash_of(secret), "expires_at": now(seconds)}
        unused = (signin_link.c.account == person.id) & signin_link.c.used_at.is_(None)
        with self._database.transaction() as connection:
            connection.execute(signin_link.delete().where(unused))
            connection.execute(signin_link.insert().values(**row))
        return secret

    def redeem(self, secret: str) -> Account | None:
        """Use a sign-in link up, and return whose it was; None if it was used, has ended or never was."""
        mine = signin_link.c.secret_hash == hash_of(secret)
        usable = mine & signin_link.c.used_at.is_(None) & (signin_link.c.expires_at > now())
        with self._database.transaction() as connection:
            if connection.execute(signin_link.update().where(usable).values(used_at=now())).rowcount != 1:
                return None
            whose = select(signin_link.c.account).where(mine).scalar_subquery()
            return _account(connection.execute(_ACCOUNTS.where(account.c.id == whose)).one())


class Sessions:
    """The people who are signed in."""

    def __init__(self, database: HostedDatabase) -> None:
        self._database = database

    def open(self, person: Account, seconds: float = SESSION_SECONDS) -> str:
        """Sign somebody in, and return the secret for their cookie."""
        secret = secrets.token_urlsafe(32)
        row = {"account": person.id, "secret_hash": hash_of(secret), "made_at": now(), "expires_at": now(seconds)}
        self._database.write((session.insert(), [row]))
        return secret

    def find(self, secret: str) -> SignedIn | None:
        """Return who is signed in with a cookie's secret, with the role they have now; None for nobody."""
        digest = hash_of(secret)
        open_now = (session.c.secret_hash == digest) & session.c.revoked_at.is_(None) & (session.c.expires_at > now())
        query = _ACCOUNTS.add_columns(session.c.id.label("session")).join_from(account, session).where(open_now)
        rows = self._database.read(query)
        return SignedIn(rows[0].session, _account(rows[0]), digest) if rows else None

    def close(self, one: SignedIn) -> None:
        """Sign somebody out of this session."""
        self._database.write((session.update().where(session.c.id == one.id).values(revoked_at=now()), [{}]))

    def revoke(self, person: Account) -> int:
        """End all sessions and unused links of somebody; return how many sessions there were."""
        mine = (session.c.account == person.id) & session.c.revoked_at.is_(None)
        unused = (signin_link.c.account == person.id) & signin_link.c.used_at.is_(None)
        with self._database.transaction() as connection:
            connection.execute(signin_link.delete().where(unused))
            return connection.execute(session.update().where(mine).values(revoked_at=now())).rowcount


def hash_of(secret: str) -> str:
    """Return what the database keeps of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


_ACCOUNTS = select(*(account.c[name] for name in ("id", "key", "name", "email", "role", "sections")))


def _account(row: object) -> Account:
    number, key, name, email, role, sections = tuple(row)[:6]  # type: ignore[arg-type, var-annotated]
    return Account(number, key, name, email, role, tuple(sections.splitlines()))
