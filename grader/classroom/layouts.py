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
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, islice
from pathlib import Path, PurePath

from grader.classroom.attempts import (
    ATTEMPT_TEXT,
    EARLIER,
    SiteAttempt,
    file_attempt,
    folder_attempt,
    is_newer,
    newest_file,
    version_of,
)
from grader.classroom.collected import Handed
from grader.classroom.disk_dict import DiskDict
from grader.classroom.files import Contents, Notice, Piece, canonical, meant_as_answers, sheet
from grader.classroom.hand_in_time import NO_TIME
from grader.classroom.lms_names import (
    CANVAS,
    CANVAS_TEXT,
    GRADESCOPE,
    METADATA,
    MOODLE,
    NAMESAKE,
    STRANGER,
    TYPED,
    submitters,
    useless,
)
from grader.classroom.locate import lying_in, prefix
from grader.classroom.notices import Notices
from grader.classroom.packed import open_tree
from grader.classroom.quizzes import quizzes_of
from grader.classroom.roster import Person, Roster, sortable, squashed
from grader.classroom.site_times import order_of
from grader.classroom.submissions import Submissions
from grader.classroom.tree import ARCHIVES, LEADS_OUT, Node, Tree
from grader.core.course import Course, Exercise
from grader.core.errors import UsageError
from grader.submissions.submission import SUFFIXES, Refused


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
        people = ((key, self.roster.person(key)) for key in self.submissions.students())
        self.submissions.keep([key for key, person in people if person and person.section == self.section])

    def absent(self) -> Iterator[tuple[Person, bool]]:
        """Give who is in the roster and handed nothing in, and whether what came under a shared name may be theirs."""
        for person in self.roster:
            if self.section is not None and person.section != self.section:
                continue
            if person.key not in self.submissions:
                yield person, any(squashed(name) in self.shared for name in sortable(person.name))


