"""Sign-in with a school's accounts, at an OpenID provider that is a server of its own on this machine."""

from __future__ import annotations

import base64
import copy
import hashlib
import json
import re
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import jwt
import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric import rsa
from starlette.testclient import TestClient

from grader.cli.serve import serve
from grader.core.course import load_course
from grader.core.errors import UsageError
from grader.serve.hosted.app import build_hosted
from grader.serve.hosted.database import HostedDatabase
from grader.serve.hosted.hosting import Hosting
from grader.serve.lti.routes import build_with_lti
from grader.serve.lti.tool import LtiTool
from grader.serve.oidc.provider import OidcSettings
from grader.serve.oidc.routes import OidcRoutes
from tests.conftest import ROOT

URL = "http://127.0.0.1:8000"
KEY, OTHER = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))


class School:
    """An OpenID provider: it describes itself, takes the browser in, and exchanges a code once, with PKCE and a secret."""

    def __init__(self) -> None:
        self.person: dict[str, Any] = {"email": "ada@example.org", "email_verified": True}
        self.claims: dict[str, Any] = {}
        """What is said otherwise than it should be; None leaves a claim out."""
        self.key, self.kid = KEY, "one"
        self.published = {"one": KEY}
        self.key_sets = 0
        self.codes: dict[str, dict[str, str]] = {}
        school = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                pass

            def do_GET(self) -> None:
                self.give(school.get(self.path))

            def do_POST(self) -> None:
                form = dict(parse_qsl(self.rfile.read(int(self.headers["content-length"])).decode()))
                self.give(school.token(form, self.headers.get("authorization", "")))

            def give(self, told: object) -> None:
                body = json.dumps(told).encode()
                self.send_response(200 if told else 400)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = self.issuer = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def get(self, path: str) -> object:
        """Give the description, or the keys."""
        if path == "/.well-known/openid-configuration":
            places = {"authorization_endpoint": "auth?tenant=7", "token_endpoint": "token", "jwks_uri": "keys"}
            return {"issuer": self.issuer, **{name: f"{self.url}/{place}" for name, place in places.items()}}
        self.key_sets += 1
        keys = [
            (kid, jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True))
            for kid, key in self.published.items()
        ]
        return {"keys": [{**made, "kid": kid, "use": "sig", "alg": "RS256"} for kid, made in keys]}

    def sign_in(self, place: str) -> str:
        """Let somebody sign in at the address that a browser is sent to, and return where the browser goes back to."""
        asked = dict(parse_qsl(urlsplit(place).query))
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert asked["tenant"] == "7"
        code = f"code {len(self.codes)}"
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?code={code}&state={asked['state']}"

    def token(self, form: dict[str, str], authorization: str) -> object:
        """Exchange a code once; nothing where the verifier or the client's secret is another."""
        asked = self.codes.pop(form["code"], None)
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if asked is None or asked["code_challenge"] != challenge or asked["redirect_uri"] != form["redirect_uri"]:
            return None
        if authorization != f"Basic {base64.b64encode(b'course:s%2Fe').decode()}":
            return None
        at = int(time.time())
        claims = {"iss": self.issuer, "aud": "course", "sub": "1", "iat": at, "exp": at + 60, "nonce": asked["nonce"]}
        claims = {name: value for name, value in {**claims, **self.person, **self.claims}.items() if value is not None}
        algorithm = "RS256" if self.key is not None else "none"
        return {"id_token": jwt.encode(claims, self.key, algorithm=algorithm, headers={"kid": self.kid})}

    def close(self) -> None:
        """End."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture(name="served", scope="module")
def _served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[School, Any, OidcRoutes]]:
    """Give a provider, and a course that it knows, whose roster has Ada."""
    school, where = School(), tmp_path_factory.mktemp("school") / "course.sqlite"
    hosting = Hosting(load_course(ROOT), HostedDatabase(str(where)), URL, graders=1)
    for key in ("ada@example.org", "lti:1:u1"):
        hosting.accounts.account(key, "Ada")
    tool = LtiTool(hosting)
    routes = OidcRoutes(hosting, OidcSettings(school.url, "course", "s/e"), tool.tickets, tool.client)
    yield school, build_hosted(hosting, routes.routes, quiet=True), routes
    tool.client.close()
    hosting.database.close()
    school.close()


@pytest.fixture(name="school")
def _school(served: tuple[School, Any, OidcRoutes]) -> Iterator[School]:
    """Give the provider, who is as it should be."""
    school = served[0]
    before = {name: copy.copy(vars(school)[name]) for name in ("person", "claims", "key", "kid", "published", "issuer")}
    yield school
    vars(school).update(before)
    school.codes.clear()


@pytest.fixture(name="browser")
def _browser(served: tuple[School, Any, OidcRoutes]) -> Callable[[], TestClient]:
    """Give browsers on the course."""
    return lambda: TestClient(served[1], base_url=URL, follow_redirects=False)


def begun(client: TestClient) -> str:
    """Press the button, and return where the browser is sent."""
    assert 'href="/enter/school"' in client.get("/enter").text
    answer = client.get("/enter/school")
    assert answer.status_code == 302, answer.text
    return answer.headers["location"]


def test_somebody_of_the_roster_signs_in(school: School, browser: Callable[[], TestClient]) -> None:
    """The code is exchanged once; the session is the account's; the same address again is nobody's."""
    client = browser()
    back = school.sign_in(begun(client))
    cookies, codes = dict(client.cookies), dict(school.codes)
    answer = client.get(back)
    assert (answer.status_code, answer.headers["location"]) == (303, "/"), answer.text
    assert "Sign out Ada" in client.get("/").text
    assert client.get(back).status_code == 400
    assert len(school.codes) == 0
    client.cookies.update(cookies)  # a browser that keeps what it should not, and a provider that takes a code twice
    school.codes.update(codes)
    assert client.get(back).status_code == 400
    school.person["email"] = "ADA@example.org"
    assert client.get(school.sign_in(begun(client))).status_code == 303


@pytest.mark.parametrize(
    ("person", "told"),
    [
        ({"email": "eve@example.org"}, "not in this course"),
        ({"email_verified": False}, "not in this course"),
        ({"email_verified": None}, "not in this course"),
        ({"email": None}, "not in this course"),
        ({"email": ["ada@example.org"]}, "not in this course"),
        ({"email": "lti:1:u1"}, "not in this course"),
    ],
)
def test_who_is_not_in_the_roster_is_refused(
    school: School, browser: Callable[[], TestClient], person: dict[str, Any], told: str
) -> None:
    """The school knows more people than the course; an address that nobody has checked names nobody."""
    client = browser()
    school.person |= person
    answer = client.get(school.sign_in(begun(client)))
    assert answer.status_code == 403
    assert told in answer.text
    assert client.get("/").headers["location"] == "/enter"


def test_a_sign_in_belongs_to_the_browser_that_began_it(school: School, browser: Callable[[], TestClient]) -> None:
    """Neither another browser nor another state takes a code; a stranger's link signs nobody in."""
    mine, other = browser(), browser()
    back = school.sign_in(begun(other))
    assert mine.get(back).status_code == 400
    begun(mine)
    assert mine.get(back).status_code == 400
    for query in ("", "?code=x", "?state=x&code=y", f"?state={back.rpartition('=')[2]}"):
        assert other.get(f"/enter/school/back{query}").status_code == 400
    assert len(school.codes) == 1
    assert other.get(back).status_code == 303


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://other.example"},
        {"iss": None},
        {"aud": "other"},
        {"aud": ["course", "other"]},
        {"azp": "other"},
        {"exp": 1},
        {"exp": None},
        {"iat": None},
        {"sub": None},
        {"nonce": "of another sign-in"},
        {"nonce": None},
    ],
    ids=str,
)
def test_claims_that_are_not_sound_are_refused(
    school: School, browser: Callable[[], TestClient], claims: dict[str, Any]
) -> None:
    """Another issuer, another program, too old, another sign-in's nonce."""
    client = browser()
    school.claims = claims
    assert client.get(school.sign_in(begun(client))).status_code == 400
    assert client.get("/").headers["location"] == "/enter"


