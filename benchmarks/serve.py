"""How a hosted course bears a class, with the load generator on the same machine: a check of each bound of the course.

    python benchmarks/serve.py [--seconds N] [--postgresql] [mixed] [rush] [drafts] [memory] [bytes]

    mixed    30 checks a second of 200 learners: 60 % exercise 4, 30 % 1 to 3, 10 % exercise 5; 2 % are endless loops
    rush     500 checks at once: each is answered or refused, and nobody waits past ten seconds
    drafts   1,000 learners save their text every two seconds
    memory   of the server, and of each grader
    bytes    the verdicts are those of the terminal

Seconds are the clock's, so they need an idle machine. Processor time, and what the server counts in its queue, mean something on
a busy one, too.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import quantiles

from http_load import Answer, Learner
from postgresql import postgresql

from grader.core.course import load_course
from grader.serve.hosted.database import HostedDatabase
from grader.serve.hosted.people import Accounts, Sessions

ROOT = Path(__file__).parents[1]
COURSE = load_course(ROOT)
ENDLESS = "def update(*arguments):\n    while True:\n        pass\n"
TICK = os.sysconf("SC_CLK_TCK")


def source(number: int) -> tuple[str, str]:
    """Return the name and text of an exercise's reference."""
    stem = COURSE.exercises[number - 1].stem
    return f"{stem}.py", (ROOT / "solutions" / f"{stem}.py").read_text(encoding="utf-8")


def check_of(number: int, mark: str, text: str = "") -> dict[str, object]:
    """Return a check's request, of files that nobody has handed in before."""
    files = dict(source(one) for one in range(1, number + 1))
    name, reference = source(number)
    return {"exercise": number, "files": {**files, name: f"{text or reference}\n# {mark} {time.time_ns()}\n"}}


class Server:
    """A server on a database with a thousand learners, and what it has used."""

    def __init__(self, database: str, folder: str) -> None:
        opened = HostedDatabase(database)
        accounts, sessions = Accounts(opened), Sessions(opened)
        secrets = [sessions.open(accounts.account(f"learner{number}")) for number in range(1000)]
        opened.close()
        command = [sys.executable, "-m", "grader", "--course", str(ROOT), "serve", "--database", database]
        with Path(f"{folder}/log").open("w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [*command, "--bind", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=log, text=True
            )
        assert self.process.stdout is not None
        address = re.search(r"http://(\S+)", self.process.stdout.readline())
        assert address
        self.learners = [Learner(address[1], secret) for secret in secrets]

    async def metrics(self) -> dict[str, float]:
        """Return what the server counts."""
        lines = (await self.learners[0].get("/metrics")).body.decode().splitlines()
        return {name: float(value) for name, value in (line.split() for line in lines if line[0] != "#")}

    def seconds_used(self) -> tuple[float, float]:
        """Return the processor time of the server, and of the graders with their sandboxes."""
        own = used_by(self.process.pid)
        return own[0], own[1] + sum(sum(used_by(child)) for child in below(self.process.pid))


def below(process: int) -> list[int]:
    """Return the processes below one."""
    found = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, task.read_text(encoding="ascii").split()):
            found += [child, *below(child)]
    return found


