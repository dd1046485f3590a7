"""A course served as an LTI tool, and a platform that is a separate server and signs with PyJWT, not with our library."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx2
import jwt
import pytest
import uvicorn
from cryptography.hazmat.primitives.asymmetric import rsa
from starlette.testclient import TestClient

from grader.classroom.task import Graded
from grader.core.course import load_course
from grader.serve.hosted.app import build_hosted
from grader.serve.hosted.database import HostedDatabase
from grader.serve.hosted.hosting import Hosting
from grader.serve.hosted.people import Account
from grader.serve.hosted.server import listen
from grader.serve.lti.platforms import Platform
from grader.serve.lti.routes import FOREIGN, lti_routes
from grader.serve.lti.tool import LtiTool
from tests.conftest import ROOT
from tests.gradebook.conftest import _server, _url  # noqa: F401  # fixtures

URL = "https://course.example.org"
WAIT = 120.0
CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership"
AGS = "https://purl.imsglobal.org/spec/lti-ags"
NRPS = "https://purl.imsglobal.org/spec/lti-nrps"
LEARNER, TEACHER = f"{MEMBERSHIP}#Learner", f"{MEMBERSHIP}#Instructor"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
Answer = tuple[int, dict[str, str], bytes]


def public_jwk(key: rsa.RSAPrivateKey, kid: str) -> dict[str, Any]:
    """Return the public half of a key as a platform publishes it."""
    made: dict[str, Any] = jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return {**made, "kid": kid, "use": "sig", "alg": "RS256"}


class PlatformServer:
    """A platform: keys, access tokens, people in pages, columns, and the scores that came."""

    def __init__(self) -> None:
        self.keys: list[dict[str, Any]] = [public_jwk(KEY, "one")]
        self.asked: list[tuple[str, str]] = []
        self.scores: list[tuple[str, dict[str, Any]]] = []
        self.assertions: list[str] = []
        self.columns: list[dict[str, Any]] = []
        self.members: list[list[dict[str, Any]]] = [[]]
        self.troubles: list[Answer] = []
        """What the next requests for anything but tokens and keys are answered instead."""
        self.registered: list[dict[str, Any]] = []
        self.deployment: str | None = "d1"
        platform = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                pass

            def do_GET(self) -> None:
                self.answer(b"")

            def do_POST(self) -> None:
                self.answer(self.rfile.read(int(self.headers.get("content-length", 0))))

            def answer(self, body: bytes) -> None:
                platform.asked.append((self.command, self.path))
                status, headers, content = platform.answer(
                    self.command, self.path, {name.lower(): text for name, text in self.headers.items()}, body
                )
                self.send_response(status)
                for name, value in {"content-length": str(len(content)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                with contextlib.suppress(OSError):
                    self.wfile.write(content)

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def close(self) -> None:
        """End."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        """Answer a request."""
        place = urlsplit(path).path
        if place == "/keys":
            return self.data({"keys": self.keys})
        if place == "/token":
            self.assertions.append(parse_qs(body.decode())["client_assertion"][0])
            return self.data({"access_token": f"token {len(self.assertions)}".replace(" ", "-"), "expires_in": 3600})
        if self.troubles:
            return self.troubles.pop(0)
        if place == "/openid":
            return self.data(self.configuration())
        if place == "/register":
            self.registered.append({"authorization": headers.get("authorization"), **json.loads(body)})
            placed = {} if self.deployment is None else {"deployment_id": self.deployment}
            return self.data(
                {"client_id": "registered", "https://purl.imsglobal.org/spec/lti-tool-configuration": placed}
            )
        if headers.get("authorization") != f"Bearer token-{len(self.assertions)}":
            return 401, {}, b""
        if place == "/members":
            number = int(dict(parse_qsl(urlsplit(path).query)).get("page", "0"))
            more = number + 1 < len(self.members)
            link = {"link": f'<{self.url}/members?page={number + 1}>; rel="next"'} if more else {}
            return self.data({"id": "x", "members": self.members[number]}, link)
        if place.endswith("/scores"):
            self.scores.append((path, json.loads(body)))
            return self.data({})
        if place == "/columns" and method == "POST":
            self.columns.append({**json.loads(body), "id": f"{self.url}/columns/{len(self.columns) + 1}?type=x"})
            return self.data(self.columns[-1])
        return self.data(self.columns) if place == "/columns" else (404, {}, b"")

    @staticmethod
    def data(value: object, headers: dict[str, str] | None = None) -> Answer:
        """Return an answer with JSON."""
        return 200, {"content-type": "application/json", **(headers or {})}, json.dumps(value).encode()

    def configuration(self) -> dict[str, Any]:
        """Return what a platform says of itself for dynamic registration."""
        names = {"authorization_endpoint": "auth", "token_endpoint": "token", "jwks_uri": "keys"}
        return {
            "issuer": self.url,
            "registration_endpoint": f"{self.url}/register",
            **{name: f"{self.url}/{path}" for name, path in names.items()},
        }

    def platform(self, name: str = "moodle", **more: Any) -> Platform:
        """Return the registration of this platform."""
        values = {"issuer": self.url, "client_id": "client"} | more
        auth, token, keys = (f"{self.url}/{path}" for path in ("auth", "token", "keys"))
        return Platform(0, name, auth_url=auth, token_url=token, token_audience="", key_set_url=keys, **values)

    def claims(self, nonce: str, /, **more: Any) -> dict[str, Any]:
        """Return the claims of a sound launch of a learner's; a claim that is None in `more` is left out."""
        at = int(time.time())
        claims = {
            "iss": self.url,
            "aud": "client",
            "sub": "u1",
            "iat": at,
            "exp": at + 60,
            "nonce": nonce,
            "name": "Ada L.",
            "email": "ada@example.org",
            f"{CLAIM}deployment_id": "d1",
            f"{CLAIM}message_type": "LtiResourceLinkRequest",
            f"{CLAIM}version": "1.3.0",
            f"{CLAIM}roles": [LEARNER],
            f"{CLAIM}target_link_uri": f"{URL}/lti/launch",
            f"{CLAIM}resource_link": {"id": "r1", "title": "Update"},
            f"{CLAIM}context": {"id": "c1", "title": "Class 7"},
            f"{CLAIM}custom": {"exercise": "update"},
        }
        return {name: value for name, value in {**claims, **more}.items() if value is not None}

    def scored(self, **more: Any) -> dict[str, Any]:
        """Return the claim of a link whose scores are taken."""
        scopes = [f"{AGS}/scope/score", f"{AGS}/scope/lineitem"]
        endpoint = {"scope": scopes, "lineitems": f"{self.url}/columns", "lineitem": f"{self.url}/columns/7?type=x"}
        return {f"{AGS}/claim/endpoint": endpoint | more}


