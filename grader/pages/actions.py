"""What a reader does on a page: check, run, hint, take the folder out and in. Plain data in, plain data and HTML out."""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from grader.core.course import Course, Exercise
from grader.core.results import ExerciseResult
from grader.grading.grader import Grader
from grader.grading.series import curve_values
from grader.pages import views
from grader.pages.curves import curve_svg
from grader.pages.running import run_call
from grader.pages.sketches import keys, sketch_svg
from grader.reports import json as json_format
from grader.reports.pictures import learners_answers, load_picture, picture_files, right_answers
from grader.reports.problems import located
from grader.sandbox.sandbox import Sandbox
from grader.submissions.source_text import decode
from grader.submissions.submission import MAX_SOURCE, Refused, Submission

_MOST_ENTRIES = 10_000
_TIME = (1980, 1, 1, 0, 0, 0)  # the same files give the same bytes


class MemoryFiles:
    """A submission's files as a page sends them: texts by name."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def names(self) -> list[str]:
        """Return the names of the files."""
        return list(self._texts)

    def has(self, name: str) -> bool:
        """Whether there is a file of this name."""
        return name in self._texts

    def read(self, name: str, limit: int) -> bytes | None:
        """Return a file's bytes, or None where there is none; Refused where it is too large."""
        text = self._texts.get(name)
        if text is None:
            return None
        raw = text.encode("utf-8", "surrogatepass")
        if len(raw) > limit:
            raise Refused(name, f"{name} is too big. At most {limit >> 20} MiB are read.")
        return raw


