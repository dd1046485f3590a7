"""How many wrong programs are located: `python benchmarks/repair.py COURSE STEM FOLDER`.

FOLDER holds wrong versions of the file STEM.py, under any names; the course's references stand beside each. It prints for
each what was found, then the shares, the median of candidates and seconds, and how often each kind of edit repaired one:
the counts of `grader/grading/repair/frequencies.py`.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
from collections import Counter
from pathlib import Path

import msgspec

from grader.core.course import Course, load_course
from grader.core.results import ExerciseResult, Repair
from grader.grading.grader import Grader
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import open_submission

_NOT_LOCATED = "not located"


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("course", type=Path, help="a course's folder")
    parser.add_argument("stem", help="of the exercise")
    parser.add_argument("folder", type=Path, help="wrong programs")
    parser.add_argument("--seconds", type=float, default=1.5, help="for each search")
    parser.add_argument("--named", action="store_true", help="search where a mistake has a name, too")
    options = parser.parse_args()
    course = load_course(options.course)
    told: Counter[str] = Counter()
    repairs: list[Repair] = []
    with Sandbox() as sandbox, Grader(course, sandbox) as grader:
        for file in sorted(options.folder.glob("*.py")):
            result = _searched(course, grader, options.stem, file, options.seconds, named=options.named)
            kind = _kind(result)
            told[kind] += 1
            repairs += [result.repair] if result.repair else []
            print(file.name, kind, *(result.repair.hints if result.repair else ()), sep=" | ")
    kinds = Counter(place.kind for repair in repairs for place in (repair, *repair.others))
    print(dict(told))
    unnamed = len(repairs) + told[_NOT_LOCATED]
    print(f"located: {len(repairs)} of {unnamed} without a name;", end=" ")
    print(f"one line only: {sum(len(_lines(repair)) == 1 for repair in repairs)}")
    if repairs:
        print(f"median: {statistics.median(r.candidates for r in repairs):.0f} candidates,", end=" ")
        print(f"{statistics.median(r.seconds for r in repairs):.2f} s")
    print(dict(kinds.most_common()))


def _searched(course: Course, grader: Grader, stem: str, file: Path, seconds: float, *, named: bool) -> ExerciseResult:
    """Grade one wrong program, and search for its repair."""
    exercise = course.find(stem)
    with tempfile.TemporaryDirectory() as folder:
        for other in course.exercises:
            shutil.copy(other.reference, folder)
        shutil.copy(file, Path(folder) / f"{stem}.py")
        submission = open_submission(Path(folder))
        result = grader.grade(exercise, submission, 1)
        result = msgspec.structs.replace(result, misconception=None) if named else result
        return grader.with_repair(exercise, submission, result, seconds)


def _kind(result: ExerciseResult) -> str:
    if result.full_marks:
        return "right"
    if not result.unexplained:
        return result.misconception.id if result.misconception else result.status
    if result.repair is None:
        return _NOT_LOCATED
    lines = _lines(result.repair)
    return f"{len(lines)} line{'s' if len(lines) > 1 else ''}, {result.repair.edits} edit{'s' if result.repair.edits > 1 else ''}"


def _lines(repair: Repair) -> set[int]:
    return {repair.line, *(other.line for other in repair.others)}


if __name__ == "__main__":
    main()
