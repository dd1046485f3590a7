"""Who may see what: over routes and roles, no learner sees another's work, and nobody what is hidden."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from httpx2 import Response
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from grader.serve.hosted.app import build_hosted
from grader.serve.hosted.hosting import Hosting
from tests.conftest import ROOT
from tests.hosted.conftest import FILE, RIGHT, UPHILL, URL, own

SignIn = Callable[[str], TestClient]
KEYS = ["", "ada", "ben", "chi", "sam", "ira"]
SEES = {"": "", "ada": "ada", "ben": "ben", "chi": "chi", "sam": "ada chi", "ira": "ada ben chi"}
"""Whose work each person may see; nobody signed in sees none."""
SENTENCE = re.compile(r"\S.{29,}")


@pytest.fixture(name="people", scope="module")
def _people(hosting: Hosting) -> dict[str, TestClient]:
    """Give everybody's browser; each learner has handed in and drafted a text with their own word."""
    clients = {}
    for key in KEYS:
        clients[key] = TestClient(hosting.app, base_url=URL, follow_redirects=False)  # type: ignore[attr-defined]
        person = hosting.accounts.find(key)
        if person is not None:
            clients[key].post("/enter", data={"code": hosting.accounts.link(person)})
    for key in ("ada", "ben", "chi"):
        files = {FILE: own(RIGHT if key == "ada" else UPHILL, f"secret-of-{key}-")}
        assert clients[key].post("/do/check", json={"exercise": 4, "files": files}).status_code == 200
    return clients


def routes(hosting: Hosting) -> list[tuple[str, str]]:
    """Return every route of the application with each of its methods."""
    app = hosting.app._app  # type: ignore[attr-defined]
    return [(route.path, method) for route in app.routes for method in route.methods or ("GET",) if method != "HEAD"]


def hidden() -> set[str]:
    """Return every line of suites, references and mistakes that is not also in what learners are given."""
    given_ = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "exercises").glob("*.*") if path.is_file())
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "solutions").rglob("*.py")]
    code = [line for text in texts for line in re.sub(r'""".*?"""', "", text, flags=re.DOTALL).splitlines()]
    return {line.strip() for line in code if SENTENCE.fullmatch(line.strip()) and line.strip() not in given_}


def look_at(answer: Response, key: str, secrets: set[str]) -> None:
    """Fail where an answer has another's work, or a line of what is hidden."""
    where = (key, str(answer.request.method), str(answer.request.url))
    assert answer.status_code in (200, 303, 400, 401, 403, 404, 405, 409, 413, 422), (where, answer.text)
    text = answer.text
    for other in {"ada", "ben", "chi"} - set(SEES[key].split()):
        assert f"secret-of-{other}" not in text, where
    if key != "ira":  # who is shown what a learner wrote, which may be the reference's own line
        shown = {line.strip() for line in text.replace("&#39;", "'").replace("&#34;", '"').splitlines()}
        assert not shown & secrets, where


def test_no_page_gives_away_anothers_work_or_what_is_hidden(people: dict[str, TestClient], hosting: Hosting) -> None:
    """Every page as everybody, with the number of every account and hand-in, and with names of what is hidden."""
    secrets = hidden() - {line.strip() for line in (RIGHT + UPHILL).splitlines()}
    assert len(secrets) > 500
    accounts = hosting.accounts.all()
    hand_ins = [one.id for person in accounts for one in hosting.hand_ins.of(person.id)]
    numbers = range(max(hand_ins + [person.id for person in accounts]) + 2)
    names = ["ex4_update", "ex4_update.py", "course.css", "course.yaml", "..%2Fsolutions%2Fex4_update.py", "suites"]
    pages = [path for path, method in routes(hosting) if method == "GET"]
    assert any(path.startswith("/hand-ins/") for path in pages)
    for path in pages:
        for place in {path.replace("{number:int}", str(number)) for number in numbers}:
            for whole in {place.replace("{stem}", name).replace("{name}", name) for name in names}:
                for key in KEYS:
                    look_at(people[key].get(whole), key, secrets)


def test_no_post_gives_away_anothers_work_or_what_is_hidden(people: dict[str, TestClient], hosting: Hosting) -> None:
    """Random actions and bodies of random people."""
    secrets = hidden() - {line.strip() for line in (RIGHT + UPHILL).splitlines()}
    actions = ["/do/check", "/do/hint", "/do/run", "/do/more", "/do/save", "/do/keep", "/exercise/ex4_update"]
    given_bodies = bodies(own(RIGHT))

    @settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(st.sampled_from(KEYS), st.sampled_from(actions), st.sampled_from(given_bodies))
    def asked(key: str, action: str, body: str) -> None:
        hosting.asking._left.clear()
        look_at(people[key].post(action, json=json.loads(body)), key, secrets)

    asked()


def bodies(mine: str) -> list[str]:
    """Return what is posted: sound, of another shape, and of another's name."""
    return [
        json.dumps({"exercise": 4, "files": {FILE: mine}, "expression": "update"}),
        json.dumps({"exercise": "../../solutions", "files": {}}),
        json.dumps({"exercise": 4, "files": [1]}),
        json.dumps({"name": FILE, "text": mine, "seen": ""}),
        json.dumps({"name": "suites/ex4_update.py", "text": mine, "account": 3}),
    ]


