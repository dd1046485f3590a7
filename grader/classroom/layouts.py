"""Whose is what: the submissions of a class in the forms in which course sites and instructors keep them.

Each entry of the class's folder is read by its own name, so forms may be mixed:

    Moodle                  Full Name_123_assignsubmission_file/…   or   …_file_NAME, all in one folder
    Canvas                  doejane[_LATE]_123_456_NAME, anon_123_456_NAME; resubmitted: NAME-1
    GitHub Classroom        SLUG-submissions/SLUG-LOGIN/…, or clones beside one another
    Classroom 50            CLASSROOM-ASSIGNMENT-LOGIN/…
    Gradescope              submission_123/…, and submission_metadata.yml, which names the learners
    nbgrader                [COURSE/]submitted/STUDENT/ASSIGNMENT/…
    otter, plain            STUDENT/…, STUDENT.zip, STUDENT_ex1_name.py, ex1_name_STUDENT.py; one exercise: STUDENT.py

The forms of names: Moodle's mod/assign/locallib.php, Canvas's lib/content_zipper.rb.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

from grader.classroom.handed import Handed
from grader.classroom.pieces import Notice, Piece, canonical, meant_as_answers, sheet
from grader.classroom.quizzes import quizzes_of
from grader.classroom.roster import Person, Roster
from grader.classroom.tree import ARCHIVES, Node, open_tree
from grader.course import Course, Exercise
from grader.errors import UsageError
from grader.submission import SUFFIXES, Refused

_MOODLE = re.compile(r"(.*?)(?:_(\d+))?_assignsubmission_([a-z]+)(?:_(.*))?", re.DOTALL)
_CANVAS = re.compile(r"(?:(LATE)_)?(.+?)(?:_(LATE))?_(\d+)_(\d+)_(.+)", re.DOTALL)
_CANVAS_TEXT = re.compile(r"(.+?)(?:_LATE)?_(\d+)_(text|link)\.html", re.DOTALL)
_GRADESCOPE = re.compile(r"submission_(\d+)")
_TYPED = "is text typed into Moodle, not files; look at it yourself."
_WITHIN = ("submitted", "submissions")
_METADATA = ("submission_metadata.yml", "submission_metadata.yaml")


@dataclass
class Class:
    """What was found: a submission for each learner, and everything that was not understood."""

    submissions: list[Handed]
    notices: list[Notice] = field(default_factory=list)
    absent: list[Person] = field(default_factory=list)
    """Who is in the roster and handed nothing in."""


def find_class(path: Path, course: Course, roster: Roster | None = None, only: Exercise | None = None) -> Class:
    """Find the submissions of a class.

    Args:
        path: a folder, or the .zip that a course site gave.
        course: whose exercises were handed in.
        roster: who the learners are; None where the names found are to be taken.
        only: the one exercise that is to be graded, for which a file needs no telling name.

    Raises:
        UsageError: there is nothing there, or it is the submission of one learner.
    """
    return _Search(course, roster or Roster(), only).search(open_tree(path))


class _Search:
    def __init__(self, course: Course, roster: Roster, only: Exercise | None) -> None:
        self._stems = stems_of(course)
        self._roster, self._only = roster, only
        words = "|".join([*map(re.escape, quizzes_of(course.root)), "quiz", "answers?", "[ _.-]"])
        # a learner's name before or after such words, or nobody's
        copy = r"(?: ?\(\d+\)|-\d+)?"
        self._sheet = re.compile(
            rf"(?:(.+?)[ _.-]+(?:{words})+|(?:{words})+[ _.-](.+?)|(?:{words})+){copy}", re.IGNORECASE
        )
        self._found: dict[str, Handed] = {}
        self._notices: list[Notice] = []
        self._slug = ""
        self._gradescope: dict[str, Person] = {}

    def search(self, root: Node) -> Class:
        root = self._within(root)
        self._slug = self._prefix(root)
        own = [
            name for name in root.files() if PurePath(name).stem in self._stems and PurePath(name).suffix in SUFFIXES
        ]
        if own and not root.folders():
            raise UsageError(
                f"{root.where}: holds {own[0]} itself, so it is one learner's work: grade it with "
                f"`grade exercise all {root.where}`, or give the folder that has a folder for each learner."
            )
        self._read_metadata(root)
        for name, node in root.folders().items():
            self._folder(name, node)
        for name in root.files():
            if name in own:
                self._notice(root, name, "belongs to no learner: it lies beside their folders.")
            elif name not in _METADATA:
                self._file(root, name)
        if not self._found:
            listed = " ".join(f"{n.where} {n.reason}" for n in self._notices[:3])
            raise UsageError(
                f"{root.where}: no submission was found; it should hold a folder or archive for each learner. {listed}".strip()
            )
        present = set(self._found)
        absent = [person for person in self._roster.people if person.key not in present]
        if self._roster:
            known = {person.key for person in self._roster.people}
            for key in sorted(present - known):
                self._notices.append(Notice(key, "is not in the roster; graded all the same."))
        submissions = [self._found[key] for key in sorted(self._found)]
        return Class(submissions, self._notices, absent)

    def _within(self, root: Node) -> Node:
        """Go down to the folder that has an entry for each learner."""
        while True:
            folders, files = root.folders(), root.files()
            named = [n for n in folders if n in _WITHIN or (n.endswith("-submissions") and not files)]
            if len(named) == 1 and (named[0] == "submitted" or len(folders) == 1):
                root = folders[named[0]]
            elif len(folders) == 1 and "submitted" in next(iter(folders.values())).folders():
                root = next(iter(folders.values()))  # the folder that an nbgrader course lies in
            elif (
                len(folders) == 1
                and not files
                and not hasattr(root, "path")
                and self._plain(next(iter(folders.values())))
            ):
                root = next(iter(folders.values()))  # an archive of the class's folder
            else:
                return root

    def _plain(self, node: Node) -> bool:
        return not any(canonical(file, self._stems) for file in node.files()) and len(node.folders()) != 1

    def _prefix(self, root: Node) -> str:
        """Return what the names of repositories begin with, where these are clones."""
        names = list(root.folders())
        if root.name.endswith("-submissions"):
            slug = root.name.removesuffix("-submissions") + "-"
            if any(name.startswith(slug) for name in names):
                return slug
        path = getattr(root, "path", None)
        clones = [name for name in names if path is not None and (path / name / ".git").exists()]
        if len(clones) < 2:
            return ""
        first, last = min(clones), max(clones)
        common = first[: next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))]
        cuts = [common[: i + 1] for i, c in enumerate(common) if c == "-"]
        known = {cut: sum(self._roster.find(name[len(cut) :]) is not None for name in clones) for cut in cuts}
        return max(reversed(cuts), key=known.__getitem__, default="")

    def _folder(self, name: str, node: Node) -> None:
        if match := _MOODLE.fullmatch(name):
            if match[3] == "onlinetext":
                self._notices.append(Notice(node.where, _TYPED))
                return
            self._of_moodle(match).folders.append(node)
        elif (match := _GRADESCOPE.fullmatch(name)) and name in self._gradescope:
            person = self._gradescope[name]
            self._learner(person.key, person.name, person.key, person.email, person.name).folders.append(node)
        else:
            login = name.removeprefix(self._slug) or name
            # where the name was taken, GitHub Classroom adds a number
            taken = [re.sub(r"-\d+$", "", login)] if self._slug else []
            learner = self._learner(login, "", login, name, *taken)
            if learner.folders:
                self._notices.append(
                    Notice(node.where, f"is a second folder for {learner.student}; the first was graded.")
                )
            else:
                learner.folders.append(node)

    def _of_moodle(self, match: re.Match[str]) -> Handed:
        """Return whose a name of Moodle's is: a person's or a group's with its number, or that of those without a group."""
        name, number = match[1], match[2]
        return self._learner(f"{name}_{number}" if number else name, name, name, *([number] if number else []))

    def _file(self, node: Node, name: str) -> None:
        if (match := _MOODLE.fullmatch(name)) and match[3] == "onlinetext":
            self._notice(node, name, _TYPED)
        elif match:
            self._give(self._of_moodle(match), node, name, match[4] or "", ())
        elif match := _CANVAS.fullmatch(name):
            who = match[2] if match[2] != "anon" else ""
            learner = self._learner(f"{match[2]}_{match[4]}", "", match[4], who)
            learner.late = learner.late or bool(match[1] or match[3])
            self._give(learner, node, name, match[6], (int(match[5]),))
        elif match := _CANVAS_TEXT.fullmatch(name):
            self._notice(node, name, "is text or a link handed in on Canvas, not files; look at it yourself.")
        elif name.lower().endswith(ARCHIVES):
            suffix = next(s for s in ARCHIVES if name.lower().endswith(s))
            login = name[: -len(suffix)]
            learner = self._learner(login.removeprefix(self._slug) or login, "", login)
            if learner.folders or learner.archives:
                self._notice(node, name, f"is a second submission of {learner.student}; the first was graded.")
            else:
                learner.archives.append(Piece(node, name, name))
        else:
            self._flat(node, name)

    def _give(self, learner: Handed, node: Node, file: str, rest: str, order: tuple[int, ...]) -> None:
        """Add a file whose own name is `rest` to what a learner handed in."""
        if rest.lower().endswith(ARCHIVES):
            learner.archives.append(Piece(node, file, file, order))
            return
        answers = sheet(node, file, rest, order)
        if answers and meant_as_answers(answers):
            learner.sheets.append(answers)
            return
        found = canonical(rest, self._stems)
        if found is None and self._only and PurePath(rest).suffix.lower() in SUFFIXES:
            found = (self._only.stem + PurePath(rest).suffix.lower(), 1)
        if found is None:
            self._notice(node, file, "is no Python file, notebook, archive or answers to a quiz.")
        else:
            # that Canvas or Moodle numbers a file is nobody's doing
            learner.pieces.append(Piece(node, file, found[0], (*order, int(found[1] == 0), found[1])))

    def _flat(self, node: Node, name: str) -> None:
        """Read STUDENT_STEM.py, STEM_STUDENT.py, STUDENT.py where only one exercise is graded, STUDENT_answers.yaml."""
        path = PurePath(name)
        answers = sheet(node, name, name)
        if answers and meant_as_answers(answers):
            match = self._sheet.fullmatch(path.stem)
            login = (match[1] or match[2] or "") if match else PurePath(answers.name).stem
            if not login:
                self._notice(node, name, f"does not say whose answers these are; name it like anna_{name}.")
            else:
                self._learner(login, "", login).sheets.append(answers)
            return
        if path.suffix.lower() not in SUFFIXES:
            self._notice(node, name, "is no folder, archive, Python file, notebook or answers to a quiz.")
            return
        for stem in sorted(self._stems, key=len, reverse=True):
            after = re.fullmatch(rf"(.+?)[ _.-]+{re.escape(stem)}(?: ?\(\d+\)|-\d+)?", path.stem, re.IGNORECASE)
            before = re.fullmatch(rf"{re.escape(stem)}[ _.-]+(.+)", path.stem, re.IGNORECASE)
            match = after or before
            if match:
                learner = self._learner(match[1], "", match[1])
                learner.pieces.append(Piece(node, name, stem + path.suffix.lower(), (len(path.stem),)))
                return
        if self._only:
            learner = self._learner(path.stem, "", path.stem)
            learner.pieces.append(Piece(node, name, self._only.stem + path.suffix.lower()))
            return
        self._notice(
            node, name, f"does not say which exercise it is; name it like {path.stem}_{self._stems[0]}{path.suffix}, "
            "or grade one exercise with --exercise.",
        )  # fmt: skip

    def _learner(self, key: str, name: str, *names: str) -> Handed:
        """Return what this learner handed in so far."""
        person = self._roster.find(*names, key) if self._roster else None
        chosen = person or Person(unicodedata.normalize("NFC", key).encode("utf-8", "backslashreplace").decode(), name)
        if chosen.key not in self._found:
            self._found[chosen.key] = Handed(chosen.key, chosen.name or name, chosen.email, seed=chosen.seed)
        return self._found[chosen.key]

    def _notice(self, node: Node, name: str, reason: str) -> None:
        self._notices.append(Notice(f"{node.where}/{name}", reason))

    def _read_metadata(self, root: Node) -> None:
        """Read who the folders of a Gradescope export belong to."""
        name = next((n for n in _METADATA if n in root.files()), None)
        if name is None:
            return
        import yaml

        try:
            raw = root.read(name, 64 << 20)
            data: Any = yaml.load(raw or b"", getattr(yaml, "CSafeLoader", yaml.SafeLoader))
            for folder, entry in data.items():
                people: Iterable[dict[str, Any]] = entry.get(":submitters") or entry.get("submitters") or []
                fields = [{str(k).lstrip(":"): str(v or "") for k, v in person.items()} for person in people]
                key = "+".join(f.get("sid") or f.get("email") or f.get("name", "") for f in fields)
                if key:
                    self._gradescope[folder] = Person(
                        key, ", ".join(f.get("name", "") for f in fields), fields[0].get("email", "")
                    )
        except (yaml.YAMLError, Refused, AttributeError, TypeError) as error:
            self._notice(root, name, f"cannot be read ({type(error).__name__}); folders keep their numbers as names.")


def stems_of(course: Course) -> tuple[str, ...]:
    """Return the stems of a course's exercises."""
    return tuple(exercise.stem for exercise in course.exercises)
