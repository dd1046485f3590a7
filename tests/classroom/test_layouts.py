"""Every form in which submissions are kept is read without being named; what is not understood is listed."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.class_submissions import Class
from grader.classroom.files import Snapshot, canonical
from grader.classroom.layouts import find_class, stems_of
from grader.classroom.roster import Roster
from grader.classroom.roster_file import read_roster
from grader.core.course import Course
from grader.core.errors import UsageError
from grader.submissions.notebook import cells_of

EX1, EX2 = "ex1_sigmoid", "ex2_loss"
Lay = Callable[..., Path]


@pytest.fixture(name="lay")
def _lay(tmp_path: Path) -> Lay:
    """Give a function that writes a class: path → text or bytes."""

    def lay(files: dict[str, str | bytes]) -> Path:
        root = tmp_path / "class"
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(written(name, content))
        return root

    return lay


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """Return a .zip of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, written(name, text))
    return buffer.getvalue()


def written(name: str, content: str | bytes) -> bytes:
    """Return the content of a file; of a notebook, one of one cell that holds it."""
    if isinstance(content, str) and name.endswith(".ipynb"):
        cell = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": content}
        content = json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [cell]})
    return content if isinstance(content, bytes) else content.encode()


def tarred(files: dict[str, str]) -> bytes:
    """Return a .tar.gz of these files."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, text in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            archive.addfile(info, io.BytesIO(text.encode()))
    return buffer.getvalue()


def read(found: Class, course: Course) -> dict[str, dict[str, str]]:
    """Who handed in what, by canonical name."""
    stems = stems_of(course)
    return {h.student: {n: source(n, raw) for n, raw in h.snapshot(stems)[0].files} for h in found.submissions}


def source(name: str, raw: bytes) -> str:
    """Return the code of a file."""
    if name.endswith(".ipynb"):
        return "".join(text for _, text in cells_of(raw, name))
    return raw.decode()


def reasons(found: Class, course: Course) -> str:
    """Everything that was listed, of the class and of each submission."""
    notices = list(found.notices)
    for handed in found.submissions:
        notices += handed.snapshot(stems_of(course))[1]
    return "\n".join(f"{n.where}: {n.reason}" for n in notices)


FORMS: dict[str, tuple[dict[str, str | bytes], dict[str, dict[str, str]]]] = {
    "folders": (
        {"anna/ex1_sigmoid.py": "a", "bob/hw/ex1_sigmoid.py": "b", "bob/hw/helper.py": "h"},
        {"anna": {"ex1_sigmoid.py": "a"}, "bob": {"ex1_sigmoid.py": "b", "helper.py": "h"}},
    ),
    "a folder an exercise": (
        {"anna/one/ex1_sigmoid.py": "a", "anna/two/ex2_loss.ipynb": "b", "bob/one/ex1_sigmoid.py": "c"},
        {"anna": {"ex1_sigmoid.py": "a", "ex2_loss.ipynb": "b"}, "bob": {"ex1_sigmoid.py": "c"}},
    ),
    "moodle folders": (
        {
            "Anna Ö Smith_17_assignsubmission_file/ex1_sigmoid.py": "a",
            "Anna Ö Smith_18_assignsubmission_file_/ex1_sigmoid.py": "other",
        },
        {"Anna Ö Smith_17": {"ex1_sigmoid.py": "a"}, "Anna Ö Smith_18": {"ex1_sigmoid.py": "other"}},
    ),
    "moodle flat": (
        {
            "O'Brien_17_assignsubmission_file_ex1_sigmoid.py": "a",
            "O'Brien_17_assignsubmission_file_ex2_loss.py": "b",
            "Participant_18_assignsubmission_file_work.zip": zipped({"x/ex1_sigmoid.py": "z"}),
        },
        {"O'Brien_17": {"ex1_sigmoid.py": "a", "ex2_loss.py": "b"}, "Participant_18": {"ex1_sigmoid.py": "z"}},
    ),
    "canvas": (
        {
            "doejane_LATE_101_900_ex1_sigmoid-1.py": "first",
            "doejane_LATE_101_950_ex1_sigmoid-2.py": "second",
            "doejane_101_901_ex2_loss.py": "l",
            "li23_102_903_all.zip": zipped({"ex1_sigmoid.py": "z"}),
            "anon_103_904_ex1_sigmoid.py": "n",
        },
        {
            "doejane_101": {"ex1_sigmoid.py": "second", "ex2_loss.py": "l"},
            "li23_102": {"ex1_sigmoid.py": "z"},
            "anon_103": {"ex1_sigmoid.py": "n"},
        },
    ),
    "github classroom": (
        {"primer-submissions/primer-anna-lee/ex1_sigmoid.py": "a", "primer-submissions/primer-bob/ex1_sigmoid.py": "b"},
        {"anna-lee": {"ex1_sigmoid.py": "a"}, "bob": {"ex1_sigmoid.py": "b"}},
    ),
    "classroom 50": (
        {
            "cs1-primer-anna/.git/config": "",
            "cs1-primer-anna/ex1_sigmoid.py": "a",
            "cs1-primer-bob-2/.git/config": "",
            "cs1-primer-bob-2/ex1_sigmoid.py": "b",
        },
        {"anna": {"ex1_sigmoid.py": "a"}, "bob-2": {"ex1_sigmoid.py": "b"}},
    ),
    "nbgrader": (
        {
            "submitted/anna/ps1/ex1_sigmoid.ipynb": "a",
            "submitted/anna/ps1/timestamp.txt": "2026-01-01 UTC",
            "submitted/anna/ps2/ex2_loss.ipynb": "b",
            "source/ps1/ex1_sigmoid.ipynb": "s",
            "gradebook.db": "",
        },
        {"anna": {"ex1_sigmoid.ipynb": "a", "ex2_loss.ipynb": "b"}},
    ),
    "nbgrader, given what the course lies in": (
        {"cs1/submitted/anna/ps1/ex1_sigmoid.ipynb": "a", "cs1/source/ps1/ex1_sigmoid.ipynb": "s"},
        {"anna": {"ex1_sigmoid.ipynb": "a"}},
    ),
    "moodle, those without a group": (
        {"Default group_assignsubmission_file/ex1_sigmoid.py": "a", "Blue_7_assignsubmission_file_ex1_sigmoid.py": "b"},
        {"Default group": {"ex1_sigmoid.py": "a"}, "Blue_7": {"ex1_sigmoid.py": "b"}},
    ),
    "canvas, an archive again": (
        {
            "li_102_9006_work-1.zip": zipped({"ex1_sigmoid.py": "first"}),
            "li_102_10001_work-2.zip": zipped({"ex1_sigmoid.py": "second"}),
        },
        {"li_102": {"ex1_sigmoid.py": "second"}},
    ),
    "archives, as otter exports them": (
        {
            "anna.zip": zipped({"ex1_sigmoid.ipynb": "a", ".OTTER_LOG": "", "__MACOSX/x": ""}),
            "bob.tar.gz": tarred({"work/ex1_sigmoid.py": "b"}),
        },
        {"anna": {"ex1_sigmoid.ipynb": "a"}, "bob": {"ex1_sigmoid.py": "b"}},
    ),
    "one flat folder": (
        {"anna_ex1_sigmoid.py": "a", "anna-ex2_loss.ipynb": "b", "ex1_sigmoid_bob.py": "c"},
        {"anna": {"ex1_sigmoid.py": "a", "ex2_loss.ipynb": "b"}, "bob": {"ex1_sigmoid.py": "c"}},
    ),
    "gradescope": (
        {
            "submission_metadata.yml": "submission_77:\n  :submitters:\n"
            "  - :name: Anna\n    :sid: s1\n    :email: a@x\n",
            "submission_77/ex1_sigmoid.py": "a",
        },
        {"s1": {"ex1_sigmoid.py": "a"}},
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_read_without_being_named(form: str, lay: Lay, course: Course) -> None:
    """Each learner has just the files that they handed in, under the names that count."""
    files, expected = FORMS[form]
    assert read(find_class(lay(files), course), course) == expected


@pytest.mark.parametrize("form", ["moodle folders", "moodle flat", "canvas", "folders"])
def test_the_zip_of_a_course_site_is_read_as_it_was_downloaded(
    form: str, lay: Lay, tmp_path: Path, course: Course
) -> None:
    """The same class in one .zip gives the same submissions, and nothing is unpacked beside it."""
    files, expected = FORMS[form]
    archive = tmp_path / "download.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for name, content in files.items():
            file.writestr(name, content)
    before = set(tmp_path.iterdir())
    assert read(find_class(archive, course), course) == expected
    assert set(tmp_path.iterdir()) == before


def test_what_is_not_understood_is_listed(lay: Lay, course: Course) -> None:
    """A file that belongs to nobody, typed text, a second submission: each is named with its reason."""
    root = lay(
        {
            "anna/ex1_sigmoid.py": "a",
            "anna.zip": zipped({"ex1_sigmoid.py": "b"}),
            "ex1_sigmoid.py": "whose?",
            "notes.txt": "",
            "mystery.py": "",
            "doejane_1_text.html": "",
            "Bo_2_assignsubmission_onlinetext/onlinetext.html": "",
            "empty/readme.txt": "",
        }
    )
    found = find_class(root, course)
    said = reasons(found, course)
    for name in ("anna.zip", "ex1_sigmoid.py", "notes.txt", "mystery.py", "doejane_1_text.html", "onlinetext", "empty"):
        assert name in said
    assert {h.student for h in found.submissions} == {"anna", "empty"}


def test_a_file_that_no_exercise_uses_is_listed_once_a_name(lay: Lay, course: Course) -> None:
    """A misnamed exercise and what else lies there; never a module that the submission speaks of."""
    root = lay(
        {
            "anna/ex1_sigmoid.py": "from tools import f",
            "anna/tools.py": "",
            "anna/exercise2.py": "",
            "anna/loss.txt": "",
            "anna/old/ex2_loss.py": "",
            "cleo.zip": zipped({"ex1_sigmoid.py": "", "old/ex3_gradient.py": ""}),
            "bob/src/ex1_sigmoid.py": "",
            "bob/README.md": "",
            "bob/main.py": "",
            "dan/ex1_sigmoid.py": "exercise30 is none of its modules",
            "dan/ex2-loss.py": "",
            "dan/exercise3.py": "",
            "dan/tools/helper-1.py": "",
        }
    )
    said = reasons(find_class(root, course), course)
    for name in (
        "anna/exercise2.py",
        "anna/loss.txt",
        "anna/old/ex2_loss.py",
        "old/ex3_gradient.py",
        "bob/README.md",
        "bob/main.py",
        "dan/ex2-loss.py",
        "dan/exercise3.py",
        "dan/tools/helper-1.py",
    ):
        assert name in said
    assert "tools.py" not in said


def test_thousands_of_odd_files_of_one_learner_do_not_bury_the_others(lay: Lay, course: Course) -> None:
    """Of each kind some are named, and how many more there are."""
    odd = {f"junk{i}.dat": "" for i in range(3000)}
    below = {f"old{i}/ex1_sigmoid.py": "" for i in range(3000)}
    root = lay(
        {"anna.zip": zipped({"ex1_sigmoid.py": "a", **odd, **below}), "bob/ex1_sigmoid.py": "", "bob/README.md": ""}
    )
    said = reasons(find_class(root, course), course)
    assert said.count("\n") < 120
    assert said.count("and 2950 more are not named one by one.") == 2
    assert "bob/README.md" in said


def test_a_member_that_is_damaged_costs_nobody_else_anything(lay: Lay, tmp_path: Path, course: Course) -> None:
    """In the .zip of a whole class: its bytes lead nowhere, and it alone is refused, by name."""
    archive = tmp_path / "class.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("anna/ex1_sigmoid.py", "a = 1\n" * 99)
        file.writestr("bob/ex1_sigmoid.py", "b")
        at = file.getinfo("bob/ex1_sigmoid.py").header_offset
    raw = archive.read_bytes()
    begin = 30 + len("anna/ex1_sigmoid.py")
    archive.write_bytes(raw[:begin] + b"\xff" * (at - begin) + raw[at:])
    found = find_class(archive, course)
    assert read(found, course) == {"anna": {}, "bob": {"ex1_sigmoid.py": "b"}}
    assert "ex1_sigmoid.py cannot be read (error)" in reasons(found, course)


def test_who_has_no_file_of_the_course_is_told_with_what_there_is(lay: Lay, course: Course) -> None:
    """So an exercise under another name is found by the one line that tells of it."""
    root = lay({"anna/ex1-sigmoid.py": "", "bob.zip": zipped({"hw/solution.py": "", "hw/.DS_Store": ""})})
    said = reasons(find_class(root, course), course).splitlines()
    assert said == [
        f"{root}/anna: holds no file of this course (but 'ex1-sigmoid.py'), so every exercise counts as missing.",
        f"{root}/bob.zip: holds no file of this course (but 'solution.py'), so every exercise counts as missing.",
    ]


@pytest.mark.parametrize(
    "files",
    [
        {"setup.py": "s", "src/ex1_sigmoid.py": "a", "src/ex2_loss.py": "b"},
        {"one/ex1_sigmoid.py": "a", "two/ex2_loss.py": "b"},
        {"v1/ex1_sigmoid.py": "a", "v2/ex1_sigmoid.py": "a", "v2/ex2_loss.py": "b"},
        {"hw\\ex1_sigmoid.py": "a", "hw\\ex2_loss.py": "b"},
        {"/home/anna/hw/ex1_sigmoid.py": "a", "/home/anna/hw/ex2_loss.py": "b"},
        {"a/b/c/d/e/f/g/ex1_sigmoid.py": "a", "a/b/c/d/e/f/g/ex2_loss.py": "b"},
    ],
    ids=["below other code", "a folder each", "twice the same", "slashes of Windows", "from the root on", "deep"],
)
def test_an_archive_is_read_as_the_folder_would_be(files: dict[str, str], lay: Lay, course: Course) -> None:
    """However it was packed, the learner has both exercises."""
    found = find_class(lay({"anna.zip": zipped(files)}), course)
    assert read(found, course) == {"anna": {"ex1_sigmoid.py": "a", "ex2_loss.py": "b"}}


@pytest.mark.parametrize(
    "files",
    [
        {"anna/one.zip": zipped({"ex1_sigmoid.py": "a"}), "anna/two.tgz": tarred({"ex2_loss.py": "b"})},
        {"anna/ex1_sigmoid.py": "a", "anna/rest.zip": zipped({"ex1_sigmoid.py": "old", "ex2_loss.py": "b"})},
        {
            "anna_1_90_ex1_sigmoid.py": "old",
            "anna_1_91_all.zip": zipped({"ex1_sigmoid.py": "a", "ex2_loss.py": "old"}),
            "anna_1_92_ex2_loss.py": "b",
        },
    ],
    ids=["an archive each", "an archive beside a file", "canvas, by turns"],
)
def test_several_archives_and_files_are_one_submission(files: dict[str, str | bytes], lay: Lay, course: Course) -> None:
    """No exercise is lost because another lies elsewhere; for one, the newest counts, or the file that is not packed."""
    found = find_class(lay(files), course)
    assert list(read(found, course).values()) == [{"ex1_sigmoid.py": "a", "ex2_loss.py": "b"}]
    said = reasons(found, course)
    assert [place in said for place in ("rest.zip/ex1_sigmoid.py: was not", "90_ex1_sigmoid.py: was not")] == [
        "anna/rest.zip" in files,
        "anna_1_91_all.zip" in files,
    ]


def test_what_leads_out_of_an_archive_is_listed(lay: Lay, tmp_path: Path, course: Course) -> None:
    """Of one learner, and of a whole class."""
    said = reasons(find_class(lay({"anna.zip": zipped({"../ex1_sigmoid.py": "a"})}), course), course)
    assert "anna.zip/../ex1_sigmoid.py: is a link, leads out" in said
    (tmp_path / "class.zip").write_bytes(zipped({"../anna/ex1_sigmoid.py": "", "bob/ex1_sigmoid.py": "b"}))
    found = find_class(tmp_path / "class.zip", course)
    assert "class.zip/../anna/ex1_sigmoid.py: is a link, leads out" in reasons(found, course)
    assert read(found, course) == {"bob": {"ex1_sigmoid.py": "b"}}


def test_names_of_very_many_folders_are_not_read(lay: Lay, course: Course) -> None:
    """Each is listed, and what else there is is graded."""
    deep = {"a/" * 60 + f"{n}.py": "" for n in range(9)}
    found = find_class(lay({"anna.zip": zipped({**deep, "ex1_sigmoid.py": "a"})}), course)
    assert read(found, course) == {"anna": {"ex1_sigmoid.py": "a"}}
    assert reasons(found, course).count("has too long a name, and was not read.") == 9


def test_a_broken_archive_beside_a_file_costs_only_what_it_may_hold(lay: Lay, course: Course) -> None:
    """The file is graded, and the exercises that are nowhere else are refused with the archive's reason."""
    found = find_class(lay({"anna/ex1_sigmoid.py": "a", "anna/rest.zip": b""}), course)
    snapshot = next(iter(found.submissions)).snapshot(stems_of(course))[0]
    assert [name for name, _ in snapshot.files] == ["ex1_sigmoid.py"]
    assert len(snapshot.refused) == len(course.exercises) - 1
    assert snapshot.refused[0] == ("ex2_loss.py", "rest.zip is empty: it has 0 bytes; pack the folder again.")