def find_class(
    path: Path, course: Course, roster: Roster | None = None, only: Exercise | None = None, grades: Path | None = None
) -> Class:
    """Find the submissions of a class.

    Args:
        path: a folder, or the .zip that a course site gave.
        course: whose exercises were handed in.
        roster: who the learners are; None where the names found are to be taken.
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
        words = "|".join([*map(re.escape, quizzes_of(course.root)), "quiz", "answers?", "[ _.-]"])
        # a learner's name before or after such words, or nobody's
        copy = r"(?: ?\(\d+\)|-\d+)?"
        self._sheet = re.compile(
            rf"(?:(.+?)[ _.-]+(?:{words})+|(?:{words})+[ _.-](.+?)|(?:{words})+){copy}", re.IGNORECASE
        )
        self._notices = Notices()
        self._slug = ""
        self._gradescope: dict[str, tuple[list[Person], datetime | None]] = {}
        # by each name in a site's download the one number that bears it, or None
        self._bearers: DiskDict[str | None] = DiskDict()
        self._shared: DiskDict[None] = DiskDict()
        # by learner when the attempt was handed in that counts so far
        self._newest: DiskDict[tuple[int, ...]] = DiskDict()
        self._namesakes: DiskDict[None] = DiskDict()

    def search(self, root: Tree) -> Class:
        root, folders, files = lying_in(root, self._stems, self._grades, self._roster)
        self._notices += (Notice(f"{root.where}/{name}", LEADS_OUT) for name in root.left_out)
        self._found = Submissions(root, self._only.stem if self._only else "")
        self._slug = prefix(root, folders, self._roster)
        own = [name for name in sorted(stem + suffix for stem in self._stems for suffix in SUFFIXES) if name in files]
        if own and not folders:
            raise UsageError(
                f"{root.where}: holds {own[0]} itself, so it is one learner's work: grade it with "
                f"`grade exercise all {root.where}`, or give the folder that has a folder for each learner."
            )
        try:
            self._gradescope = submitters(root, files)
        except Refused as error:
            self._notice(root, error.file, error.reason)
        self._read_bearers(chain(folders, files))
        for name in folders:
            self._folder(name, root.folder(name))
        for name in files:
            if name in own:
                self._notice(root, name, "belongs to no learner: it lies beside their folders.")
            elif name not in METADATA:
                self._file(root, name)
        if not self._found:
            listed = " ".join(f"{n.where} {n.reason}" for n in islice(self._notices, 3))
            raise UsageError(
                f"{root.where}: no submission was found; it should hold a folder or archive for each learner. {listed}".strip()
            )
        if self._roster:
            unknown = (student for student in self._found.students() if self._roster.line(student) is None)
            self._notices += (
                Notice(student, NAMESAKE if student in self._namesakes else STRANGER) for student in unknown
            )
        return Class(self._found, self._notices, self._roster, self._shared)

    def _read_bearers(self, names: Iterable[str]) -> None:
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

    def _folder(self, name: str, node: Node) -> None:
        if match := MOODLE.fullmatch(name):
            if match[3] == "onlinetext":
                self._notices.append(Notice(node.where, TYPED))
                return
            if not self._of_group(match[1], node):
                self._of_moodle(match).folders.append(node)
        elif (match := GRADESCOPE.fullmatch(name)) and name in self._gradescope:
            # of a group each has it all
            group, when = self._gradescope[name]
            for person in group:
                learner = self._learner(person.key, person.name, person.key, person.email, person.name)
                learner.folders.append(node)
                learner.handed_at = when.isoformat() if when else ""
        elif attempt := folder_attempt(name):
            learner = self._attempted(attempt, name)
            if self._is_newest(learner, attempt, node.where, node):
                learner.folders, learner.stamped = [node], attempt.stamped
        elif not self._of_group(login := name.removeprefix(self._slug) or name, node):
            # where the name was taken, GitHub Classroom adds a number
            taken = [re.sub(r"-\d+$", "", login)] if self._slug else []
            learner = self._learner(login, "", login, name, *taken)
            if learner.folders:
                self._second(learner, node.where, name, newest_file(node), lambda: learner.folders.append(node))
            else:
                learner.folders.append(node)
                learner.stamped = "timestamp.txt" if self._found.in_nbgrader else ""

    def _of_group(self, name: str, node: Node) -> bool:
        """Give a folder to each of a group that the roster knows; return whether there is one."""
        group = self._roster.group(name)
        for person in group:
            self._found.of(person).folders.append(node)
        return bool(group)

    def _of_moodle(self, match: re.Match[str]) -> Handed:
        """Return whose a name of Moodle's is: a person's or a group's with its number, or that of those without a group."""
        name, number = match[1], match[2]
        key = f"{name}_{number}" if number else name
        # the number is that of a participant in this assignment, never a learner's own
        return self._learner(key, name, f"participant {number}", name, bears=name)

    def _file(self, node: Node, name: str) -> None:
        if (match := MOODLE.fullmatch(name)) and match[3] == "onlinetext":
            self._notice(node, name, TYPED)
        elif match:
            self._give(self._of_moodle(match), node, name, match[4] or "", ())
        elif attempt := file_attempt(name):
            self._attempt_file(attempt, node, name)
        elif match := CANVAS.fullmatch(name):
            who = match[2] if match[2] != "anon" else ""
            key = f"{match[2]}_{match[4]}"
            person = self._roster.numbered(match[4], who)
            learner = self._found.of(person) if person else self._learner(key, "", who, bears=who)
            learner.late = learner.late or bool(match[1] or match[3])
            learner.stamped = NO_TIME
            self._give(learner, node, name, match[6], (int(match[5]),))
        elif match := CANVAS_TEXT.fullmatch(name):
            self._notice(node, name, "is text or a link handed in on Canvas, not files; look at it yourself.")
        elif name.lower().endswith(ARCHIVES):
            suffix = next(s for s in ARCHIVES if name.lower().endswith(s))
            login = name[: -len(suffix)]
            learner = self._learner(login.removeprefix(self._slug) or login, "", login)
            archive = Piece(node, name, name)
            if learner.folders or learner.archives:
                self._second(
                    learner, archive.where, name, node.modified(name), lambda: learner.archives.append(archive)
                )
            else:
                learner.archives.append(archive)
        else:
            self._flat(node, name)

    def _attempt_file(self, attempt: SiteAttempt, node: Node, name: str) -> None:
        """Take one file of an attempt."""
        if not attempt.file:
            self._notice(node, name, ATTEMPT_TEXT)
            return
        learner = self._attempted(attempt, name)
        if self._is_newest(learner, attempt, f"{node.where}/{name}"):
            self._give(learner, node, name, attempt.file, ())

    def _attempted(self, attempt: SiteAttempt, entry: str) -> Handed:
        """Return whose attempt this is: by the roster, the learner whose name stands alone in the entry's."""
        person = self._roster.find(*attempt.names)
        if not person and self._roster and not attempt.number:
            person = self._roster.within(entry)
        if person:
            return self._found.of(person)
        name = attempt.names[0]
        if not attempt.number:
            return self._learner(name, "", *attempt.names)
        # people are named by their names alone there: of two of one name each has a number
        alone = not self._roster.shares(name) and self._bearers.get(squashed(name), "") is not None
        return self._learner(name if alone else f"{name}_{attempt.number}", name, *attempt.names)

    def _second(
        self, learner: Handed, where: str, name: str, when: datetime | None, take: Callable[[], object]
    ) -> None:
        """Take a second hand-in of one learner in place of the first where it is the newer one."""
        whole = learner.folders[0] if learner.folders else None
        first = whole.name if whole else learner.archives[0].file
        before = newest_file(whole) if whole else learner.archives[0].node.modified(first)
        if is_newer(version_of(name), when, version_of(first), before):
            self._drop(learner)
            take()
        elif is_newer(version_of(first), before, version_of(name), when):
            self._notices.append(Notice(where, EARLIER))
        else:
            kind = "folder for" if whole else "submission of"
            self._notices.append(Notice(where, f"is a second {kind} {learner.student}; the first was graded."))

    def _drop(self, learner: Handed) -> None:
        """Take away what was an earlier attempt, and say so."""
        taken = [*(folder.where for folder in learner.folders), *(p.where for p in learner.pieces)]
        self._notices += (Notice(before, EARLIER) for before in (*taken, *(p.where for p in learner.archives)))
        learner.folders, learner.pieces, learner.sheets, learner.archives = [], [], [], []

    def _is_newest(self, learner: Handed, attempt: SiteAttempt, where: str, folder: Node | None = None) -> bool:
        """Whether this attempt counts; an older one that was taken before it goes."""
        newest = self._newest.get(learner.student)
        when = attempt.when or (newest_file(folder) if folder else None)
        order = order_of(when) if when else ()
        if newest is not None and order < newest:
            self._notices.append(Notice(where, EARLIER))
            return False
        if newest is not None and order > newest:
            self._drop(learner)
        elif newest is not None and folder is not None:
            self._notices.append(Notice(where, f"is a second folder for {learner.student}; the first was graded."))
            return False
        self._newest[learner.student] = order
        learner.handed_at = attempt.when.isoformat() if attempt.when else ""
        return True

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
            match = self._sheet.fullmatch(own)
            login = (match[1] or match[2] or "") if match else PurePath(answers.name).stem
            if not login:
                self._notice(node, name, f"does not say whose answers these are; name it like anna_{name}.")
            else:
                self._learner(login, "", login).sheets.append(answers)
            return
        if suffix.lower() not in SUFFIXES:
            link = hasattr(node, "path") and os.path.islink(os.path.join(node.where, name))  # noqa: PTH114, PTH118
            self._notice(
                node,
                name,
                "is a link, and no link is followed; put what it leads to here." if link else useless(name, "folder, "),
            )
            return
        version = version_of(name)
        bare = re.sub(r" ?\(\d{1,9}\)$", "", own)
        for stem in sorted(self._stems, key=len, reverse=True):
            after = re.fullmatch(rf"(.+?)[ _.-]+(?:copy of )?{re.escape(stem)}(?:-(\d{{1,9}}))?", bare, re.IGNORECASE)
            before = re.fullmatch(rf"{re.escape(stem)}[ _.-]+(.+)", bare, re.IGNORECASE)
            if match := after or before:
                again = int(match[2] or 0) if after else 0
                self._flat_piece(match[1], Piece(node, name, stem + suffix.lower(), (*version, again)))
                return
        if self._only:
            self._flat_piece(own, Piece(node, name, self._only.stem + suffix.lower(), (*version, 0)))
            return
        self._notice(
            node,
            name,
            f"does not say which exercise it is; name it like {own}_{self._stems[0]}{suffix}, "
            "or grade one exercise with --exercise.",
        )

    def _flat_piece(self, login: str, piece: Piece) -> None:
        """Give a file to the learner named in its own name; of two, the newer counts by its name or its time."""
        learner = self._learner(login, "", login)
        for index, other in enumerate(learner.pieces):
            if other.name == piece.name and other.order == piece.order:
                times = other.node.modified(other.file), piece.node.modified(piece.file)
                if is_newer((), times[1], (), times[0]):
                    piece = replace(piece, order=(*piece.order, 1))
                elif is_newer((), times[0], (), times[1]):
                    learner.pieces[index] = replace(other, order=(*other.order, 1))
        learner.pieces.append(piece)

    def _learner(self, key: str, name: str, *names: str, bears: str = "") -> Handed:
        """Return what this learner handed in so far.

        Args:
            key: what it is filed under where nobody of the roster is meant.
            name: the learner's name, if it is known.
            names: what the roster may know the learner by, the most telling first.
            bears: that of the names which others in the download may have too.
        """
        person = None
        if self._roster:
            alone = not bears or self._bearers.get(squashed(bears), "") is not None
            person = self._roster.find(*(n for n in (*names, key) if n != bears or alone))
            if not person and alone:
                person = self._roster.within(bears or key)
        chosen = person or Person(unicodedata.normalize("NFC", key).encode("utf-8", "backslashreplace").decode(), name)
        if self._roster and not person:
            shared = [n for n in names if self._roster.shares(n) or (n == bears and self._roster.find(n))]
            self._shared.claim(map(squashed, shared), None)
            if shared:
                self._namesakes[chosen.key] = None
        return self._found.of(chosen if chosen.name else replace(chosen, name=name))

    def _notice(self, node: Node, name: str, reason: str) -> None:
        self._notices.append(Notice(f"{node.where}/{name}", reason))


def stems_of(course: Course) -> tuple[str, ...]:
    """Return the stems of a course's exercises."""
    return tuple(exercise.stem for exercise in course.exercises)