@pytest.mark.parametrize(
    ("key", "path", "status"),
    [
        ("", "/", 303),
        ("ada", "/class", 403),
        ("ada", "/class/report", 403),
        ("sam", "/class", 200),
        ("sam", "/class/report", 403),
        ("sam", "/class/audit", 403),
        ("sam", "/class/hand-ins.jsonl", 403),
        ("ira", "/class/report", 200),
        ("ira", "/class/hand-ins.jsonl", 200),
    ],
)
def test_pages_by_role(people: dict[str, TestClient], key: str, path: str, status: int) -> None:
    """Learners have no page of the class; assistants have the list of their sections."""
    assert people[key].get(path).status_code == status


def test_assistants_see_and_comment_on_their_sections_only(people: dict[str, TestClient], hosting: Hosting) -> None:
    """Ada is in the assistant's section, Ben is not; marks are for instructors; all of it is in the audit log."""
    sam, ira = people["sam"], people["ira"]
    ada, ben = (hosting.accounts.find(key) for key in ("ada", "ben"))
    assert ada is not None
    assert ben is not None
    assert "Ada" in sam.get("/class").text
    assert "Ben" not in sam.get("/class").text
    assert sam.get(f"/class/learner/{ben.id}").status_code == 404
    of_ben = hosting.hand_ins.of(ben.id)[0].id
    assert sam.get(f"/class/hand-ins/{of_ben}").status_code == 404
    comment = {"do": "comment", "text": "well begun"}
    assert sam.post(f"/class/learner/{ada.id}", data=comment).status_code == 303
    assert sam.post(f"/class/learner/{ben.id}", data=comment).status_code == 404
    adjust = {"do": "set", "exercise": "update", "points": "3", "text": "late"}
    assert sam.post(f"/class/learner/{ada.id}", data=adjust).status_code == 403
    assert ira.post(f"/class/learner/{ada.id}", data=adjust).status_code == 303
    for points in ("", "nan", "1e9", "x"):
        assert ira.post(f"/class/learner/{ada.id}", data={**adjust, "points": points}).status_code == 400
    marks = next(one for one in hosting.gradebook.marks() if one.key == "ada")
    assert marks.items["exercise", "update"] == (3.0, 15.0, 0.0)
    assert ira.post(f"/class/learner/{ada.id}", data={**adjust, "do": "undo"}).status_code == 303
    for until, status in (("soon", 400), ("2030-01-31 18:00 UTC", 303)):
        extend = {"do": "extend", "exercise": "update", "until": until, "text": "was ill"}
        assert ira.post(f"/class/learner/{ada.id}", data=extend).status_code == status
    assert "due 2030-01-31 18:00 UTC instead: was ill" in ira.get(f"/class/learner/{ada.id}").text
    log = ira.get("/class/audit").text
    assert "well begun" in log
    assert "update 3.0: late" in log


def test_a_role_that_was_taken_away_is_gone_at_once(people: dict[str, TestClient], hosting: Hosting) -> None:
    """The role is the account's now, not the one it had when the session began; a revoked session ends at once."""
    temp = hosting.accounts.account("tim", "Tim", role="instructor")
    client = TestClient(hosting.app, base_url=URL, follow_redirects=False)  # type: ignore[attr-defined]
    client.post("/enter", data={"code": hosting.accounts.link(temp)})
    assert client.get("/class").status_code == 200
    hosting.accounts.account("tim", role="learner")
    assert client.get("/class").status_code == 403
    assert people["ira"].post(f"/class/learner/{temp.id}", data={"do": "revoke"}).status_code == 303
    assert client.get("/").headers["location"] == "/enter"
    assert client.post("/do/save", json={"name": FILE, "text": "x", "seen": ""}).status_code == 401


def test_what_other_pages_and_broken_programs_send_is_refused(people: dict[str, TestClient]) -> None:
    """Another site's form, another Host, too much, no JSON, a form that is cut off."""
    ada = people["ada"]
    body = {"exercise": 4, "files": {FILE: RIGHT}}
    for headers in ({"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}):
        assert ada.post("/do/check", json=body, headers=headers).status_code == 403
    assert ada.get("/", headers={"host": "evil.example"}).status_code == 400
    assert ada.post("/do/save", content=b"x" * (5 << 20)).status_code == 413
    assert ada.post("/do/check", content=b"{", headers={"content-type": "application/json"}).status_code == 400
    assert ada.post("/do/check", json={**body, "files": {FILE: "x" * (2 << 20)}}).status_code == 413
    answer = ada.get("/")
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


def test_over_https_the_cookie_is_bound_to_the_host(hosting: Hosting) -> None:
    """`__Host-`, Secure and HttpOnly; in a frame of a course site it is partitioned."""
    from starlette.responses import Response

    served = Hosting(hosting.course, hosting.database, "https://course.example.org", graders=1)
    person = hosting.accounts.find("ada")
    assert person is not None
    (plain, framed) = (
        served.sign_in(Response(), person, framed=framed).headers["set-cookie"] for framed in (False, True)
    )
    assert plain.startswith("__Host-grade=")
    assert "; Path=/; HttpOnly; Secure; SameSite=Lax" in plain
    assert "; HttpOnly; Secure; SameSite=None; Partitioned" in framed
    gate = build_hosted(served, quiet=True)
    assert gate.origin == "https://course.example.org"