def signed(claims: object, key: Any = KEY, *, kid: str | None = "one", alg: str = "RS256", **header: Any) -> str:
    """Return claims as a token."""
    headers = ({"kid": kid} if kid is not None else {}) | header
    return jwt.encode(claims, key, algorithm=alg, headers=headers)  # type: ignore[arg-type]


class Browser:
    """Somebody's browser on the course."""

    def __init__(self, app: Any) -> None:
        self.client = TestClient(app, base_url=URL, follow_redirects=False)

    def login(self, platform: PlatformServer, **more: str) -> dict[str, str]:
        """Begin a sign-in; return what the platform is asked."""
        hints = {"iss": platform.url, "login_hint": "h", "target_link_uri": f"{URL}/lti/launch"} | more
        answer = self.client.post("/lti/login", data=hints, headers={"sec-fetch-dest": "document"})
        assert answer.status_code == 302, answer.text
        place = answer.headers["location"]
        assert place.startswith(f"{platform.url}/auth?")
        return dict(parse_qsl(urlsplit(place).query))

    def post(self, state: str, token: str, **headers: str) -> httpx2.Response:
        """Bring a message as the platform's page does."""
        where = {"origin": "https://moodle.example.org", "sec-fetch-dest": "document", "sec-fetch-site": "cross-site"}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post("/lti/launch", data={"state": state, "id_token": token}, headers=where | named)

    def launch(self, platform: PlatformServer, /, **claims: Any) -> httpx2.Response:
        """Open the course from a platform."""
        asked = self.login(platform)
        return self.post(asked["state"], signed(platform.claims(asked["nonce"], **claims)))


