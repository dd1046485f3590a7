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
from datetime import datetime, timedelta
from typing import NamedTuple

from grader.classroom.site_times import date_in_words, order_of, stamp
from grader.classroom.tree import Node, Tree
from grader.submissions.submission import Refused

_BLACKBOARD = re.compile(r"(.+?)_attempt_(\d{4}(?:-\d\d){5})(?:_(.+)|(\.txt))", re.DOTALL)
# in the language and the order of the site; a date has a year and a time
_BRIGHTSPACE = re.compile(r"(\d+)-\d+ - (.+) - ((?=.*\b\d{4}\b)(?=(?:.*?\d+){3}).{8,60})", re.DOTALL)
_SAKAI = re.compile(r"([^()]+, [^()]+)\(([^()]+)\)")
_EXCHANGE = re.compile(r"([^+]+)\+(.+?)\+(\d{4}-\d\d-\d\d \d\d[:_]\d\d[:_]\d\d(?:\.\d+)? [^\s+]+)(?:\+\S+)?")
_VERSION = re.compile(r"(?:v|ver|version|attempt|try|rev)[ _.-]?\d{1,9}", re.IGNORECASE)
_DATED = re.compile(
    r"(?<!\d)(20\d\d)[-_.]?([01]\d)[-_.]?([0-3]\d)(?:[ T_-]+([0-2]\d)[:_.h-]?([0-5]\d)(?:[:_.-]?([0-5]\d))?)?(?!\d)"
)
_NUMBERED = re.compile(r"(?:^|[\W_])(?:v|ver|version|attempt|try|rev)[ _.-]?(\d{1,9})(?![\da-z])", re.IGNORECASE)
_COPY = re.compile(r" ?\((\d{1,9})\)(?=\.\w+$|$)")
_APART = timedelta(seconds=60)
"""Files that were unpacked one after the other have nearly the same time."""
_DEEP = 4
SETTINGS = "user_assignment_settings.json"
"""Submitty's file that names the active version."""
_ACTIVE = re.compile(rb'"active_version"\s*:\s*(\d{1,9})\b')

ATTEMPT_TEXT = "is the text that Blackboard keeps of an attempt; look at it yourself."
EARLIER = "is an earlier attempt; the newest one was graded."


class SiteAttempt(NamedTuple):
    """One hand-in as a site names it."""

    names: tuple[str, ...]
    """What the learner is called there, the most telling first."""
    when: datetime | None = None
    """When it was handed in; None where a site keeps only the last, or the date is not understood."""
    file: str = ""
    """The learner's own name for the file, where an entry is a file."""
    form: str = ""
    """The site's name, for messages."""
    number: str = ""
    """The site's number for the learner, where people are named by their full names."""
    stamped: str = ""
    """The name of the file in which the site tells when it was handed in."""

    @property
    def order(self) -> tuple[int, ...]:
        """The greater is the newer; nothing where there is no date."""
        return order_of(self.when) if self.when else ()


def folder_attempt(name: str) -> SiteAttempt | None:
    """Return whose attempt a folder is, or None where its name is of no such form."""
    if match := _BRIGHTSPACE.fullmatch(name):
        return SiteAttempt((match[2],), date_in_words(match[3]), form="Brightspace", number=match[1])
    if match := _EXCHANGE.fullmatch(name):
        return SiteAttempt((match[1],), stamp(match[3].replace("_", ":")), form="nbgrader")
    if match := _SAKAI.fullmatch(name):
        return SiteAttempt((match[2], match[1]), form="Sakai", stamped="timestamp.txt")
    return None


def file_attempt(name: str) -> SiteAttempt | None:
    """Return whose attempt a file belongs to, or None where its name is of no such form."""
    match = _BLACKBOARD.fullmatch(name)
    if match is None:
        return None
    # assignments have underscores, and user names may: the roster tells the one from the other
    parts = match[1].split("_")
    names = tuple("_".join(parts[at:]) for at in range(len(parts) - 1, 0, -1)) or (match[1],)
    day, clock = match[2][:10], match[2][11:].replace("-", ":")
    return SiteAttempt(names, stamp(f"{day} {clock}"), match[3] or "", "Blackboard")


def version_of(name: str) -> tuple[int, ...]:
    """Return what the name of a folder or file says of when it was made: a date, a version, the number of a copy."""
    date = next(_DATED.finditer(name), None)
    version = [int(number) for number in _NUMBERED.findall(name)]
    copy = _COPY.search(name)
    day = [int(part or 0) for part in date.groups()] if date else [0] * 6
    return (*day, version[-1] if version else 0, int(copy[1]) if copy else 0)


def is_newer(version: tuple[int, ...], when: datetime | None, than: tuple[int, ...], before: datetime | None) -> bool:
    """Whether a hand-in is newer than another, by the version in its name, else by the times of its files."""
    if version != than:
        return version > than
    return when is not None and before is not None and when - before > _APART


def newest_file(node: Node | Tree, depth: int = _DEEP) -> datetime | None:
    """Return the time of the newest file in a folder; None where none has one."""
    times = [node.modified(name) for name in node.files()]
    if depth:
        times += [newest_file(inner, depth - 1) for inner in node.folders().values()]
    return max((time for time in times if time is not None), default=None)


def current(node: Node) -> Iterable[Node]:
    """Return the folders in a learner's folder that count: of versions only the active or the highest one."""
    folders = node.folders()
    if len(folders) > 1 and all(_VERSION.fullmatch(name) or _DATED.fullmatch(name) for name in folders):
        return [folders[max(folders, key=version_of)]]
    if SETTINGS in node.files():
        try:
            active = _ACTIVE.search(node.read(SETTINGS, 1 << 20) or b"")
        except Refused:
            active = None
        if active and (name := active[1].decode()) in folders:
            return [folders[name]]
    return folders.values()
