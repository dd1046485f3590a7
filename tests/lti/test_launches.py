"""Launches that are sound, that are broken, and that are forged: the certification guide's, and what attackers try."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization

from grader.serve.lti.platforms import Platform
from tests.lti.conftest import (
    CLAIM,
    KEY,
    LEARNER,
    MEMBERSHIP,
    OTHER_KEY,
    TEACHER,
    URL,
    Browser,
    PlatformServer,
    Served,
    public_jwk,
    signed,
)

EVERY_ROLE = [TEACHER, "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Faculty"]
NOBODY = {"name": None, "email": None}


@dataclass(frozen=True)
class Later:
    """A time so many seconds after the launch, which is long after these lists are read."""

    seconds: int


def timed(claims: dict[str, Any]) -> dict[str, Any]:
    """Return claims with their times."""
    at = int(time.time())
    return {name: at + value.seconds if isinstance(value, Later) else value for name, value in claims.items()}


GOOD: list[tuple[str, dict[str, Any], str]] = [
    ("instructor", {f"{CLAIM}roles": [TEACHER]}, "instructor"),
    ("instructor with several roles", {f"{CLAIM}roles": EVERY_ROLE}, "instructor"),
    ("instructor by a short name", {f"{CLAIM}roles": ["Instructor"]}, "instructor"),
    ("instructor with an unknown role", {f"{CLAIM}roles": [TEACHER, "http://x.example/unknown#Role"]}, "instructor"),
    ("no role", {f"{CLAIM}roles": []}, "learner"),
    ("instructor with only an e-mail", {f"{CLAIM}roles": [TEACHER], "name": None}, "instructor"),
    ("instructor with only names", {f"{CLAIM}roles": [TEACHER], "email": None, "given_name": "A"}, "instructor"),
    ("instructor without personal data", {f"{CLAIM}roles": [TEACHER], **NOBODY}, "instructor"),
    ("instructor without a context", {f"{CLAIM}roles": [TEACHER], f"{CLAIM}context": None}, "instructor"),
    ("learner", {}, "learner"),
    ("learner with several roles", {f"{CLAIM}roles": [LEARNER, f"{MEMBERSHIP}#NonCreditLearner"]}, "learner"),
    ("learner by a short name", {f"{CLAIM}roles": ["Learner"]}, "learner"),
    ("an unknown role", {f"{CLAIM}roles": ["http://x.example/unknown#Role"]}, "learner"),
    ("learner by an unknown short name", {f"{CLAIM}roles": ["Helper"]}, "learner"),
    ("learner with only an e-mail", {"name": None}, "learner"),
    ("learner with only names", {"email": None, "name": None, "given_name": "Ada", "family_name": "L."}, "learner"),
    ("learner without personal data", NOBODY, "learner"),
    ("learner without a context", {f"{CLAIM}context": None}, "learner"),
    ("assistant", {f"{CLAIM}roles": [TEACHER, f"{MEMBERSHIP}/Instructor#TeachingAssistant"]}, "assistant"),
    ("audience in a list", {"aud": ["client"]}, "learner"),
    ("several audiences and a party", {"aud": ["client", "x"], "azp": "client"}, "learner"),
    ("a clock that is late", {"iat": Later(30)}, "learner"),
]


@pytest.mark.parametrize(("claims", "role"), [one[1:] for one in GOOD], ids=[one[0] for one in GOOD])
def test_a_sound_launch_opens_the_exercise(
    served: Served, platform: PlatformServer, claims: dict[str, Any], role: str
) -> None:
    """The exercise of the link is shown to somebody who is signed in with the right role."""
    browser = served.browser()
    answer = browser.launch(platform, **timed(claims))
    assert (answer.status_code, answer.headers.get("location")) == (303, "/exercise/ex4_update"), answer.text
    assert browser.client.get("/exercise/ex4_update").status_code == 200
    assert served.who("lti:1:u1").role == role


def without(name: str) -> dict[str, Any]:
    """Return a change that leaves a claim out."""
    return {f"{CLAIM}{name}": None}


BAD: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    ("no key id", {}, {"kid": None}, "which key"),
    ("wrong key id", {}, {"kid": "two"}, "does not publish"),
    ("wrong version", {f"{CLAIM}version": "11.3"}, {}, "not use LTI 1.3.0"),
    ("no version", without("version"), {}, "not use LTI 1.3.0"),
    ("timestamps", {"iat": 11111, "exp": 22222}, {}, "too old"),
    ("no message type", without("message_type"), {}, "an unknown type"),
    ("no roles", without("roles"), {}, "no list of roles"),
    ("no deployment", without("deployment_id"), {}, "name the deployment"),
    ("no resource link", without("resource_link"), {}, "name the resource link"),
    ("no subject", {"sub": None}, {}, "name the user"),
    # what the guide does not have
    ("no id of the resource link", {f"{CLAIM}resource_link": {"title": "x"}}, {}, "name the resource link"),
    ("no target", without("target_link_uri"), {}, "what it opens"),
    ("expired", {"exp": Later(-120)}, {}, "too old"),
    ("no times", {"iat": None, "exp": None}, {}, "no times"),
    ("times that are no numbers", {"exp": "soon"}, {}, "no times"),
    ("a time that is true", {"exp": True}, {}, "no times"),
    ("from the future", {"iat": Later(600), "exp": Later(900)}, {}, "clock"),
    ("not yet", {"nbf": Later(600)}, {}, "clock"),
    ("for ever", {"exp": Later(10**7)}, {}, "clock"),
    ("another audience", {"aud": "other"}, {}, "another tool"),
    ("no audience", {"aud": None}, {}, "another tool"),
    ("another party", {"azp": "other"}, {}, "another tool"),
    ("several audiences without a party", {"aud": ["client", "x"]}, {}, "another tool"),
    ("an audience that is no text", {"aud": ["client", 1], "azp": "client"}, {}, "another tool"),
    ("another issuer", {"iss": "https://other.example"}, {}, "another course site"),
    ("another deployment", {f"{CLAIM}deployment_id": "d2"}, {}, "is not registered"),
    ("another nonce", {"nonce": "other"}, {}, "another sign-in"),
    ("no nonce", {"nonce": None}, {}, "the nonce"),
    ("a key of another owner", {}, {"key": OTHER_KEY}, "the key of this site"),
    ("an unknown message", {f"{CLAIM}message_type": "LtiSubmissionReviewRequest"}, {}, "an unknown type"),
    ("roles that are no list", {f"{CLAIM}roles": "Instructor"}, {}, "no list of roles"),
    ("roles that are no texts", {f"{CLAIM}roles": [1]}, {}, "no list of roles"),
    ("a subject of another shape", {"sub": {"a": 1}}, {}, "name the user"),
    ("a subject that is too long", {"sub": "x" * 256}, {}, "name the user"),
    ("a subject that cannot be shown", {"sub": "a\x00b"}, {}, "name the user"),
    ("a context that is no object", {f"{CLAIM}context": "c1"}, {}, "wrong context"),
    ("an unknown exercise", {f"{CLAIM}custom": {"exercise": "nine"}}, {}, "no exercise"),
    ("an exercise of another shape", {f"{CLAIM}custom": {"exercise": ["4"]}}, {}, "what it opens"),
    (
        "scores to another site",
        {"https://purl.imsglobal.org/spec/lti-ags/claim/endpoint": {"lineitem": "https://evil.example/1"}},
        {},
        "not at an address of",
    ),
    (
        "people of another site",
        {
            "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice": {
                "context_memberships_url": "http://10.0.0.1/"
            }
        },
        {},
        "begin with https",
    ),
]


@pytest.mark.parametrize(("claims", "how", "told"), [one[1:] for one in BAD], ids=[one[0] for one in BAD])
def test_a_broken_or_forged_launch_is_refused(
    served: Served, platform: PlatformServer, claims: dict[str, Any], how: dict[str, Any], told: str
) -> None:
    """400 with a reason, nobody is signed in, and no account is made."""
    browser = served.browser()
    asked = browser.login(platform)
    answer = browser.post(asked["state"], signed(platform.claims(asked["nonce"], **timed(claims)), **how))
    assert answer.status_code == 400
    assert told in answer.text
    assert served.hosting.cookie not in browser.client.cookies
    assert served.hosting.accounts.all() == []


def private_pem() -> str:
    """Return the platform's private key as a text."""
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return KEY.private_bytes(*form).decode()


