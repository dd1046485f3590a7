"""What a result depends on, as a hash: where nothing of it has changed, the result that is there is the result.

It depends on the submission's bytes, the exercise as course.yaml has it, its suite, the references, the seed, the
engine and the version of Python; and on the known mistakes, but only where marks were lost.
"""

from __future__ import annotations

import functools
import hashlib
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec

from grader import __version__
from grader.classroom.files import Snapshot
from grader.core.course import Course, Exercise
from grader.core.errors import ContentError
from grader.core.hashing import digest_of, framed, hash_of

# the modules of the engine that decide a result
_ENGINE = (
    "core/constructs.py",
    "core/course.py",
    "core/exercise.py",
    "core/exercise_reader.py",
    "core/content.py",
    "core/results.py",
    "core/shapes.py",
    "core/shape_reader.py",
    "core/yaml_tree.py",
    "submissions",
    "sandbox",
    "suite",
    "grading",
)

_DECIDES = (
    *("stem", "name", "points", "bonus", "functions", "limits", "curve", "probes", "classes", "variables", "program"),
    *("files", "arrays", "forbids", "demands"),
)
"""The fields of an exercise that its result depends on: a corrected title or hint grades nobody again."""


class Identity:
    """The two names of one exercise's result."""

    def __init__(self, right: str, wrong: Callable[[], str]) -> None:
        self.right = right
        """Under which it is kept where it has full marks: the mistakes have no part in it."""
        self._wrong = wrong

    @property
    def wrong(self) -> str:
        """Under which it is kept where it has not; most are never asked for it."""
        return self._wrong()


class Identities:
    """The identities of results on one course with one seed. The course's files are read once."""

    def __init__(self, course: Course, seed: int, *, confine: bool = True, repair_seconds: float = 0.0) -> None:
        self._names = {exercise.stem: exercise.name for exercise in course.exercises}
        self._begun: dict[str, tuple[hashlib.blake2b, hashlib.blake2b]] = {}
        for exercise in course.exercises:
            right = digest_of(_settings(course, exercise, seed, confine)).encode()
            searched = [b"repair", repr(repair_seconds).encode()] if repair_seconds else []
            wrong = digest_of([right, *searched, *_files(_of_mistakes(exercise))]).encode()
            self._begun[exercise.name] = hash_of([right]), hash_of([wrong])

    def of(self, exercise: Exercise, snapshot: Snapshot) -> Identity:
        """Return the identity of an exercise's result for this submission."""
        return self.of_content(exercise.name, snapshot.digest)

    def work(self, snapshot: Snapshot, stem: str) -> str:
        """Return the hash of what it depends on whether this submission has full marks for an exercise."""
        return self.of_content(self._names[stem], snapshot.digest).right

    def of_content(self, exercise: str, digest: str) -> Identity:
        """Return the identity of the named exercise's result for the submission with this digest."""
        content = framed(digest.encode())
        right, wrong = self._begun[exercise]
        return Identity(_ended(right, content), lambda: _ended(wrong, content))


def _ended(begun: hashlib.blake2b, part: bytes) -> str:
    hash_ = begun.copy()
    hash_.update(part)
    return hash_.hexdigest()


def _settings(course: Course, exercise: Exercise, seed: int, confine: bool) -> list[bytes]:
    plain = [[getattr(e, field) for field in _DECIDES] for e in course.exercises[: exercise.number]]
    told = msgspec.json.encode([course.modules, plain, seed, confine], enc_hook=str, order="deterministic")
    references = [e.reference for e in course.exercises[: exercise.number]]
    beside = [exercise.probe] if exercise.probes else []
    beside += [exercise.stub.parent / name for name in exercise.files]
    return [engine().encode(), told, *_files([exercise.suite, *references, *beside])]


def _of_mistakes(exercise: Exercise) -> list[Path]:
    pairs = [exercise.pairs] if exercise.pairs.is_file() else []
    return [*sorted(exercise.mistakes.glob("*.py")), *pairs]


def _files(paths: list[Path]) -> list[bytes]:
    try:
        return [part for path in paths for part in (path.name.encode(), path.read_bytes())]
    except OSError as error:
        raise ContentError(
            Path(error.filename), "is missing; a course needs a suite and a reference for each exercise."
        ) from None


@functools.cache
def engine() -> str:
    """Return the engine's version: the grader's, of the modules that decide on a result, and Python's."""
    folder = Path(__file__).parent.parent
    files = [
        path for name in _ENGINE for path in ([folder / name] if name.endswith(".py") else _modules(folder / name))
    ]
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return f"{__version__}+{digest_of(_files(files))[:12]}.py{python}"


def _modules(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".bpf", ".ini"))
