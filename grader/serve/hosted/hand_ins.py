"""What learners hand in: rows that are only ever added, each with its result once it is graded.

A hand-in is written before it is graded, so that no kill loses one; its key makes that the same request sent twice is
one hand-in. The result goes into the gradebook's tables in the same transaction as the hand-in's own copy, and what
listens to results is called in that transaction too:

    def queue_score(connection: Connection, person_id: int, exercise: str) -> None:
        # write rows into `passback` (or tables of your own) with this connection; raise nothing
    hand_ins.listeners.append(queue_score)

A listener that needs the marks reads the gradebook's `standing` and `result` with the connection it gets. A row of
`passback` has `target` for whatever the listener wants to find again, `state` (waiting, sent, failed), `tries`, `due_at`.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

Listener = Callable[[Connection, int, str], None]
"""Is told of the account's number and the exercise's name, in the transaction that has written the result."""
