"""What a platform says when somebody opens the course: its signed message, checked and read."""

from __future__ import annotations

import base64
import binascii
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from grader.core.errors import UsageError
from grader.serve.hosted.people import Role
from grader.serve.lti.platforms import LONGEST_NAME, Platform

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
SETTINGS = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
SCORES = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
MEMBERS = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
RESOURCE, DEEP_LINKING = "LtiResourceLinkRequest", "LtiDeepLinkingRequest"
MAX_TOKEN = 64 << 10
LEEWAY = 60.0
"""Seconds that a platform's clock may differ from ours."""
LONGEST_LIFE = 24 * 3600.0
_MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership"
_ASSISTANT = f"{_MEMBERSHIP}/Instructor#TeachingAssistant"
_TEACHING = {f"{_MEMBERSHIP}#{name}" for name in ("Instructor", "ContentDeveloper", "Administrator")}


@dataclass(frozen=True)
class LaunchMessage:
    """A checked message."""

    kind: str
    deployment: str
    subject: str
    role: Role
    name: str
    email: str
    nonce: str
    expires: float
    context: Mapping[str, Any]
    resource: Mapping[str, Any]
    custom: Mapping[str, Any]
    scores: Mapping[str, Any]
    members: Mapping[str, Any]
    settings: Mapping[str, Any]
    presentation: Mapping[str, Any] = field(default_factory=dict)


def header_of(token: str) -> dict[str, Any]:
    """Return a token's header, which nobody has checked yet.

    Raises:
        UsageError: it is too long, has none, is not signed with RS256, or names no key.
    """
    try:
        if len(token) > MAX_TOKEN:
            raise ValueError
        part = token.split(".")[0]
        header = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
        if not isinstance(header, dict):
            raise ValueError
    except (ValueError, RecursionError, binascii.Error):
        raise UsageError("The message of the course site cannot be read.") from None
    if header.get("alg") != "RS256":
        raise UsageError("The message of the course site is not signed with RS256.")
    if not isinstance(header.get("kid"), str):
        raise UsageError("The message of the course site does not say which key it is signed with.")
    return header


def read_message(token: str, one: Platform, find_key: Callable[[Platform, str], RSAKey]) -> LaunchMessage:
    """Check a message's signature and claims, and return it. The caller checks its nonce.

    Args:
        token: the id_token.
        one: the platform that should have sent it.
        find_key: gives the platform's key by its id.

    Raises:
        UsageError: it is not sound; says what is wrong.
        PlatformTrouble: the platform's keys cannot be fetched.
    """
    found = find_key(one, header_of(token)["kid"])
    try:
        claims = jwt.decode(token, found, algorithms=["RS256"]).claims
    except (JoseError, ValueError, RecursionError):
        raise UsageError("The message of the course site is not signed with the key of this site.") from None
    _check_sender(claims, one)
    _check_times(claims)
    if claims.get(f"{CLAIM}version") != "1.3.0":
        raise UsageError("The message of the course site does not use LTI 1.3.0.")
    kind = claims.get(f"{CLAIM}message_type")
    if kind not in (RESOURCE, DEEP_LINKING):
        raise UsageError("The course site sent a message of an unknown type.")
    resource = _object(claims, f"{CLAIM}resource_link")
    if kind == RESOURCE:
        _id(resource.get("id"), "the resource link")
        if not isinstance(claims.get(f"{CLAIM}target_link_uri"), str):
            raise UsageError("The message of the course site does not say what it opens.")
    email = claims.get("email")
    return LaunchMessage(
        kind=kind,
        deployment=_id(claims.get(f"{CLAIM}deployment_id"), "the deployment"),
        subject=_id(claims.get("sub"), "the user"),
        role=role_of(claims.get(f"{CLAIM}roles")),
        name=full_name(claims),
        email=email if isinstance(email, str) else "",
        nonce=_id(claims.get("nonce"), "the nonce"),
        expires=float(claims["exp"]),
        context=_object(claims, f"{CLAIM}context"),
        resource=resource,
        custom=_object(claims, f"{CLAIM}custom"),
        scores=_object(claims, SCORES),
        members=_object(claims, MEMBERS),
        settings=_object(claims, SETTINGS),
        presentation=_object(claims, f"{CLAIM}launch_presentation"),
    )


def _check_sender(claims: Mapping[str, Any], one: Platform) -> None:
    if claims.get("iss") != one.issuer:
        raise UsageError("The message is from another course site.")
    audience, party = claims.get("aud"), claims.get("azp")
    named = audience if isinstance(audience, list) else [audience]
    if one.client_id not in named or not all(isinstance(name, str) for name in named):
        raise UsageError("The message of the course site is for another tool.")
    # who trusts several must say for which of them it is
    if (len(named) > 1 or party is not None) and party != one.client_id:
        raise UsageError("The message of the course site is for another tool.")


def _check_times(claims: Mapping[str, Any]) -> None:
    at, issued, expires, begins = time.time(), claims.get("iat"), claims.get("exp"), claims.get("nbf")
    if not _is_time(issued) or not _is_time(expires) or not (begins is None or _is_time(begins)):
        raise UsageError("The message of the course site has no times that can be read.")
    assert issued is not None
    assert expires is not None
    if expires < at - LEEWAY or issued < at - LONGEST_LIFE:
        raise UsageError("The message of the course site is too old. Open the course from there again.")
    if max(issued, begins or 0) > at + LEEWAY or expires > at + LONGEST_LIFE + LEEWAY or expires < issued:
        raise UsageError(
            "The times in the message of the course site are wrong. Its clock may differ from the clock of this server."
        )


def _is_time(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e12


def _id(value: object, what: str) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_NAME or not value.isprintable():
        raise UsageError(f"The message of the course site does not name {what}.")
    return value


def _object(claims: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return an optional claim that is an object; null is as good as nothing."""
    found = claims.get(name)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise UsageError(f"The message of the course site has a wrong {name.rpartition('/')[2]}.")
    return found


def role_of(given: object) -> Role:
    """Return what somebody is here by the roles of a message. Unknown roles and none at all are a learner's.

    Raises:
        UsageError: there is no list of roles.
    """
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise UsageError("The message of the course site has no list of roles.")
    # names alone stand for roles in the course; Canvas gives an assistant both roles, and the lesser one counts
    whole = {one if "/" in one or ":" in one else f"{_MEMBERSHIP}#{one}" for one in given}
    if whole & {_ASSISTANT, f"{_MEMBERSHIP}#TeachingAssistant"}:
        return "assistant"
    return "instructor" if whole & _TEACHING else "learner"


def full_name(claims: Mapping[str, Any]) -> str:
    """Return how somebody is called; empty where the platform does not say."""
    parts = [claims.get(name) for name in ("given_name", "family_name")]
    joined = " ".join(part for part in parts if isinstance(part, str) and part)
    name = claims.get("name")
    return name if isinstance(name, str) and name else joined
