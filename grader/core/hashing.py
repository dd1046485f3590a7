"""Hashes of content: each part is told apart from the next."""

from __future__ import annotations

import hashlib


def digest_of(parts: list[bytes]) -> str:
    """Return the hash of these parts, each told apart from the next."""
    return hash_of(parts).hexdigest()


def hash_of(parts: list[bytes]) -> hashlib.blake2b:
    """Return the hash of these parts, still open for more."""
    hash_ = hashlib.blake2b(digest_size=16)
    for part in parts:
        hash_.update(framed(part))
    return hash_


def framed(part: bytes) -> bytes:
    """Return a part with its length before it."""
    return b"%d:" % len(part) + part