@pytest.mark.parametrize("flagged", [True, False])
def test_names_in_an_archive_are_read_as_utf_8(flagged: bool, tmp_path: Path, course: Course) -> None:
    """Whether or not the program that packed it said so; a folder without a file is somebody too."""
    name, raw = "Zoë 李_7_assignsubmission_file", io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr(f"{name}/ex1_sigmoid.py", "a")
        archive.writestr("Al_8_assignsubmission_file/", "")
    content = raw.getvalue()
    if not flagged:
        for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            place = content.index(mark) + at
            content = content[:place] + b"\0\0" + content[place + 2 :]
    (tmp_path / "class.zip").write_bytes(content)
    assert read(find_class(tmp_path / "class.zip", course), course) == {"Zoë 李_7": {"ex1_sigmoid.py": "a"}, "Al_8": {}}


def test_a_second_repository_of_one_learner_is_told(lay: Lay, tmp_path: Path, course: Course) -> None:
    """GitHub Classroom adds a number where a name was taken; the roster says who may be meant."""
    root = lay({f"hw-submissions/hw-{name}/ex1_sigmoid.py": "a" for name in ("jane-doe", "jane-doe-1", "rob-2", "x-3")})
    (tmp_path / "r.csv").write_text("identifier,github_username\ns1@x.org,jane-doe\ns2@x.org,rob\ns3@x.org,x-3\n")
    found = find_class(root, course, read_roster(tmp_path / "r.csv"))
    assert [(h.student, h.email) for h in found.submissions] == [(f"s{i}@x.org", f"s{i}@x.org") for i in (1, 2, 3)]
    assert "hw-jane-doe-1: is a second folder for s1@x.org" in reasons(found, course)