def part(value: object) -> str:
    """Return one part of a token."""
    text = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


def forged_tokens(claims: dict[str, Any]) -> dict[str, str]:
    """Return tokens that nobody has signed as they should."""
    public = KEY.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    good = signed(claims)
    header, body, signature = good.split(".")
    other = part({**claims, "sub": "u2"})
    start = f"{part({'alg': 'HS256', 'kid': 'one'})}.{body}"
    mac = hmac.new(public, start.encode(), hashlib.sha256).digest()
    return {
        "alg none": f"{part({'alg': 'none', 'kid': 'one'})}.{body}.",
        "alg None in capitals": f"{part({'alg': 'NONE', 'kid': 'one'})}.{body}.{signature}",
        "HS256 with the public key": f"{start}.{part(mac)}",
        "RS384": signed(claims, alg="RS384"),
        "PS256": signed(claims, alg="PS256"),
        "without a signature": f"{header}.{body}.",
        "another body": f"{header}.{other}.{signature}",
        "critical extensions": signed(claims, crit=["x"], x=1),
        "empty": "",
        "no token": "x",
        "four parts": f"{good}.x",
        "no JSON": f"{part(b'{')}.{body}.{signature}",
        "a header that is a list": f"{part([1])}.{body}.{signature}",
        "a deep header": f"{part(b'[' * 40_000)}.{body}.{signature}",
        "too long": signed({**claims, "x": "y" * 70_000}),
    }


