"""Which servers of a course are up. Each says so in a row of its own; what one has begun and not ended passes to the others.

The machines' clocks must agree to within a few seconds.
"""

from __future__ import annotations

import secrets
import threading

from sqlalchemy import Select, delete, select

from grader.core.errors import Fault
from grader.serve.hosted.database import HostedDatabase, now
from grader.serve.hosted.tables import server

BEAT_EVERY = 2.0
GONE_AFTER = 10.0
"""Seconds of silence after which a server has ended."""
_FORGOTTEN_AFTER = 3600.0


class ServerRow:
    """The row of this server. Start its beat with start(), end it with close()."""

    def __init__(self, database: HostedDatabase) -> None:
        self._database = database
        self.name = secrets.token_hex(8)
        """This server's name; a server that is started again has another one."""
        made = database.insert(server).values(name=self.name)
        self._upsert = made.on_conflict_do_update(index_elements=["name"], set_={"seen_at": made.excluded.seen_at})
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="beat", daemon=True)

    def start(self) -> None:
        """Say that this server is up, and go on saying so."""
        self.beat()
        self._database.write((delete(server).where(server.c.seen_at < now(-_FORGOTTEN_AFTER)), [{}]))
        self._thread.start()

    def beat(self) -> None:
        """Say that this server is up.

        Raises:
            Fault: the database failed.
        """
        self._database.write((self._upsert, [{"seen_at": now()}]))

    def close(self) -> None:
        """Say that this server has ended."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()
            self._database.write((delete(server).where(server.c.name == self.name), [{}]))

    def _run(self) -> None:
        while not self._ended.wait(BEAT_EVERY):
            try:
                self.beat()
            except Fault:  # the database is away, for this server and for the others
                continue


def servers_up() -> Select[tuple[str]]:
    """Return the query for the names of the servers that are up."""
    return select(server.c.name).where(server.c.seen_at > now(-GONE_AFTER))
