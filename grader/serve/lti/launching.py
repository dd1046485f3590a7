"""Sign-in from a platform: the login it begins, the message it sends, and the page that opens then.

    platform                         this server                                     browser
    /lti/login with hints     ->     a state, bound to the browser                ->  to the platform's auth_url
    /lti/launch with state
    and the signed message    ->     checked, used up, an account and a session   ->  to the exercise

The state is a signed ticket, so nothing is kept of a login that nobody finishes. What binds it to the browser is a cookie;
where the browser keeps none in a frame, the platform's storage; where there is none, the login is repeated in a tab.
"""

from __future__ import annotations

import hmac
import secrets
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from grader.core.errors import UsageError
from grader.serve.hosted.hosting import Hosting
from grader.serve.hosted.limits import RateLimit
from grader.serve.hosted.people import Account, hash_of
from grader.serve.lti.addresses import origin_of
from grader.serve.lti.browser_binding import SECONDS, BrowserBinding, is_framed, query_joined, storage_of
from grader.serve.lti.messages import DEEP_LINKING, LaunchMessage, read_message
from grader.serve.lti.pages import LtiPages
from grader.serve.lti.requests import fields_of
from grader.serve.lti.scores import SCORE_SCOPE
from grader.serve.lti.service_client import PlatformTrouble
from grader.serve.lti.tool import LtiTool

TAB_SECONDS = 120.0
_LONGEST_HINT = 4000
_LONGEST_KEPT_HINTS = 2000  # of those that are repeated in a tab
_HINTS = ("iss", "login_hint", "target_link_uri", "client_id", "lti_message_hint", "lti_deployment_id")
_STATE, _TAB = "state", "tab"