class Actions:
    """The actions of one course's pages."""

    def __init__(
        self,
        course: Course,
        grader: Grader,
        sandbox: Sandbox,
        address: Callable[[str], str],
        seed: int = 1,
        *,
        practice: bool = True,
    ) -> None:
        """Keep the parts that the actions use.

        Args:
            course: the course.
            grader: grades it.
            sandbox: where the grader runs what learners write.
            address: gives the address of an exercise's page by its stem.
            seed: what hidden inputs are drawn from, the same as the command line's.
            practice: whether the points are nobody's marks, which the pages then say.
        """
        self.course, self.grader, self.sandbox = course, grader, sandbox
        self._address, self.seed, self._practice = address, seed, practice
        self._pictures = picture_files(course)
        self._right: dict[str, list[Any]] = {}

    def check(self, exercise: Exercise, submission: Submission, *, whole: bool = False) -> dict[str, Any]:
        """Grade an exercise, and return what `shown` does.

        Args:
            exercise: what to grade.
            submission: the learner's files.
            whole: whether the result has the line that decides, which takes longer; not where a call did not come back.
        """
        result = self.grader.grade(exercise, submission, self.seed)
        if whole and _ended(result):
            result = self.grader.with_repair(exercise, submission, result)
        return self.shown(exercise, submission, result)

    def shown(self, exercise: Exercise, submission: Submission, result: ExerciseResult) -> dict[str, Any]:
        """Return a page's view of the result that the grader has just found.

        That is the result, its HTML, what a screen reader says, the places to mark, what hints would be about, and
        whether there is more to ask for.
        """
        from grader.grading.diagnosis.hint_ladder import ladder

        following = next((one for one in self.course.exercises if one.number == result.exercise + 1), None)
        onward = (following, self._address(following.stem)) if following else None
        values = [] if result.followed_through else curve_values(exercise, self.grader.attempt)
        picture = curve_svg(values, exercise.curve.name) if exercise.curve and len(values) > 1 else ""
        return {
            "result": json.loads(json_format.render(result)),
            "html": views.result_html(result, onward, picture, practice=self._practice),
            "said": views.announcement(result, practice=self._practice),
            "full": result.full_marks,
            "marks": self._marks(result, submission),
            "about": ladder(exercise, result).about,
            "more": _ended(result) and (result.unexplained or exercise.number in self._pictures),
        }

    def more(self, exercise: Exercise, submission: Submission) -> dict[str, Any]:
        """Return what takes longer than a verdict and is shown after it: the line that decides, and a picture."""
        result = self.grader.grade(exercise, submission, self.seed)
        if not _ended(result):
            return {"html": ""}
        line = self.grader.deciding_line(exercise, submission, result)
        return {"html": (views.line_html(line) if line else "") + self._sketched(exercise, submission)}

    def _sketched(self, exercise: Exercise, submission: Submission) -> str:
        """Return the course's picture of a learner's answers; nothing where there is none, or no answer to draw."""
        if exercise.number not in self._pictures:
            return ""
        picture = load_picture(self._pictures[exercise.number], exercise)
        yours = learners_answers(picture, self.grader, self.sandbox, exercise, submission)
        if exercise.stem not in self._right:
            self._right[exercise.stem] = right_answers(picture, exercise, self.grader.reference(exercise))
        answered = any(answer is not None for answer in yours)
        sketch = picture.sketched(yours, self._right[exercise.stem]) if answered else None
        return views.sketch_html(sketch_svg(sketch), sketch.title, keys(sketch)) if sketch else ""

    def _marks(self, result: ExerciseResult, submission: Submission) -> list[dict[str, Any]]:
        """Return the places in the learner's files that an editor marks, with what to say at each."""
        placed = located(result, self.course, submission, Path())
        assert isinstance(placed, ExerciseResult)
        said = [(placed.location, placed.message)]
        said += [
            (one.location, f"{one.title}: {one.message or one.hint}") for one in placed.checks if one.status != "passed"
        ]
        return [msgspec.to_builtins(place) | {"message": message} for place, message in said if place]

    def hint(self, exercise: Exercise, submission: Submission, about: str, shown: int) -> dict[str, Any]:
        """Return the next hint, with those before it.

        Args:
            exercise: what to help with.
            submission: the learner's files as they are now.
            about: what the hints shown so far were about; if another thing is wrong now, the hints start again.
            shown: how many were shown.
        """
        from grader.grading.diagnosis.hint_ladder import ladder

        result = self.grader.grade(exercise, submission, self.seed)
        found = ladder(exercise, self.grader.with_repair(exercise, submission, result) if _ended(result) else result)
        shown = min(shown + 1 if found.about == about else 1, len(found.rungs))
        said = f"Hint {shown} of {len(found.rungs)}: {found.rungs[shown - 1]}" if shown else "Nothing is wrong here."
        return {
            "html": views.hint_html(found.rungs, shown),
            "said": said,
            "about": found.about,
            "shown": shown,
            "check": ladder(exercise, result).about,
        }

    def run(self, exercise: Exercise, submission: Submission, expression: str) -> dict[str, Any]:
        """Call a function of the learner's with values of their choice; return what it gave as HTML."""
        return run_call(self.sandbox, self.course, exercise, submission, expression)

    def export_work(self, files: Mapping[str, str]) -> dict[str, str]:
        """Return the learner's files as a zip archive in base64, laid out as `grade init` does: code, and no points."""
        packed = io.BytesIO()
        folder = re.sub(r"[^a-z0-9]+", "-", self.course.title.lower()).strip("-") or "course"
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for exercise in self.course.exercises:
                if (text := files.get(f"{exercise.stem}.py")) is not None:
                    archive.writestr(
                        zipfile.ZipInfo(f"{exercise.stem}.py", _TIME), text.encode("utf-8", "surrogatepass")
                    )
        return {"data": base64.b64encode(packed.getvalue()).decode(), "name": f"{folder}.zip"}

    def import_work(self, data: str, name: str) -> dict[str, Any]:
        """Return the files of this course that an archive, or one file, holds.

        Args:
            data: its bytes in base64.
            name: what it is called.
        """
        try:
            found = self._unpacked(base64.b64decode(data), name)
        except Refused as error:
            return {"trouble": error.reason, "files": {}}
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError, ValueError):
            return {"trouble": "it is neither a zip archive that can be read nor a file of this course.", "files": {}}
        if not found:
            wanted = ", ".join(f"{one.stem}.py" for one in self.course.exercises)
            return {"trouble": f"it has none of the files of this course: {wanted}.", "files": {}}
        return {
            "files": found,
            "said": f"Imported: {', '.join(found)}. The text that was here before is in the earlier versions.",
        }

    def _unpacked(self, raw: bytes, name: str) -> dict[str, str]:
        """Return the files of this course that are in an archive or are the file itself; each is read only if it is small."""
        wanted = {f"{one.stem}.py" for one in self.course.exercises}
        if name in wanted:
            return {name: decode(raw, name)} if len(raw) <= MAX_SOURCE else {}
        found: dict[str, str] = {}
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for entry in archive.infolist()[:_MOST_ENTRIES]:
                file = PurePosixPath(entry.filename).name
                # the other methods give more than they are asked for
                plain = entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
                if plain and file in wanted - found.keys() and entry.file_size <= MAX_SOURCE:
                    with archive.open(entry) as member:
                        found[file] = decode(member.read(MAX_SOURCE), file)
        return found


def _ended(result: ExerciseResult) -> bool:
    """Whether every call came back: a program that hangs is not called again."""
    return result.status == "graded" and all(check.status != "timeout" for check in result.checks)
