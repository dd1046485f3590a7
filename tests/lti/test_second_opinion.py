"""PyLTI1p3, another implementation of the tool's side: it judges launches, deep links and assertions as ours does."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

import jwt
import pytest
from pylti1p3.deep_link import DeepLink
from pylti1p3.deep_link_resource import DeepLinkResource
from pylti1p3.exception import LtiException
from pylti1p3.lineitem import LineItem
from pylti1p3.message_validators import get_validators
from pylti1p3.registration import Registration
from pylti1p3.service_connector import ServiceConnector

from grader.serve.lti.messages import read_message
from tests.lti.conftest import CLAIM, KEY, TEACHER, URL, PlatformServer, Served, fields_in, signed
from tests.lti.test_launches import BAD, GOOD, private_pem, timed
from tests.lti.test_services import SETTINGS, deep_linked

BY_CLAIMS = [one for one in BAD[:10] if not one[2] and one[0] not in ("timestamps", "no deployment")]
"""The guide's broken launches that show in the message alone: the library has no say about keys, times and deployments."""


def other_opinion(claims: dict[str, Any]) -> bool:
    """Return what the other library says of a message's claims."""
    judges = [one for one in get_validators() if one.can_validate(claims)]
    try:
        return bool(judges) and all(one.validate(claims) for one in judges)
    except LtiException:
        return False


@pytest.mark.parametrize("claims", [one[1] for one in GOOD], ids=[one[0] for one in GOOD])
def test_both_take_a_sound_message(platform: PlatformServer, claims: dict[str, Any]) -> None:
    """Ours reads it, and the other library's validators pass it; short names of roles are known to ours alone."""
    whole = platform.claims("n", **timed(claims))
    assert read_message(signed(whole), platform.platform(), lambda *_: served_key()).subject == "u1"
    roles = whole[f"{CLAIM}roles"]
    if all("/" in role for role in roles) and "unknown" not in str(roles):
        assert other_opinion(whole)


@pytest.mark.parametrize("claims", [one[1] for one in BY_CLAIMS], ids=[one[0] for one in BY_CLAIMS])
def test_both_refuse_a_broken_message(platform: PlatformServer, claims: dict[str, Any]) -> None:
    """What the other library can see, it refuses as well."""
    assert other_opinion(platform.claims("n"))
    assert not other_opinion(platform.claims("n", **timed(claims)))


def served_key() -> Any:
    """Return the platform's public key as our library has it."""
    from joserfc.jwk import RSAKey

    return RSAKey.import_key(KEY.public_key())


def registered(platform: PlatformServer) -> Registration:
    """Return the registration of a platform in the other library."""
    made = Registration()
    made.set_issuer(platform.url).set_client_id("client").set_auth_token_url(f"{platform.url}/token")
    made.set_tool_private_key(private_pem())
    return made


def test_deep_links_are_of_the_same_form(served: Served, platform: PlatformServer) -> None:
    """The claims of our answer are those of the other library's, and a link's too."""
    page = deep_linked(served, platform)
    posted = {"ticket": fields_in(page.text)["ticket"], "item": "update"}
    answer = served.browser().client.post("/choose", data=posted)
    ours = jwt.decode(fields_in(answer.text)["JWT"], options={"verify_signature": False})
    resource = DeepLinkResource().set_url(f"{URL}/lti/launch").set_title("4. update")
    resource.set_custom_params({"exercise": "update"})
    resource.set_lineitem(LineItem().set_score_maximum(15.0).set_label("x").set_resource_id("update").set_tag("grade"))
    settings: Any = {**SETTINGS, "deep_link_return_url": f"{platform.url}/back"}
    theirs = DeepLink(registered(platform), "d1", settings).get_message_jwt([resource])
    assert ours.keys() - {"jti"} == theirs.keys()
    assert [theirs["aud"], theirs["iss"]] == [[ours["aud"]], ours["iss"]]
    items = "https://purl.imsglobal.org/spec/lti-dl/claim/content_items"
    (mine,), (other,) = ours[items], theirs[items]  # type: ignore[misc]
    assert mine.keys() == other.keys()
    assert mine["lineItem"].keys() == other["lineItem"].keys()
    assert mine["custom"] == other["custom"]


class Connector(ServiceConnector):
    """The other library's, which keeps no token."""

    def _get_cached_access_token(self, scope_key: str) -> str | None:
        return None

    def _cache_access_token(self, scope_key: str, access_token: str, expires_in: int) -> None:
        pass


def test_tokens_are_asked_for_in_the_same_form(served: Served, platform: PlatformServer) -> None:
    """The request and the assertion have the fields of the other library's."""
    bodies: list[dict[str, list[str]]] = []
    answer = platform.answer

    def noted(method: str, path: str, headers: dict[str, str], body: bytes) -> Any:
        if path == "/token":
            bodies.append(parse_qs(body.decode()))
        return answer(method, path, headers, body)

    platform.answer = noted  # type: ignore[method-assign]
    scope = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
    Connector(registered(platform)).get_access_token([scope])
    assert served.browser().launch(platform, **platform.scored()).status_code == 303
    served.grade(served.who("lti:1:u1"), 6.0, "#")
    served.tool.scores.send_due()
    theirs, ours = bodies
    for one in (theirs, ours):
        (assertion,) = one.pop("client_assertion")
        claims = jwt.decode(assertion, options={"verify_signature": False})
        assert (claims["iss"], claims["sub"], claims["aud"]) == ("client", "client", f"{platform.url}/token")
        assert claims.keys() == {"iss", "sub", "aud", "iat", "exp", "jti"}
    assert ours == theirs


def test_a_teacher_is_one_for_both(platform: PlatformServer) -> None:
    """The role that lets somebody see a class is the vocabulary's."""
    from pylti1p3.roles import TeacherRole

    claims = platform.claims("n", **{f"{CLAIM}roles": [TEACHER]})
    assert TeacherRole(claims).check()
    assert read_message(signed(claims), platform.platform(), lambda *_: served_key()).role == "instructor"
