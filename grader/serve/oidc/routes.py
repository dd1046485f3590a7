"""The routes of a sign-in with a school's own accounts: the authorization code flow with PKCE.

    /enter/school             a state, a nonce and a secret, bound to the browser     ->  to the provider
    /enter/school/back        the code, exchanged for claims; an account of the roster, and a session

The browser's cookie is the secret that PKCE wants, so a code is of use in no other browser. People that the roster does not
name are refused: the provider knows the whole school.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from typing import Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from grader.core.errors import UsageError
from grader.serve.hosted.hosting import Hosting
from grader.serve.hosted.limits import RateLimit
from grader.serve.hosted.people import PLATFORM_PREFIX, Account, hash_of
from grader.serve.lti.browser_binding import SECONDS, BrowserBinding, query_joined
from grader.serve.lti.service_client import PlatformTrouble, ServiceClient
from grader.serve.lti.tickets import Tickets
from grader.serve.oidc.provider import LONGEST_CODE, OidcProvider, OidcSettings

_STATE = "school"


class OidcRoutes:
    """Signs in the people that a provider names."""

    def __init__(self, hosting: Hosting, settings: OidcSettings, tickets: Tickets, client: ServiceClient) -> None:
        """Take the course, how it is registered at the provider, what signs the states, and what asks the provider.

        Raises:
            UsageError: the provider's address is none.
        """
        settings.check()
        self._hosting, self._tickets = hosting, tickets
        self._provider = OidcProvider(settings, client)
        self._binding = BrowserBinding(hosting.secure)
        # a class signs in in the same minute, often from one address
        self._rate = RateLimit(per_second=20.0, burst=1000)
        self._back = f"{hosting.url}/enter/school/back"
        hosting.school_sign_in = True

    @property
    def routes(self) -> list[Route]:
        """The routes."""
        return [
            Route("/enter/school", self.begin, methods=["GET"]),
            Route("/enter/school/back", self.back, methods=["GET"]),
        ]

    def begin(self, request: Request) -> Response:
        """Send the browser to the provider."""
        self._allow(request)
        try:
            where = self._provider.addresses()
        except PlatformTrouble as trouble:
            raise HTTPException(503, f"You cannot sign in with your school's account now. {trouble}") from None
        secret, nonce = secrets.token_urlsafe(48), secrets.token_urlsafe(24)
        state = self._tickets.make(_STATE, SECONDS, browser=hash_of(secret), nonce=nonce)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(secret.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "response_type": "code",
            "scope": "openid email profile",
            "client_id": self._provider.settings.client_id,
            "redirect_uri": self._back,
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        response = RedirectResponse(query_joined(where.auth_url, urlencode(asked)), status_code=302)
        self._binding.set(response, state, secret)
        return response

    def back(self, request: Request) -> Response:
        """Sign in who comes back from the provider."""
        self._allow(request)
        state, code = (request.query_params.get(name, "") for name in ("state", "code"))
        try:
            response = self._hosting.sign_in(RedirectResponse("/", status_code=303), self._person(request, state, code))
        except UsageError as error:
            raise HTTPException(400, str(error)) from None
        except PlatformTrouble as trouble:
            raise HTTPException(503, f"You cannot sign in with your school's account now. {trouble}") from None
        self._binding.end(response, state)
        return response

    def _person(self, request: Request, state: str, code: str) -> Account:
        begun = self._tickets.read(_STATE, state)
        secret = self._binding.secret(request, state)
        if not secret or not hmac.compare_digest(hash_of(secret), begun["browser"]):
            raise UsageError("This sign-in was begun in another browser. Begin it here once more.")
        if not 0 < len(code) <= LONGEST_CODE:
            raise UsageError("Your school did not sign you in. Try once more.")
        self._tickets.use_once(state, seconds=SECONDS + 60.0)
        claims = self._provider.claims(code, secret, begun["nonce"], self._back)
        found = self._named(claims)
        if found is None:
            raise HTTPException(403, "Your school knows you, but you are not in this course. Ask your instructor.")
        request.scope["account"] = found.id
        return found

    def _named(self, claims: dict[str, Any]) -> Account | None:
        """Return the account that the claims name, if the roster has it."""
        claim = self._provider.settings.claim
        key = claims.get(claim)
        # an address that a person may have typed names nobody
        if not isinstance(key, str) or (claim == "email" and claims.get("email_verified") is not True):
            return None
        if key.startswith(PLATFORM_PREFIX):
            return None
        return self._hosting.accounts.find(key) or self._hosting.accounts.find(key.lower())

    def _allow(self, request: Request) -> None:
        if not self._rate.allows((request.scope.get("client") or ("",))[0]):
            raise HTTPException(
                429, "Too many people sign in at once from your address. Wait a moment, then try again."
            )