def test_a_broken_archive_costs_its_own_learner_only(lay: Lay, course: Course) -> None:
    """It is refused for each exercise, with the reason, and the others are read."""
    root = lay({"anna.zip": b"no zip", "bob/ex1_sigmoid.py": "b"})
    found = find_class(root, course)
    broken = next(iter(found.submissions)).snapshot(stems_of(course))[0]
    assert broken.files == ()
    assert len(broken.refused) == len(course.exercises)
    assert "anna.zip" in reasons(found, course)


def test_two_files_for_one_exercise_are_never_guessed_between(lay: Lay, course: Course) -> None:
    """Both are named, and the exercise is refused."""
    files = {"anna/a/ex1_sigmoid.py": "1", "anna/b/ex1_sigmoid.py": "2", "bob/ex1_sigmoid.py": "3"}
    found = find_class(lay(files), course)
    snapshot = next(iter(found.submissions)).snapshot(stems_of(course))[0]
    assert [name for name, _ in snapshot.refused] == ["ex1_sigmoid.py"]


@pytest.mark.parametrize(
    "name",
    ["Ex1_Sigmoid.py", "ex1_sigmoid (1).py", "ex1_sigmoid-3.py", "ex1_sigmoid copy.py", "ex1_sigmoid - Copy (2).PY"],
)
def test_a_copys_name_counts_where_the_exact_one_is_missing(name: str, lay: Lay, course: Course) -> None:
    """What browsers and file managers do to a name is undone, and said."""
    found = find_class(lay({f"anna/{name}": "a"}), course)
    assert read(found, course) == {"anna": {"ex1_sigmoid.py": "a"}}
    assert name in reasons(found, course)


