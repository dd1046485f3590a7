"""Reads what other sites post to the tool: bounded, and each field once."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from grader.serve.hosted.gate import BODY_SECONDS

MAX_POST = 160 << 10
MOST_FIELDS = 40


async def fields_of(request: Request) -> dict[str, str]:
    """Return the fields of a request, from its query or its form.

    Raises:
        HTTPException: 400 where they are not sound, 408 and 413 where they are too slow or too big.
    """
    if request.method == "GET":
        text = request.url.query
    else:
        body = bytearray()
        try:
            async with asyncio.timeout(BODY_SECONDS):
                async for piece in request.stream():
                    body += piece
                    if len(body) > MAX_POST:
                        raise HTTPException(413, f"This is too much data. At most {MAX_POST >> 10} KiB are allowed.")
        except TimeoutError:
            raise HTTPException(408, "The request took too long to arrive.") from None
        except ClientDisconnect:
            raise HTTPException(400, "The request was not complete.") from None
        text = body.decode("utf-8", "replace")
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise HTTPException(400, "The request has too many fields.") from None
    found = dict(pairs)
    if len(found) != len(pairs):
        raise HTTPException(400, "The request has the same field twice.")
    return found
