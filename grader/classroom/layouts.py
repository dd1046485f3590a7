"""Whose is what: the submissions of a class in the forms in which course sites and instructors keep them.

Each entry of the class's folder is read by its own name, so forms may be mixed:

    Moodle                  Full Name_123_assignsubmission_file/…   or   …_file_NAME, all in one folder
    Canvas                  doejane[_LATE]_123_456_NAME, anon_123_456_NAME; resubmitted: NAME-1
    GitHub Classroom        SLUG-submissions/SLUG-LOGIN/…, or clones beside one another
    Classroom 50            CLASSROOM-ASSIGNMENT-LOGIN/…
    Gradescope              submission_123/…, and submission_metadata.yml, which names the learners
    Blackboard, Brightspace, Sakai, nbgrader's exchange: see grader.classroom.attempts
    Teams, Submitty         STUDENT/ASSIGNMENT/Version N/…, STUDENT/N/…: the highest or the active version
    nbgrader                [COURSE/]submitted/STUDENT/ASSIGNMENT/…
    otter, plain            STUDENT/…, STUDENT.zip, STUDENT_ex1_name.py, ex1_name_STUDENT.py; one exercise: STUDENT.py
"""

from __future__ import annotations

import os
import re
from datetime import datetime
from functools import partial
from itertools import chain, islice
from pathlib import Path, PurePath

from grader.classroom.attempts import (
    ATTEMPT_TEXT,
    SiteAttempt,
    file_attempt,
    folder_attempt,
    newest_file,
)
from grader.classroom.class_submissions import Class
from grader.classroom.collected import Handed
from grader.classroom.files import Contents, Notice, Piece, canonical, meant_as_answers, sheet
from grader.classroom.flat_names import FlatNames
from grader.classroom.hand_in_time import NO_TIME
from grader.classroom.lms_names import (
    CANVAS,
    CANVAS_TEXT,
    GRADESCOPE,
    METADATA,
    MOODLE,
    STRANGER,
    TYPED,
    submitters,
    useless,
)
from grader.classroom.locate import Names, lying_in, prefix
from grader.classroom.newest import Newest, add_piece
from grader.classroom.notices import Notices
from grader.classroom.owners import Owners
from grader.classroom.packed import open_tree
from grader.classroom.quizzes import quizzes_of
from grader.classroom.roster import Person, Roster
from grader.classroom.submissions import Submissions
from grader.classroom.tree import ARCHIVES, LEADS_OUT, Node, Tree
from grader.core.course import Course, Exercise
from grader.core.errors import UsageError
from grader.submissions.submission import SUFFIXES, Refused


def find_class(
    path: Path, course: Course, roster: Roster | None = None, only: Exercise | None = None, grades: Path | None = None
) -> Class:
    """Find the submissions of a class.

    Args:
        path: a folder, or the .zip that a course site gave.
        course: whose exercises were handed in.
        roster: the learners; None where the names found are to be taken.
        only: the one exercise that is to be graded, for which a file needs no telling name.
        grades: the gradebook's file, which may lie in the class's folder, or in a folder there.

    Raises:
        UsageError: there is nothing there, or it is the submission of one learner.
    """
    return _Search(course, roster or Roster(), only, grades).search(open_tree(path))


