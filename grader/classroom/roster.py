"""Who the learners are: every name that a learner goes by, and the one person that it is of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from grader.classroom.disk_dict import DiskDict

_WORDS = re.compile(r"[^\W_][\w.+'-]*@(?:[^\W_]|[.-])*[^\W_]|[^\W_]+(?:['’][^\W_]+)*")
_MOST_WORDS = 30
_LONGEST_NAME = 6  # words
_LARGEST = 50  # more are no group that hands in together
# letters that are no letter with an accent to Unicode, as they are typed where a keyboard has them not
_PLAIN = str.maketrans(
    {
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ı": "i",
        "ß": "ss",
        "æ": "ae",
        "Æ": "Ae",
        "œ": "oe",
        "Œ": "Oe",
    }
)


@dataclass(frozen=True)
class Person:
    """One learner."""

    key: str
    """What results are filed under."""
    name: str = ""
    email: str = ""
    seed: int | None = None
    """What this learner's quizzes are drawn from; None where that is left to the answers."""
    section: str = ""
    team: str = ""
    """The group that hands in together; empty where a learner works alone."""


class Roster:
    """The people of a class, found by any of their names; kept on disk."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._people: DiskDict[tuple[str, str, str, int | None, str, str]] = DiskDict()
        # by each name where its person is; of more than one, None
        self._names: DiskDict[str | None] = DiskDict()
        # by each group where its people are
        self._groups: DiskDict[list[str]] = DiskDict()
        self._any = False

    def add(self, person: Person, names: Iterable[str], line: int) -> None:
        """Add a person, and what they are also called; the roster is in the order of the lines."""
        self._any = True
        place = f"{line:015}"
        self._people[place] = person.key, person.name, person.email, person.seed, person.section, person.team
        orders = sortable(person.name)
        short = {squashed(name) for name in (*orders, *map(_unaccented, orders))} - {""}
        folded = {folded_name(name) for name in names} - {""}
        self._names.claim([f"#{person.key}", *(f"={name}" for name in folded), *(f"~{name}" for name in short)], place)

        if group := _bare(person.team):
            members = self._groups.get(group, [])
            if len(members) <= _LARGEST:
                self._groups[group] = [*members, place]

    def group(self, name: str) -> list[Person]:
        """Return who hands in together under this name, which is nobody's own."""
        places = self._groups.get(_bare(name), [])
        if not places or len(places) > _LARGEST or self.find(name) or self.shares(name):
            return []
        return [Person(*self._people[place]) for place in places]

    def line(self, key: str) -> int | None:
        """Return the line of the person with this key."""
        place = self._names.get(f"#{key}")
        return int(place) if place else None

    def person(self, key: str) -> Person | None:
        """Return the person with this key."""
        place = self._names.get(f"#{key}")
        return Person(*self._people[place]) if place else None

    def find(self, *names: str) -> Person | None:
        """Return the one person that the first telling name belongs to; None where there is none, or more than one."""
        for name in names:
            place = self._names.get(f"={folded_name(name)}", "")
            if place == "":
                place = self._names.get(f"~{squashed(name)}")
            if place:
                return Person(*self._people[place])
        return None

    def within(self, text: str) -> Person | None:
        """Return the one person whose user name, e-mail address, number or full name stands alone in a text.

        What lies within a longer name that was found does not count, so that a first name tells of nobody else.
        """
        whole = self._named_in(text)
        places = {place for _, place in whole if place is not None}
        if len(places) != 1:
            return None
        person = Person(*self._people[places.pop()])
        # a name that several share tells of nobody, and does not contradict what else tells of one of them
        theirs = {form for name in sortable(person.name) for form in (squashed(name), squashed(_unaccented(name)))}
        shared = [run for run, place in whole if place is None]
        return person if all({squashed(run), squashed(_unaccented(run))} & theirs for run in shared) else None

    def several_within(self, text: str) -> bool:
        """Whether the names of more than one person stand in a text, each that person's alone."""
        return len({place for _, place in self._named_in(text) if place is not None}) > 1

    def shared_within(self, text: str) -> list[str]:
        """Return the names in a text that more than one person has."""
        return [run for run, place in self._named_in(text) if place is None]

    def _named_in(self, text: str) -> list[tuple[str, str | None]]:
        """Return the longest names that stand in a text, each with where its person is; of more than one person, None."""
        found: dict[tuple[int, int], tuple[str, str | None]] = {}
        words = [self._address(word) for word in _WORDS.findall(unicodedata.normalize("NFC", text))[:_MOST_WORDS]]
        for start in range(len(words)):
            for end in range(min(len(words), start + _LONGEST_NAME), start, -1):
                run = " ".join(words[start:end])
                place = self._names.get(f"={folded_name(run)}", "")
                if place == "":
                    place = self._names.get(f"~{squashed(run)}", "")
                if place != "":
                    found[start, end] = run, place
        return [
            named
            for (start, end), named in found.items()
            if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in found)
        ]

    def _address(self, word: str) -> str:
        """Return an e-mail address without what stands before it and is joined to it, as in `hw1_anna@x.org`."""
        parts = word.partition("@")[0].split("_") if "@" in word else [""]
        ends = (word[len("_".join([*parts[:at], ""])) if at else 0 :] for at in range(len(parts)))
        return next((end for end in ends if self._names.get(f"={folded_name(end)}", "") != ""), word)

    def numbered(self, number: str, name: str) -> Person | None:
        """Return the owner of a Canvas number, or None where Canvas's name for them does not match."""
        if place := self._names.get(f"=canvas {number}"):
            return Person(*self._people[place])
        place = self._names.get(f"={folded_name(number)}")
        if not place:
            return None
        person = Person(*self._people[place])
        # a number of the same digits may be of another kind
        theirs = not (person.name and name) or self._names.get(f"~{squashed(name)}", "") in (place, None)
        return person if theirs else None

    def shares(self, name: str) -> bool:
        """Whether more than one person has a name."""
        return None in (self._names.get(f"={folded_name(name)}", ""), self._names.get(f"~{squashed(name)}", ""))

    def __iter__(self) -> Iterator[Person]:
        """Give everybody."""
        return (Person(*person) for _, person in self._people.pairs())

    def __bool__(self) -> bool:
        return self._any


def folded_name(name: str) -> str:
    """Return a name as it is looked up: in lower case, with single blanks."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _unaccented(name: str) -> str:
    """Return a name without its accents, as many people type it."""
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c)).translate(_PLAIN)


def _bare(name: str) -> str:
    """Return a group's name as it is alike in words, in the name of a folder and in that of a repository."""
    return squashed(name).replace("_", "")


def sortable(name: str) -> list[str]:
    """Return a name in the orders in which a site may write it: Canvas sorts by a last name of one word or more."""
    words = name.split()
    return ["".join(words[cut:] + words[:cut]) for cut in range(len(words))]


def squashed(name: str) -> str:
    """Return a name as Canvas writes it into file names: lower case, only its word characters."""
    # a disk may keep an accent apart from its letter, which then is no word character
    return re.sub(r"\W", "", unicodedata.normalize("NFC", name).lower())