def test_a_link_is_never_followed(lay: Lay, course: Course, tmp_path: Path) -> None:
    """A file that points elsewhere is refused, and a folder that does is listed."""
    (tmp_path / "secret.py").write_text("secret")
    root = lay({"anna/ex2_loss.py": "a"})
    (root / "anna" / "ex1_sigmoid.py").symlink_to(tmp_path / "secret.py")
    (root / "eve").symlink_to(tmp_path)
    found = find_class(root, course)
    assert read(found, course) == {"anna": {"ex2_loss.py": "a"}}
    said = reasons(found, course)
    assert "link" in said
    assert "eve" in said


def test_one_learners_folder_is_told_from_a_class(lay: Lay, course: Course) -> None:
    """It is named as such, with the command that grades it."""
    with pytest.raises(UsageError, match="grade exercise all"):
        find_class(lay({"ex1_sigmoid.py": "a"}), course)


def test_for_one_exercise_a_file_needs_no_telling_name(lay: Lay, course: Course) -> None:
    """STUDENT.ipynb is that exercise's, as otter's and Colab's downloads are."""
    found = find_class(lay({"anna.ipynb": "a", "bob.py": "b"}), course, only=course.find("2"))
    assert read(found, course) == {"anna": {"ex2_loss.ipynb": "a"}, "bob": {"ex2_loss.py": "b"}}


