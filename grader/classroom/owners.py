"""Whose a folder or file is: by the roster the one person who is meant, else the person in its name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from grader.classroom.attempts import SiteAttempt, folder_attempt
from grader.classroom.collected import Handed
from grader.classroom.disk_dict import DiskDict
from grader.classroom.lms_names import CANVAS, MOODLE, NAMESAKE, SEVERAL
from grader.classroom.roster import Person, Roster, squashed
from grader.classroom.submissions import Submissions


class Owners:
    """Knows the learners of a class by what a download calls them."""

    def __init__(self, roster: Roster, found: Submissions) -> None:
        """Take who is in the class, and where submissions are kept."""
        self._roster, self._found = roster, found
        # by each name in a site's download the one number that bears it, or None
        self._bearers: DiskDict[str | None] = DiskDict()
        self.shared: DiskDict[None] = DiskDict()
        """The names, as Canvas writes them, that something came under and that more than one learner has."""
        self.reasons: DiskDict[str] = DiskDict()
        """Why nobody of the roster was given what is filed under a key, where its name is no stranger's."""

    def read_bearers(self, names: Iterable[str]) -> None:
        """Read which names are those of one alone in a download."""
        last = ("", "")
        for name in names:
            if match := MOODLE.fullmatch(name):
                bearer = match[1], match[2] or ""
            elif match := CANVAS.fullmatch(name):
                bearer = match[2], match[4]
            elif (attempt := folder_attempt(name)) and attempt.number:
                bearer = attempt.names[0], attempt.number
            else:
                continue
            if bearer != last:  # files of one learner lie beside one another
                self._bearers.claim([squashed(bearer[0])], bearer[1])
            last = bearer

    def attempted(self, attempt: SiteAttempt, entry: str) -> Handed:
        """Return whose attempt this is: by the roster, the learner whose name stands alone in the entry's."""
        name = attempt.names[0]
        if attempt.number:
            # people are named by their names alone there: of two of one name each has a number
            alone = not self._roster.shares(name) and self._bearers.get(squashed(name), "") is not None
            return self.learner(name if alone else f"{name}_{attempt.number}", name, name, bears=name)
        person = self._roster.find(*attempt.names) or (self._roster.within(entry) if self._roster else None)
        return self._found.of(person) if person else self.learner(name, "", *attempt.names)

    def of_moodle(self, match: re.Match[str]) -> Handed:
        """Return whose a name of Moodle's is: a person's or a group's with its number, or that of those without a group."""
        name, number = match[1], match[2]
        key = f"{name}_{number}" if number else name
        # the number is that of a participant in this assignment, never a learner's own
        return self.learner(key, name, f"participant {number}", name, bears=name)

    def of_canvas(self, match: re.Match[str]) -> Handed:
        """Return whose a name of Canvas's is: by its number, else by the name, which others may have too."""
        who = match[2] if match[2] != "anon" else ""
        person = self._roster.numbered(match[4], who)
        return self._found.of(person) if person else self.learner(f"{match[2]}_{match[4]}", "", who, bears=who)

    def group_or(self, alone: Callable[[], Handed], *names: str) -> Iterator[Handed]:
        """Give each learner of the group that goes by one of these names in the roster; where there is none, `alone`.

        What is added to a learner is kept when the next one is asked for.
        """
        group = next((people for name in names if (people := self._roster.group(name))), None)
        yield from map(self._found.of, group) if group else [alone()]

    def learner(self, key: str, name: str, *names: str, bears: str = "") -> Handed:
        """Return what this learner handed in so far.

        Args:
            key: what it is filed under where nobody of the roster is meant.
            name: the learner's name, if it is known.
            names: what the roster may know the learner by, the most telling first.
            bears: that of the names which others in the download may have too.
        """
        person = self._person((*names, key), bears, key) if self._roster else None
        chosen = person or Person(unicodedata.normalize("NFC", key).encode("utf-8", "backslashreplace").decode(), name)
        if self._roster and not person:
            self._explain(chosen.key, names, bears, bears or key)
        return self._found.of(chosen if chosen.name else replace(chosen, name=name))

    def _explain(self, key: str, names: Iterable[str], bears: str, text: str) -> None:
        """Keep why nobody of the roster is given what is filed under a key, where its names are known to the roster."""
        shared = [n for n in names if self._roster.shares(n) or (n == bears and self._roster.find(n))]
        shared = shared or self._roster.shared_within(text)
        self.shared.claim(map(squashed, shared), None)
        if shared or self._roster.several_within(text):
            self.reasons[key] = NAMESAKE if shared else SEVERAL

    def _person(self, names: Iterable[str], bears: str, key: str) -> Person | None:
        """Return the one person of the roster who is meant."""
        alone = not bears or self._bearers.get(squashed(bears), "") is not None
        person = self._roster.find(*(name for name in names if name != bears or alone))
        return person or (self._roster.within(bears or key) if alone else None)
