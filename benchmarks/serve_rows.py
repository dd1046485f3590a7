"""How many hand-ins and drafts a hosted course writes into PostgreSQL a second, and what the database's processor has of each.

    python benchmarks/serve_rows.py [--seconds N] [--threads N]

No grader runs: a hand-in is accepted in a batch with others, as from a rush, and gets a result that is made up.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from postgresql import postgresql

from grader.classroom.task import Graded
from grader.core.course import load_course
from grader.serve.hosted.commits import Commits
from grader.serve.hosted.database import HostedDatabase
from grader.serve.hosted.drafts import Drafts
from grader.serve.hosted.hand_ins import HandIns
from grader.serve.hosted.people import Accounts, Sessions, hash_of

COURSE = load_course(Path(__file__).parents[1])
LAST = COURSE.exercises[3]
TEXT = "x = 1\n" * 100


def database_seconds() -> float:
    """Return the processor time of all processes of PostgreSQL that run."""
    found = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has just ended
            name, _, rest = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")
            if name.endswith("(postgres"):
                found += sum(map(int, rest.split()[11:13]))
    return found / os.sysconf("SC_CLK_TCK")


def measured(what: str, seconds: float, threads: int, work: Callable[[int, int], int]) -> None:
    """Let threads work, and print how much of it was done."""
    counts, until = [0] * threads, time.monotonic() + seconds

    def run(at: int) -> None:
        while time.monotonic() < until:
            counts[at] += work(at, counts[at])

    workers = [threading.Thread(target=run, args=(at,)) for at in range(threads)]
    database, own, began = database_seconds(), time.process_time(), time.monotonic()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    done, took = sum(counts), time.monotonic() - began
    own, database = (time.process_time() - own) / done, (database_seconds() - database) / done
    print(
        f"{what}: {done / took:.0f} a second; each {own * 1000:.2f} ms of the server, {database * 1000:.2f} ms of PostgreSQL"
    )


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--threads", type=int, default=8)
    arguments = parser.parse_args()
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with postgresql() as address:
        assert address, "PostgreSQL is not installed"
        database = HostedDatabase(address)
        accounts, sessions = Accounts(database), Sessions(database)
        people = [accounts.account(f"learner{number}") for number in range(arguments.threads * 50)]
        hashes = [hash_of(sessions.open(person)) for person in people]
        hand_ins, commits, drafts = HandIns(database, COURSE), Commits(database), Drafts(database)
        commits.start()
        drafts.start()
        graded = Graded(LAST.name, "{}" * 800, "graded", 5.0, LAST.points, 0.0, False, False)

        def hand_in(at: int, count: int) -> int:
            person, files = people[at * 50 + count % 50], {f"{LAST.stem}.py": f"{TEXT}# {at} {count}\n"}
            accept = lambda connection: hand_ins.accept_in(connection, person, LAST, files, f"{at} {count}")  # noqa: E731
            hand_ins.keep_result(commits.do(person.id, accept).result(), graded, {"html": "x" * 2000})
            return 1

        def draft(at: int, count: int) -> int:
            own = hashes[at * 50 : at * 50 + 50]
            for future in [drafts.save(one, LAST.stem, f"{TEXT}# {count}\n", "") for one in own]:
                future.result()
            return len(own)

        measured("hand-ins with their results", arguments.seconds, arguments.threads, hand_in)
        measured("drafts", arguments.seconds, arguments.threads, draft)
        commits.close()
        drafts.close()
        database.close()


if __name__ == "__main__":
    main()