@pytest.mark.parametrize(
    ("roster", "folder", "key"),
    [
        ("student_id,name\ns1,Anna Lee\n", "Anna Lee_17_assignsubmission_file", "s1"),
        ("Student;ID;SIS Login ID\nLee, Anna;101;alee\n", "alee", "alee"),
        (
            "\ufeffusername,first_name,last_name,email,section,github_id\nalee,Anna,Lee,a@x.org,1,9\n",
            "Anna Lee",
            "alee",
        ),
        ("identifier\tgithub_username\nS 1\tAnna-L\n", "anna-l", "S 1"),
        ("student_id,name\ns1,Lee <Anna>/\n", "Lee Anna_17_assignsubmission_file", "s1"),
    ],
    ids=[
        "moodle by name",
        "canvas by login",
        "classroom 50 by name",
        "github by login in another case",
        "moodle by what a file name keeps of a name",
    ],
)
def test_a_roster_maps_names(roster: str, folder: str, key: str, lay: Lay, tmp_path: Path, course: Course) -> None:
    """Whatever a site calls a learner, the roster's own key is what results are filed under."""
    path = tmp_path / "roster.csv"
    path.write_text(roster, encoding="utf-8")
    found = find_class(lay({f"{folder}/ex1_sigmoid.py": "a"}), course, read_roster(path))
    assert [h.student for h in found.submissions] == [key]
    assert not list(found.absent())


def test_canvas_names_meet_the_roster(lay: Lay, tmp_path: Path, course: Course) -> None:
    """`doejane` is Jane Doe; a learner who handed nothing in is known."""
    path = tmp_path / "roster.csv"
    path.write_text('Student,ID\n"    Points Possible",\n"Doe, Jane",101\n"Roe, R.",102\n')
    found = find_class(lay({"doejane_5_6_ex1_sigmoid.py": "a"}), course, read_roster(path))
    assert [h.name for h in found.submissions] == ["Jane Doe"]
    assert [person.key for person, _ in found.absent()] == ["102"]