class Launching:
    """The routes of a sign-in from a platform."""

    def __init__(self, hosting: Hosting, tool: LtiTool, pages: LtiPages) -> None:
        self._hosting, self._tool, self._pages = hosting, tool, pages
        self._binding = BrowserBinding(hosting.secure)
        self._origin = origin_of(hosting.url)
        # a class opens its exercise in the same minute, often from one address
        self._rate = RateLimit(per_second=20.0, burst=1000)

    async def login(self, request: Request) -> Response:
        """Begin a sign-in that a platform asks for: send the browser there, with a state of ours."""
        return await self._answered(request, self._login)

    async def launch(self, request: Request) -> Response:
        """Take a platform's message, and open what it names."""
        return await self._answered(request, self._launch)

    async def _answered(self, request: Request, answer: Any) -> Response:
        if not self._rate.allows((request.scope.get("client") or ("",))[0]):
            raise HTTPException(429, "Too many people are signing in from your address. Wait a moment, then try again.")
        fields = await fields_of(request)
        try:
            response: Response = await run_in_threadpool(answer, request, fields)
        except PlatformTrouble as trouble:
            raise HTTPException(503, f"The keys of the course site could not be read. {trouble}") from None
        except UsageError as error:
            raise HTTPException(400, str(error)) from None
        return response

    def _login(self, request: Request, fields: dict[str, str]) -> Response:
        hints = {name: fields[name] for name in _HINTS if fields.get(name)}
        if sum(map(len, hints.values())) > _LONGEST_HINT:
            raise UsageError("The course site sent too much data.")
        if not {"iss", "login_hint", "target_link_uri"} <= hints.keys():
            raise UsageError("Open the course from your course site.")
        if origin_of(hints["target_link_uri"]) != self._origin:
            raise UsageError("The course site asks for a page that does not belong to this course.")
        one = self._tool.platforms.of(hints["iss"], hints.get("client_id", ""))
        target = fields.get("lti_storage_target", "") if is_framed(request) else ""
        storage = storage_of(one, target) if target else None
        secret, nonce = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
        state = self._tool.tickets.make(
            _STATE,
            SECONDS,
            platform=one.id,
            browser=hash_of(secret),
            nonce=nonce,
            deployment=hints.get("lti_deployment_id"),
            storage=storage,
            hints=hints if len(urlencode(hints)) <= _LONGEST_KEPT_HINTS else None,
        )
        asked = {
            "scope": "openid",
            "response_type": "id_token",
            "response_mode": "form_post",
            "prompt": "none",
            "client_id": one.client_id,
            "redirect_uri": f"{self._hosting.url}/lti/launch",
            "login_hint": hints["login_hint"],
            "state": state,
            "nonce": nonce,
        }
        if "lti_message_hint" in hints:
            asked["lti_message_hint"] = hints["lti_message_hint"]
        there = query_joined(one.auth_url, urlencode(asked))
        response: Response = RedirectResponse(there, status_code=302)
        if storage:
            value = {"frame": storage[0], "origin": storage[1], "key": self._binding.name(state), "value": secret}
            response = self._pages.page("store", there=there, data={"do": "store", "there": there, **value})
        self._binding.set(response, state, secret)
        return response

    def _launch(self, request: Request, fields: dict[str, str]) -> Response:
        state, token = fields.get("state", ""), fields.get("id_token", "")
        begun = self._tool.tickets.read(_STATE, state)
        if fields.get("error"):
            raise UsageError("The course site did not sign you in. Sign in there, then open the course again.")
        one = self._tool.platforms.by_id(begun["platform"])
        message = read_message(token, one, self._tool.platform_keys.find)
        if not hmac.compare_digest(message.nonce.encode(), begun["nonce"].encode()):
            raise UsageError("The message of the course site belongs to another sign-in.")
        if begun["deployment"] not in (None, message.deployment):
            raise UsageError("The message of the course site comes from another deployment than the sign-in.")
        deployment = self._tool.platforms.deployment(one, message.deployment)
        if not self._is_same_browser(request, fields, state, begun):
            return self._other_browser(fields, state, token, begun)
        self._tool.tickets.use_once(state, f"nonce {one.id} {message.nonce}", seconds=SECONDS + 60.0)
        if message.kind == DEEP_LINKING:
            ticket, several = self._tool.deep_linking.begin(one, message)
            response: Response = self._pages.page("choose", ticket=ticket, several=several)
        else:
            response = self._opened(request, one, deployment, message)
        self._binding.end(response, state)
        return response

    def _is_same_browser(self, request: Request, fields: dict[str, str], state: str, begun: dict[str, Any]) -> bool:
        secret = self._binding.secret(request, state)
        # a secret from the platform's storage is sent by a page of ours; from elsewhere it would prove nothing
        if not secret and request.headers.get("origin") == self._origin:
            secret = fields.get("secret", "")
        return bool(secret) and hmac.compare_digest(hash_of(secret), begun["browser"])

    def _other_browser(self, fields: dict[str, str], state: str, token: str, begun: dict[str, Any]) -> Response:
        """Ask the platform's storage for the secret, or have the login repeated in a tab."""
        again = f"/lti/login?{urlencode(begun['hints'])}" if begun["hints"] else ""
        if not begun["storage"] or "secret" in fields:
            return self._pages.page("tab", again=again)
        frame, origin = begun["storage"]
        data = {"do": "fetch", "frame": frame, "origin": origin, "key": self._binding.name(state)}
        return self._pages.page("fetch", state=state, token=token, again=again, data=data)

    def _opened(self, request: Request, one: Any, deployment: int, message: LaunchMessage) -> Response:
        """Sign somebody in, and open what a link names."""
        contexts = self._tool.contexts
        where = contexts.context(one, deployment, message)
        link = contexts.link(where, one, message)
        person = contexts.person(where, message.subject, message.role, message.name, message.email)
        scopes = message.scores.get("scope")
        if person.role == "learner" and isinstance(scopes, list) and SCORE_SCOPE in scopes:
            contexts.follow(link, person)
        request.scope["account"] = person.id
        place = contexts.place_of(link.item)
        if not is_framed(request):
            return self._hosting.sign_in(RedirectResponse(place, status_code=303), person, framed=False)
        ticket = self._tool.tickets.make(_TAB, TAB_SECONDS, account=person.id, place=place)
        response = self._pages.page("arrived", place=place, ticket=ticket, data={"do": "arrive", "there": place})
        return self._hosting.sign_in(response, person, framed=True)

    def here(self, request: Request) -> Response:
        """Tell a page of ours whether the browser has kept the session's cookie."""
        return Response(status_code=204 if self._hosting.signed_in(request) else 403)

    def tab(self, request: Request) -> Response:
        """Sign a person in again in a new tab, after a sign-in in a frame that keeps no cookie."""
        ticket = (request.scope.get("fields", {}).get("ticket") or [""])[0]
        try:
            values = self._tool.tickets.read(_TAB, ticket)
            self._tool.tickets.use_once(ticket, seconds=TAB_SECONDS + 60.0)
            person: Account | None = self._hosting.accounts.by_id(values["account"])
        except UsageError as error:
            raise HTTPException(400, str(error)) from None
        if person is None:
            raise HTTPException(400, "Open the course from your course site again.")
        return self._hosting.sign_in(RedirectResponse(values["place"], status_code=303), person)
