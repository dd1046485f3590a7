"""Due dates and what being late costs: read from course.yaml or the command line, and applied to one hand-in."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from grader.core.errors import ContentError, UsageError
from grader.core.points import format_points
from grader.core.sentences import counted

_TIME = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T](\d\d?:\d\d(?::\d\d)?))? ?(\S.*)?")
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d\d):?(\d\d)")
_SPAN = re.compile(r"(\d{1,6}(?:\.\d{1,3})?) ?(m|min|minutes?|h|hours?|d|days?)")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
_WHEN = "write it like 2026-09-12 23:59 Europe/Zurich, or 2026-09-12 23:59 +02:00"


class LateRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What being late costs, as course.yaml and the command line have it."""

    percent: float = 0.0
    """Percent of the most points that there are, for each day or hour that has begun."""
    per: Literal["day", "hour"] = "day"
    grace: str = ""
    """So long after the due date is on time, such as `15 minutes`."""
    cap: float = 100.0
    """The most percent that is ever taken off."""
    until: str = ""
    """The last time at which anything is taken; after it, there are no points."""


class Deadline(NamedTuple):
    """When something is due, and what being late costs. All times have a zone."""

    due: datetime
    percent: float = 0.0
    per: timedelta = timedelta(days=1)
    grace: timedelta = timedelta()
    cap: float = 100.0
    until: datetime | None = None

    def describe(self) -> str:
        """Return it in words."""
        told = f"due {_written(self.due)}"
        if self.percent:
            unit = "day" if self.per.days else "hour"
            told += f"; late: {format_points(self.percent)} % a {unit}"
            told += f", at most {format_points(self.cap)} %" if self.cap < 100 else ""
        told += f"; {_span(self.grace)} of grace" if self.grace else ""
        return told + (f"; nothing counts after {_written(self.until)}" if self.until else "")


class Lateness(NamedTuple):
    """How late one hand-in was."""

    by: timedelta | None
    """None where the site says that it was late, and not by how much."""
    percent: float
    """So much of the most points is taken off."""
    closed: bool = False
    """Whether it came after the last time at which anything was taken."""

    def describe(self) -> str:
        """Return it in words, such as `handed in 1 day 2 hours late: 20 % is taken off`."""
        if self.by is None:
            return "handed in late, as the course site says; by how much is not known, so nothing is taken off"
        late = f"handed in {_span(self.by)} late"
        if self.closed:
            return f"{late}, after the last date: no points"
        return f"{late}: {format_points(self.percent)} % is taken off" if self.percent else late

    def apply(self, marks: tuple[float, float, float]) -> tuple[float, float, float]:
        """Return score, most and bonus with what is taken off; nothing falls below 0."""
        score, most, bonus = marks
        share = self.percent / 100
        return round(max(score - share * most, 0.0), 6), most, round(bonus * (1 - share), 6)


def read_time(text: str) -> datetime:
    """Return a time with its zone; one without a time of day is the end of that day.

    Raises:
        ValueError: it is none, or has no zone; the message says how to write it.
    """
    match = _TIME.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is no time: {_WHEN}")
    if not match[3]:
        raise ValueError(f"{text!r} does not say in which zone: {_WHEN}")
    zone = _zone(match[3].strip())
    try:
        day = datetime.strptime(match[1], "%Y-%m-%d").replace(tzinfo=zone)
        clock = time.fromisoformat(match[2] if match[2][2] == ":" else f"0{match[2]}") if match[2] else None
    except ValueError:
        raise ValueError(f"{text!r} is no time that a clock shows: {_WHEN}") from None
    clock = clock or time(23, 59, 59)
    return day.replace(hour=clock.hour, minute=clock.minute, second=clock.second)