@pytest.mark.parametrize(
    "canvas", ["oneilana", "delacruzjosémaría", "cruzjosémaríadela", "cruzjose\u0301mari\u0301adela"]
)
def test_canvas_names_meet_a_roster_of_full_names(canvas: str, lay: Lay, tmp_path: Path, course: Course) -> None:
    """A roster need not say which words are the last name: Canvas sorts by one of them or more."""
    path = tmp_path / "roster.csv"
    path.write_text("student_id,name\ns1,Ana O'Neil\ns2,José-María de la Cruz\n", encoding="utf-8")
    found = find_class(lay({f"{canvas}_5_6_ex1_sigmoid.py": "a"}), course, read_roster(path))
    assert [h.student for h in found.submissions] == ["s1" if canvas == "oneilana" else "s2"]


def test_two_people_of_one_name_are_never_guessed_between(lay: Lay, tmp_path: Path, course: Course) -> None:
    """A name that two people bear maps to neither, and that is listed."""
    path = tmp_path / "roster.csv"
    path.write_text("student_id,name\ns1,Anna Lee\ns2,Anna Lee\n")
    found = find_class(lay({"Anna Lee/ex1_sigmoid.py": "a"}), course, read_roster(path))
    assert [h.student for h in found.submissions] == ["Anna Lee"]
    assert "Anna Lee: has a name that several learners have" in reasons(found, course)
    assert [(person.key, unsure) for person, unsure in found.absent()] == [("s1", True), ("s2", True)]


@pytest.mark.parametrize(
    ("names", "roster", "students"),
    [
        (["doejane_101_1", "doejane_102_2"], "student_id,name\ns1,Jane Doe\n", ["doejane_101", "doejane_102"]),
        (["doejane_101_1", "doejane_102_2"], 'Student,ID,SIS User ID\n"Doe, Jane",102,s1\n', ["doejane_101", "s1"]),
        (
            ["doejane_101_1"],
            "student_id,name\n101,Bo Li\n102,Jane Doe\n",
            ["102"],
        ),
        (["doejane_101_1"], "student_id,name\n101,Bo Li\n", ["doejane_101"]),
        (
            ["Jo Lee_7_assignsubmission_file", "Jo Lee_8_assignsubmission_file"],
            "sid,name\ns1,Jo Lee\n",
            ["Jo Lee_7", "Jo Lee_8"],
        ),
        (
            ["Jo Lee_7_assignsubmission_file", "Jo Lee_8_assignsubmission_file"],
            "Identifier,Full name\nParticipant 7,Jo Lee\nParticipant 8,Jo Lee\n",
            ["Participant 7", "Participant 8"],
        ),
        (["Jo Lee_7_assignsubmission_file"], "sid,name\n7,Bo Li\n", ["Jo Lee_7"]),
    ],
    ids=[
        "canvas, one of two in the roster",
        "canvas, told apart by its number",
        "canvas, a number of another kind",
        "canvas, a number of another kind, and a stranger",
        "moodle, one of two in the roster",
        "moodle, told apart by the worksheet",
        "moodle, a number of another kind",
    ],
)
def test_nobody_is_given_the_work_of_another(
    names: list[str], roster: str, students: list[str], lay: Lay, tmp_path: Path, course: Course
) -> None:
    """Nor by a namesake who is not in the roster, or by a person with the same number elsewhere."""
    path = tmp_path / "roster.csv"
    path.write_text(roster)
    found = find_class(lay({f"{name}_ex1_sigmoid.py": name for name in names}), course, read_roster(path))
    assert read(found, course) == {
        student: {"ex1_sigmoid.py": name} for student, name in zip(students, names, strict=True)
    }


def test_of_a_group_on_gradescope_each_has_its_work(lay: Lay, tmp_path: Path, course: Course) -> None:
    """And none of them is told to have handed nothing in."""
    people = "".join(f"  - :name: {name}\n    :sid: {name}1\n" for name in ("al", "bo"))
    root = lay(
        {"submission_metadata.yml": f"submission_7:\n  :submitters:\n{people}", "submission_7/ex1_sigmoid.py": "a"}
    )
    (tmp_path / "r.csv").write_text("sid,name\nal1,Al\nbo1,Bo\n")
    found = find_class(root, course, read_roster(tmp_path / "r.csv"))
    assert read(found, course) == {"al1": {"ex1_sigmoid.py": "a"}, "bo1": {"ex1_sigmoid.py": "a"}}
    assert not list(found.absent())


@pytest.mark.parametrize(
    ("folder", "roster"),
    [
        (
            "hw-submissions/hw-the-a-team",
            "roster_identifier,github_username,group_name\na1,al,The A Team\nb1,bo,The A Team\n",
        ),
        ("The A Team_7_assignsubmission_file", "ID number,Full name,Group\na1,Al,The A Team\nb1,Bo,The A Team\n"),
    ],
    ids=["github classroom", "moodle"],
)
def test_of_a_group_in_the_roster_each_has_its_work(
    folder: str, roster: str, lay: Lay, tmp_path: Path, course: Course
) -> None:
    """And none of them is told to have handed nothing in."""
    (tmp_path / "r.csv").write_text(roster)
    found = find_class(lay({f"{folder}/ex1_sigmoid.py": "a"}), course, read_roster(tmp_path / "r.csv"))
    assert read(found, course) == {"a1": {"ex1_sigmoid.py": "a"}, "b1": {"ex1_sigmoid.py": "a"}}
    assert not list(found.absent())


