"""Sentences that depend on a number, each form of them whole, so that they can be translated."""

from __future__ import annotations


def counted(count: int, one: str, many: str, **values: object) -> str:
    """Return the sentence for this number: `one` for 1, else `many`.

    `{}` in it is replaced by the number, and `{name}` by the value of this name.
    """
    return (one if count == 1 else many).format(count, **values)