class _Search:
    def __init__(self, course: Course, roster: Roster, only: Exercise | None, grades: Path | None) -> None:
        self._stems = stems_of(course)
        self._roster, self._only, self._grades = roster, only, grades
        self._flat_names = FlatNames(self._stems, only.stem if only else "", quizzes_of(course.root))
        self._notices = Notices()
        self._newest = Newest(self._notices)
        self._slug = ""
        self._gradescope: dict[str, tuple[list[Person], datetime | None]] = {}

    def search(self, root: Tree) -> Class:
        root, folders, files = lying_in(root, self._stems, self._grades, self._roster)
        self._notices += (Notice(f"{root.where}/{name}", LEADS_OUT) for name in root.left_out)
        self._found = Submissions(root, self._only.stem if self._only else "")
        self._owners = Owners(self._roster, self._found)
        self._slug = prefix(root, folders, self._roster)
        own = self._own(root, folders, files)
        try:
            self._gradescope = submitters(root, files)
        except Refused as error:
            self._notice(root, error.file, error.reason)
        self._owners.read_bearers(chain(folders, files))
        for name in folders:
            self._folder(name, root.folder(name))
        for name in files:
            if name in own:
                self._notice(root, name, "belongs to no learner, because it is beside their folders.")
            elif name not in METADATA:
                self._file(root, name)
        self._refuse_nobody(root)
        if self._roster:
            unknown = (student for student in self._found.students() if self._roster.line(student) is None)
            self._notices += (Notice(student, self._owners.reasons.get(student, STRANGER)) for student in unknown)
        return Class(self._found, self._notices, self._roster, self._owners.shared)

    def _own(self, root: Tree, folders: Names, files: Names) -> list[str]:
        """Return the files that are exercises by their names alone, and so nobody's.

        Raises:
            UsageError: there is nothing else: this is one learner's work.
        """
        own = [name for name in sorted(stem + suffix for stem in self._stems for suffix in SUFFIXES) if name in files]
        if own and not folders:
            raise UsageError(
                f"{root.where}: holds {own[0]} itself, so it is one learner's work: grade it with "
                f"`grade exercise all {root.where}`, or give the folder that has a folder for each learner."
            )
        return own

    def _refuse_nobody(self, root: Tree) -> None:
        if not self._found:
            listed = " ".join(f"{n.where} {n.reason}" for n in islice(self._notices, 3))
            raise UsageError(
                f"{root.where}: no submission was found; it should hold a folder or archive for each learner. {listed}".strip()
            )

    def _folder(self, name: str, node: Node) -> None:
        if match := MOODLE.fullmatch(name):
            if match[3] == "onlinetext":
                self._notices.append(Notice(node.where, TYPED))
                return
            for learner in self._owners.group_or(partial(self._owners.of_moodle, match), match[1]):
                self._whole(learner, node, name)
        elif (match := GRADESCOPE.fullmatch(name)) and name in self._gradescope:
            # of a group each has it all
            group, when = self._gradescope[name]
            for person in group:
                learner = self._owners.learner(person.key, person.name, person.key, person.email, person.name)
                learner.folders.append(node)
                learner.handed_at = when.isoformat() if when else ""
        elif attempt := folder_attempt(name):
            for learner in self._owners.group_or(partial(self._owners.attempted, attempt, name), *attempt.names):
                if self._newest.is_newest(learner, attempt, node.where, node):
                    learner.folders, learner.stamped = [node], attempt.stamped
        else:
            login = name.removeprefix(self._slug) or name
            # where the name was taken, GitHub Classroom adds a number
            taken = [re.sub(r"-\d+$", "", login)] if self._slug else []
            alone = partial(self._owners.learner, login, "", login, name, *taken)
            for learner in self._owners.group_or(alone, login, *taken):
                self._whole(learner, node, name)
                learner.stamped = "timestamp.txt" if self._found.in_nbgrader else ""

    def _whole(self, learner: Handed, node: Node, name: str) -> None:
        """Take a folder as all that a learner handed in; of two, the newer one."""
        if learner.folders:
            self._newest.second(learner, node.where, name, newest_file(node), lambda: learner.folders.append(node))
        else:
            learner.folders.append(node)

    def _file(self, node: Node, name: str) -> None:
        if (match := MOODLE.fullmatch(name)) and match[3] == "onlinetext":
            self._notice(node, name, TYPED)
        elif match:
            for learner in self._owners.group_or(partial(self._owners.of_moodle, match), match[1]):
                self._give(learner, node, name, match[4] or "", ())
        elif attempt := file_attempt(name):
            self._attempt_file(attempt, node, name)
        elif match := CANVAS.fullmatch(name):
            for learner in self._owners.group_or(partial(self._owners.of_canvas, match), match[2]):
                learner.late = learner.late or bool(match[1] or match[3])
                learner.stamped = NO_TIME
                self._give(learner, node, name, match[6], (int(match[5]),))
        elif match := CANVAS_TEXT.fullmatch(name):
            self._notice(node, name, "is text or a link handed in on Canvas, not files; look at it yourself.")
        elif name.lower().endswith(ARCHIVES):
            self._archive(node, name)
        else:
            self._flat(node, name)

    def _archive(self, node: Node, name: str) -> None:
        """Take an archive that is named after a learner."""
        suffix = next(s for s in ARCHIVES if name.lower().endswith(s))
        login = name[: -len(suffix)]
        own = login.removeprefix(self._slug) or login
        archive = Piece(node, name, name)
        for learner in self._owners.group_or(lambda: self._owners.learner(own, "", login), own):
            if learner.folders or learner.archives:
                take = partial(learner.archives.append, archive)
                self._newest.second(learner, archive.where, name, node.modified(name), take)
            else:
                learner.archives.append(archive)

    def _attempt_file(self, attempt: SiteAttempt, node: Node, name: str) -> None:
        """Take one file of an attempt."""
        if not attempt.file:
            self._notice(node, name, ATTEMPT_TEXT)
            return
        for learner in self._owners.group_or(partial(self._owners.attempted, attempt, name), *attempt.names):
            if self._newest.is_newest(learner, attempt, f"{node.where}/{name}"):
                self._give(learner, node, name, attempt.file, ())

    def _give(self, learner: Handed, node: Node, file: str, rest: str, order: tuple[int, ...]) -> None:
        """Add a file whose own name is `rest` to what a learner handed in."""
        if rest.lower().endswith(ARCHIVES):
            learner.archives.append(Piece(node, file, file, order))
            return
        answers = sheet(node, file, rest, order)
        if answers and meant_as_answers(answers, Contents()):
            learner.sheets.append(answers)
            return
        found = canonical(rest, self._stems)
        if found is None and self._only and PurePath(rest).suffix.lower() in SUFFIXES:
            found = (self._only.stem + PurePath(rest).suffix.lower(), 1)
        if found is None:
            self._notice(node, file, useless(rest))
        else:
            # that Canvas or Moodle numbers a file is nobody's doing
            learner.pieces.append(Piece(node, file, found[0], (*order, int(found[1] == 0), found[1])))

    def _flat(self, node: Node, name: str) -> None:
        """Read STUDENT_STEM.py, STEM_STUDENT.py, STUDENT.py where only one exercise is graded, STUDENT_answers.yaml."""
        own, suffix = os.path.splitext(name)  # noqa: PTH122  # for each learner
        answers = sheet(node, name, name)
        if answers and meant_as_answers(answers, Contents()):
            if login := self._flat_names.of_answers(name, PurePath(answers.name).stem):
                for learner in self._owners.group_or(lambda: self._owners.learner(login, "", login), login):
                    learner.sheets.append(answers)
            else:
                self._notice(node, name, f"does not say whose answers these are; name it like anna_{name}.")
        elif suffix.lower() not in SUFFIXES:
            link = hasattr(node, "path") and os.path.islink(os.path.join(node.where, name))  # noqa: PTH114, PTH118
            told = (
                "is a link, and links are not followed; put the file itself here."
                if link
                else useless(name, "folder, ")
            )
            self._notice(node, name, told)
        elif said := self._flat_names.read(name):
            for learner in self._owners.group_or(lambda: self._owners.learner(said.login, "", said.login), said.login):
                add_piece(learner, Piece(node, name, said.stem + suffix.lower(), said.order))
        else:
            like = f"{own}_{self._stems[0]}{suffix}"
            told = f"does not say which exercise it is; name it like {like}, or grade one exercise with --exercise."
            self._notice(node, name, told)

    def _notice(self, node: Node, name: str, reason: str) -> None:
        self._notices.append(Notice(f"{node.where}/{name}", reason))


def stems_of(course: Course) -> tuple[str, ...]:
    """Return the stems of a course's exercises."""
    return tuple(exercise.stem for exercise in course.exercises)
