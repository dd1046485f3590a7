"""The public keys of platforms: fetched from the registered address alone, bounded, and kept for an hour."""

from __future__ import annotations

import threading
import time
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from grader.core.errors import UsageError
from grader.serve.lti.platforms import Platform
from grader.serve.lti.service_client import PlatformTrouble, ServiceClient

MAX_KEY_SET = 256 << 10
MOST_KEYS = 50
_KEPT = 3600.0
_REFETCH = 30.0  # seconds between two fetches for an unknown key id, which anybody can invent
_LEAST_BITS, _MOST_BITS = 2048, 8192


class PlatformKeys:
    """Gives the key that a message names."""

    def __init__(self, client: ServiceClient) -> None:
        self._client = client
        self._kept: dict[str, tuple[float, dict[str, RSAKey]]] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def find(self, one: Platform, kid: str) -> RSAKey:
        """Return a platform's key by its id. Threads that need the same key set wait for one fetch.

        Raises:
            UsageError: the platform does not have this key.
            PlatformTrouble: its keys cannot be fetched.
        """
        with self._lock:
            turn = self._locks.setdefault(one.key_set_url, threading.Lock())
        with turn:
            at, keys = self._kept.get(one.key_set_url, (float("-inf"), {}))
            age = time.monotonic() - at
            if age > _KEPT or (kid not in keys and age > _REFETCH):
                keys = self._fetch(one.key_set_url)
                self._kept[one.key_set_url] = time.monotonic(), keys
        if kid not in keys:
            raise UsageError("The message of the course site is signed with a key that the site does not publish.")
        return keys[kid]

    def _fetch(self, url: str) -> dict[str, RSAKey]:
        given = self._client.send("GET", url, headers={"accept": "application/json"}, most=MAX_KEY_SET).json()
        found = given.get("keys") if isinstance(given, dict) else None
        if not isinstance(found, list) or len(found) > MOST_KEYS:
            raise PlatformTrouble("The platform's key set cannot be read.")
        keys = {}
        for one in found:
            made = _key(one)
            if made is not None:
                keys[str(one["kid"])] = made
        return keys


def _key(given: Any) -> RSAKey | None:
    """Return a public RSA key for signatures; None for what else a key set may have."""
    if not isinstance(given, dict) or not isinstance(given.get("kid"), str) or given.get("kty") != "RSA":
        return None
    if given.get("use", "sig") != "sig" or given.get("alg", "RS256") != "RS256":
        return None
    try:
        made = RSAKey.import_key({"kty": "RSA", "n": given["n"], "e": given["e"]})
        bits = made.raw_value.key_size
    except (JoseError, KeyError, ValueError, TypeError, AttributeError):
        return None
    return made if _LEAST_BITS <= bits <= _MOST_BITS else None
