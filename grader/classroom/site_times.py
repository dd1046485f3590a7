"""When something was handed in, as course sites write it: in the names of folders, in separate files, in a git commit.

A time is ISO 8601 text: with an offset where the site tells one, otherwise as the site's own clock shows it.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

# a line for each language in which Brightspace names months, short or long, from January on
_LANGUAGES = """
jan feb mar apr may jun jul aug sep oct nov dec
january february march april may june july august september october november december
jan feb mrz apr mai jun jul aug sept okt nov dez
januar februar marz april mai juni juli august september oktober november dezember
janv fevr mars avr mai juin juil aout sept oct nov dec
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
ene feb mar abr may jun jul ago sept oct nov dic
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
jan fev mar abr mai jun jul ago set out nov dez
janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro
gen feb mar apr mag giu lug ago set ott nov dic
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
jan feb mrt apr mei jun jul aug sep okt nov dec
januari februari maart april mei juni juli augustus september oktober november december
jan feb mars april maj juni juli aug sep okt nov dec
januari februari mars april maj juni juli augusti september oktober november december
jan feb mar apr mai jun jul aug sep okt nov des
januar februar marts april maj juni juli august september oktober november december
sty lut mar kwi maj cze lip sie wrz paz lis gru
stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia
led uno bre dub kve cvn cvc srp zar rij lis pro
ledna unora brezna dubna kvetna cervna cervence srpna zari rijna listopadu prosince
oca sub mar nis may haz tem agu eyl eki kas ara
ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik
tammik helmik maalisk huhtik toukok kesak heinak elok syysk lokak marrask jouluk
tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesakuuta heinakuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta
янв фев мар апр май июн июл авг сен окт ноя дек
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
ion chwe maw ebr mai meh gor awst med hyd tach rhag
1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月
1월 2월 3월 4월 5월 6월 7월 8월 9월 10월 11월 12월
"""
_MONTHS = {word: number for line in _LANGUAGES.split("\n") for number, word in enumerate(line.split(), 1)}
_BY_NUMBER = ("", *_LANGUAGES.split("\n")[1].split())
# the only two forms in numbers alone that have one meaning
_IN_NUMBERS = re.compile(r"(?:(\d{4})-(\d\d?)-(\d\d?)|(\d\d?)\.\s?(\d\d?)\.\s?(\d{4}))(?!\d)")
_AFTERNOON = re.compile(r"p\.?\s?m\b|下午|午後|오후|μ\.?μ|nachm|\bem\b|\bip\b", re.IGNORECASE)
_MORNING = re.compile(r"a\.?\s?m\b|上午|午前|오전|π\.?μ|vorm|\bfm\b|\bap\b", re.IGNORECASE)
_STAMP = re.compile(
    r"\s*(\d{4})-?(\d\d)-?(\d\d)[ T]?(\d\d):?(\d\d):?(\d\d)(?:[.,]?\d{1,9})?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?\s*"
)
_MOST_MEMORY, _MOST_SECONDS, _MOST_TOLD = 1 << 30, 5, 1 << 16
_FAR = 10**12  # seconds that no clock shows
_COMMITTER = re.compile(rb"^committer .*> (\d{1,12}) [+-]\d{4}$", re.MULTILINE)
_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


def date_in_words(text: str) -> datetime | None:
    """Return a time such as `Sep 10, 2026 1141 PM` or `10 wrz 2026 2341`; None where it is not understood.

    It has no zone: it is what the site's clock showed.
    """
    plain = _named_month(_plain(text))
    # a month with its sign, as Japanese and Korean have it, is one word
    words = re.findall(r"\d+[月월]|[^\W\d_]+", plain)
    months = {_MONTHS[word] for word in words if word in _MONTHS}
    numbers = re.findall(r"\d+", re.sub(r"\d+[月월]", " ", plain))
    year = next((n for n in numbers if len(n) == 4 and n.startswith(("19", "20"))), None)
    if len(months) != 1 or year is None:
        return None
    numbers.remove(year)
    day, *clock = numbers or [""]
    digits = "".join(part.zfill(2) for part in clock)
    if not 3 <= len(digits) <= 6:
        return None
    digits = digits.zfill(4 if len(digits) <= 4 else 6)
    parts = _hour(int(digits[:2]), text), int(digits[2:4]), int(digits[4:] or 0)
    try:
        return datetime(int(year), months.pop(), int(day), *parts)
    except ValueError:
        return None


def _named_month(plain: str) -> str:
    """Return a date with its month as a word, where it is written in numbers of one meaning."""
    match = _IN_NUMBERS.match(plain)
    if match is None:
        return plain
    year, month, day = match.group(1, 2, 3) if match[1] else match.group(6, 5, 4)
    return f"{year} {_BY_NUMBER[int(month)] if 0 < int(month) <= 12 else ''} {day} {plain[match.end() :]}"


def _plain(text: str) -> str:
    """Return a text in lower case, without accents."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare.casefold().replace("ł", "l").replace("ı", "i"))


