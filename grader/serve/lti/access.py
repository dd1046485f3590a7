"""Access tokens for a platform's services: asked for with a signed assertion, and kept while they last."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence

from grader.serve.lti.platforms import Platform
from grader.serve.lti.service_client import PlatformTrouble, ServiceAnswer, ServiceClient
from grader.serve.lti.tool_keys import ToolKeys

_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_LONGEST_TOKEN = 16 << 10
_SPARE = 60.0  # seconds before its end that a token is not used any more


class PlatformServices:
    """Sends requests to services that need an access token."""

    def __init__(self, client: ServiceClient, keys: ToolKeys) -> None:
        self._client, self._keys = client, keys
        self._kept: dict[tuple[int, str], tuple[str, float]] = {}
        self._lock = threading.Lock()

    def send(
        self,
        one: Platform,
        scopes: Sequence[str],
        method: str,
        url: str,
        *,
        headers: Mapping[str, str],
        content: bytes | None = None,
    ) -> ServiceAnswer:
        """Send a request to an address of the platform; if a token is refused, ask once for another one.

        Raises:
            PlatformTrouble: it was not answered with success.
            UsageError: the address is not the platform's.
        """
        one.demand_own(url)
        for fresh in (False, True):
            token = self._token(one, " ".join(sorted(scopes)), fresh=fresh)
            bearer = {**headers, "authorization": f"Bearer {token}"}
            try:
                return self._client.send(method, url, headers=bearer, content=content)
            except PlatformTrouble as trouble:
                if fresh or trouble.status != 401:
                    raise
        raise AssertionError

    def _token(self, one: Platform, scope: str, *, fresh: bool) -> str:
        with self._lock:  # who needs the same token waits for it
            token, until = self._kept.get((one.id, scope), ("", 0.0))
            if token and not fresh and time.monotonic() < until:
                return token
            audience = one.token_audience or one.token_url
            assertion = self._keys.sign({"iss": one.client_id, "sub": one.client_id, "aud": audience})
            form = {
                "grant_type": "client_credentials",
                "client_assertion_type": _ASSERTION,
                "client_assertion": assertion,
                "scope": scope,
            }
            asked = time.monotonic()
            given = self._client.send("POST", one.token_url, form=form, headers={"accept": "application/json"}).json()
            new = given.get("access_token") if isinstance(given, dict) else None
            lasts = given.get("expires_in", 3600) if isinstance(given, dict) else 0
            plain = isinstance(new, str) and 0 < len(new) <= _LONGEST_TOKEN and new.isascii() and new.isprintable()
            if not plain or not isinstance(lasts, int | float):
                raise PlatformTrouble("The platform gave no access token.")
            self._kept[one.id, scope] = str(new), asked + max(float(lasts) - _SPARE, 0.0)
            return str(new)
