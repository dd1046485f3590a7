"""Earlier versions of a learner's files: what was handed in, what was put back, what another page typed over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from grader.core.course import Exercise
from grader.serve.hosted.hosting import Hosting
from grader.serve.hosted.people import Account

MOST = 20
"""Versions of a file that a page offers."""
_LOOKED_AT = 200  # hand-ins, the newest


def earlier_versions(hosting: Hosting, me: Account, exercises: Iterable[Exercise]) -> dict[str, list[dict[str, Any]]]:
    """Return by file name the earlier versions, the oldest first: `time` in milliseconds and `text` of each."""
    found: dict[str, list[tuple[str, str]]] = {f"{one.stem}.py": [] for one in exercises}
    own = {one.name: f"{one.stem}.py" for one in hosting.course.exercises}
    for one in hosting.hand_ins.of(me.id, most=_LOOKED_AT):
        file = own.get(one.exercise, "")
        if file in found and file in one.files:
            found[file].append((one.handed_in_at, one.files[file]))
    for stem, text, saved_at in hosting.drafts.displaced(me.id):
        if f"{stem}.py" in found:
            found[f"{stem}.py"].append((saved_at, text))
    return {file: _newest(versions) for file, versions in found.items()}


def _newest(versions: list[tuple[str, str]]) -> list[dict[str, Any]]:
    by_text = {text: at for at, text in sorted(versions)}  # of the same text the newest
    chosen = sorted((at, text) for text, at in by_text.items())[-MOST:]
    return [{"time": int(datetime.fromisoformat(at).timestamp() * 1000), "text": text} for at, text in chosen]