def _hour(hour: int, text: str) -> int:
    """Return an hour of the day, by the half of the day that a text names."""
    if _AFTERNOON.search(text) and hour < 12:
        return hour + 12
    return 0 if _MORNING.search(text) and hour == 12 else hour


def stamp(text: str) -> datetime | None:
    """Return a time such as `2026-09-10 23:41:05 UTC` or `20260910234105000`; None where it is none."""
    match = _STAMP.fullmatch(text)
    if match is None:
        return None
    zone = {"Z": "+00:00", "UTC": "+00:00", "GMT": "+00:00"}.get(match[7] or "", match[7] or "")
    if zone and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    try:
        return datetime.fromisoformat(f"{'-'.join(match.group(1, 2, 3))}T{':'.join(match.group(4, 5, 6))}{zone}")
    except ValueError:
        return None


def from_timestamp(seconds: float) -> datetime | None:
    """Return a time that is kept as seconds since 1970; None where no clock shows it."""
    try:
        return datetime.fromtimestamp(seconds, UTC).replace(microsecond=0) if abs(seconds) < _FAR else None
    except (ValueError, OverflowError, OSError):
        return None


def order_of(when: datetime) -> tuple[int, ...]:
    """Return a time as numbers that can be compared with those of the same site."""
    local = when if when.tzinfo is None else when.astimezone(UTC)
    return local.year, local.month, local.day, local.hour, local.minute, local.second


def commit_time(clone: Path) -> datetime | None:
    """Return when the commit that is checked out in a repository was made; None where that cannot be told.

    A learner may have written all of it. So git is given nothing of it but the objects: no setting, no hook.
    """
    folder = clone / ".git"
    commit = _head(folder)
    if commit is None:
        return None
    with tempfile.TemporaryDirectory() as empty:
        own = Path(empty)
        (own / "refs").mkdir()
        (own / "objects").mkdir()
        (own / "HEAD").write_text("ref: refs/heads/none\n")
        settings = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_NO_LAZY_FETCH": "1"}
        environment = {"PATH": os.environ.get("PATH", ""), "GIT_DIR": empty, **settings}
        environment["GIT_OBJECT_DIRECTORY"] = str((folder / "objects").resolve())
        told = _beginning(["git", "cat-file", "commit", commit], environment, own)
    found = _COMMITTER.search(told.partition(b"\n\n")[0])
    return from_timestamp(int(found[1])) if found else None


def _beginning(command: list[str], environment: dict[str, str], folder: Path) -> bytes:
    """Return the first bytes that a program writes; nothing where it fails, takes long, or would take much memory."""
    try:
        program = subprocess.Popen(
            command,
            env=environment,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return b""
    with program, contextlib.suppress(OSError, ValueError):
        # a commit may be written to be a thousand times as large as its file
        if sys.platform == "linux":
            import resource

            resource.prlimit(program.pid, resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
            resource.prlimit(program.pid, resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
        assert program.stdout
        told = program.stdout.read(_MOST_TOLD)
        program.kill()
        return told
    return b""


def _head(folder: Path) -> str | None:
    """Return the hash of the commit that a repository has checked out."""
    head = _line(folder / "HEAD")
    if head.startswith("ref: ") and re.fullmatch(r"refs/(?!.*\.\.)[\w./-]+", name := head[5:]):
        loose = _line(folder / name)
        if not loose:
            packed = re.search(rf"^([0-9a-f]{{40,64}}) {re.escape(name)}$", _text(folder / "packed-refs"), re.MULTILINE)
            loose = packed[1] if packed else ""
        head = loose
    return head if _HASH.fullmatch(head) else None


def _line(path: Path) -> str:
    return _text(path).strip()


def _text(path: Path) -> str:
    """Return a small text file; nothing where it is none, or a link."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as file:
            return file.read(1 << 20).decode("utf-8", "replace")
    except OSError:
        return ""
