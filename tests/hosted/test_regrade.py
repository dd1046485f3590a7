"""A fixed course: an instructor sees whose points change and why, and lets them count."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from grader.classroom.task import Graded
from grader.core.course import load_course
from grader.core.results import EXERCISE, QUIZ
from grader.serve.hosted.app import build_hosted
from grader.serve.hosted.audit import entries
from grader.serve.hosted.database import HostedDatabase
from grader.serve.hosted.hosting import Hosting
from grader.serve.hosted.regrading import Regrading
from grader.serve.hosted.requests import QuizStep
from tests.conftest import ROOT
from tests.hosted.conftest import URL

WAIT = 120.0
SMALL = """schema: 1
id: small
title: Small
topics: [sums]
questions:
  - {id: sum, type: numeric, title: a sum, topic: sums, prompt: What is 4 and 5?, answer: 8, explanation: Count on.}
"""
RIGHT = "def celsius(degrees):\n    return (degrees - 32) / 1.8\n"
WRONG = "def celsius(degrees):\n    return 100.0\n"
DOCUMENT = {
    "score": 0.0,
    "max_score": 4.0,
    "checks": [{"id": "test_boiling", "title": "212 Fahrenheit is 100 Celsius", "score": 0.0}],
}


def course(folder: Path) -> Path:
    """Lay a small course out, with a quiz whose answer is wrong."""
    shutil.copytree(ROOT / "tests" / "course_other", folder)
    (folder / "quiz").mkdir()
    (folder / "quiz" / "small.yaml").write_text(SMALL, encoding="utf-8")
    return folder


def open_course(folder: Path, database: str) -> Hosting:
    """Return a server of a course; its graders are not started."""
    return Hosting(load_course(folder), HostedDatabase(database), URL, graders=1)


def hand_in(hosting: Hosting, key: str, source: str, score: float) -> None:
    """Let a learner hand something in that was graded with so many points."""
    person = hosting.accounts.find(key)
    assert person is not None
    one = hosting.hand_ins.accept(person, hosting.course.find("1"), {"temperature.py": source}, source[-40:] + key)
    checks = [{**DOCUMENT["checks"][0], "score": min(score, 1.0)}]  # type: ignore[index, dict-item]
    document = json.dumps({**DOCUMENT, "score": score, "checks": checks})
    hosting.hand_ins.keep_result(
        one, Graded("temperature", document, "graded", score, 4.0, 0.0, False, False), {"html": ""}
    )


def answer_quiz(hosting: Hosting, key: str) -> None:
    """Let a learner hand the quiz in with 9, which the quiz takes for wrong."""
    person = hosting.accounts.find(key)
    assert person is not None
    mark = {
        "id": "sum",
        "status": "wrong",
        "score": 0.0,
        "max_score": 1.0,
        "feedback": "",
        "read_as": "9",
        "misconception": None,
        "exercise": None,
    }
    attempt = {"answer": "9", "mark": mark, "hints": 0, "earned": 0.0, "confidence": None}
    state: dict[str, Any] = {"id": "sum", "digest": "d", "attempts": [], "hints": 0, "draft": None, "confidence": None}
    plain: dict[str, Any] = {
        "schema": 1,
        "quiz": "small",
        "seed": 1,
        "items": [state],
        "at": 0,
        "finished": False,
        "done": [],
    }
    keep = hosting.sittings.keep
    keep(hosting.sittings.last(person.id, "small"), QuizStep(json.dumps(plain), {}, begun=True), None)
    done = {**plain, "finished": True, "items": [{**state, "attempts": [attempt]}]}
    document = json.dumps({"score": 0.0, "max_score": 1.0, "items": [{"id": "sum", "score": 0.0}]})
    graded = Graded("small", document, "graded", 0.0, 1.0, 0.0, False, False, kind=QUIZ)
    keep(hosting.sittings.last(person.id, "small"), QuizStep(json.dumps(done), {}), graded)


@pytest.fixture(name="fixed", scope="module")
def _fixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Hosting, TestClient, Hosting]]:
    """Give a server of a fixed course, an instructor's browser, and the server of before, which runs on."""
    where = tmp_path_factory.mktemp("regrade")
    folder, database = course(where / "course"), str(where / "course.sqlite")
    before = open_course(folder, database)
    before.accounts.account("ira", "Ira", role="instructor")
    for key in ("ada", "ben", "chi"):
        before.accounts.account(key, key.capitalize(), "", "learner", ["A"])
    hand_in(before, "ada", RIGHT, 0.0)
    hand_in(before, "ada", WRONG, 1.0)  # counts now; on the fixed course the earlier one is better
    hand_in(before, "ben", f"{WRONG}# too kindly graded\n", 4.0)
    answer_quiz(before, "chi")
    suite = folder / "solutions" / "suites" / "test_temperature.py"
    suite.write_text(f"{suite.read_text(encoding='utf-8')}\n# fixed\n", encoding="utf-8")
    quiz = folder / "quiz" / "small.yaml"
    quiz.write_text(SMALL.replace("answer: 8", "answer: 9"), encoding="utf-8")
    hosting = open_course(folder, database)
    app = build_hosted(hosting, quiet=True)
    with TestClient(app, base_url=URL, follow_redirects=False) as client:
        person = hosting.accounts.find("ira")
        assert person is not None
        assert client.post("/enter", data={"code": hosting.accounts.link(person)}).status_code == 303
        yield hosting, client, before
    before.close()


