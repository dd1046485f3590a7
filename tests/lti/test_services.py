"""Scores, people, deep links, registration, frames and keys, against a platform that is a separate server."""

from __future__ import annotations

import json
import threading
from typing import Any

import jwt
import pytest
import sqlalchemy
from click.testing import CliRunner

from grader.cli.serve import serve
from grader.serve.hosted import tables
from grader.serve.hosted.database import HostedDatabase, now
from grader.serve.hosted.people import Account
from grader.serve.lti.scores import scores_url, with_query
from tests.lti.conftest import CLAIM, NRPS, TEACHER, URL, PlatformServer, Served, fields_in, signed


def launched(served: Served, platform: PlatformServer, **more: Any) -> Account:
    """Return a learner who has opened a link whose scores are taken."""
    assert served.browser().launch(platform, **{**platform.scored(), **more}).status_code == 303
    return served.who("lti:1:u1")


def sent(platform: PlatformServer) -> list[float]:
    """Return the scores that have come, the oldest first."""
    return [score["scoreGiven"] for _, score in platform.scores]


def make_due(served: Served) -> None:
    """Make all due now that waits, and end the turn of a server that holds a score."""
    served.hosting.database.write((tables.passback.update().values(due_at=now(-1)), [{}]))


def test_a_score_arrives_once_and_only_when_it_has_changed(served: Served, platform: PlatformServer) -> None:
    """Nothing before there is a result; then the best one, with what the platform needs; a worse one changes nothing."""
    ada = launched(served, platform)
    served.tool.scores.send_due()
    assert platform.scores == []
    for number, (score, known) in enumerate([(6.0, [6.0]), (6.0, [6.0]), (15.0, [6.0, 15.0]), (2.0, [6.0, 15.0])]):
        served.grade(ada, score, f"#{number}")
        served.tool.scores.send_due()
        assert sent(platform) == known
    path, body = platform.scores[0]
    assert path == "/columns/7/scores?type=x"
    times = [one.pop("timestamp") for one in (body, platform.scores[1][1])]
    assert times == sorted(times)
    assert times[0].endswith("Z")
    assert "." in times[0]
    assert body == {
        "userId": "u1",
        "scoreGiven": 6.0,
        "scoreMaximum": 15.0,
        "activityProgress": "Submitted",
        "gradingProgress": "FullyGraded",
    }
    assert len(platform.assertions) == 1  # one access token for all of it


def test_an_assertion_is_what_a_platform_demands(served: Served, platform: PlatformServer) -> None:
    """Signed with a published key, for the token's address, short-lived, with a number that is used once."""
    served.grade(launched(served, platform), 6.0, "#")
    served.tool.scores.send_due()
    keys = jwt.PyJWKSet.from_dict(served.browser().client.get("/lti/keys").json())
    assert len(keys.keys) == 2
    (token,) = platform.assertions
    key = next(one for one in keys.keys if one.key_id == jwt.get_unverified_header(token)["kid"])
    claims = jwt.decode(token, key, algorithms=["RS256"], audience=f"{platform.url}/token")
    assert claims["iss"] == claims["sub"] == "client"
    assert claims["exp"] - claims["iat"] == 300
    assert len(claims["jti"]) > 20


def test_what_an_instructor_changes_is_sent_too(served: Served, platform: PlatformServer) -> None:
    """Points set by hand, even fewer, arrive; an excuse sends nothing; each once."""
    ada = launched(served, platform)
    served.grade(ada, 10.0, "#")
    served.tool.scores.send_due()
    decisions = served.hosting.gradebook.decisions
    for kind, points, known in (
        ("points", 3.0, [10.0, 3.0]),
        ("excused", None, [10.0, 3.0]),
        ("undo", None, [10.0, 3.0, 10.0]),
    ):
        decisions.add(ada.key, "update", kind, points, "why", "Ira")  # type: ignore[arg-type]
        served.tool.scores.look_for_changes()
        served.tool.scores.send_due()
        assert served.tool.scores.look_for_changes() == 0
        assert sent(platform) == known


