"""The course opened from Open edX's own consumer: launch, people, a score that arrives, deep linking, and refusals.

The consumer runs in its own process (open_edx.py) and fetches our keys over HTTP, as the course fetches its keys.
"""

from __future__ import annotations

import html
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import jwt
import pytest

from grader.serve.lti.platforms import Platform
from tests.lti.conftest import WAIT, ServedOverHttp, fields_in

PAGE = {"sec-fetch-dest": "document"}


class OpenEdx(ServedOverHttp):
    """Open edX with a course that has the tool, and the served tool."""

    def __init__(self, tmp_path: Path) -> None:
        super().__init__(str(tmp_path / "course.sqlite"))
        command = [sys.executable, str(Path(__file__).with_name("open_edx.py")), self.url]
        self._log = (tmp_path / "log").open("w")
        self.program = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self._log, text=True)
        assert self.program.stdout is not None
        line = self.program.stdout.readline().split()
        assert len(line) == 3, (tmp_path / "log").read_text()
        self.site, client_id, passport = line
        api = f"{self.site}/api/lti_consumer/v1"
        auth, token, keys = (f"{api}/launch/", f"{api}/token/{passport}", f"{api}/public_keysets/{passport}")
        self.tool.platforms.add(Platform(0, "edx", self.site, client_id, auth, token, "", keys), ["1"])

    def begin(self, client: httpx2.Client, user: int, role: str, **more: str) -> tuple[str, dict[str, str]]:
        """Go from a page of Open edX to the message that it sends; return where, and its fields."""
        asked = {"user": str(user), "role": role} | more
        place = client.get(f"{self.site}/begin", params=asked).headers["location"]
        assert place.startswith(f"{self.url}/lti/login?")
        answer = client.get(place, headers=PAGE)
        assert answer.status_code == 302, answer.text
        page = client.get(answer.headers["location"]).text
        fields = {name: html.unescape(text) for name, text in fields_in(page).items()}
        where = re.search(r'action="([^"]*)"', page)
        assert where, page
        return html.unescape(where[1]), fields

    def known(self) -> Any:
        """Return what Open edX has by now."""
        return httpx2.get(f"{self.site}/known").json()

    def close(self) -> None:
        """End both."""
        super().close()
        self.program.kill()
        self.program.wait()
        assert self.program.stdout is not None
        self.program.stdout.close()
        self._log.close()


@pytest.fixture(name="edx")
def _edx(tmp_path: Path) -> Iterator[OpenEdx]:
    """Give Open edX and the tool."""
    edx = OpenEdx(tmp_path)
    yield edx
    edx.close()


def test_a_course_in_open_edx(edx: OpenEdx) -> None:
    """A learner opens the exercise, a score arrives there, better ones too, and the people of the course come."""
    with httpx2.Client(timeout=WAIT) as client:
        where, fields = edx.begin(client, 1, "student", name="Ada")
        assert where == f"{edx.url}/lti/launch"
        bound = dict(client.cookies)
        answer = client.post(where, data=fields, headers=PAGE)
        assert (answer.status_code, answer.headers.get("location")) == (303, "/exercise/ex4_update"), answer.text
        assert client.get(f"{edx.url}/exercise/ex4_update").status_code == 200
        with httpx2.Client(
            timeout=WAIT, cookies=bound
        ) as thief:  # the same message again, with the cookie of its sign-in
            assert "already used" in thief.post(where, data=fields, headers=PAGE).text
    ada = edx.who("lti:1:external-1")
    assert (ada.name, ada.role) == ("Ada", "learner")
    edx.tool.scores.send_due()
    assert edx.known()["scores"] == []
    for score, mark in ((6.0, "#1"), (15.0, "#2"), (3.0, "#3")):
        edx.grade(ada, score, mark)
        edx.tool.scores.send_due()
        assert edx.tool.scores.jobs.troubles() == []
        assert edx.known()["scores"] == [["external-1", max(score, 6.0) if score != 3.0 else 15.0, 15.0, "FullyGraded"]]
    edx.tool.keys.rotate()
    edx.tool.keys.rotate()
    edx.tool.memberships.update_due()
    assert [(one.key, one.role) for one in edx.hosting.accounts.all()] == [
        *((f"lti:1:external-{number}", "learner") for number in range(1, 9)),
        ("lti:1:external-9", "instructor"),
    ]
    assert edx.who("lti:1:external-2").name == "Name 2"


def test_deep_linking_in_open_edx(edx: OpenEdx) -> None:
    """An instructor chooses, and Open edX takes the signed answer."""
    with httpx2.Client(timeout=WAIT) as client:
        where, fields = edx.begin(client, 9, "instructor", deep="1")
        page = client.post(where, data=fields, headers=PAGE)
        assert "Choose what to link to" in page.text
        chosen = {"ticket": fields_in(page.text)["ticket"], "item": "gradient"}
        answer = client.post(f"{edx.url}/choose", data=chosen)
        back = re.search(r'action="([^"]*)"', answer.text)
        assert back
        assert back[1].startswith(f"{edx.site}/api/lti_consumer/v1/lti/")
        token = fields_in(answer.text)["JWT"]
        assert client.post(back[1], data={"JWT": token}).status_code == 200
        (link,) = edx.known()["links"]
        assert link["custom"] == {"exercise": "gradient"}
        # what is signed with another key is refused there
        forged = f"{token.rpartition('.')[0]}.{'A' * 342}"
        assert client.post(back[1], data={"JWT": forged}).status_code >= 400


def test_open_edx_refuses_a_tool_with_other_keys_and_the_tool_says_so(edx: OpenEdx) -> None:
    """Our assertion has to be signed with a key that we publish: a score waits, with the reason."""
    with httpx2.Client(timeout=WAIT) as client:
        where, fields = edx.begin(client, 1, "student")
        assert client.post(where, data=fields, headers=PAGE).status_code == 303
        # its message, changed on the way
        where, fields = edx.begin(client, 2, "student")
        claims = jwt.decode(fields["id_token"], options={"verify_signature": False})
        key = jwt.algorithms.RSAAlgorithm.from_jwk(edx.tool.keys._database.read(_private())[0].private)
        header = {"kid": jwt.get_unverified_header(fields["id_token"])["kid"]}
        fields["id_token"] = jwt.encode({**claims, "sub": "external-3"}, key, algorithm="RS256", headers=header)  # type: ignore[arg-type]
        assert client.post(where, data=fields, headers=PAGE).status_code == 400
    edx.tool.keys.published = lambda: {"keys": []}  # type: ignore[method-assign]
    edx.grade(edx.who("lti:1:external-1"), 6.0, "#")
    edx.tool.scores.send_due()
    ((_, _, state, tries, trouble),) = edx.tool.scores.jobs.troubles()
    assert (state, tries) == ("waiting", 1)
    assert "400" in trouble
    assert edx.known()["scores"] == []


def _private() -> Any:
    from grader.serve.lti.tables import key

    return key.select()
