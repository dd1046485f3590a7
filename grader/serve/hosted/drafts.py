"""Drafts: what learners type, saved for many of them in one transaction, by a thread that does nothing else.

A save is answered when it is in the database, so an answer is never lost. The signed-in accounts are looked up for all
saves of a batch together.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Select, select, tuple_

from grader.classroom.gradebook.database import storable
from grader.core.errors import Fault
from grader.serve.folder import fingerprint
from grader.serve.hosted.database import HostedDatabase, now
from grader.serve.hosted.tables import displaced, draft, session

EVERY = 0.2
"""Seconds between two batches; how long a save waits at most, but for the database."""
MOST_AT_ONCE = 500
MOST_WAITING = 5000


@dataclass(frozen=True)
class SavedDraft:
    """What a save came to."""

    seen: str
    """The fingerprint of what is kept."""
    displaced: bool = False
    """Whether it took the place of a text that the page had not seen, which is kept aside."""


@dataclass(frozen=True)
class _Save:
    secret_hash: str
    stem: str
    source: str
    seen: str
    done: Future[SavedDraft | None] | asyncio.Future[SavedDraft | None] = field(default_factory=Future)


class Drafts:
    """The drafts of a course. Start its thread with start(), end it with close()."""

    def __init__(self, database: HostedDatabase) -> None:
        self._database = database
        upsert = database.insert(draft)
        self._upsert = upsert.on_conflict_do_update(
            index_elements=["account", "exercise"],
            set_={name: upsert.excluded[name] for name in ("source", "fingerprint", "saved_at")},
        )
        self._waiting: list[_Save] = []
        self._news = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="drafts", daemon=True)

    def start(self) -> None:
        """Begin to save."""
        self._thread.start()

    def save(self, secret_hash: str, stem: str, source: str, seen: str) -> Future[SavedDraft | None]:
        """Keep a draft of the account whose session has this hash.

        Returns:
            what it came to, once it is in the database; None where nobody is signed in. Fault where the database
            failed, or where too many wait.
        """
        done: Future[SavedDraft | None] = Future()
        self._append(_Save(secret_hash, stem, storable(source), seen, done))
        return done

    async def saved(self, secret_hash: str, stem: str, source: str, seen: str) -> SavedDraft | None:
        """Do the same, and wait for it.

        Raises:
            Fault: the database failed, or too many wait.
        """
        done: asyncio.Future[SavedDraft | None] = asyncio.get_running_loop().create_future()
        self._append(_Save(secret_hash, stem, storable(source), seen, done))
        return await done

    def _append(self, one: _Save) -> None:
        with self._news:
            if self._closed or len(self._waiting) >= MOST_WAITING:
                trouble = Fault("Too many people are saving at the moment. Your text is still on this page.")
                one.done.set_exception(trouble)
                return
            self._waiting.append(one)
            self._news.notify()

    def keep(self, account_id: int, texts: Mapping[str, str]) -> None:
        """Keep drafts now, by stem."""
        with self._database.transaction() as connection:
            self.keep_in(connection, account_id, texts)

    def keep_in(self, connection: Connection, account_id: int, texts: Mapping[str, str]) -> None:
        """Keep drafts, by stem, in a transaction."""
        if rows := [_row(account_id, stem, storable(text)) for stem, text in sorted(texts.items())]:
            connection.execute(self._upsert, rows)

    def keep_aside(self, account_id: int, stem: str, text: str) -> None:
        """Keep a text that another one replaces."""
        row = _row(account_id, stem, storable(text))
        del row["fingerprint"]
        self._database.write((displaced.insert(), [row]))

    def texts(self, account_id: int) -> dict[str, str]:
        """Return somebody's drafts by stem."""
        return {row.exercise: row.source for row in self._database.read(_texts(account_id))}

    def texts_in(self, connection: Connection, account_id: int) -> dict[str, str]:
        """Return somebody's drafts by stem, as a transaction sees them."""
        return {row.exercise: row.source for row in connection.execute(_texts(account_id))}

    def displaced(self, account_id: int) -> list[tuple[str, str, str]]:
        """Return the texts that were replaced: stem, text and when it was saved, the newest 100."""
        columns = displaced.c.exercise, displaced.c.source, displaced.c.saved_at
        mine = displaced.c.account == account_id
        newest = select(*columns).where(mine).order_by(displaced.c.id.desc()).limit(100)
        return [tuple(row) for row in reversed(self._database.read(newest))]

    def close(self) -> None:
        """Save what waits, and end."""
        with self._news:
            self._closed = True
            self._news.notify()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while True:
            with self._news:
                while not self._waiting and not self._closed:
                    self._news.wait()
                if not self._waiting:
                    return
            if not self._closed:
                time.sleep(EVERY)
            with self._news:
                batch, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
            try:
                outcomes: list[Any] = list(self._write(batch))
            except Exception as error:  # each of them is told; the thread goes on
                outcomes = [error] * len(batch)
            _deliver(list(zip(batch, outcomes, strict=True)))

    def _write(self, batch: Sequence[_Save]) -> list[SavedDraft | None]:
        hashes = {one.secret_hash for one in batch}
        open_now = session.c.secret_hash.in_(hashes) & session.c.revoked_at.is_(None) & (session.c.expires_at > now())
        with self._database.transaction() as connection:
            signed_in = select(session.c.secret_hash, session.c.account).where(open_now)
            accounts = {row.secret_hash: row.account for row in connection.execute(signed_in)}
            places = {(accounts[one.secret_hash], one.stem) for one in batch if one.secret_hash in accounts}
            there = select(draft.c.account, draft.c.exercise, draft.c.fingerprint)
            wanted = tuple_(draft.c.account, draft.c.exercise).in_(places)
            found = {(account, stem): mark for account, stem, mark in connection.execute(there.where(wanted))}
            rows: dict[tuple[int, str], dict[str, object]] = {}
            aside: list[dict[str, object]] = []
            answers: list[SavedDraft | None] = []
            for one in batch:
                if one.secret_hash not in accounts:
                    answers.append(None)
                    continue
                place = accounts[one.secret_hash], one.stem
                row = _row(*place, one.source)
                before = found.get(place, one.seen)
                unseen = before not in (one.seen, row["fingerprint"])
                if unseen:
                    aside.append(rows.get(place) or {"account": place[0], "exercise": place[1]})
                found[place], rows[place] = str(row["fingerprint"]), row
                answers.append(SavedDraft(str(row["fingerprint"]), unseen))
            self._put_aside(connection, aside)
            if rows:
                # in one order: two servers that save for the same learners take turns
                connection.execute(self._upsert, [rows[place] for place in sorted(rows)])
        return answers

    @staticmethod
    def _put_aside(connection: object, aside: Sequence[Mapping[str, object]]) -> None:
        """Keep texts that are typed over: those of this batch, and those in the database."""
        columns = ["account", "exercise", "source", "saved_at"]
        for one in aside:
            if "source" in one:
                made = displaced.insert().values({name: one[name] for name in columns})
            else:
                mine = (draft.c.account == one["account"]) & (draft.c.exercise == one["exercise"])
                made = displaced.insert().from_select(columns, select(*(draft.c[name] for name in columns)).where(mine))
            connection.execute(made)  # type: ignore[attr-defined]


