"""Grade every submission of the tests, and every known mistake, at many seeds: marks and names must not depend on the seed.

python benchmarks/many_seeds.py SEEDS [STEM ...]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from grader.core.course import Course, Exercise, load_course
from grader.grading.grader import Grader
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import Submission

ROOT = Path(__file__).parent.parent
KEPT = ROOT / "tests" / "submissions"


class Beside:
    """One file, with other files beside it, and the references for what is not there."""

    def __init__(self, course: Course, stem: str, path: Path) -> None:
        """Take the course, and the file that stands for an exercise."""
        own = {f"{stem}.py": path}
        if path.parent.parent.name == "right":
            own |= {file.name: file for file in path.parent.iterdir()}
        self._files = {f"{e.stem}.py": e.reference for e in course.exercises} | own

    def has(self, name: str) -> bool:
        """Whether there is a file of this name."""
        return name in self._files

    def read(self, name: str, limit: int) -> bytes | None:
        """Return its bytes."""
        return self._files[name].read_bytes() if name in self._files else None


def submissions(exercise: Exercise) -> Iterator[Path]:
    """Give each file that the tests keep for an exercise, and its known mistakes."""
    stem = exercise.stem
    for pattern in (f"right/*/{stem}.py", f"wrong_*/{stem}/*.py", f"blind/*/{stem}/*.py"):
        yield from sorted(KEPT.glob(pattern))
    yield from sorted(exercise.mistakes.glob("*.py"))


def main() -> None:
    """Say how many there are, and list those that differ, with the first seed that shows it."""
    seeds, stems = range(1, int(sys.argv[1]) + 1), sys.argv[2:]
    course = load_course(ROOT)
    with Sandbox() as sandbox, Grader(course, sandbox) as grader:
        for exercise in course.exercises:
            if stems and exercise.stem not in stems:
                continue
            tried = differ = 0
            for path in submissions(exercise):
                tried += 1
                first = None
                for seed in seeds:
                    result = grader.grade(exercise, Submission(Beside(course, exercise.stem, path)), seed)
                    told = result.score, result.bonus, result.misconception
                    if first is not None and told != first:
                        differ += 1
                        print(f"{path.relative_to(ROOT)}: {told} at seed {seed}, {first} at seed 1", flush=True)
                        break
                    first = told
            print(f"{exercise.stem}: {tried} submissions at {len(seeds)} seeds, {differ} differ", flush=True)


if __name__ == "__main__":
    main()
