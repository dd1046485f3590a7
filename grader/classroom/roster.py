"""Who the learners are: a CSV that maps every name a learner goes by to one person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from grader.classroom.shelf import Shelf
from grader.errors import UsageError
from grader.gradebook.table import read_table

# how the columns are called by spreadsheets, Canvas, Moodle, GitHub Classroom, Classroom 50, Gradescope and nbgrader
_KEYS = (
    "student_id", "identifier", "id number", "sis user id", "sid", "username", "sis login id", "login", "usernames",
    "roster_identifier", "id", "github_username", "email", "email address", "name", "full name", "student",
)  # fmt: skip
_ALSO = ("github_id", "github", "user", "participant", "integration id")
_NAME = ("name", "full name", "student")
_FIRST, _LAST = ("first_name", "first name", "firstname"), ("last_name", "last name", "lastname", "surname")
_EMAIL = ("email", "email address")
_SEED = ("seed", "quiz_seed", "quiz seed")
_MOST_SEED = 2**63 - 1


@dataclass(frozen=True)
class Person:
    """One learner."""

    key: str
    """What results are filed under."""
    name: str = ""
    email: str = ""
    seed: int | None = None
    """What this learner's quizzes are drawn from; None where that is left to the answers."""


class Roster:
    """The people of a class, found by any of their names; kept on disk."""

    def __init__(self, people: Iterable[tuple[Person, Iterable[str]]] = ()) -> None:
        """Take each person, under a key of their own, and what they are also called."""
        self._people: Shelf[tuple[str, str, int | None]] = Shelf()
        self._order: Shelf[str] = Shelf()
        # each name with whose it is; of more than one, nobody's
        self._known: Shelf[str | None] = Shelf()
        self._squashed: Shelf[str | None] = Shelf()
        self._any = False
        for number, (person, names) in enumerate(people):
            self._any = True
            self._people[person.key] = person.name, person.email, person.seed
            self._order[f"{number:015}"] = person.key
            for name in names:
                _name(self._known, _folded(name), person.key)
            # Canvas sorts by a last name of one word or more, and a site drops what a file's name cannot hold
            words = person.name.split()
            for cut in range(len(words)):
                _name(self._squashed, squashed("".join(words[cut:] + words[:cut])), person.key)

    def find(self, *names: str) -> Person | None:
        """Return the one person whom the first telling name belongs to; None where there is none, or more than one."""
        for name in names:
            folded = _folded(name)
            key = self._known.get(folded, "")
            if key == "":
                key = self._squashed.get(squashed(name))
            if key is not None:
                return self._person(key)
        return None

    def _person(self, key: str) -> Person:
        return Person(key, *self._people[key])

    def __contains__(self, key: str) -> bool:
        return key in self._people

    def __iter__(self) -> Iterator[Person]:
        """Give everybody, in the order in which they were taken."""
        return (self._person(key) for _, key in self._order.pairs())

    def __bool__(self) -> bool:
        return self._any


def _name(names: Shelf[str | None], name: str, key: str) -> None:
    if name:
        names[name] = key if names.get(name, key) == key else None


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def squashed(name: str) -> str:
    """Return a name as Canvas writes it into file names: lower case, only its word characters."""
    return re.sub(r"\W", "", name.lower())


def read_roster(path: Path) -> Roster:
    """Read a roster: a CSV with a header, with commas, semicolons or tabs.

    Raises:
        UsageError: it cannot be read, has no column that names people, or gives two people the same key.
    """
    table = read_table(path)
    header = [_folded(cell) for cell in table.header]
    column = next((name for name in _KEYS if name in header), None)
    if column is None and not (set(_FIRST) & set(header) and set(_LAST) & set(header)):
        raise UsageError(
            f"{path}: has no column that says who a row is of; name one student_id, username, email or name."
        )
    people: list[tuple[Person, list[str]]] = []
    lines: dict[str, int] = {}
    for number, row in enumerate(table.rows, 2):
        cells = {name: cell.strip() for name, cell in zip(header, row, strict=False) if cell.strip()}
        if not cells or "points possible" in cells.get("student", "").casefold():
            continue
        person, names = _person(cells)
        given = next((cells[c] for c in _SEED if c in cells), None)
        if given is not None:
            if not (given.isdecimal() and given.isascii() and int(given[:20]) <= _MOST_SEED):
                raise UsageError(
                    f"{path}:{number}: the seed {given!r} is no whole number from 0 to {_MOST_SEED}; write one, or none."
                )
            person = replace(person, seed=int(given))
        if not person.key:
            raise UsageError(f"{path}:{number}: this row names nobody; fill in its column {column!r}.")
        if person.key in lines:
            raise UsageError(
                f"{path}:{number}: {person.key!r} is also in line {lines[person.key]}; give each learner a line."
            )
        lines[person.key] = number
        people.append((person, names))
    if not people:
        raise UsageError(f"{path}: names nobody; write a line for each learner under the header.")
    return Roster(people)


def _person(cells: dict[str, str]) -> tuple[Person, list[str]]:
    first = next((cells[c] for c in _FIRST if c in cells), "")
    last = next((cells[c] for c in _LAST if c in cells), "")
    given = next((cells[c] for c in _NAME if c in cells), "")
    if "," in given and not (first or last):
        last, _, first = (part.strip() for part in given.partition(","))
    name = f"{first} {last}".strip() or given
    key = next((cells[c] for c in _KEYS if c in cells), name)
    names = [cells[c] for c in (*_KEYS, *_ALSO) if c in cells] + [name]
    if first and last:
        names += [f"{last}, {first}", f"{last} {first}"]
    email = next((cells[c] for c in _EMAIL if c in cells), "")
    if "@" in email:
        names.append(email.partition("@")[0])
    return Person(key, name, email or (key if "@" in key else "")), names
