"""A whole class in the form of each site, packed and unpacked: everybody's newest work is theirs, nobody is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.classroom.class_submissions import Class
from grader.classroom.gradebook.records import StoredAttempt
from grader.classroom.gradebook.store import Gradebook
from grader.classroom.layouts import find_class, stems_of
from grader.classroom.roster import Person, Roster
from grader.classroom.roster_file import read_roster
from grader.core.course import Course

from .site_classes import BY_NAME_ALONE, CLASS, EX1, NAMESAKES, NEWEST, ROSTER, SITES, Files, zipped

Lay = Callable[[Files, str], Path]
FORMS = ["unpacked", "packed", "in a folder"]


@pytest.fixture(name="lay")
def _lay(tmp_path: Path) -> Lay:
    """Give a function that writes a class."""

    def lay(files: Files, form: str) -> Path:
        root = tmp_path / "class"
        if form == "packed":
            root = tmp_path / "download.zip"
            root.write_bytes(zipped(files))
            return root
        for name, text in files.items():
            path = root / ("homework 1" if form == "in a folder" else "") / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return root

    return lay


@pytest.fixture(name="roster")
def _roster(tmp_path: Path) -> Roster:
    """Give the roster of the class."""
    (tmp_path / "roster.csv").write_text(ROSTER)
    return read_roster(tmp_path / "roster.csv")


def read(found: Class, course: Course) -> dict[str, dict[str, str]]:
    """Who handed in what."""
    stems = stems_of(course)
    return {h.student: {n: raw.decode() for n, raw in h.snapshot(stems)[0].files} for h in found.submissions}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("site", SITES)
def test_everybody_gets_their_own_newest_work(site: str, form: str, lay: Lay, roster: Roster, course: Course) -> None:
    """Where a site has names alone, two of the same name are kept apart and are nobody of the roster."""
    found = find_class(lay(SITES[site](), form), course, roster)
    got = read(found, course)
    unknown = NAMESAKES if site.startswith(BY_NAME_ALONE) else ()
    assert {k: v for k, v in got.items() if roster.line(k)} == {
        k: {EX1: text} for k, text in NEWEST.items() if k not in unknown
    }
    assert sorted(v[EX1] for k, v in got.items() if not roster.line(k)) == sorted(NEWEST[k] for k in unknown)
    assert [p.key for p, _ in found.absent()] == [m.number for m in CLASS if not m.times or m.number in unknown]


@pytest.mark.parametrize("site", [site for site in SITES if not site.startswith(BY_NAME_ALONE)])
def test_without_a_roster_each_learner_is_one(site: str, lay: Lay, course: Course) -> None:
    """The site's own names are taken; an earlier attempt is no separate learner."""
    got = read(find_class(lay(SITES[site](), "unpacked"), course), course)
    assert sorted(files[EX1] for files in got.values()) == sorted(NEWEST.values())


WORKSHEET = (
    "Identifiant,Nom complet,Adresse de courriel,Statut,Note,Note maximale,Note modifiable,Commentaires\n"
    + "".join(f'Participant {4000 + i},{m.name},{m.user}@x.org,Remis,,"100,00",Oui,\n' for i, m in enumerate(CLASS))
)


@pytest.mark.parametrize("site", ["Moodle", "Moodle with groups", "Moodle, flat"])
def test_moodles_worksheet_in_any_language_tells_namesakes_apart(
    site: str, lay: Lay, tmp_path: Path, course: Course
) -> None:
    """Its participants have the numbers that the download has, so everybody is found."""
    (tmp_path / "sheet.csv").write_text(WORKSHEET)
    found = find_class(lay(SITES[site](), "unpacked"), course, read_roster(tmp_path / "sheet.csv"))
    assert [p.name for p, _ in found.absent()] == ["Faye Adams"]
    assert sorted(files[EX1] for files in read(found, course).values()) == sorted(NEWEST.values())


def test_namesakes_in_groups_are_told_as_such(lay: Lay, roster: Roster, course: Course) -> None:
    """What came under a name that two have may be either's, also with the group before the name."""
    found = find_class(lay(SITES["Moodle with groups"](), "unpacked"), course, roster)
    assert [(p.key, unsure) for p, unsure in found.absent()] == [("1005", True), ("1006", True), ("1008", False)]
    told = [notice.reason for notice in found.notices if notice.where.startswith("Gruppe")]
    assert len(told) == len(NAMESAKES)
    assert all(reason.startswith("has a name that several learners have") for reason in told)


@pytest.mark.parametrize("typed", ["Soren Odegard", "Odegard, Soren", "odegardsoren", "Søren Ødegård"])
def test_letters_that_keyboards_lack_are_found_without_them(typed: str) -> None:
    """As names with accents are."""
    people = Roster()
    people.add(Person("1", "Søren Ødegård"), ["Søren Ødegård", "Ødegård, Søren"], 2)
    person = people.find(typed) or people.within(typed)
    assert person is not None


def test_who_was_graded_without_the_worksheet_is_found_by_the_sites_number(tmp_path: Path) -> None:
    """Namesakes in groups too; a number of another kind, beside another name, is nobody's."""
    (tmp_path / "sheet.csv").write_text(WORKSHEET)
    people = read_roster(tmp_path / "sheet.csv")
    with Gradebook(tmp_path / "g.sqlite", create=True) as gradebook:
        for key in ("Gruppe B-Wei Chen_4004", "Gruppe B-Wei Chen_4005", "Somebody Else_4001"):
            gradebook.record_all([StoredAttempt(key, "content", ())])
        renamed = gradebook.people.enrol(people).renamed
        assert gradebook.people.strangers(["Participant 4004", "Somebody Else_4001"]) == 1
    assert sorted(renamed) == [
        ("Gruppe B-Wei Chen_4004", "Participant 4004"),
        ("Gruppe B-Wei Chen_4005", "Participant 4005"),
    ]
