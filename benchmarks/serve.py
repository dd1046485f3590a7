"""How a hosted course bears a class: checks, drafts and memory, with the load generator on the same machine.

    python benchmarks/serve.py [--seconds N] [mixed] [rush] [drafts] [memory]

Figures are of SQLite and of as many graders as there are cores, at least two. Times are the clock's, so say the load.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import quantiles

import httpx2

from grader.core.course import load_course
from grader.serve.hosted.database import HostedDatabase
from grader.serve.hosted.people import Accounts, Sessions

ROOT = Path(__file__).parents[1]
COURSE = load_course(ROOT)
ENDLESS = "def update(*arguments):\n    while True:\n        pass\n"


def source(number: int) -> tuple[str, str]:
    """Return the name and text of an exercise's reference."""
    stem = COURSE.exercises[number - 1].stem
    return f"{stem}.py", (ROOT / "solutions" / f"{stem}.py").read_text(encoding="utf-8")


def body(number: int, mark: str, endless: bool = False) -> dict[str, object]:
    """Return a check's request, of files that nobody has handed in before."""
    files = dict(source(one) for one in range(1, number + 1))
    name, text = source(number)
    return {"exercise": number, "files": {**files, name: f"{ENDLESS if endless else text}\n# {mark}\n"}}


async def ask(client: httpx2.AsyncClient, cookie: str, action: str, given: object) -> tuple[int, float]:
    """Return the status of an answer, and its seconds."""
    began = time.monotonic()
    answer = await client.post(f"/do/{action}", json=given, headers={"cookie": f"grade-session={cookie}"})
    return answer.status_code, time.monotonic() - began


async def mixed(client: httpx2.AsyncClient, cookies: list[str], seconds: float) -> None:
    """30 checks a second: 60 % exercise 4, 30 % 1 to 3, 10 % exercise 5; 2 % of them endless loops."""
    chosen = random.Random(1)
    asked = []
    for at in range(int(seconds * 30)):
        number = chosen.choices([4, chosen.randint(1, 3), 5], [60, 30, 10])[0]
        endless = chosen.random() < 0.02
        given = body(4 if endless else number, f"{at} {time.time_ns()}", endless)
        asked.append(asyncio.create_task(ask(client, cookies[at % 200], "check", given)))
        await asyncio.sleep(1 / 30)
    report("mixed", await asyncio.gather(*asked))


async def rush(client: httpx2.AsyncClient, cookies: list[str], _: float) -> None:
    """500 checks of exercise 4 at once."""
    asked = [ask(client, cookie, "check", body(4, f"{at} {time.time_ns()}")) for at, cookie in enumerate(cookies[:500])]
    report("rush", await asyncio.gather(*asked))


async def drafts(client: httpx2.AsyncClient, cookies: list[str], seconds: float, server: int) -> None:
    """1,000 learners save a draft every two seconds."""
    name, text = source(4)
    before, began, asked = processor_time(server), time.monotonic(), []
    for at in range(int(seconds * 500)):
        given = {"name": name, "text": f"{text}# {at}\n", "seen": ""}
        asked.append(asyncio.create_task(ask(client, cookies[at % 1000], "save", given)))
        await asyncio.sleep(max(0.0, began + at / 500 - time.monotonic()))
    answers = await asyncio.gather(*asked)
    spent = processor_time(server) - before
    report("drafts", answers)
    print(
        f"drafts: {spent / len(answers) * 1000:.2f} ms of the server each, {spent / len(answers) * 500:.0%} of a core"
    )


def report(what: str, answers: list[tuple[int, float]]) -> None:
    """Print how many were answered, and in what time."""
    for status in sorted({status for status, _ in answers}):
        times = sorted(seconds for found, seconds in answers if found == status)
        cuts = quantiles(times, n=20) if len(times) > 1 else [times[0]] * 19
        print(f"{what}: {len(times)} × {status}, p50 {cuts[9]:.3f} s, p95 {cuts[18]:.3f} s, most {times[-1]:.3f} s")


def processor_time(process: int) -> float:
    """Return the seconds that a process has had, without those of its children."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(process: int) -> float:
    """Return the MiB that a process has in memory."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text(encoding="ascii"))
    return int(found[1]) / 1024 if found else 0.0


def memory(server: int) -> None:
    """Print the memory of the server and of its grading processes."""
    for process in [
        server,
        *map(int, Path(f"/proc/{server}/task/{server}/children").read_text(encoding="ascii").split()),
    ]:
        print(f"memory: {'server' if process == server else 'below it'} {resident(process):.0f} MiB")
    for task in Path(f"/proc/{server}/task").iterdir():
        if task.name != str(server):
            for child in (task / "children").read_text(encoding="ascii").split():
                print(f"memory: grader {resident(int(child)):.0f} MiB")


async def load(address: str, cookies: list[str], arguments: argparse.Namespace, server: int) -> None:
    """Do what was asked for."""
    limits = httpx2.Limits(max_connections=600, max_keepalive_connections=600)
    async with httpx2.AsyncClient(base_url=address, timeout=60, limits=limits) as client:
        while (await client.get("/ready")).status_code != 200:
            await asyncio.sleep(0.1)
        for what in arguments.what:
            if what == "drafts":
                await drafts(client, cookies, arguments.seconds, server)
            elif what == "memory":
                memory(server)
            else:
                await {"mixed": mixed, "rush": rush}[what](client, cookies, arguments.seconds)


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("what", nargs="*", default=["mixed", "rush", "drafts", "memory"])
    arguments = parser.parse_args()
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/course.sqlite"
        database = HostedDatabase(file)
        accounts, sessions = Accounts(database), Sessions(database)
        cookies = [sessions.open(accounts.account(f"learner{number}")) for number in range(1000)]
        database.close()
        command = [
            sys.executable,
            "-m",
            "grader",
            "--course",
            str(ROOT),
            "serve",
            "--database",
            file,
            "--bind",
            "127.0.0.1:0",
        ]
        with Path(f"{folder}/log").open("w", encoding="utf-8") as log:
            server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        assert server.stdout is not None
        try:
            address = re.search(r"http://\S+", server.stdout.readline())
            assert address
            asyncio.run(load(address[0], cookies, arguments, server.pid))
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