def test_gradescopes_own_types_are_skipped(lay: Lay, course: Course) -> None:
    """Its file names the classes of its program; a number keeps the 0 that it begins with."""
    entry = "  :submitters:\n  - :name: Anna\n    :sid: 0071\n    :email: \n"
    odd = "  :created_at: !ruby/object:ActiveSupport::TimeWithZone\n    utc: 2026-01-30 06:28:39.105519000 Z\n  :results: \n"
    root = lay({"submission_metadata.yml": f"---\nsubmission_7:\n{entry}{odd}", "submission_7/ex1_sigmoid.py": "a"})
    assert read(find_class(root, course), course) == {"0071": {"ex1_sigmoid.py": "a"}}


@pytest.mark.parametrize("form", ["moodle folders", "moodle flat", "canvas", "gradescope"])
@pytest.mark.parametrize("packed", ["folder", "zip", "zip of a folder"])
def test_a_download_may_lie_alone_in_the_folder_given(form: str, packed: str, lay: Lay, course: Course) -> None:
    """As it was unpacked into its own folder, or not unpacked at all."""
    files, expected = FORMS[form]
    inner = {f"cs1-primer/{name}" if packed != "zip" else name: content for name, content in files.items()}
    root = lay(inner if packed == "folder" else {"cs1-primer-4711.zip": zipped(inner)})
    assert read(find_class(root, course), course) == expected


def test_two_downloads_in_one_folder_are_nobodys_work(lay: Lay, course: Course) -> None:
    """Each is told to be a class, and nothing in it is graded as one learner's."""
    files = {f"cs1-ps{n}-{n}.zip": zipped({f"Al_{n}_assignsubmission_file/ex1_sigmoid.py": "a"}) for n in (1, 2)}
    found = find_class(lay(files), course)
    assert set(map(str, read(found, course).values())) == {"{}"}
    assert reasons(found, course).count("is the download of a whole class; grade it separately.") == 2


@pytest.mark.parametrize("name", ["anna", "anna.zip"])
def test_a_class_of_one_is_no_download_because_of_a_name_in_it(name: str, lay: Lay, course: Course) -> None:
    """A learner may call a file as Canvas would."""
    files = {"try_1_2_more.py": "", "ex1_sigmoid.py": "a"}
    root = lay(
        {name: zipped(files)} if name == "anna.zip" else {f"{name}/{file}": text for file, text in files.items()}
    )
    assert read(find_class(root, course), course) == {"anna": {"ex1_sigmoid.py": "a", "try_1_2_more.py": ""}}


def test_what_otter_exports_is_nobodys_on_canvas(lay: Lay, course: Course) -> None:
    """The time in its name is no number of a learner's."""
    root = lay({"ps1_2026_10_12T10_00_00_123456.zip": zipped({"ex1_sigmoid.ipynb": "a"})})
    assert list(read(find_class(root, course), course)) == ["ps1_2026_10_12T10_00_00_123456"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("anna.rar", "is an archive of a kind that is not read"),
        ("anna/work.7z", "is an archive of a kind that is not read"),
        ("doejane_1_2_my-work.py", "is none of the course's files"),
        ("eve", "is a link, and links are not followed"),
    ],
)
def test_what_cannot_be_taken_is_called_what_it_is(name: str, reason: str, lay: Lay, course: Course) -> None:
    """Not a file of no known kind."""
    root = lay({"bob/ex1_sigmoid.py": "b", **({name: "x"} if name != "eve" else {})})
    if name == "eve":
        (root / name).symlink_to(root / "bob")
    assert f"{root}/{name}: {reason}" in reasons(find_class(root, course), course)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "header"),
        ("colour,size\nred,1\n", "column"),
        ("student_id\n", "nobody"),
        ("student_id\na\na\n", "also in line 2"),
    ],
)
def test_a_roster_that_cannot_be_used_says_why(text: str, word: str, tmp_path: Path) -> None:
    """One sentence, with the line where there is one."""
    path = tmp_path / "roster.csv"
    path.write_text(text)
    with pytest.raises(UsageError, match=word):
        read_roster(path)


@pytest.mark.parametrize(
    "raw",
    [
        "\ufeffstudent_id;name\r\ns1;José\r\n".encode(),
        "student_id;name\r\ns1;José\r\n".encode("cp1252"),
        "student_id\tname\r\ns1\tJosé\r\n".encode("utf-16"),
        "sep=;\r\nstudent_id;name\r\ns1;José\r\n".encode(),
        "\n\nstudent_id,name\n\ns1,José\n".encode(),
    ],
    ids=["utf-8 with a mark", "western", "utf-16", "its separator named", "blank lines"],
)
def test_a_roster_is_read_as_a_spreadsheet_saves_it(raw: bytes, tmp_path: Path) -> None:
    """In any of the forms of CSV and text that there are in its menu."""
    path = tmp_path / "roster.csv"
    path.write_bytes(raw)
    assert [(person.key, person.name) for person in read_roster(path)] == [("s1", "José")]


