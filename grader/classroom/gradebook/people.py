"""The people of a class: enrolled from a roster, known again under another name, and forgotten on request."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import bindparam, delete, select, update

from grader.classroom.disk_dict import DiskDict
from grader.classroom.gradebook.database import Database, storable
from grader.classroom.gradebook.tables import decision, learner, result, standing
from grader.classroom.roster import Person, Roster, folded_name, squashed
from grader.core.errors import UsageError

_AT_ONCE = 200


@dataclass(frozen=True)
class Enrolment:
    """What enrolling a roster changed."""

    renamed: tuple[tuple[str, str], ...]
    """The key before and the key now of learners who were graded without a roster."""


class People:
    """The learners of a gradebook."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def enrol(self, roster: Roster, now: Container[str] = ()) -> Enrolment:
        """Keep everybody of a roster, whether they handed something in or not.

        A learner who was graded under another name before, and whose name stands for one person alone, becomes that
        person: results and decisions go with them.

        Args:
            roster: the people in the class.
            now: the keys of what is handed in now. A stranger among them is nobody of the roster, though the name
                may be the same: the search for the class knew that two people have it.
        """
        people = list(roster)
        strangers = [
            key for key, enrolled in self._keys() if not enrolled and roster.line(key) is None and key not in now
        ]
        known = ((key, _named(roster, key)) for key in strangers)
        renamed = [(key, person.key) for key, person in known if person is not None]
        self._keep(people)
        for before, now in renamed:
            self._merge(before, now)
        return Enrolment(tuple(renamed))

    def strangers(self, students: Iterable[str]) -> int:
        """Count those who are not among the people of the last roster; 0 where there was none."""
        enrolled = {key for key, is_enrolled in self._keys() if is_enrolled}
        return sum(key not in enrolled for key in students) if enrolled else 0

    def key_of(self, called: str) -> str:
        """Return the key of the one learner who is called so: by the key, else the e-mail address or the name.

        An address may lack what follows the @, as a user name does.

        Raises:
            UsageError: nobody is called so, or more than one learner is.
        """
        wanted = folded_name(called)
        rows = self._database.read(select(learner.c.key, learner.c.name, learner.c.email).order_by(learner.c.key))
        if storable(called) in (key for key, _, _ in rows):
            return storable(called)
        meant = [
            key
            for key, name, email in rows
            if wanted and wanted in map(folded_name, (name, email, email.partition("@")[0]))
        ]
        if len(meant) > 1:
            raise UsageError(f"{called!r} may be {' or '.join(meant[:3])}; write one of these.")
        if not meant:
            raise UsageError(f"{called!r} is not a learner in this gradebook; `grade gradebook export` lists them.")
        return str(meant[0])

    def graded(self, students: Iterable[str], names: Sequence[str] | None) -> Container[str]:
        """Return which of these learners have a result that counts and is of something that they handed in.

        Args:
            students: their keys.
            names: those of the exercises or quizzes that are meant; None for all.
        """
        found: DiskDict[None] = DiskDict()
        query = select(learner.c.key, result.c.name).join_from(learner, standing).join(result)
        query = query.where(result.c.status != "missing", learner.c.key.in_(bindparam("keys", expanding=True)))
        left = iter(students)
        while some := [storable(key) for key in islice(left, _AT_ONCE)]:
            for key, name in self._database.read(query, {"keys": some}):
                if names is None or name in names:
                    found[key] = None
        return found

    def forget(self, student: str) -> int:
        """Remove a learner with all results and decisions; return how many results went.

        Raises:
            UsageError: there is no such learner.
        """
        number = self._number(student)
        if number is None:
            raise UsageError(f"{student!r} is not a learner in this gradebook; `grade gradebook export` lists them.")
        count = len(self._database.read(select(result.c.id).where(result.c.learner == number)))
        rows = [{"whose": number}]
        steps = [
            (delete(table).where(table.c.learner == bindparam("whose")), rows) for table in (standing, result, decision)
        ]
        self._database.write(*steps, (delete(learner).where(learner.c.id == bindparam("whose")), rows))
        return count

    def _keys(self) -> list[tuple[str, bool]]:
        return [
            (key, bool(enrolled)) for key, enrolled in self._database.read(select(learner.c.key, learner.c.enrolled))
        ]

    def _number(self, student: str) -> int | None:
        rows = self._database.read(select(learner.c.id).where(learner.c.key == storable(student)))
        return rows[0][0] if rows else None

    def _keep(self, people: Iterable[Person]) -> None:
        rows = [
            {
                "key": storable(p.key),
                "name": storable(p.name),
                "email": storable(p.email),
                "section": storable(p.section),
                "team": storable(p.team),
            }
            for p in people
        ]
        statement = self._database.insert(learner).values(enrolled=True)
        fields = {name: statement.excluded[name] for name in ("name", "email", "section", "team", "enrolled")}
        self._database.write((statement.on_conflict_do_update(index_elements=["key"], set_=fields), rows))

    def _merge(self, before: str, now: str) -> None:
        """Give one learner's results and decisions to another, who keeps what they already have."""
        old, new = self._number(before), self._number(now)
        assert old is not None
        assert new is not None
        own = select(result.c.kind, result.c.name, result.c.identity).where(result.c.learner == new)
        mine = {tuple(row) for row in self._database.read(own)}
        theirs = self._database.read(
            select(result.c.id, result.c.kind, result.c.name, result.c.identity).where(result.c.learner == old)
        )
        taken = {(kind, name) for kind, name in self._standing(new)}
        moved = [number for number, *which in theirs if tuple(which) not in mine]
        stays = [(kind, name) for kind, name in self._standing(old) if (kind, name) not in taken]
        whose = {"old": old, "new": new}
        kept = update(standing).where(
            standing.c.learner == bindparam("old"),
            standing.c.kind == bindparam("of"),
            standing.c.name == bindparam("which"),
        )
        self._database.write(
            (
                update(result).where(result.c.id == bindparam("number")).values(learner=new),
                [{"number": n} for n in moved],
            ),
            (kept.values(learner=new), [{**whose, "of": kind, "which": name} for kind, name in stays]),
            (update(decision).where(decision.c.learner == bindparam("old")).values(learner=new), [{"old": old}]),
            (delete(standing).where(standing.c.learner == bindparam("old")), [{"old": old}]),
            (delete(result).where(result.c.learner == bindparam("old")), [{"old": old}]),
            (delete(learner).where(learner.c.id == bindparam("old")), [{"old": old}]),
        )

    def _standing(self, number: int) -> list[tuple[str, str]]:
        query = select(standing.c.kind, standing.c.name, standing.c.result).where(standing.c.learner == number)
        return [(kind, name) for kind, name, _ in self._database.read(query)]


def _named(roster: Roster, key: str) -> Person | None:
    """Return who is meant by a key that was made without a roster: by the site's number in it, else by the name."""
    name, _, number = key.rpartition("_")
    if number.isdecimal():
        person = roster.find(f"participant {number}")
        if person and person.name and squashed(person.name) in squashed(name):
            return person
        person = roster.numbered(number, name)
        if person and person.name:
            return person
    return roster.find(key) or roster.within(key)
