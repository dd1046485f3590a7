"""Reads who the learners are from a table: a CSV of any kind, a spreadsheet, or what Canvas and Moodle export."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from grader.classroom.csv_reader import read_rows, read_table
from grader.classroom.gradebook.worksheet import read_worksheet
from grader.classroom.roster import Person, Roster, folded_name
from grader.core.errors import UsageError

# how the columns are called by spreadsheets, Canvas, Moodle, GitHub Classroom, Classroom 50, Gradescope and nbgrader
_KEYS = (
    "student_id",
    "identifier",
    "id number",
    "sis user id",
    "sid",
    "username",
    "sis login id",
    "login",
    "usernames",
    "roster_identifier",
    "id",
    "github_username",
    "email",
    "email address",
    "name",
    "full name",
    "student",
)
_ALSO = ("github_id", "github", "user", "participant", "integration id")
_NAME = ("name", "full name", "student")
_FIRST, _LAST = ("first_name", "first name", "firstname"), ("last_name", "last name", "lastname", "surname")
_SUFFIXED = re.compile(r"(.+),\s*((?:jr|sr|ii|iii|iv)\.?)", re.IGNORECASE)  # John Smith, Jr.
_EMAIL = ("email", "email address")
_GROUP = ("group_name", "group", "team")
_SECTION = ("section", "sections", "class", "lab")
_SEED = ("seed", "quiz_seed", "quiz seed")
_MOST_SEED = 2**63 - 1


def read_roster(path: Path) -> Roster:
    """Read a roster: a CSV with a header, with commas, semicolons or tabs, or a spreadsheet (.xlsx).

    Raises:
        UsageError: it cannot be read, has no column that names people, or gives two people the same key.
    """
    rows = read_rows(path)
    header = _header(path, [folded_name(cell) for cell in next(rows)])
    roster = Roster()
    for number, row in enumerate(rows, 2):
        cells = {name: cell.strip() for name, cell in zip(header, row, strict=False) if cell.strip()}
        if not cells or _of_points(cells):
            continue
        try:
            person, names = _person(cells)
        except ValueError as error:
            raise UsageError(f"{path}:{number}: {error}") from None
        if not person.key:
            raise UsageError(f"{path}:{number}: this row names nobody; fill in its column {_key_column(header)!r}.")
        if earlier := roster.line(person.key):
            raise UsageError(f"{path}:{number}: {person.key!r} is also in line {earlier}; give each learner a line.")
        roster.add(person, names, number)
    if not roster:
        raise UsageError(f"{path}: names nobody; write a line for each learner under the header.")
    return roster


def _of_points(cells: dict[str, str]) -> bool:
    """Whether a row of a gradebook says how many points there are, and is nobody's."""
    return "points possible" in (cells.get("student") or cells.get("lastname", "")).casefold()


def _key_column(header: Sequence[str]) -> str:
    return next((name for name in _KEYS if name in header), _FIRST[0])


def _header(path: Path, header: list[str]) -> list[str]:
    """Return the names of the columns; of Moodle's grading worksheet in another language, those of the English one.

    Raises:
        UsageError: no column names people.
    """
    if set(_KEYS) & set(header) or (set(_FIRST) & set(header) and set(_LAST) & set(header)):
        return header
    table = read_table(path)
    sheet = read_worksheet(table)
    if sheet is None:
        raise UsageError(
            f"{path}: has no column that says who a row is of; name one student_id, username, email or name."
        )
    mails = [at for at in range(sheet.grade) if any("@" in row[at] for row in sheet.people)]
    english = dict.fromkeys(mails[:1], "email address") | {
        sheet.identifier: "identifier",
        sheet.identifier + 1: "full name",
    }
    return [english.get(at, name) for at, name in enumerate(header)]


def _seed(cells: dict[str, str]) -> int | None:
    """Return the seed in a row; None where there is none.

    Raises:
        ValueError: it is no number that a seed may be.
    """
    given = _first(cells, _SEED)
    if not given:
        return None
    if not (given.isdecimal() and given.isascii() and int(given[:20]) <= _MOST_SEED):
        raise ValueError(f"the seed {given!r} is no whole number from 0 to {_MOST_SEED}; write one, or none.")
    return int(given)


def _person(cells: dict[str, str]) -> tuple[Person, list[str]]:
    name, forms = _name(cells)
    email = _first(cells, _EMAIL)
    key = _first(cells, _KEYS) or name
    names = [cells[c] for c in (*_KEYS, *_ALSO) if c in cells] + [name, *_of_sites(cells), *forms]
    if "@" in email:
        names.append(email.partition("@")[0])
    email = email or (key if "@" in key else "")
    return Person(key, name, email, _seed(cells), _first(cells, _SECTION), _first(cells, _GROUP)), names


def _name(cells: dict[str, str]) -> tuple[str, list[str]]:
    """Return the full name in a row, and the forms in which a site may write it."""
    first, last, given = _first(cells, _FIRST), _first(cells, _LAST), _first(cells, _NAME)
    match = _SUFFIXED.fullmatch(given)
    given, suffix = (match[1].strip(), match[2]) if match else (given, "")
    if "," in given and not (first or last):
        last, _, first = (part.strip() for part in given.partition(","))
    plain = f"{first} {last}".strip() or given
    forms = [f"{last}, {first}", f"{last} {first}"] if first and last else []
    if suffix:
        return f"{plain}, {suffix}", forms + _turned(plain.split(), suffix.rstrip("."))
    return plain, forms


def _turned(words: Sequence[str], suffix: str) -> list[str]:
    """Return a name in the orders in which its last name may stand first, each without and with what follows it."""
    turned = [" ".join([*words[cut:], *words[:cut]]) for cut in range(len(words))]
    return turned + [f"{name} {suffix}" for name in turned]


def _first(cells: dict[str, str], columns: Sequence[str]) -> str:
    """Return the cell of the first of these columns that is filled in; nothing where none is."""
    return next((cells[c] for c in columns if c in cells), "")


def _of_sites(cells: dict[str, str]) -> list[str]:
    """Return what Canvas and Moodle call a learner in the names of files."""
    names = []
    if "id" in cells and {"student", "section", "sis login id"} & cells.keys():  # a gradebook of Canvas
        names.append(f"canvas {cells['id']}")
    if "participant" in cells:
        names.append(f"participant {cells['participant']}")
    if number := re.fullmatch(r"\D+(\d+)", cells.get("identifier", "")):  # in Moodle's worksheet, in any language
        names.append(f"participant {number[1]}")
    return names