def test_a_new_key_is_fetched_once_and_a_forged_one_is_refused(
    school: School, browser: Callable[[], TestClient], served: tuple[School, Any, OidcRoutes]
) -> None:
    """A key that is not published, no key at all, and one that was published since."""
    client = browser()
    assert client.get(school.sign_in(begun(client))).status_code == 303
    for key, kid in ((OTHER, "one"), (OTHER, "two"), (None, "one")):
        school.key, school.kid = key, kid  # type: ignore[assignment]
        assert client.get(school.sign_in(begun(client))).status_code == 400
    kept = served[2]._provider._keys._kept
    for url, (_, keys) in kept.items():
        kept[url] = time.monotonic() - 31.0, keys  # half a minute later
    school.key, school.kid, school.published = OTHER, "two", {"two": OTHER}
    fetched = school.key_sets
    assert client.get(school.sign_in(begun(client))).status_code == 303
    assert school.key_sets == fetched + 1


def test_a_provider_that_is_another_one_is_told(
    school: School, browser: Callable[[], TestClient], served: tuple[School, Any, OidcRoutes]
) -> None:
    """What describes itself under another name is not asked; nobody is sent anywhere."""
    served[2]._provider._kept = None
    school.issuer = "https://other.example"
    answer = browser().get("/enter/school")
    assert answer.status_code == 503
    assert "another one" in answer.text


def test_the_command_wants_an_issuer_with_https_and_a_client() -> None:
    """Half a registration, and an address that anybody on the way can read, are refused."""
    for words, told in (
        (["--oidc", "https://school.example"], "both --oidc and --oidc-client"),
        (["--oidc", "http://school.example", "--oidc-client", "x"], "begin with https://"),
    ):
        result = CliRunner().invoke(serve, words)
        assert isinstance(result.exception, UsageError)
        assert re.search(re.escape(told), str(result.exception))


def test_a_served_course_has_the_sign_in(served: tuple[School, Any, OidcRoutes]) -> None:
    """The application that the command serves has it where it was asked for, and only there."""
    school, _, routes = served
    hosting = Hosting(routes._hosting.course, routes._hosting.database, URL, graders=1)
    for settings, status in ((None, 404), (OidcSettings(school.url, "course"), 302)):
        client = TestClient(build_with_lti(hosting, school=settings, quiet=True), base_url=URL, follow_redirects=False)
        assert client.get("/enter/school").status_code == status
