"""One class of twelve, as each course site would give it to its instructor: a resubmission, namesakes, one absent, one late."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

EX1 = "ex1_sigmoid.py"
Files = dict[str, str]


@dataclass(frozen=True)
class Member:
    """One learner, and when they handed in."""

    number: str
    user: str
    first: str
    last: str
    times: tuple[datetime, ...]

    @property
    def name(self) -> str:
        """The full name."""
        return f"{self.first} {self.last}"

    @property
    def sortable(self) -> str:
        """The name as lists have it."""
        return f"{self.last}, {self.first}"

    def text(self, attempt: int) -> str:
        """Return what they hand in for the n-th time."""
        return f"{self.user} {attempt}"


def _at(month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, month, day, hour, minute, 5, tzinfo=UTC)


DUE = _at(9, 12, 12, 0)
ON_TIME, LATE = _at(9, 12, 7, 15), _at(9, 13, 13, 30)
CLASS = (
    # the newest attempt is neither the last nor the first by the alphabet: September, October, at 9 and at 11
    Member("1001", "anna", "Anna", "Ekström", (_at(9, 2, 22, 5), _at(8, 30, 8, 0), _at(9, 9, 9, 41))),
    Member("1002", "bob", "Bob", "O'Neil", (ON_TIME,)),
    Member("1003", "cyd", "María José", "García López", (ON_TIME,)),
    Member("1004", "dan", "Jean-Luc", "Picard", (ON_TIME, _at(9, 1, 6, 0))),
    Member("1005", "wchen1", "Wei", "Chen", (ON_TIME,)),
    Member("1006", "wchen2", "Wei", "Chen", (_at(9, 1, 3, 0),)),
    Member("1007", "eve", "Evelina", "Brandt", (LATE,)),
    Member("1008", "fay", "Faye", "Adams", ()),
    Member("1009", "gus", "Gustav", "Øst", (ON_TIME,)),
    Member("1010", "hlm", "Hannah-Lena", "Müller", (ON_TIME,)),
    Member("1011", "ivo", "Ivo", "Li", (ON_TIME,)),
    Member("1012", "jan", "Jan", "van der Berg", (_at(9, 2, 7, 0), _at(9, 10, 0, 20))),
)
NEWEST = {m.number: m.text(m.times.index(max(m.times))) for m in CLASS if m.times}
ROSTER = "student_id,username,name,email,section\n" + "".join(
    f"{m.number},{m.user},{m.name},{m.user}@x.org,{'AB'[i % 2]}\n" for i, m in enumerate(CLASS)
)
NAMESAKES = ("1005", "1006")


def _attempts() -> Iterator[tuple[int, Member, int, datetime]]:
    """Give each hand-in: the learner's place in the class, the learner, which attempt of theirs, and when."""
    for place, member in enumerate(CLASS):
        for attempt, when in enumerate(member.times):
            yield place, member, attempt, when


def _last() -> Iterator[tuple[int, Member, str]]:
    """Give each learner's newest hand-in, for sites that keep no other."""
    return ((i, m, NEWEST[m.number]) for i, m in enumerate(CLASS) if m.times)


def blackboard() -> Files:
    """Return a flat folder; user names tell people apart."""
    files: Files = {}
    for _, m, n, when in _attempts():
        head = f"Primer Home_work 1_{m.user}_attempt_{when:%Y-%m-%d-%H-%M-%S}"
        files[f"{head}.txt"] = f"Name: {m.name} ({m.user})\n"
        files[f"{head}_{EX1}"] = m.text(n)
    return files