@pytest.mark.parametrize("name", sorted(forged_tokens({"a": 1})))
def test_a_forged_token_is_refused(served: Served, platform: PlatformServer, name: str) -> None:
    """400, and nobody is signed in."""
    browser = served.browser()
    asked = browser.login(platform)
    token = forged_tokens(platform.claims(asked["nonce"]))[name]
    assert browser.post(asked["state"], token).status_code == 400
    assert served.hosting.accounts.all() == []


def test_claims_that_are_no_object_are_refused(served: Served, platform: PlatformServer) -> None:
    """A signed list, text or number is 400 and not a fault of the server."""
    browser = served.browser()
    asked = browser.login(platform)
    for body in (b"[1]", b'"x"', b"1", b"null", b"{", b"[" * 20_000):
        token = jwt.api_jws.encode(body, KEY, algorithm="RS256", headers={"kid": "one"})
        assert browser.post(asked["state"], token).status_code == 400


def test_state_and_nonce_can_be_used_once(served: Served, platform: PlatformServer) -> None:
    """The same message again, and the same state with another message, are refused; a new sign-in is fine."""
    browser = served.browser()
    asked = browser.login(platform)
    token = signed(platform.claims(asked["nonce"]))
    cookies = dict(browser.client.cookies)
    assert browser.post(asked["state"], token).status_code == 303
    browser.client.cookies.update(cookies)  # an attacker keeps the sign-in's cookie
    for again in (token, signed(platform.claims(asked["nonce"], sub="u2"))):
        answer = browser.post(asked["state"], again)
        assert answer.status_code == 400
        assert "already used" in answer.text
    assert [one.key for one in served.hosting.accounts.all()] == ["lti:1:u1"]
    assert browser.launch(platform).status_code == 303


def test_a_state_of_ones_own_is_refused(served: Served, platform: PlatformServer) -> None:
    """A state is made here; one that was changed, cut, invented or is another kind of ticket is refused."""
    browser = served.browser()
    asked = browser.login(platform)
    token = signed(platform.claims(asked["nonce"]))
    tab = served.tool.tickets.make("tab", 60.0, account=1, place="/")
    late = served.tool.tickets.make("state", -1.0, platform=1)
    for state in ("", "x", asked["state"][:-2], tab, late, forged_tokens({"kind": "state"})["alg none"]):
        assert browser.post(state, token).status_code == 400


def test_a_message_in_another_browser_signs_nobody_in(served: Served, platform: PlatformServer) -> None:
    """An attacker's message and state, posted from another person's browser: a page offers to begin again, no more."""
    attacker, victim = served.browser(), served.browser()
    asked = attacker.login(platform)
    token = signed(platform.claims(asked["nonce"]))
    for headers in ({}, {"origin": "https://evil.example"}):
        answer = victim.post(asked["state"], token, **headers)
        assert "Sign in again" in answer.text
        assert served.hosting.cookie not in victim.client.cookies
    assert served.hosting.accounts.all() == []


@pytest.mark.parametrize(
    ("where", "offer", "other"), [("iframe", "new tab", "Sign in"), ("document", "Sign in", "new tab")]
)
def test_who_has_no_cookie_is_offered_a_tab_only_from_a_frame(
    served: Served, platform: PlatformServer, where: str, offer: str, other: str
) -> None:
    """A tab that offered another tab would never end; it says to allow cookies, and lets one sign in again."""
    asked = served.browser().login(platform)
    answer = served.browser().post(asked["state"], signed(platform.claims(asked["nonce"])), sec_fetch_dest=where)
    assert offer in answer.text
    assert other not in answer.text