def _deliver(outcomes: Sequence[tuple[_Save, Any]]) -> None:
    """Tell whoever waits. An event loop is woken once for all that wait in it, since to wake it costs a system call."""
    loops = {one.done.get_loop() for one, _ in outcomes if isinstance(one.done, asyncio.Future)}
    for loop in loops:
        own = [
            pair for pair in outcomes if isinstance(pair[0].done, asyncio.Future) and pair[0].done.get_loop() is loop
        ]
        with contextlib.suppress(RuntimeError):  # the loop has ended, and with it whoever waited
            loop.call_soon_threadsafe(_settle, own)
    _settle([pair for pair in outcomes if isinstance(pair[0].done, Future)])


def _settle(outcomes: Sequence[tuple[_Save, Any]]) -> None:
    for one, outcome in outcomes:
        if one.done.done():  # whoever waited has gone
            continue
        if isinstance(outcome, Exception):
            one.done.set_exception(outcome)
        else:
            one.done.set_result(outcome)


def _texts(account_id: int) -> Select[tuple[str, str]]:
    return select(draft.c.exercise, draft.c.source).where(draft.c.account == account_id)


def _row(account_id: int, stem: str, source: str) -> dict[str, object]:
    mark = fingerprint(source)
    return {"account": account_id, "exercise": stem, "source": source, "fingerprint": mark, "saved_at": now()}
