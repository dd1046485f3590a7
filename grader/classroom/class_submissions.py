"""A class as it was found: a submission for each learner, what was not understood, and who of the roster is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import islice

from grader.classroom.disk_dict import DiskDict
from grader.classroom.files import Notice
from grader.classroom.lms_names import NAMESAKE, SEVERAL, STRANGER
from grader.classroom.notices import Notices
from grader.classroom.roster import Person, Roster, sortable, squashed
from grader.classroom.submissions import Submissions
from grader.core.errors import UsageError

_NAMED = 3  # so many learners are named where one line is about many
_FEW = 3  # so many may be missing before it looks as if a whole section were


@dataclass
class Class:
    """What was found: a submission for each learner, and everything that was not understood."""

    submissions: Submissions
    notices: Notices
    roster: Roster

    shared: DiskDict[None]
    """The names, as Canvas writes them, that something came under and that more than one learner has."""

    section: str | None = None
    """The section that `keep_section` kept."""

    def keep_section(self, section: str) -> None:
        """Keep only the learners of one section of the roster.

        Raises:
            UsageError: nobody of the roster is in it.
        """
        known = {person.section for person in self.roster} - {""}
        self.section = next((one for one in known if one.casefold() == section.casefold()), None)
        if self.section is None:
            there = ", ".join(sorted(known)) or "none: give a roster with a column section"
            raise UsageError(f"Nobody is in section {section!r}; there is {there}.")
        people = [(key, self.roster.person(key)) for key in self.submissions.students()]
        self.submissions.keep([key for key, person in people if person and person.section == self.section])
        self.notices = Notices(Notice(one.where, _left_out(one.reason)) for one in self.notices)

    def absent(self) -> Iterator[tuple[Person, bool]]:
        """Give each learner in the roster who handed nothing in, and whether files under a shared name may be theirs."""
        for person in self.roster:
            if self.section is not None and person.section != self.section:
                continue
            if person.key not in self.submissions:
                yield person, any(squashed(name) in self.shared for name in sortable(person.name))


def _left_out(reason: str) -> str:
    """Return a notice as it is where only one section is graded: strangers are not."""
    if reason in (STRANGER, NAMESAKE, SEVERAL):
        return reason.replace("graded anyway", "not graded, since nobody knows the section")
    return reason


def absence(found: Class, graded: Container[str]) -> Iterator[str]:
    """Give what there is to say of the absent.

    A learner who has results from an earlier run is not reported to have handed nothing in, and neither is each learner
    of a section of which nothing at all is there: that is the folder of another section.

    Args:
        found: the class.
        graded: the keys of those who have results from an earlier run.
    """
    yield from _graded_before(person.key for person, _ in found.absent() if person.key in graded)
    unseen = _unseen_sections(found)
    for section, count in sorted(unseen.items()):
        yield (
            f"section {section}: none of its {count} learners is here, so this was read as the folder of another section. "
            "Add --section NAME to grade only one section."
        )
    if not unseen and found.section is None:
        yield from _perhaps_a_section(found, sum(1 for _ in _missing(found, graded, unseen)))
    for person, unsure in _missing(found, graded, unseen):
        told = "what came under this name may be theirs or another's" if unsure else "has handed nothing in"
        yield f"{person.key}: {person.name + ' ' if person.name else ''}is in the roster, and {told}."


def _graded_before(keys: Iterator[str]) -> Iterator[str]:
    """Give a line about learners who have results from an earlier run, where there are any."""
    if named := list(islice(keys, _NAMED)):
        more = sum(1 for _ in keys)
        yield (
            f"{', '.join(named)}{f' and {more} more' if more else ''}: nothing of theirs is here, but their earlier "
            "results still count; `grade gradebook forget` removes a learner."
        )


def _perhaps_a_section(found: Class, missing: int) -> Iterator[str]:
    """Give a line where more learners are missing than are here, which may be because they are in another section."""
    here = sum(found.roster.line(key) is not None for key in found.submissions.students())
    if here and missing > max(_FEW, here):
        yield (
            "Most learners of the roster have nothing here, and count as absent. If this is the folder of one section, "
            "give the roster a column `section`, and add --section NAME."
        )


def _missing(found: Class, graded: Container[str], unseen: Container[str]) -> Iterator[tuple[Person, bool]]:
    return (one for one in found.absent() if one[0].key not in graded and one[0].section not in unseen)


def _unseen_sections(found: Class) -> Counter[str]:
    """Return how many learners each section has of which nobody is here, where another section is here."""
    sizes = Counter(person.section for person in found.roster if person.section)
    here = {person.section for key in found.submissions.students() if (person := found.roster.person(key))}
    if found.section is not None or not here & sizes.keys():
        return Counter()
    return Counter({section: size for section, size in sizes.items() if section not in here})