class Served:
    """A served course with its tool; its threads are not started, so that each test says when something is sent."""

    def __init__(self, where: str, url: str = URL) -> None:
        self.hosting = Hosting(load_course(ROOT), HostedDatabase(where), url, graders=1)
        self.hosting.server.beat()
        self.hosting.commits.start()
        self.tool = LtiTool(self.hosting)
        routes = lti_routes(self.hosting, self.tool)
        ancestors = lambda: self.tool.ancestors  # noqa: E731
        self.app = build_hosted(self.hosting, routes, foreign=FOREIGN, ancestors=ancestors, quiet=True)

    def browser(self) -> Browser:
        """Return a new browser."""
        return Browser(self.app)

    def who(self, key: str) -> Account:
        """Return the account with a key."""
        found = self.hosting.accounts.find(key)
        assert found is not None, [one.key for one in self.hosting.accounts.all()]
        return found

    def grade(self, person: Account, score: float, mark: str, name: str = "update") -> None:
        """Let a learner hand something in that is worth so much."""
        exercise = self.hosting.course.find(name)
        one = self.hosting.hand_ins.accept(person, exercise, {f"{exercise.stem}.py": mark}, mark)
        graded = Graded(name, "{}", "graded", score, exercise.points, 0.0, score == exercise.points, False)
        self.hosting.hand_ins.keep_result(one, graded, {"html": ""})

    def close(self) -> None:
        """End."""
        self.tool.scores.close()
        self.tool.client.close()
        self.hosting.commits.close()
        self.hosting.database.close()


class ServedOverHttp(Served):
    """A served course that programs and browsers can reach, at an address of this machine."""

    def __init__(self, where: str, certificate: str | None = None) -> None:
        listening, place = listen("127.0.0.1:0")
        self.url = f"https://{place}" if certificate else f"http://{place}"
        super().__init__(where, self.url)
        config = uvicorn.Config(self.app, log_level="error", lifespan="off", ssl_certfile=certificate)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listening]})
        self._thread.start()
        deadline = time.monotonic() + WAIT
        while not self._server.started:
            assert time.monotonic() < deadline
            time.sleep(0.01)

    def close(self) -> None:
        """End."""
        self._server.should_exit = True
        self._thread.join()
        super().close()


@pytest.fixture(name="platform")
def _platform() -> Iterator[PlatformServer]:
    """Give a platform."""
    platform = PlatformServer()
    yield platform
    platform.close()


@pytest.fixture(name="made", scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the database of a course with its keys: to make keys takes longer than most tests."""
    made = tmp_path_factory.mktemp("lti") / "course.sqlite"
    Served(str(made)).close()
    return made


@pytest.fixture(name="served")
def _served(tmp_path: Path, made: Path, platform: PlatformServer) -> Iterator[Served]:
    """Give a served course with a platform that has registered it."""
    shutil.copy(made, tmp_path / "course.sqlite")
    served = Served(str(tmp_path / "course.sqlite"))
    served.tool.platforms.add(platform.platform(), ["d1"])
    served.tool.look_for_platforms()
    yield served
    served.close()


def fields_in(page: str) -> dict[str, str]:
    """Return the hidden fields of a page's forms."""
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', page))


Launch = Callable[..., httpx2.Response]
