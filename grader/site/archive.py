"""What the interpreters in the browser are given: the grader with the course for one, the sandbox's worker for the other."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

import grader
from grader.core.course import Course
from grader.site.packages import PURE, msgspec_files, pure_files

_ROOMS = ("core", "sandbox", "submissions", "suite", "grading", "quiz", "reports", "pages", "site")
_SANDBOX = (
    *("plain", "wire", "channel", "calls", "operations", "failures", "importer", "stepping", "timing"),
    *("printed", "returned", "worker"),
)
"""What the learner's interpreter gets of the sandbox; each imports only from those before it."""
_TIME = (1980, 1, 1, 0, 0, 0)
_BEGIN = """
import sys
from types import ModuleType
for name in ("grader", "grader.sandbox", *("grader.sandbox." + own for own in SOURCES)):
    module = sys.modules[name] = ModuleType(name)
    parent, _, own = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], own, module)
    if own in SOURCES:
        exec(compile(SOURCES.pop(own), f"<{own}>", "exec"), vars(module))
for name in [name for name in sys.modules if name.startswith("grader")]:
    del sys.modules[name]
serve = module.serve
"""


def engine_files() -> dict[str, bytes]:
    """Return what the engine's interpreter imports, by path: libraries and the grader."""
    files = msgspec_files()
    for name in PURE:
        files |= pure_files(name)
    package = Path(grader.__file__).parent
    files["grader/__init__.py"] = (package / "__init__.py").read_bytes()
    for room in _ROOMS:
        for file in (package / room).rglob("*"):
            if file.suffix in (".py", ".ini", ".html") and file.is_file():
                files[f"grader/{file.relative_to(package).as_posix()}"] = file.read_bytes()
    return files


def course_files(course: Course) -> Iterable[tuple[str, bytes]]:
    """Give the files that a course consists of, by their path in its folder: nothing that lies beside them."""
    own = [course.root / "exercises" / "course.yaml"]
    for exercise in course.exercises:
        own += [exercise.stub, exercise.reference, exercise.suite, *exercise.mistakes.glob("*.py")]
        own += [exercise.stub.parent / name for name in exercise.files]
    for folder in ("solutions/pictures", "solutions/probes", "quiz"):
        own += [path for path in (course.root / folder).rglob("*") if "__pycache__" not in path.parts]
    for file in sorted(set(own)):
        if file.is_file():
            yield file.relative_to(course.root).as_posix(), file.read_bytes()


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return files as one gzip stream, whose bytes depend on nothing else; `frontend/src/engine.js` unpacks it.

    It holds the length of a header (four bytes, little-endian), the header (JSON: path and length of each file), and the
    files one after another. Packed together they are a quarter smaller than in a zip file.
    """
    ordered = sorted(files.items(), key=lambda file: (PurePosixPath(file[0]).suffix, file[0]))
    header = json.dumps([[name, len(content)] for name, content in ordered]).encode()
    whole = len(header).to_bytes(4, "little") + header + b"".join(content for _, content in ordered)
    return gzip.compress(whole, 9, mtime=0)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return files as a zip archive whose bytes depend on nothing else."""
    archived = io.BytesIO()
    with zipfile.ZipFile(archived, "w") as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, _TIME), content, zipfile.ZIP_DEFLATED, 9)
    return archived.getvalue()


def learner_program() -> bytes:
    """Return what the learner's interpreter runs: the sandbox's worker, as text."""
    package = Path(grader.__file__).parent
    sources = {name: (package / "sandbox" / f"{name}.py").read_text(encoding="utf-8") for name in _SANDBOX}
    sources["learner"] = (package / "site" / "learner.py").read_text(encoding="utf-8")
    return json.dumps({"begin": _BEGIN, "sources": sources}).encode()
