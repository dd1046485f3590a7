"""A school's OpenID provider: where it is, what it says of who signs in, and whether that is so.

Its addresses come from its own description (discovery), once an hour. All requests are bounded, and its keys are fetched as
those of course sites are: once more for a key that is not known yet.
"""

from __future__ import annotations

import base64
import threading
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from joserfc import jwt
from joserfc.errors import JoseError

from grader.core.errors import UsageError
from grader.serve.lti.addresses import origin_of
from grader.serve.lti.messages import LEEWAY, header_of
from grader.serve.lti.platform_keys import PlatformKeys
from grader.serve.lti.service_client import PlatformTrouble, ServiceClient

_KEPT = 3600.0
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
LONGEST_CODE = 4000


@dataclass(frozen=True)
class OidcSettings:
    """How the operator has registered the course at the provider."""

    issuer: str
    client_id: str
    client_secret: str = ""
    """Empty for a public client, which the provider knows by PKCE alone."""
    claim: str = "email"
    """The claim that names a person as the roster does."""

    def check(self) -> None:
        """Raise UsageError where the issuer is no address that a provider may have."""
        origin_of(self.issuer)


@dataclass(frozen=True)
class ProviderAddresses:
    """What a provider says of itself."""

    auth_url: str
    token_url: str
    key_set_url: str


class OidcProvider:
    """Asks a provider. Any thread may use it."""

    def __init__(self, settings: OidcSettings, client: ServiceClient) -> None:
        self.settings, self._client = settings, client
        self._keys = PlatformKeys(client)
        self._lock = threading.Lock()
        self._kept: tuple[float, ProviderAddresses] | None = None

    def addresses(self) -> ProviderAddresses:
        """Return where the provider is asked.

        Raises:
            PlatformTrouble: it does not describe itself, or as another one.
        """
        with self._lock:
            if self._kept is None or time.monotonic() - self._kept[0] > _KEPT:
                self._kept = time.monotonic(), self._described()
            return self._kept[1]

    def _described(self) -> ProviderAddresses:
        url = f"{self.settings.issuer.rstrip('/')}/.well-known/openid-configuration"
        told: Any = self._client.send("GET", url, headers={"accept": "application/json"}).json()
        if not isinstance(told, dict) or told.get("issuer") != self.settings.issuer:
            raise PlatformTrouble("The sign-in of your school describes itself as another one.")
        found = [told.get(name) for name in _ENDPOINTS]
        try:
            auth_url, token_url, key_set_url = (str(one) for one in found if isinstance(one, str) and origin_of(one))
        except (ValueError, UsageError):
            raise PlatformTrouble("The sign-in of your school does not say where it is.") from None
        return ProviderAddresses(auth_url, token_url, key_set_url)

    def claims(self, code: str, verifier: str, nonce: str, redirect: str) -> dict[str, Any]:
        """Exchange a code, and return the checked claims of who has signed in.

        Args:
            code: as the browser brought it.
            verifier: the secret whose hash the provider was given (PKCE).
            nonce: what the claims must name.
            redirect: the address that the browser came back to.

        Raises:
            UsageError: what the provider says is not sound.
            PlatformTrouble: it does not answer, or does not take the code.
        """
        where, mine = self.addresses(), self.settings
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect,
            "code_verifier": verifier,
            "client_id": mine.client_id,
        }
        headers = {"accept": "application/json"}
        if mine.client_secret:
            both = f"{quote(mine.client_id, safe='')}:{quote(mine.client_secret, safe='')}"
            headers["authorization"] = f"Basic {base64.b64encode(both.encode()).decode()}"
        answer: Any = self._client.send("POST", where.token_url, headers=headers, form=form).json()
        token = answer.get("id_token") if isinstance(answer, dict) else None
        if not isinstance(token, str):
            raise PlatformTrouble("The sign-in of your school does not say who you are.")
        key = self._keys.find(where, header_of(token)["kid"])
        rules = jwt.JWTClaimsRegistry(
            leeway=int(LEEWAY),
            iss={"essential": True, "value": mine.issuer},
            aud={"essential": True, "value": mine.client_id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        try:
            claims = jwt.decode(token, key, algorithms=["RS256"]).claims
            rules.validate(claims)
        except (JoseError, ValueError, TypeError, RecursionError):
            raise UsageError("What the sign-in of your school says is not sound. Try once more.") from None
        # who trusts several must say for which of them it is
        if claims.get("azp", mine.client_id) != mine.client_id or (
            isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and "azp" not in claims
        ):
            raise UsageError("What the sign-in of your school says is for another program.")
        return dict(claims)