def test_keys_are_fetched_from_the_registered_address_alone(served: Served, platform: PlatformServer) -> None:
    """`jku`, `x5u` and `jwk` in a header lead nowhere: another server's keys are never asked for."""
    evil = PlatformServer()
    evil.keys = [public_jwk(OTHER_KEY, "evil")]
    try:
        for header in (
            {"jku": f"{evil.url}/keys"},
            {"x5u": f"{evil.url}/keys"},
            {"jwk": public_jwk(OTHER_KEY, "evil")},
        ):
            browser = served.browser()
            asked = browser.login(platform)
            token = signed(platform.claims(asked["nonce"]), OTHER_KEY, kid="evil", **header)
            assert browser.post(asked["state"], token).status_code == 400
        assert evil.asked == []
        assert {place for _, place in platform.asked} == {"/keys"}
    finally:
        evil.close()


def test_a_key_of_another_platform_does_not_sign_for_this_one(served: Served, platform: PlatformServer) -> None:
    """Two platforms: a message is checked with the keys of the one that the sign-in was begun for."""
    other = PlatformServer()
    other.keys = [public_jwk(OTHER_KEY, "evil")]
    try:
        served.tool.platforms.add(other.platform("canvas"), ["d1"])
        browser = served.browser()
        asked = browser.login(platform)
        token = signed(platform.claims(asked["nonce"]), OTHER_KEY, kid="evil")
        assert "does not publish" in browser.post(asked["state"], token).text
        # its own message in a sign-in that was begun for the first one
        token = signed(other.claims(asked["nonce"]), OTHER_KEY, kid="evil")
        assert browser.post(asked["state"], token).status_code == 400
        # each for itself is fine, and the same subject is two people
        assert browser.launch(platform).status_code == 303
        asked = browser.login(other)
        assert (
            browser.post(asked["state"], signed(other.claims(asked["nonce"]), OTHER_KEY, kid="evil")).status_code == 303
        )
        assert [one.key for one in served.hosting.accounts.all()] == ["lti:1:u1", "lti:2:u1"]
    finally:
        other.close()


def test_two_registrations_of_one_issuer_are_told_apart_by_the_client(served: Served, platform: PlatformServer) -> None:
    """As Canvas does it: one issuer, a client id for each school; without the id nobody can say which."""
    served.tool.platforms.add(platform.platform("second", client_id="client2"), ["d1"])
    browser = served.browser()
    hints = {"iss": platform.url, "login_hint": "h", "target_link_uri": f"{URL}/lti/launch"}
    assert browser.client.post("/lti/login", data=hints).status_code == 400
    asked = browser.login(platform, client_id="client2")
    assert asked["client_id"] == "client2"
    assert "another tool" in browser.post(asked["state"], signed(platform.claims(asked["nonce"]))).text
    answer = browser.post(asked["state"], signed(platform.claims(asked["nonce"], aud="client2")))
    assert answer.status_code == 303


def test_a_link_of_another_deployment_is_another_link(served: Served, platform: PlatformServer) -> None:
    """The same ids of course, link and person in two deployments are two courses and two people."""
    (one,) = served.tool.platforms.all()
    served.tool.platforms.add_deployment(one, "d2")
    browser = served.browser()
    for deployment in ("d1", "d2"):
        assert browser.launch(platform, **{f"{CLAIM}deployment_id": deployment}).status_code == 303
    assert [person.key for person in served.hosting.accounts.all()] == ["lti:1:u1", "lti:2:u1"]
    # a sign-in that was begun for one deployment is not answered by the other
    asked = browser.login(platform, lti_deployment_id="d1")
    token = signed(platform.claims(asked["nonce"], **{f"{CLAIM}deployment_id": "d2"}))
    assert "another deployment" in browser.post(asked["state"], token).text


def test_a_removed_platform_opens_nothing_and_its_people_are_signed_out(
    served: Served, platform: PlatformServer
) -> None:
    """Sign-ins that were begun end, sessions end, and a platform that comes later gets none of the old people."""
    browser = served.browser()
    assert browser.launch(platform).status_code == 303
    asked = browser.login(platform)
    served.tool.platforms.remove(served.tool.platforms.called("moodle"))
    assert browser.client.get("/").headers.get("location") == "/enter"
    assert browser.post(asked["state"], signed(platform.claims(asked["nonce"]))).status_code == 400
    served.tool.platforms.add(platform.platform("again"), ["d1"])
    assert browser.launch(platform).status_code == 303
    assert [one.key for one in served.hosting.accounts.all()] == ["lti:1:u1", "lti:2:u1"]


