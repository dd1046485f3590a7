"""Deep linking: an instructor chooses what a link in the course site opens, and the choice is sent back, signed."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from grader.core.course import Course
from grader.core.errors import UsageError
from grader.serve.lti.contexts import ITEM
from grader.serve.lti.messages import CLAIM, LaunchMessage
from grader.serve.lti.platforms import Platform
from grader.serve.lti.tickets import Tickets
from grader.serve.lti.tool_keys import ToolKeys

WHOLE = "course"
"""What stands for the whole course among the choices."""
SECONDS = 3600.0
"""How long an instructor may take to choose."""
_LONGEST_DATA = 32 << 10
_DL = "https://purl.imsglobal.org/spec/lti-dl/claim/"
_TICKET = "deep linking"


class DeepLinking:
    """Asks what to link to, and answers the platform."""

    def __init__(self, course: Course, url: str, keys: ToolKeys, tickets: Tickets) -> None:
        """Take the course, its public address, and what signs."""
        self._course, self._url, self._keys, self._tickets = course, url, keys, tickets

    def begin(self, one: Platform, message: LaunchMessage) -> tuple[str, bool]:
        """Return a ticket with what the platform asks for, and whether it takes several links.

        Raises:
            UsageError: the person may not choose, or the platform cannot be answered.
        """
        if message.role != "instructor":
            raise UsageError("Only instructors can choose what to link to.")
        settings = message.settings
        types, back = settings.get("accept_types"), settings.get("deep_link_return_url")
        if not isinstance(types, list) or "ltiResourceLink" not in types:
            raise UsageError("The course site does not accept links to exercises here.")
        if not isinstance(back, str):
            raise UsageError("The course site does not say where to send your choice.")
        data = settings.get("data")
        if not (data is None or (isinstance(data, str) and len(data) <= _LONGEST_DATA)):
            raise UsageError("The course site sent too much data.")
        ticket = self._tickets.make(
            _TICKET,
            SECONDS,
            platform=one.id,
            deployment=message.deployment,
            back=one.demand_own(back),
            data=data,
            several=settings.get("accept_multiple") is True,
            columns=settings.get("accept_lineitem") is not False,
        )
        return ticket, settings.get("accept_multiple") is True

    def asked(self, ticket: str) -> dict[str, Any]:
        """Return what a ticket of begin() has.

        Raises:
            UsageError: it has ended, or is none.
        """
        return self._tickets.read(_TICKET, ticket)

    def answer(self, one: Platform, asked: dict[str, Any], chosen: Sequence[str]) -> str:
        """Return the signed message with the links that were chosen: exercises' names, or WHOLE; nothing is fine.

        Raises:
            UsageError: there is no such exercise, or more were chosen than the platform takes.
        """
        if len(chosen) > 1 and not asked["several"]:
            raise UsageError("The course site accepts only one link at a time.")
        message = {
            "iss": one.client_id,
            "aud": one.issuer,
            "nonce": secrets.token_urlsafe(24),
            f"{CLAIM}message_type": "LtiDeepLinkingResponse",
            f"{CLAIM}version": "1.3.0",
            f"{CLAIM}deployment_id": asked["deployment"],
            f"{_DL}content_items": [self._item(name, asked["columns"]) for name in dict.fromkeys(chosen)],
        }
        if asked["data"] is not None:
            message[f"{_DL}data"] = asked["data"]
        return self._keys.sign(message)

    def _item(self, name: str, columns: bool) -> dict[str, Any]:
        if name == WHOLE:
            title, most = self._course.title, sum(one.points for one in self._course.exercises)
        else:
            exercise = self._course.find(name)
            name, most = exercise.name, exercise.points or exercise.bonus
            title = f"{exercise.number}. {exercise.title}"
        item = {"type": "ltiResourceLink", "title": title, "url": f"{self._url}/lti/launch", "custom": {ITEM: name}}
        if columns and most:
            item["lineItem"] = {"scoreMaximum": float(most), "label": title, "resourceId": name, "tag": "grade"}
        return item


def answer_policy(back: str, origins: Sequence[str]) -> str:
    """Return the Content-Security-Policy of the page that sends the choice to a platform."""
    parts = urlsplit(back)
    places = " ".join(dict.fromkeys([f"{parts.scheme}://{parts.netloc}", *origins]))
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
        f"form-action {places}; frame-ancestors {' '.join(origins)}"
    )
