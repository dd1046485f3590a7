"""A class works while its servers are killed: what was lost, what is there twice, and which scores arrived."""

from __future__ import annotations

import contextlib
import json
import random
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2

from grader.core.course import load_course
from grader.serve.hosted.database import HostedDatabase
from grader.serve.hosted.hand_ins import HandIns
from grader.serve.hosted.people import Accounts
from grader.serve.lti.score_jobs import ScoreJobs
from tests.conftest import ROOT
from tests.hosted.conftest import FILE, until
from tests.hosted.served import ServerProcess, pause
from tests.lti.conftest import Answer, PlatformServer, Served

MISTAKES = ROOT / "solutions" / "mistakes" / "ex4_update"
ANSWERS = [
    (MISTAKES / f"{name}.py").read_text(encoding="utf-8")
    for name in ("ascends", "first-weight-only", "lists-only", "bias-stays")
] + [(ROOT / "solutions" / FILE).read_text(encoding="utf-8")]
SETTLED_IN = 120.0


class SlowPlatform(PlatformServer):
    """A platform that takes a score and answers late, so that servers die while they send one."""

    def __init__(self) -> None:
        super().__init__()
        self.arrived: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.sending = threading.Semaphore(0)
        """Is released each time a score has come, and is not answered yet."""
        self._chosen = random.Random(2)

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        """Answer a request; servers share no token, so each of theirs is good."""
        if not urlsplit(path).path.endswith("/scores"):
            return super().answer(method, path, headers, body)
        score = json.loads(body)
        self.arrived[score["userId"]].append(score)
        self.sending.release()
        pause(self._chosen, 1.5)
        return self.data({})


@dataclass
class Learner:
    """What one learner has sent, and what was answered."""

    key: str
    secret: str
    saved: str = ""
    """The draft that was answered last."""
    sent: list[str] = field(default_factory=list)
    """Drafts that were sent after it."""
    keys: dict[str, float | None] = field(default_factory=dict)
    """The score that each hand-in was answered with, by its key; None where no answer came."""
    bodies: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass
class StormReport:
    """What came of it."""

    kills: dict[str, int]
    accepted: int
    answered: int
    drafts: int
    scores: int
    troubles: list[str]