def test_a_platform_that_is_away_gets_the_newest_score_later(served: Served, platform: PlatformServer) -> None:
    """Every trouble is tried again; what has changed meanwhile is sent once; the wait grows, or is the platform's own."""
    ada = launched(served, platform)
    served.grade(ada, 4.0, "#1")
    served.tool.scores.send_due()
    platform.troubles = [(500, {}, b"down"), (429, {"retry-after": "4000"}, b"slow"), (302, {"location": "/"}, b"")]
    served.grade(ada, 8.0, "#2")
    for tries in (1, 2, 3):
        make_due(served)
        served.tool.scores.send_due()
        (row,) = served.hosting.database.read(tables.passback.select())
        assert (row.state, row.tries, row.score) == ("waiting", tries, 4.0)
        assert row.due_at > now({1: 10.0, 2: 3900.0, 3: 50.0}[tries])
    assert "302" in row.trouble
    assert served.tool.scores.send_due() == 0  # not due
    served.grade(ada, 12.0, "#3")
    served.tool.scores.send_due()
    assert sent(platform) == [4.0, 12.0]


def test_a_score_that_a_killed_server_was_sending_is_sent_again_and_never_lower(
    served: Served, platform: PlatformServer
) -> None:
    """A server ends between taking a score and telling that it was sent: another one sends what counts by then."""
    ada = launched(served, platform)
    served.grade(ada, 5.0, "#1")
    (held,) = served.tool.scores.jobs.take()  # and is killed
    assert served.tool.scores.send_due() == 0
    served.grade(ada, 11.0, "#2")
    assert served.tool.scores.send_due() == 0  # still held
    make_due(served)
    served.tool.scores.send_due()
    assert sent(platform) == [11.0]
    served.tool.scores.jobs.failed(held, "late news of the first server")
    make_due(served)
    served.tool.scores.send_due()
    assert sent(platform) == [11.0]


def test_a_result_that_comes_while_a_score_is_sent_is_sent_next(served: Served, platform: PlatformServer) -> None:
    """What changes during a sending is not lost."""
    ada = launched(served, platform)
    served.grade(ada, 5.0, "#1")
    (job,) = served.tool.scores.jobs.take()
    served.grade(ada, 9.0, "#2")
    served.tool.scores.jobs.sent(job, 5.0, 15.0)
    served.tool.scores.send_due()
    assert sent(platform) == [9.0]


