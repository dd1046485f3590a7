"""A load generator for a server on the same machine: one kept connection a learner, and little work for each request.

An HTTP library takes a millisecond of processor time for a request, which is more than the server takes for a draft.
"""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: bytes
    seconds: float


@dataclass
class Learner:
    """A signed-in learner's browser. It has one connection, and sends one request at a time on it."""

    place: str
    """`HOST:PORT` of the server."""
    cookie: str
    _reader: asyncio.StreamReader | None = None
    _writer: asyncio.StreamWriter | None = None
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def get(self, path: str) -> Answer:
        """Ask for a page."""
        return await self._send(f"GET {path} HTTP/1.1\r\n".encode(), b"")

    async def post(self, action: str, given: object) -> Answer:
        """Do an action of the page's script."""
        body = json.dumps(given).encode()
        head = f"POST /do/{action} HTTP/1.1\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n"
        return await self._send(head.encode(), body)

    async def _send(self, head: bytes, body: bytes) -> Answer:
        common = f"host: {self.place}\r\ncookie: grade-session={self.cookie}\r\n\r\n".encode()
        async with self._turn:
            began = time.monotonic()
            if self._writer is None:
                host, _, port = self.place.rpartition(":")
                self._reader, self._writer = await asyncio.open_connection(host, int(port))
            assert self._reader is not None
            self._writer.write(head + common + body)
            lines = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            headers: dict[str, Any] = dict(line.lower().split(": ", 1) for line in lines[1:] if line)
            found = await self._reader.readexactly(int(headers["content-length"]))
            if headers.get("connection") == "close":
                self.close()
            return Answer(int(lines[0].split()[1]), found, time.monotonic() - began)

    def close(self) -> None:
        """End the connection."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None