def brightspace(months: str = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", old: bool = False) -> Files:
    """Return a folder an attempt; people are told apart by their names alone."""
    named = months.split()
    files: Files = {"index.html": "<html></html>"}
    for i, m, n, when in _attempts():
        hour, half = (when.hour % 12 or 12), "AP"[when.hour >= 12] + "M"
        clock = f"{hour}_{when:%M}" if old else f"{hour}{when:%M}"
        date = f"{named[when.month - 1]} {when.day}, {when.year} {clock} {half}"
        files[f"{3000 + i}-77 - {m.name} - {date}/{EX1}"] = m.text(n)
    return files


def sakai() -> Files:
    """Return a folder a learner, in the assignment's."""
    files = {"Homework 1/grades.csv": "x"}
    for _, m, text in _last():
        folder = f"Homework 1/{m.sortable}({m.user})"
        files[f"{folder}/Submission attachment(s)/{EX1}"] = text
        files[f"{folder}/timestamp.txt"] = f"{max(m.times):%Y%m%d%H%M%S}000"
        files[f"{folder}/Feedback Attachment(s)/notes.txt"] = ""
    return files


def exchange() -> Files:
    """Nbgrader's exchange, inbound."""
    return {f"{m.user}+ps1+{when:%Y-%m-%d %H:%M:%S} UTC/{EX1}": m.text(n) for _, m, n, when in _attempts()}


def exchange_with_random_end() -> Files:
    """Nbgrader's exchange, inbound, of a version that ends the names in random letters."""
    return {f"{m.user}+ps1+{when:%Y-%m-%d %H:%M:%S.%f} UTC+x9Zq_Lk/{EX1}": m.text(n) for _, m, n, when in _attempts()}


def nbgrader() -> Files:
    """Nbgrader's own folder."""
    files: Files = {}
    for _, m, text in _last():
        files[f"course/submitted/{m.user}/ps1/{EX1}"] = text
        files[f"course/submitted/{m.user}/ps1/timestamp.txt"] = f"{max(m.times):%Y-%m-%d %H:%M:%S.%f} UTC"
    return files


def teams() -> Files:
    """Return a folder a version: the n-th attempt is the n-th version. Namesakes are one folder there, so one has a number."""
    files: Files = {}
    for _, m, _, _ in _attempts():
        shown = f"{m.name} {m.number}" if m.number in NAMESAKES else m.name
        files[f"Working files/{shown}/Homework 1/{EX1}"] = "draft"
        for version, when in enumerate(sorted(m.times), 9):
            files[f"Submitted files/{shown}/Homework 1/Version {version}/{EX1}"] = m.text(m.times.index(when))
    return files


def submitty() -> Files:
    """Return a folder an attempt, with the active one named."""
    files: Files = {}
    for _, m, _, _ in _attempts():
        for version, when in enumerate(sorted(m.times), 9):
            files[f"{m.user}/{version}/{EX1}"] = m.text(m.times.index(when))
            files[f"{m.user}/{version}/.submit.timestamp"] = f"{when:%Y-%m-%d %H:%M:%S}+0000\n"
        active = {"active_version": 8 + len(m.times), "history": []}
        files[f"{m.user}/user_assignment_settings.json"] = json.dumps(active)
    return files


def markus() -> Files:
    """Return a folder a group, here of one each."""
    return {f"A1/{m.user}/{EX1}": text for _, m, text in _last()}


def drive() -> Files:
    """Flat files named by people; the namesakes have written their numbers too."""
    return {
        f"{m.name}{' ' + m.number if m.number in NAMESAKES else ''} - {'Copy of ' * (i % 2)}{EX1}": text
        for i, m, text in _last()
    }


def drive_with_numbers() -> Files:
    """Google Drive where every attempt is kept, as `FILE (1)`."""
    files: Files = {}
    for _, m, _, _ in _attempts():
        shown = f"{m.name} {m.number}" if m.number in NAMESAKES else m.name
        for version, when in enumerate(sorted(m.times)):
            copy = f" ({version})" if version else ""
            files[f"{shown} - ex1_sigmoid{copy}.py"] = m.text(m.times.index(when))
    return files


def canvas() -> Files:
    """Flat files with the site's numbers, the newest file with the greatest; late ones say so."""
    files: Files = {}
    for i, m, text in _last():
        squashed = "".join(c for c in m.sortable.lower() if c.isalnum())
        late = "_LATE" if max(m.times) > DUE else ""
        again = f"-{len(m.times) - 1}" if len(m.times) > 1 else ""
        files[f"{squashed}{late}_{700 + i}_{9000 + i}_ex1_sigmoid{again}.py"] = text
    return files


def moodle(group: str = "", flat: bool = False) -> Files:
    """Folders or files named by people and the site's numbers."""
    between = "_" if flat else "/"
    return {f"{group}{m.name}_{4000 + i}_assignsubmission_file{between}{EX1}": text for i, m, text in _last()}


def github() -> Files:
    """Clones, as a teacher's tool makes them."""
    return {f"ps1-submissions/ps1-{m.user}/{EX1}": text for _, m, text in _last()}


def classroom50() -> Files:
    """Clones of Classroom 50."""
    return {f"cs1-submissions/cs1-ps1-{m.user}/{EX1}": text for _, m, text in _last()}


def gradescope() -> Files:
    """Return an export with the file that says who is who."""
    lines, files = ["---\n"], dict[str, str]()
    for i, m, text in _last():
        files[f"assignment_9_export/submission_{i}/{EX1}"] = text
        lines.append(
            f"submission_{i}:\n  :submitters:\n  - :name: {m.name}\n    :sid: '{m.number}'\n    :email: {m.user}@x.org\n"
            f"  :created_at: {max(m.times):%Y-%m-%d %H:%M:%S.%f} Z\n"
        )
    return {**files, "assignment_9_export/submission_metadata.yml": "".join(lines)}


POLISH = "sty lut mar kwi maj cze lip sie wrz paź lis gru"
FRENCH = "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."
SITES: dict[str, Callable[[], Files]] = {
    "Blackboard": blackboard,
    "Brightspace": brightspace,
    "Brightspace, older": lambda: brightspace(old=True),
    "Brightspace in Polish": lambda: brightspace(POLISH),
    "Brightspace in French": lambda: brightspace(FRENCH),
    "Sakai": sakai,
    "nbgrader's exchange": exchange,
    "nbgrader's exchange, newer": exchange_with_random_end,
    "nbgrader": nbgrader,
    "Teams": teams,
    "Submitty": submitty,
    "MarkUs": markus,
    "Google Drive": drive,
    "Google Drive, every attempt": drive_with_numbers,
    "Canvas": canvas,
    "Moodle": moodle,
    "Moodle, flat": lambda: moodle(flat=True),
    "Moodle with groups": lambda: moodle("Gruppe B-"),
    "Moodle with groups, flat": lambda: moodle("Grupo 2-", flat=True),
    "GitHub": github,
    "Classroom 50": classroom50,
    "Gradescope": gradescope,
}
BY_NAME_ALONE = ("Brightspace", "Canvas", "Moodle")
"""Where nothing but a name tells people apart, so that namesakes stay unknown to a roster."""
TIMED = ("Blackboard", "Brightspace", "Sakai", "nbgrader", "Submitty", "Gradescope")
"""Where the site itself tells when something was handed in."""


def zipped(files: Files) -> bytes:
    """Return what a site would give as one .zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()