def used_by(process: int) -> tuple[float, float]:
    """Return the seconds that a process has had, and those of its children that have ended."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK, (int(fields[13]) + int(fields[14])) / TICK


def resident(process: int) -> float:
    """Return the MiB that a process has for itself: what it shares with its parent is not counted twice."""
    text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    return sum(int(size) for size in re.findall(r"^Pss:\s+(\d+)", text, re.MULTILINE)) / 1024


async def at_rate(rate: float, count: int, ask: object) -> list[Answer]:
    """Ask for something `count` times, `rate` times a second, whether the answers have come or not."""
    began, asked = time.monotonic(), []
    for at in range(count):
        asked.append(asyncio.create_task(ask(at)))  # type: ignore[operator]
        await asyncio.sleep(max(0.0, began + at / rate - time.monotonic()))
    return list(await asyncio.gather(*asked))


async def measured(what: str, server: Server, count: int, answers: object) -> None:
    """Await answers, and print how many there were, in what time, and what the server used for them."""
    before, counted = server.seconds_used(), await server.metrics()
    found: Sequence[Answer] = await answers  # type: ignore[misc]
    used, counts = server.seconds_used(), await server.metrics()
    for status in sorted({one.status for one in found}):
        times = sorted(one.seconds for one in found if one.status == status)
        cuts = quantiles(times, n=20) if len(times) > 1 else [times[0]] * 19
        print(f"{what}: {len(times)} × {status}, p50 {cuts[9]:.3f} s, p95 {cuts[18]:.3f} s, most {times[-1]:.3f} s")
    own, graders = ((after - at_first) / count * 1000 for after, at_first in zip(used, before, strict=True))
    print(f"{what}: processor time each: server {own:.2f} ms, graders {graders:.2f} ms")
    given_up, refused = (counts[name] - counted[name] for name in ("grade_given_up_total", "grade_refusals_total"))
    longest = counts["grade_longest_queue_seconds"]
    print(f"{what}: {refused:.0f} refused, {given_up:.0f} given up, {longest:.2f} s the longest in the queue so far")


async def mixed(server: Server, seconds: float) -> None:
    """Check 30 times a second."""
    chosen = random.Random(1)

    async def ask(at: int) -> Answer:
        number = chosen.choices([4, chosen.randint(1, 3), 5], [60, 30, 10])[0]
        given = check_of(4, str(at), ENDLESS) if chosen.random() < 0.02 else check_of(number, str(at))
        return await server.learners[at % 200].post("check", given)

    await measured("mixed", server, int(seconds * 30), at_rate(30.0, int(seconds * 30), ask))


async def rush(server: Server, _: float) -> None:
    """Check 500 times at once: exercise 4, and then exercise 5, which is too much for the queue."""
    for number in (4, 5):
        checks = [one.post("check", check_of(number, str(at))) for at, one in enumerate(server.learners[:500])]
        await measured(f"rush of exercise {number}", server, 500, asyncio.gather(*checks))


async def drafts(server: Server, seconds: float) -> None:
    """Save a draft of 1,000 learners every two seconds, on connections that they have."""
    name, text = source(4)

    async def ask(at: int) -> Answer:
        return await server.learners[at % 1000].post("save", {"name": name, "text": f"{text}# {at}\n", "seen": ""})

    await at_rate(500.0, 1000, ask)
    before = server.seconds_used()[0]
    count = int(seconds * 500)
    await measured("drafts", server, count, at_rate(500.0, count, ask))
    print(f"drafts: {(server.seconds_used()[0] - before) / count * 500:.0%} of a core")


async def memory(server: Server, _: float) -> None:
    """Print the memory of the server and of each grader."""
    print(f"memory: server {resident(server.process.pid):.0f} MiB")
    graders = [one for one in below(server.process.pid) if "spawn_main" in command_of(one)]
    for grader in graders:
        whole = resident(grader) + sum(map(resident, below(grader)))
        print(f"memory: grader {resident(grader):.0f} MiB, with its sandbox {whole:.0f} MiB")


def command_of(process: int) -> str:
    """Return the command that a process was started with."""
    return Path(f"/proc/{process}/cmdline").read_bytes().decode("utf-8", "replace")


async def verdict_bytes(server: Server, _: float) -> None:
    """Compare verdicts on known mistakes with what the terminal's command says."""
    mistakes = sorted((ROOT / "solutions" / "mistakes" / "ex4_update").glob("*.py"))[:20]
    same = 0
    with tempfile.TemporaryDirectory() as folder:
        for at, mistake in enumerate(mistakes):
            file = Path(folder) / "ex4_update.py"
            file.write_bytes(mistake.read_bytes())
            command = [
                sys.executable,
                "-m",
                "grader",
                "--course",
                str(ROOT),
                "exercise",
                "4",
                folder,
                "--format",
                "json",
            ]
            terminal = json.loads(subprocess.run(command, capture_output=True, check=False).stdout)
            given = {"exercise": 4, "files": {file.name: mistake.read_text(encoding="utf-8")}}
            page = json.loads((await server.learners[at].post("check", given)).body)["result"]
            same += {**terminal, "seconds": 0} == {**page, "seconds": 0}
    print(f"bytes: {same} of {len(mistakes)} verdicts are the terminal's, but for the seconds that they took")


async def load(server: Server, arguments: argparse.Namespace) -> None:
    """Do what was asked for."""
    while (await server.learners[0].get("/ready")).status != 200:
        await asyncio.sleep(0.1)
    what = {"mixed": mixed, "rush": rush, "drafts": drafts, "memory": memory, "bytes": verdict_bytes}
    for name in arguments.what:
        await what[name](server, arguments.seconds)


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--postgresql", action="store_true", help="instead of SQLite")
    parser.add_argument("what", nargs="*", default=["memory", "mixed", "rush", "drafts", "memory", "bytes"])
    arguments = parser.parse_args()
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as folder, postgresql() as database:
        server = Server((database if arguments.postgresql else None) or f"{folder}/course.sqlite", folder)
        try:
            asyncio.run(load(server, arguments))
        finally:
            server.process.terminate()
            server.process.wait()


if __name__ == "__main__":
    main()