def _zone(word: str) -> tzinfo:
    """Return a zone by its name or offset."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    if word.upper() in ("Z", "UTC", "GMT"):
        return UTC
    if match := _OFFSET.fullmatch(word):
        offset = timedelta(hours=int(match[2]), minutes=int(match[3]))
        if offset < timedelta(hours=24):
            return timezone(offset if match[1] == "+" else -offset)
    try:
        return ZoneInfo(word)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"{word!r} is no time zone; {_WHEN}") from None


def read_span(text: str) -> timedelta:
    """Return a length of time such as `15 minutes`; ValueError where it is none."""
    match = _SPAN.fullmatch(text.strip().lower())
    if match is None:
        raise ValueError(f"{text!r} is no length of time; write it like 15 minutes, 2 hours or 1 day")
    return float(match[1]) * _UNITS[match[2][0]]


def deadline(due: str, rule: LateRule | None = None) -> Deadline:
    """Return a deadline.

    Args:
        due: the time, with a zone.
        rule: what being late costs; None for nothing, so that it is only told.

    Raises:
        ValueError: a time, a length or a number is none; the message says which.
    """
    at = read_time(due)
    if rule is None:
        return Deadline(at)
    for name, value in (("percent", rule.percent), ("cap", rule.cap)):
        if not 0 <= value <= 100:
            raise ValueError(f"{name} should be a number from 0 to 100")
    grace = read_span(rule.grace) if rule.grace else timedelta()
    until = read_time(rule.until) if rule.until else None
    if until is not None and until < at:
        raise ValueError(f"until, {rule.until!r}, is before it is due")
    return Deadline(at, rule.percent, _UNITS[rule.per[0]], grace, rule.cap, until)


def read_rule(text: str) -> LateRule | None:
    """Return the rule that is written as on the command line: `percent: 10, per: day, grace: 15 minutes, cap: 50`.

    Raises:
        UsageError: it is none.
    """
    from grader.core.schema import parse_yaml

    if not text.strip():
        return None
    try:
        return parse_yaml(f"{{{text.strip().strip('{}')}}}".encode(), Path("--late")).convert(LateRule)
    except ContentError as error:
        known = "percent, per (day or hour), grace, cap and until"
        raise UsageError(
            f"--late {text!r}: {error.problem} Write it like `percent: 10, per: day`; there is {known}."
        ) from None


def moved(plan: Deadline, extension: datetime | None) -> Deadline:
    """Return a deadline for one learner, whose extension moves the last date, too."""
    if extension is None or extension <= plan.due:
        return plan
    until = plan.until and max(plan.until, plan.until + (extension - plan.due))
    return plan._replace(due=extension, until=until)


def lateness(plan: Deadline | None, handed_at: str, said_late: bool) -> Lateness | None:
    """Return how late something was handed in; None where it was on time, or nobody knows.

    Args:
        plan: the deadline for this learner; None where there is none.
        handed_at: when, in ISO 8601; without an offset it is a time in the zone of the due date. Empty where unknown.
        said_late: whether the course site says that it was late.
    """
    if not handed_at or plan is None:
        return Lateness(None, 0.0) if said_late else None
    when = datetime.fromisoformat(handed_at)
    if when.tzinfo is None:
        when = when.replace(tzinfo=plan.due.tzinfo)
    # two times of one zone are compared by their clocks, which goes wrong where summer time ends
    by = when.astimezone(UTC) - plan.due.astimezone(UTC)
    if by <= plan.grace:
        return None
    if plan.until is not None and when.astimezone(UTC) > plan.until.astimezone(UTC):
        return Lateness(by, 100.0, closed=True)
    return Lateness(by, min(plan.cap, plan.percent * math.ceil(by / plan.per)))


def _written(when: datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M} {when.tzinfo}"


def _span(by: timedelta) -> str:
    """Return a length of time in its two largest units."""
    seconds = math.ceil(by.total_seconds())
    parts = []
    for one, many, size in (
        ("{} day", "{} days", 86400),
        ("{} hour", "{} hours", 3600),
        ("{} minute", "{} minutes", 60),
    ):
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(counted(count, one, many))
    return " ".join(parts[:2]) or "less than a minute"