def test_a_roster_that_is_a_spreadsheet_is_called_so(tmp_path: Path) -> None:
    """With what to do."""
    path = tmp_path / "roster.xlsx"
    path.write_bytes(zipped({"xl/workbook.xml": ""}))
    with pytest.raises(UsageError, match="save it as CSV"):
        read_roster(path)


@pytest.mark.parametrize("grades", ["grades/gradebook.sqlite", "gradebook.sqlite"])
def test_the_gradebook_is_nobodys_submission(grades: str, lay: Lay, course: Course) -> None:
    """Where it lies in the folder of the class, as it does by default for `grade submissions .`."""
    root = lay({"anna/ex1_sigmoid.py": "a", grades: "", f"{grades}-wal": ""})
    found = find_class(root, course, grades=root / grades)
    assert read(found, course) == {"anna": {"ex1_sigmoid.py": "a"}}
    assert not reasons(found, course)


@pytest.mark.parametrize(("name", "word"), [("anna.py", "is one file"), ("class.zip", "is empty: it has 0 bytes")])
def test_what_is_no_class_is_called_what_it_is(name: str, word: str, lay: Lay, course: Course) -> None:
    """Not a thing to unpack."""
    with pytest.raises(UsageError, match=word):
        find_class(lay({name: ""}) / name, course)


@given(st.text(max_size=40))
def test_any_file_name_has_a_canonical_one_or_none(name: str) -> None:
    """No name, however strange, breaks the reading of names; what counts is always a module's file."""
    found = canonical(f"{name}.py", (EX1, EX2))
    assert found is None or found[0].removesuffix(".py").isidentifier()


@given(st.lists(st.tuples(st.text(max_size=5), st.binary(max_size=5)), max_size=4, unique_by=lambda f: f[0]))
def test_a_hash_tells_submissions_apart(files: list[tuple[str, bytes]]) -> None:
    """Moving a byte from one file to the next, or from a name to its content, changes the hash."""
    whole = Snapshot(tuple(sorted(files)))
    for i in range(len(whole.files)):
        name, content = whole.files[i]
        changed = Snapshot((*whole.files[:i], (name, content + b"x"), *whole.files[i + 1 :]))
        assert changed.digest != whole.digest
    assert Roster().find("anyone") is None


def _nested(content: dict[str, str | bytes], times: int) -> bytes:
    """Return an archive in so many others."""
    raw = zipped(content)
    for _ in range(times):
        raw = zipped({"packed.zip": raw})
    return raw


@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
def test_an_archive_in_a_learners_archive_is_read(packed: bool, lay: Lay, course: Course) -> None:
    """One in another, not one more; what lies beside it counts before it."""
    files: dict[str, str | bytes] = {
        "anna.zip": _nested({"ex1_sigmoid.py": "a", "ex2_loss.py": "a"}, 1),
        "bob/work.tar.gz": tarred({"x/ex1_sigmoid.py": "b"}),
        "cyd.zip": zipped({"ex1_sigmoid.py": "c", "old.zip": zipped({"ex1_sigmoid.py": "old", "ex2_loss.py": "c"})}),
        "dan.zip": _nested({"ex1_sigmoid.py": "d"}, 2),
    }
    root = lay({"class.zip": zipped(files)} if packed else files)
    found = find_class(root / "class.zip" if packed else root, course)
    got = read(found, course)
    assert got["anna"] == {"ex1_sigmoid.py": "a", "ex2_loss.py": "a"}
    assert got["bob"] == {"ex1_sigmoid.py": "b"}
    assert got["cyd"] == {"ex1_sigmoid.py": "c", "ex2_loss.py": "c"}
    assert got["dan"] == {}
    assert "is an archive in an archive in an archive, and was not read." in reasons(found, course)


def test_of_a_hundred_archives_in_an_archive_only_some_are_read(lay: Lay, course: Course) -> None:
    """The others are named."""
    inner = zipped({"x.txt": ""})
    found = find_class(lay({"anna.zip": zipped({f"{i:03}.zip": inner for i in range(100)})}), course)
    assert reasons(found, course).count("was not read: at most 20 archives are read.") > 40


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ('"John Smith, Jr."', "John Smith, Jr."),
        ('"Smith, John, Jr."', "John Smith, Jr."),
        ('"Smith, John"', "John Smith"),
    ],
)
def test_jr_is_no_first_name(row: str, name: str, lay: Lay, tmp_path: Path, course: Course) -> None:
    """A learner is found with it, without it, and with the last name first."""
    (tmp_path / "r.csv").write_text(f"id,name\n7,{row}\n")
    roster = read_roster(tmp_path / "r.csv")
    assert [person.name for person in roster] == [name]
    for folder in ("John Smith", "Smith, John", *(["Smith, John, Jr.", "John Smith Jr"] if "Jr" in name else [])):
        assert roster.find(folder) or roster.within(folder), folder
