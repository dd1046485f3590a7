"""Kills a hosted course at random moments while a class works, and says what was lost.

    python benchmarks/kill.py [--seconds N] [--servers N] [--learners N] [--seed N] [--sqlite]

Every kill is SIGKILL: of a server, of a grader or a process of its sandbox, and of all servers while a score is on its way to a
platform that answers late. Learners send again what was not answered, as browsers do. The database is PostgreSQL.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from postgresql import postgresql

from tests.hosted.storm import Storm


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--servers", type=int, default=2)
    parser.add_argument("--learners", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sqlite", action="store_true")
    arguments = parser.parse_args()
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as folder, postgresql() as server:
        database = f"sqlite:///{folder}/course.sqlite" if arguments.sqlite else server
        assert database, "PostgreSQL is not installed"
        storm = Storm(database, Path(folder), arguments.servers, arguments.learners, arguments.seed)
        try:
            report = storm.run(arguments.seconds, between=2.0)
        finally:
            storm.close()
    print(f"{arguments.seconds:.0f} seconds, {arguments.learners} learners, {arguments.servers} servers")
    print(f"kills: {', '.join(f'{count} of {kind}' for kind, count in sorted(report.kills.items()))}")
    print(f"{report.drafts} drafts answered, {report.accepted} hand-ins kept, {report.answered} answered with a result")
    print(f"{report.scores} scores sent")
    print("\n".join(report.troubles) or "nothing was lost, and nothing was there twice")
    sys.exit(bool(report.troubles))


if __name__ == "__main__":
    main()