def marks(hosting: Hosting) -> dict[str, list[float]]:
    """Return everybody's points in the exercise and the quiz."""
    items = [(EXERCISE, "temperature"), (QUIZ, "small")]
    return {one.key: [one.items.get(item, (0.0,))[0] for item in items] for one in hosting.gradebook.marks()}


def test_an_instructor_sees_what_changes_before_it_does(fixed: tuple[Hosting, TestClient, Hosting]) -> None:
    """Grade what is left, look at learner, points and checks, then let it count; every change is in the audit log."""
    hosting, ira, before = fixed
    assert Regrading(before).stale
    assert "4 of 4 hand-ins were not graded yet" in ira.get("/class/regrade").text
    was = {"ada": [1.0, 0.0], "ben": [4.0, 0.0], "chi": [0.0, 0.0]}
    assert marks(hosting) == was
    assert ira.post("/class/regrade", data={"do": "grade"}).status_code == 303
    deadline = time.monotonic() + WAIT
    while (
        "What changes" not in (page := ira.get("/class/regrade").text) or "are left" in page or "not graded yet" in page
    ):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert marks(hosting) == was
    rows = [re.findall(r"<t[hd][^>]*>(?:<a[^>]*>)?([^<]*)", row) for row in page.split("<tbody>")[1].split("<tr>")[1:]]
    assert sorted(row[:4] for row in rows) == [
        ["Ada", "temperature", "1 of 4", "2 of 4"],
        ["Ben", "temperature", "4 of 4", "1 of 4"],
        ["Chi", "small", "0 of 1", "1 of 1"],
    ]
    assert re.search(r"any temperature is right \([\w.:]+\): none to 1", page), page
    assert ira.post("/class/regrade", data={"do": "commit", "mark": "another list"}).status_code == 409
    (mark,) = re.findall(r'name="mark" value="(\w+)"', page)
    given = {"do": "commit", "mark": mark, "raise_only": "1"}
    assert ira.post("/class/regrade", data=given).status_code == 303
    assert marks(hosting) == {"ada": [2.0, 0.0], "ben": [4.0, 0.0], "chi": [0.0, 1.0]}
    log = [(one.who, one.subject, one.detail) for one in entries(hosting.database) if one.did == "regrade"]
    assert ("ira", "ada", "temperature: 1 of 4 to 2 of 4") in log
    assert ("ira", "", "2 results changed, no mark lowered") in log
    assert "No mark changes." in ira.get("/class/regrade").text


def test_the_regrade_is_for_instructors_of_everybody(fixed: tuple[Hosting, TestClient, Hosting]) -> None:
    """A learner cannot see it, and cannot begin it."""
    hosting, ira, _ = fixed
    ada = TestClient(ira.app, base_url=URL, follow_redirects=False)
    person = hosting.accounts.find("ada")
    assert person is not None
    ada.post("/enter", data={"code": hosting.accounts.link(person)})
    assert ada.get("/class/regrade").status_code == 403
    assert ada.post("/class/regrade", data={"do": "grade"}).status_code == 403
