"""Sentences that depend on a number, each form of them whole, so that they can be translated."""

from __future__ import annotations


def counted(count: int, one: str, many: str) -> str:
    """Return the sentence for this number: `one` for 1, else `many`, with the number in place of `{}`."""
    return (one if count == 1 else many).format(count)