class Storm:
    """Learners, servers and a platform on one database."""

    def __init__(self, database: str, folder: Path, servers: int, learners: int, seed: int) -> None:
        """Start it all; learners have opened exercise 4 from the platform."""
        self._database, self._chosen = database, random.Random(seed)
        self.platform = SlowPlatform()
        served = Served(database)
        served.tool.platforms.add(self.platform.platform(), ["d1"])
        self.learners = []
        for number in range(learners):
            answer = served.browser().launch(self.platform, sub=f"u{number}", **self.platform.scored())
            assert answer.status_code in (200, 303), answer.text
        for person in sorted(served.hosting.accounts.all(), key=lambda one: one.id):
            self.learners.append(Learner(person.key, served.hosting.sessions.open(person)))
        assert len(self.learners) == learners
        served.close()
        self.servers = [ServerProcess(database, folder / f"server-{at}") for at in range(servers)]
        for server in self.servers:
            server.wait_until_ready()
        self._ended = threading.Event()
        self.kills: dict[str, int] = defaultdict(int)
        self.drafts = 0
        self.troubles: list[str] = []

    def run(self, seconds: float, *, between: float) -> StormReport:
        """Let the class work for so long, with a kill now and then; wait until all is graded and sent, and look."""
        threads = [threading.Thread(target=self._work, args=(one, at)) for at, one in enumerate(self.learners)]
        for thread in threads:
            thread.start()
        until_ = time.monotonic() + seconds
        while time.monotonic() < until_:
            self._kill()
            pause(self._chosen, between)
        self._ended.set()
        for thread in threads:
            thread.join()
        return self._look()

    def _kill(self) -> None:
        server = self._chosen.choice(self.servers)
        kind = self._chosen.choice(["server", "grader", "while sending"])
        if kind == "grader" and not server.kill_below(self._chosen):
            return
        if kind == "while sending" and not self.platform.sending.acquire(timeout=2.0):
            return
        if kind == "while sending":  # whichever of them it is
            for one in self.servers:
                one.kill()
        elif kind == "server":
            server.kill()
        self.kills[kind] += 1

    def _work(self, learner: Learner, at: int) -> None:
        chosen = random.Random(at)
        while not self._ended.is_set():
            with self._chosen_server(chosen).browser(learner.secret) as browser:
                with contextlib.suppress(httpx2.TransportError):
                    self._save(browser, learner, chosen)
                with contextlib.suppress(httpx2.TransportError):
                    self._check(browser, learner, chosen)
            pause(chosen, 0.3)

    def _chosen_server(self, chosen: random.Random) -> ServerProcess:
        return chosen.choice(self.servers)

    def _save(self, browser: httpx2.Client, learner: Learner, chosen: random.Random) -> None:
        text = f"# {chosen.random()}\n"
        learner.sent.append(text)
        answer = browser.post("/do/save", json={"name": "ex2_loss.py", "text": text, "seen": ""})
        if answer.status_code == 200:
            learner.saved, learner.sent = text, []
            self.drafts += 1
        elif answer.status_code != 503:
            self.troubles.append(f"a draft was answered {answer.status_code}: {answer.text}")

    def _check(self, browser: httpx2.Client, learner: Learner, chosen: random.Random) -> None:
        """Hand something new in, or send again what was not answered, as a browser does whose connection was lost."""
        open_ = [key for key, score in learner.keys.items() if score is None]
        if open_:
            key = open_[0]
        else:
            key = f"{chosen.random()}"
            source = f"{chosen.choice(ANSWERS)}\n# {key}\n"
            learner.keys[key] = None
            learner.bodies[key] = {"exercise": 4, "files": {FILE: source}, "given": True}
        answer = browser.post("/do/check", json=learner.bodies[key], headers={"idempotency-key": key})
        if answer.status_code == 200 and "result" in answer.json():
            learner.keys[key] = answer.json()["result"]["score"]
        elif answer.status_code not in (409, 429, 500, 503):
            self.troubles.append(f"a check was answered {answer.status_code}: {answer.text}")

    def _look(self) -> StormReport:
        for server in self.servers:
            server.wait_until_ready()
        database = HostedDatabase(self._database)
        accounts, hand_ins, jobs = Accounts(database), HandIns(database, load_course(ROOT)), ScoreJobs(database)
        people = {one.key: one for one in accounts.all()}
        until(lambda: all(one.document for p in people.values() for one in hand_ins.of(p.id)), SETTLED_IN)
        until(lambda: not jobs.troubles(), SETTLED_IN)
        accepted = answered = 0
        for learner in self.learners:
            kept = hand_ins.of(people[learner.key].id)
            accepted += len(kept)
            scores = {one.files[FILE]: json.loads(one.document or "{}")["score"] for one in kept}
            if len(scores) != len(kept):
                self.troubles.append(f"{learner.key}: a hand-in is there twice")
            for key, score in learner.keys.items():
                source = learner.bodies[key]["files"][FILE]
                answered += score is not None
                if score is not None and scores.get(source) != score:
                    self.troubles.append(f"{learner.key}: was answered {score}, and {scores.get(source)} is kept")
            self._look_at_draft(learner, database, people[learner.key].id)
            self._look_at_score(learner, max(scores.values(), default=0.0))
        database.close()
        scores_sent = sum(map(len, self.platform.arrived.values()))
        return StormReport(dict(self.kills), accepted, answered, self.drafts, scores_sent, self.troubles)

    def _look_at_draft(self, learner: Learner, database: HostedDatabase, account: int) -> None:
        from grader.serve.hosted.drafts import Drafts

        found = Drafts(database).texts(account).get("ex2_loss", "")
        if found not in [learner.saved, *learner.sent]:
            self.troubles.append(f"{learner.key}: the draft {found!r} is none of {[learner.saved, *learner.sent]}")

    def _look_at_score(self, learner: Learner, best: float) -> None:
        arrived = sorted(self.platform.arrived[learner.key.split(":", 2)[2]], key=lambda one: str(one["timestamp"]))
        points = [one["scoreGiven"] for one in arrived]
        if points != sorted(points):
            self.troubles.append(f"{learner.key}: a score was lowered: {points}")
        if points[-1:] != [best]:
            self.troubles.append(f"{learner.key}: {points[-1:]} arrived last, and {best} is right")

    def close(self) -> None:
        """End it all."""
        for server in self.servers:
            server.process.kill()
            server.process.wait()
        self.platform.close()
