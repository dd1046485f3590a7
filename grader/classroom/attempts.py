"""The attempts that course sites keep beside one another: whose each is, and which is the newest.

The forms of names, of a folder or a file for each attempt:

    Blackboard   ASSIGNMENT_USERNAME_attempt_YYYY-MM-DD-HH-MM-SS[_FILE]
    Brightspace  NUMBER-NUMBER - Full Name - Mon D, YYYY HMM AM   (older: H_MM AM)
    Sakai        Last, First(eid)
    nbgrader     USER+ASSIGNMENT+YYYY-MM-DD HH:MM:SS UTC          (its exchange, inbound)
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from grader.classroom.tree import Node
from grader.submissions.submission import Refused

_BLACKBOARD = re.compile(r"(.+?)_attempt_(\d{4}(?:-\d\d){5})(?:_(.+)|(\.txt))", re.DOTALL)
_BRIGHTSPACE = re.compile(r"\d+-\d+ - (.+) - ([A-Z][a-z]{2} \d{1,2}, \d{4} \d{1,2}_?\d\d [AP]M)", re.DOTALL)
_SAKAI = re.compile(r"([^()]+, [^()]+)\(([^()]+)\)")
_EXCHANGE = re.compile(r"([^+]+)\+(.+)\+(\d{4}-\d\d-\d\d \d\d[:_]\d\d[:_]\d\d(?:\.\d+)? \S+)")
_VERSION = re.compile(r"version (\d{1,9})", re.IGNORECASE)
_SETTINGS = "user_assignment_settings.json"
_ACTIVE = re.compile(rb'"active_version"\s*:\s*(\d{1,9})\b')

ATTEMPT_TEXT = "is the text that Blackboard keeps of an attempt; look at it yourself."
EARLIER = "is an earlier attempt; the newest one was graded."


class SiteAttempt(NamedTuple):
    """One hand-in as a site names it."""

    names: tuple[str, ...]
    """What the learner is called there, the most telling first."""
    order: tuple[int, ...] = ()
    """When it was handed in: the greater is the newer. Nothing where a site keeps only the last."""
    file: str = ""
    """The learner's own name for the file, where an entry is a file."""
    form: str = ""
    """The site's name, for messages."""


def folder_attempt(name: str) -> SiteAttempt | None:
    """Return whose attempt a folder is, or None where its name is of no such form."""
    if match := _BRIGHTSPACE.fullmatch(name):
        return SiteAttempt((match[1],), _moment(match[2].replace("_", "")), form="Brightspace")
    if match := _EXCHANGE.fullmatch(name):
        return SiteAttempt((match[1],), tuple(map(int, re.findall(r"\d{1,9}", match[3]))), form="nbgrader")
    if match := _SAKAI.fullmatch(name):
        return SiteAttempt((match[2], match[1]), form="Sakai")
    return None


def file_attempt(name: str) -> SiteAttempt | None:
    """Return whose attempt a file belongs to, or None where its name is of no such form."""
    match = _BLACKBOARD.fullmatch(name)
    if match is None:
        return None
    # assignments have underscores, and user names may: the roster tells the one from the other
    parts = match[1].split("_")
    names = tuple("_".join(parts[at:]) for at in range(len(parts) - 1, 0, -1)) or (match[1],)
    return SiteAttempt(names, tuple(map(int, match[2].split("-"))), match[3] or "", "Blackboard")


def current(node: Node) -> Iterable[Node]:
    """Return the folders in a learner's folder that count: of versions only the active or the highest one."""
    folders = node.folders()
    versions = {name: int(match[1]) for name in folders if (match := _VERSION.fullmatch(name))}
    if len(versions) == len(folders) > 1:
        return [folders[max(versions, key=lambda name: versions[name])]]
    if _SETTINGS in node.files():
        try:
            active = _ACTIVE.search(node.read(_SETTINGS, 1 << 20) or b"")
        except Refused:
            active = None
        if active and (name := active[1].decode()) in folders:
            return [folders[name]]
    return folders.values()


def _moment(text: str) -> tuple[int, ...]:
    """Return a time such as `Sep 10, 2026 1141 PM` as numbers; one that no clock shows comes first."""
    try:
        read = datetime.strptime(text, "%b %d, %Y %I%M %p")  # it is compared with its like alone
    except ValueError:
        return ()
    return read.year, read.month, read.day, read.hour, read.minute