def test_two_servers_send_each_score_once(served: Served, platform: PlatformServer) -> None:
    """Of two that look at the same time, one takes a score."""
    for number in range(6):
        assert served.browser().launch(platform, **platform.scored(), sub=f"s{number}").status_code == 303
        served.grade(served.who(f"lti:1:s{number}"), 5.0 + number, "#")
    both = [threading.Thread(target=served.tool.scores.send_due) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(sent(platform)) == [5.0, 6.0, 7.0, 8.0, 9.0, 10.0]


def test_a_column_is_made_once_where_the_platform_has_none(served: Served, platform: PlatformServer) -> None:
    """Two learners of one link, a link to the whole course: one column each, and bonus points do not raise the most."""
    for subject in ("u1", "u2"):
        answer = served.browser().launch(platform, **platform.scored(lineitem=None), sub=subject)
        assert answer.status_code == 303
        served.grade(served.who(f"lti:1:{subject}"), 7.0, "#")
    whole = {f"{CLAIM}custom": None, f"{CLAIM}resource_link": {"id": "r2"}}
    assert served.browser().launch(platform, **platform.scored(lineitem=None), **whole).headers["location"] == "/"
    served.tool.scores.send_due()
    assert [(one["resourceLinkId"], one["resourceId"], one["scoreMaximum"]) for one in platform.columns] == [
        ("r1", "update", 15.0),
        ("r2", "course", 100.0),
    ]
    assert sorted(path for path, _ in platform.scores) == ["/columns/1/scores?type=x"] * 2 + [
        "/columns/2/scores?type=x"
    ]
    assert served.tool.scores.send_due() == 0


def test_a_link_without_a_column_gives_up_and_says_so(served: Served, platform: PlatformServer, tmp_path: Any) -> None:
    """`grade serve scores` names it; `--again` makes it wait again."""
    served.grade(launched(served, platform, **platform.scored(lineitem=None, lineitems=None)), 5.0, "#")
    served.tool.scores.send_due()
    where = ["--database", str(tmp_path / "course.sqlite")]
    told = CliRunner().invoke(serve, ["scores", *where]).output
    assert told == "lti:1:u1\tupdate\tfailed\t1\tThe platform does not accept scores for this link.\n"
    assert "waiting" in CliRunner().invoke(serve, ["scores", "--again", *where]).output


def test_only_learners_have_scores_sent(served: Served, platform: PlatformServer) -> None:
    """Not an instructor, and nobody of a link that takes none; a roster's people go nowhere."""
    served.browser().launch(platform, **platform.scored(), **{f"{CLAIM}roles": [TEACHER]})
    served.browser().launch(platform, sub="u2")
    served.grade(served.hosting.accounts.account("ada"), 5.0, "#")
    assert served.hosting.database.read(tables.passback.select()) == []


def test_addresses_keep_their_query() -> None:
    """`/scores` stands before the query; more fields come after it."""
    assert scores_url("https://m.example/1/lineitem?type_id=3") == "https://m.example/1/lineitem/scores?type_id=3"
    assert (
        with_query("https://m.example/items?a=1", resource_link_id="x y")
        == "https://m.example/items?a=1&resource_link_id=x+y"
    )


def people(*subjects: str, **more: Any) -> list[dict[str, Any]]:
    """Return members as a platform lists them."""
    return [{"user_id": one, "roles": ["Learner"], "name": one.upper(), **more} for one in subjects]


def test_the_people_of_a_course_come_page_by_page_and_go(served: Served, platform: PlatformServer) -> None:
    """All pages count; a person who has left is signed out and keeps their work, and those of a list that is cut off stay."""
    claim = {f"{NRPS}/claim/namesroleservice": {"context_memberships_url": f"{platform.url}/members"}}
    browser = served.browser()
    assert browser.launch(platform, **claim).status_code == 303
    platform.members = [people("u1", "u2"), people("u3", email="u3@example.org"), people("u4", roles=[TEACHER])]
    served.tool.memberships.update_due()
    assert [(one.key, one.name, one.role) for one in served.hosting.accounts.all()] == [
        ("lti:1:u1", "U1", "learner"),
        ("lti:1:u2", "U2", "learner"),
        ("lti:1:u3", "U3", "learner"),
        ("lti:1:u4", "U4", "instructor"),
    ]
    before = len(platform.asked)
    served.tool.memberships.update_due()
    assert len(platform.asked) == before  # not due
    (where,) = [one for one, _ in served.tool.contexts.all()]
    for wrong in ([people("u2"), [{"roles": []}]], [people("u2"), people("u3", roles=None)]):
        platform.members = wrong
        assert served.tool.memberships.update(where) == -1
        assert browser.client.get("/").status_code == 200
    platform.members = [people("u2"), people("u1", status="Inactive")]
    assert served.tool.memberships.update(where) == 1
    assert browser.client.get("/").headers["location"] == "/enter"
    assert served.who("lti:1:u1").name == "U1"


def test_a_page_of_people_at_another_site_is_not_asked_for(served: Served, platform: PlatformServer) -> None:
    """The access token goes to the platform alone."""
    claim = {f"{NRPS}/claim/namesroleservice": {"context_memberships_url": f"{platform.url}/members"}}
    served.browser().launch(platform, **claim)
    evil = PlatformServer()
    try:
        _, headers, body = platform.data({"members": people("u2")}, {"link": f'<{evil.url}/members>; rel="next"'})
        platform.troubles = [(200, headers, body)]
        (where,) = [one for one, _ in served.tool.contexts.all()]
        assert served.tool.memberships.update(where) == -1
        assert evil.asked == []
    finally:
        evil.close()


SETTINGS = {"accept_types": ["link", "ltiResourceLink"], "accept_multiple": True, "data": "x y&<"}


def deep_linked(served: Served, platform: PlatformServer, role: str = TEACHER, **settings: Any) -> Any:
    """Return the answer to a request for links."""
    given = {**SETTINGS, "deep_link_return_url": f"{platform.url}/back", **settings}
    claims = {f"{CLAIM}message_type": "LtiDeepLinkingRequest", f"{CLAIM}resource_link": None, f"{CLAIM}roles": [role]}
    claims["https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"] = given
    return served.browser().launch(platform, **claims)


def test_an_instructor_chooses_exercises_and_the_course(served: Served, platform: PlatformServer) -> None:
    """The answer is signed, has the platform's data unchanged, and a column for each link."""
    page = deep_linked(served, platform)
    assert "Choose what to link to" in page.text
    answer = served.browser().client.post(
        "/choose", data={"ticket": fields_in(page.text)["ticket"], "item": ["course", "update"]}
    )
    assert f"form-action {platform.url}" in answer.headers["content-security-policy"]
    assert f'action="{platform.url}/back"' in answer.text
    token = fields_in(answer.text)["JWT"]
    keys = jwt.PyJWKSet.from_dict(served.tool.keys.published())
    claims = jwt.decode(token, keys.keys[0], algorithms=["RS256"], audience=platform.url, issuer="client")
    assert claims[f"{CLAIM}message_type"] == "LtiDeepLinkingResponse"
    assert claims[f"{CLAIM}deployment_id"] == "d1"
    assert claims["https://purl.imsglobal.org/spec/lti-dl/claim/data"] == "x y&<"
    items = claims["https://purl.imsglobal.org/spec/lti-dl/claim/content_items"]
    assert [(one["custom"], one["lineItem"]["scoreMaximum"], one["url"]) for one in items] == [
        ({"exercise": "course"}, 100.0, f"{URL}/lti/launch"),
        ({"exercise": "update"}, 15.0, f"{URL}/lti/launch"),
    ]


@pytest.mark.parametrize(
    ("role", "settings"),
    [
        ("Learner", {}),
        (f"{TEACHER[:-10]}Learner", {}),
        (TEACHER, {"deep_link_return_url": "https://evil.example/"}),
        (TEACHER, {"deep_link_return_url": None}),
        (TEACHER, {"accept_types": ["file"]}),
        (TEACHER, {"accept_types": None}),
        (TEACHER, {"data": "x" * 40_000}),
        (TEACHER, {"data": {"a": 1}}),
    ],
)
def test_who_may_not_choose_or_cannot_be_answered_is_refused(
    served: Served, platform: PlatformServer, role: str, settings: dict[str, Any]
) -> None:
    """Learners, other sites' return addresses, and what is not taken."""
    assert deep_linked(served, platform, role, **settings).status_code == 400


def test_a_choice_is_bound_to_what_was_asked(served: Served, platform: PlatformServer) -> None:
    """One link where one is asked for; no unknown exercise; no ticket of another kind; nothing chosen is fine."""
    client = served.browser().client
    ticket = fields_in(deep_linked(served, platform, accept_multiple=False).text)["ticket"]
    state = served.browser().login(platform)["state"]
    for wrong in (
        {"ticket": ticket, "item": ["course", "update"]},
        {"ticket": ticket, "item": "nine"},
        {"ticket": state, "item": "update"},
        {},
    ):
        assert client.post("/choose", data=wrong).status_code == 400
    evil = {"origin": "https://evil.example"}
    assert client.post("/choose", data={"ticket": ticket, "item": "update"}, headers=evil).status_code == 403
    cancelled = client.post("/choose", data={"ticket": ticket, "item": "update", "cancel": "1"})
    claims = jwt.decode(fields_in(cancelled.text)["JWT"], options={"verify_signature": False})
    assert claims["https://purl.imsglobal.org/spec/lti-dl/claim/content_items"] == []


def invite(served: Served, platform: PlatformServer, tmp_path: Any, name: str = "new") -> str:
    """Return the path of a registration address."""
    command = ["platform", "invite", name, platform.url, "--database", str(tmp_path / "course.sqlite"), "--url", URL]
    return CliRunner().invoke(serve, command).output.strip().removeprefix(URL)


@pytest.mark.parametrize("deployment", ["d9", None])
def test_a_platform_registers_itself_once(
    served: Served, platform: PlatformServer, tmp_path: Any, deployment: str | None
) -> None:
    """The page shows what will be done; its button does it; then the platform may launch; the address has ended."""
    place, client = invite(served, platform, tmp_path), served.browser().client
    asked = {"openid_configuration": f"{platform.url}/openid", "registration_token": "secret"}
    page = client.get(place, params=asked)
    assert platform.asked == []
    assert f"frame-ancestors {platform.url}" in page.headers["content-security-policy"]
    platform.deployment = deployment
    assert client.post(place, data=fields_in(page.text), headers={"origin": "https://evil.example"}).status_code == 403
    served.tool.platforms.remove(served.tool.platforms.called("moodle"))
    answer = client.post(place, data=fields_in(page.text), headers={"origin": URL})
    assert "The course is registered" in answer.text
    (told,) = platform.registered
    assert told["authorization"] == "Bearer secret"
    assert told["initiate_login_uri"] == f"{URL}/lti/login"
    assert told["redirect_uris"] == [f"{URL}/lti/launch"]
    assert client.post(place, data=fields_in(page.text), headers={"origin": URL}).status_code == 400
    claims = {"aud": "registered", f"{CLAIM}deployment_id": "d9"}
    assert served.browser().launch(platform, **claims).status_code == 303


def test_a_registration_address_leads_to_its_platform_alone(
    served: Served, platform: PlatformServer, tmp_path: Any
) -> None:
    """Nothing is fetched from another origin, and no platform is kept whose addresses are elsewhere."""
    place, client = invite(served, platform, tmp_path), served.browser().client
    evil = PlatformServer()
    try:
        for url in (f"{evil.url}/openid", "http://169.254.169.254/x", "file:///etc/passwd", ""):
            for ask in (client.get, client.post):
                answer = ask(place, params={"openid_configuration": url}, headers={"origin": URL})
                assert answer.status_code == 400
        assert evil.asked == []
        wrong = {**platform.configuration(), "jwks_uri": f"{evil.url}/keys"}
        platform.troubles = [platform.data(wrong)]
        data = {"openid_configuration": f"{platform.url}/openid"}
        assert client.post(place, data=data, headers={"origin": URL}).status_code == 400
        assert platform.registered == []
        assert len(served.tool.platforms.all()) == 1
        assert client.get("/lti/register/x", params=data).status_code == 400
    finally:
        evil.close()


def test_in_a_frame_the_session_is_partitioned_and_a_tab_is_offered(served: Served, platform: PlatformServer) -> None:
    """The page that follows a launch in a frame has a one-use form for browsers that keep no cookie there."""
    browser = served.browser()
    asked = browser.login(platform)
    page = browser.post(asked["state"], signed(platform.claims(asked["nonce"])), sec_fetch_dest="iframe")
    assert page.status_code == 200
    session = next(text for text in page.headers.get_list("set-cookie") if text.startswith(served.hosting.cookie))
    assert "SameSite=None; Partitioned" in session
    assert f"frame-ancestors {platform.url}" in page.headers["content-security-policy"]
    assert browser.client.get("/lti/here").status_code == 204
    tab, ticket = served.browser().client, fields_in(page.text)["ticket"]
    assert tab.get("/lti/here").status_code == 403
    assert (
        tab.post("/enter/tab", data={"ticket": ticket}, headers={"origin": "https://evil.example"}).status_code == 403
    )
    answer = tab.post("/enter/tab", data={"ticket": ticket})
    assert (answer.status_code, answer.headers["location"]) == (303, "/exercise/ex4_update")
    assert "SameSite=Lax" in answer.headers["set-cookie"]
    assert tab.get("/exercise/ex4_update").status_code == 200
    assert served.browser().client.post("/enter/tab", data={"ticket": ticket}).status_code == 400


def test_without_cookies_the_platforms_storage_or_a_tab_serves(served: Served, platform: PlatformServer) -> None:
    """The secret is put into the storage and fetched from there by pages of ours; posted from elsewhere it is nothing."""
    frame = {"sec-fetch-dest": "iframe"}
    hints = {"iss": platform.url, "login_hint": "h&1", "target_link_uri": f"{URL}/lti/launch"}
    stored = {**hints, "lti_storage_target": "post_message_forwarding"}
    page = served.browser().client.post("/lti/login", data=stored, headers=frame)
    told = json.loads(page.text.partition('id="page">')[2].partition("</script>")[0])
    assert (told["do"], told["frame"], told["origin"]) == ("store", "post_message_forwarding", platform.url)
    asked = dict(part.split("=", 1) for part in told["there"].partition("?")[2].split("&"))
    other = served.browser()  # keeps no cookie
    token = signed(platform.claims(asked["nonce"]))
    page = other.post(asked["state"], token, **{"sec_fetch_dest": "iframe"})
    again = json.loads(page.text.partition('id="page">')[2].partition("</script>")[0])
    assert (again["do"], again["key"]) == ("fetch", told["key"])
    data = {"state": asked["state"], "id_token": token, "secret": told["value"]}
    evil = {"origin": platform.url, **frame}
    assert served.hosting.cookie not in other.client.post("/lti/launch", data=data, headers=evil).headers.get(
        "set-cookie", ""
    )
    wrong = other.client.post("/lti/launch", data={**data, "secret": ""}, headers={"origin": URL, **frame})
    assert "login_hint=h%261" in wrong.text  # a tab repeats the sign-in with the same hints
    assert served.hosting.accounts.all() == []
    answer = other.client.post("/lti/launch", data=data, headers={"origin": URL, **frame})
    assert "You are signed in" in answer.text
    assert served.who("lti:1:u1").name == "Ada L."


def test_keys_are_published_before_they_sign(served: Served, platform: PlatformServer, tmp_path: Any) -> None:
    """Two keys; after a rotation the next one signs, which was known before, and the old one is still there."""
    before = [one["kid"] for one in served.tool.keys.published()["keys"]]
    assert len(before) == 2
    assert jwt.get_unverified_header(served.tool.keys.sign({}))["kid"] == before[0]
    rotated = CliRunner().invoke(serve, ["platform", "rotate-keys", "--database", str(tmp_path / "course.sqlite")])
    assert rotated.exit_code == 0
    after = [one["kid"] for one in served.tool.keys.published()["keys"]]
    assert after[:2] == before
    assert len(after) == 3
    assert jwt.get_unverified_header(served.tool.keys.sign({}))["kid"] == before[1]
    private = {"d", "p", "q", "dp", "dq", "qi"}
    assert not any(private & one.keys() for one in served.tool.keys.published()["keys"])


def test_an_instructor_from_a_platform_sees_their_own_course_alone(served: Served, platform: PlatformServer) -> None:
    """Not another course's learners, not the roster's, not the report, the audit log or all hand-ins."""
    served.hosting.accounts.account("ada", "Roster Ada", sections=["Class 7"])
    served.browser().launch(platform, name="Own Learner")
    served.browser().launch(platform, name="Other Learner", **{f"{CLAIM}context": {"id": "c2", "title": "Class 7"}})
    teacher = served.browser()
    teacher.launch(platform, sub="t", **{f"{CLAIM}roles": [TEACHER]})
    page = teacher.client.get("/class").text
    assert "Own Learner" in page
    assert "Other Learner" not in page
    assert "Roster Ada" not in page
    assert "Audit log" not in page
    for path in ("/class/report", "/class/audit", "/class/hand-ins.jsonl"):
        assert teacher.client.get(path).status_code == 403
    own, other = served.who("lti:1:u1"), served.who("lti:2:u1")
    points = {"do": "set", "exercise": "update", "points": "3", "text": "why"}
    assert teacher.client.post(f"/class/learner/{own.id}", data=points).status_code == 303
    assert teacher.client.post(f"/class/learner/{other.id}", data=points).status_code == 404


def test_platforms_by_command(served: Served, platform: PlatformServer, tmp_path: Any) -> None:
    """Moodle's and Canvas's addresses are known; what is missing is said; all of it is in the audit log."""
    where = ["--database", str(tmp_path / "course.sqlite")]

    def grade(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(serve, ["platform", *words, *where])
        return done.exit_code, done.output + str(done.exception or "")

    assert grade(
        "add", "m", "--moodle", "https://m.example/", "--client-id", "c", "--deployment", "1", "--url", URL
    ) == (
        0,
        f"m may open the course.\ntool and redirect address\t{URL}/lti/launch\nlogin address\t{URL}/lti/login\n"
        f"key set\t{URL}/lti/keys\n",
    )
    assert grade("add", "c", "--canvas", "https://s.example", "--client-id", "10", "--any-deployment")[0] == 0
    (canvas,) = [one for one in served.tool.platforms.all() if one.name == "c"]
    assert "https://s.example" in canvas.origins
    for words, told in (
        (("add", "x", "--client-id", "c", "--deployment", "1"), "Give --moodle"),
        (("add", "x", "--moodle", "https://x.example", "--client-id", "c"), "--deployment"),
        (
            ("add", "m", "--moodle", "https://y.example", "--client-id", "c", "--deployment", "1"),
            "There is already a platform",
        ),
        (("add", "x", "--moodle", "http://x.example", "--client-id", "c", "--deployment", "1"), "https://"),
        (("remove", "nobody"), "No platform"),
    ):
        status, output = grade(*words)
        assert status != 0
        assert told in output
    assert grade("deployment", "m", "2")[0] == grade("origin", "m", "https://files.m.example")[0] == 0
    assert "m\thttps://m.example\tc\t1, 2" in grade("list")[1]
    assert grade("remove", "m")[0] == 0
    assert "\nm\t" not in grade("list")[1]


def test_the_tables_of_the_first_version_are_brought_up_to_date(url: str) -> None:
    """A database of before LTI: its scores stay, and one more for the same account and target is not taken."""
    database = HostedDatabase(url)
    with database.transaction() as connection:
        connection.exec_driver_sql("DROP INDEX passback_one")
        connection.exec_driver_sql("ALTER TABLE passback DROP COLUMN changes")
        connection.exec_driver_sql("ALTER TABLE passback DROP COLUMN server")
        connection.exec_driver_sql("ALTER TABLE hand_in DROP COLUMN server")
        connection.exec_driver_sql("DROP TABLE server")
        connection.exec_driver_sql("UPDATE about SET value = '1' WHERE key = 'hosted'")
    database.close()
    database = HostedDatabase(url)
    assert database.read(tables.passback.select()) == []
    with database.transaction() as connection:
        names = {one["name"] for one in sqlalchemy.inspect(connection).get_indexes("passback")}
    assert "passback_one" in names
    database.close()