@pytest.mark.parametrize(
    "hints",
    [
        {"iss": None},
        {"login_hint": None},
        {"target_link_uri": None},
        {"target_link_uri": "https://evil.example/"},
        {"target_link_uri": f"{URL}.evil.example/"},
        {"iss": "https://unknown.example"},
        {"client_id": "other"},
        {"login_hint": "x" * 5000},
        {"lti_storage_target": "a b", "sec-fetch-dest": "iframe"},
    ],
)
def test_a_sign_in_that_no_platform_begins_is_refused(
    served: Served, platform: PlatformServer, hints: dict[str, str | None]
) -> None:
    """400 for missing, foreign, unknown and huge hints."""
    browser = served.browser()
    given = {"iss": platform.url, "login_hint": "h", "target_link_uri": f"{URL}/lti/launch"} | hints
    data = {name: value for name, value in given.items() if value is not None}
    assert browser.client.post("/lti/login", data=data).status_code == 400


def test_requests_are_bounded(served: Served, platform: PlatformServer) -> None:
    """Bodies, fields and repeated fields."""
    client = served.browser().client
    assert client.post("/lti/launch", content=b"state=" + b"x" * 200_000).status_code == 413
    assert client.post("/lti/launch", content=b"&".join(b"f%d=1" % n for n in range(100))).status_code == 400
    assert client.post("/lti/launch", content=b"state=a&state=b").status_code == 400
    assert client.post("/lti/launch", content=b"\xff\xfe=\xff").status_code == 400
    assert client.get("/lti/launch").status_code == 405


def test_a_name_is_shown_as_text(served: Served, platform: PlatformServer) -> None:
    """Names from a platform are cut, and what a page or a terminal would obey is text."""
    browser = served.browser()
    assert (
        browser.launch(
            platform, name="<script>alert(1)</script>\x1b[31m" + "x" * 10_000, email="no address"
        ).status_code
        == 303
    )
    person = served.who("lti:1:u1")
    assert len(person.name) <= 201
    assert person.name.isprintable()
    assert person.email == ""
    assert "<script>alert" not in browser.client.get("/").text


def test_a_key_set_is_bounded_kept_and_asked_for_once_more(served: Served, platform: PlatformServer) -> None:
    """A new key is found; unknown ids lead to one fetch and no more; a huge or broken key set is 503."""
    browser = served.browser()
    assert browser.launch(platform).status_code == 303
    assert browser.launch(platform).status_code == 303
    assert platform.asked == [("GET", "/keys")]
    for _ in range(3):
        asked = browser.login(platform)
        assert browser.post(asked["state"], signed(platform.claims(asked["nonce"]), kid="two")).status_code == 400
    assert platform.asked == [("GET", "/keys")]  # fetched a moment ago
    url = f"{platform.url}/keys"
    _, keys = served.tool.platform_keys._kept[url]
    platform.keys.append(public_jwk(OTHER_KEY, "two"))
    served.tool.platform_keys._kept[url] = time.monotonic() - 31.0, keys
    asked = browser.login(platform)
    assert (
        browser.post(asked["state"], signed(platform.claims(asked["nonce"]), OTHER_KEY, kid="two")).status_code == 303
    )
    oct_key = {"kty": "oct", "k": "AAAA", "kid": "one"}
    for wrong in ([oct_key], [{**public_jwk(KEY, "one"), "use": "enc"}], [{"kty": "RSA", "kid": "one"}], ["x"]):
        platform.keys = wrong
        served.tool.platform_keys._kept.clear()
        assert "does not publish" in browser.launch(platform).text
    for wrong in ([public_jwk(KEY, str(n)) for n in range(60)], [{"kid": "x" * 300_000}]):
        platform.keys = wrong
        served.tool.platform_keys._kept.clear()
        assert browser.launch(platform).status_code == 503


def test_addresses_of_a_platform_are_https(served: Served) -> None:
    """A platform's addresses are HTTPS, but on this machine."""
    from grader.core.errors import UsageError

    good = "https://a.example/x"
    for bad in (
        "http://a.example/x",
        "ftp://a.example",
        "https://",
        "https://u:p@a.example/",
        "https://a b",
        "x",
        "https://a:99999/",
    ):
        with pytest.raises(UsageError):
            served.tool.platforms.add(Platform(0, "n", good, "c", good, good, "", bad))
    assert Browser(served.app).client.get("/lti/keys").status_code == 200
