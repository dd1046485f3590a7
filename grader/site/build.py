"""Build the course as static files: pages, and all that the browser needs to run Python and grade."""

from __future__ import annotations

import gzip
import hashlib
import json
import tempfile
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

import grader
from grader.core.course import Course, Exercise
from grader.core.errors import UsageError
from grader.pages import lessons, views
from grader.pages.quizzes import CourseQuizzes
from grader.site import patience
from grader.site.archive import course_files, engine_files, learner_program, packed, zipped
from grader.site.compiled import with_bytecode
from grader.site.needs import refuse_what_is_missing
from grader.site.packages import MSGSPEC, PURE, Licence, licence

MANIFEST = "manifest.json"
PYODIDE = "314.0.7"
_LIBRARY = "python_stdlib.zip"
_PYODIDE_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", _LIBRARY)
_HOME = "/lib/course"
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "style-src 'self' 'unsafe-inline'; font-src 'none'; base-uri 'none'; form-action 'none'"
)


class SiteFile(msgspec.Struct, frozen=True):
    """A file of a site, as the manifest lists it."""

    path: str
    size: int
    gzip: int
    sha256: str


class _Site:
    """The files of a site while it is built: named by their content where a page refers to them."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self._names: dict[str, str] = {}

    def add(self, path: str, content: bytes) -> None:
        """Add a file under its own name."""
        self.files[path] = content

    def add_hashed(self, name: str, content: bytes) -> str:
        """Add a file under a name that holds the digest of its content; return its address."""
        stem, dot, suffix = name.partition(".")
        self._names[name] = f"files/{stem}-{_digest(content)}{dot}{suffix}"
        self.files[self._names[name]] = content
        return self._names[name]

    def address(self, name: str) -> str:
        """Return the address of a file that was added hashed, or of a page."""
        return self._names.get(name, f"{'index' if name == 'home' else name}.html")


def _digest(*contents: bytes) -> str:
    return hashlib.sha256(b"\0".join(contents)).hexdigest()[:16]


def build(
    course: Course, target: Path, pyodide: Path, told: Callable[[str], None] = lambda text: None
) -> list[SiteFile]:
    """Write the site of a course.

    Args:
        course: what it is of.
        target: the folder to write; it may be there only if it is empty, or a site that was built before.
        pyodide: the unpacked npm package.
        told: is called with what is being done.

    Raises:
        UsageError: something that is needed is missing, or the folder is something else.
        ContentError: the course is unsound.
    """
    _free(target)
    site, settings = (
        _Site(),
        {
            "course": f"{_HOME}/content",
            "callSeconds": patience.CALL_SECONDS,
            "againSeconds": patience.AGAIN_SECONDS,
        },
    )
    refuse_what_is_missing(course)
    told("Collecting Python and the course")
    runtime = _pyodide_files(pyodide)
    told("Compiling Python's modules")
    library, engine = with_bytecode(pyodide, runtime[_LIBRARY], engine_files())
    names = {"pyodide": _add_pyodide(site, {**runtime, _LIBRARY: zipped(library)})}
    names["wasm"] = names["pyodide"] + "pyodide.asm.wasm"
    names["archive"] = site.add_hashed("archive.bin", packed({**engine, **_content(course)}))
    names["program"] = site.add_hashed("learner.json", learner_program())
    for name in (
        "exercise.js",
        "home.js",
        "quiz.js",
        "embed.js",
        "engine.js",
        "learner.js",
        "course.css",
        "style.css",
        "icon.svg",
    ):
        address = site.add_hashed(name, (views.STATIC / name).read_bytes())
        if name in ("engine.js", "learner.js"):
            names[name.removesuffix(".js")] = address
    told("Writing pages")
    wasm = len(site.files[names["wasm"]])
    common = {"course": slug(course), "files": names, "settings": settings, "wasmBytes": wasm, "offline": "offline.js"}
    for path, page in _pages(site, course, common):
        site.add(path, page.encode())
    site.add("licences.html", _licences_page(site, course).encode())
    _add_offline(site)
    listed = [
        SiteFile(path, len(raw), _packed(path, raw), hashlib.sha256(raw).hexdigest())
        for path, raw in sorted(site.files.items())
    ]
    manifest = {
        "made_by": f"grade site {grader.__version__}",
        "course": course.title,
        "files": listed,
        "licences": licences(),
    }
    site.add(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")
    _write(target, site.files)
    return listed


def slug(course: Course) -> str:
    """Return the course's title as a short name, under which a browser keeps a learner's work."""
    letters = "".join(letter if letter.isalnum() else "-" for letter in course.title.lower())
    return "-".join(filter(None, letters.split("-")))[:80] or "course"


def _packed(path: str, raw: bytes) -> int:
    """Return how many bytes a web host sends for a file, which is packed unless it is packed already."""
    return len(raw) if path.endswith((".zip", ".bin")) else len(gzip.compress(raw, 6, mtime=0))


def _pyodide_files(folder: Path) -> dict[str, bytes]:
    """Return the files of Pyodide that a site ships; UsageError where the folder is something else."""
    missing = [name for name in (*_PYODIDE_FILES, "pyodide-lock.json", "package.json") if not (folder / name).is_file()]
    if missing:
        raise UsageError(
            f"{folder}: this is not Pyodide: {missing[0]} is missing. Give the folder of the unpacked npm package "
            f"pyodide {PYODIDE}."
        )
    version = json.loads((folder / "package.json").read_bytes()).get("version")
    if version != PYODIDE:
        raise UsageError(f"{folder}: this is Pyodide {version}; a site is built with {PYODIDE}.")
    contents = {name: (folder / name).read_bytes() for name in _PYODIDE_FILES}
    lock = json.loads((folder / "pyodide-lock.json").read_bytes())
    # its list of packages names what nobody here asks for
    contents["pyodide-lock.json"] = json.dumps({"info": lock["info"], "packages": {}}, indent=1).encode()
    return contents


def _add_pyodide(site: _Site, contents: Mapping[str, bytes]) -> str:
    """Add Pyodide; return the address of its folder."""
    where = f"files/pyodide-{_digest(*contents.values())}/"
    for name, content in contents.items():
        site.add(where + name, content)
    return where


def _content(course: Course) -> dict[str, bytes]:
    return {f"content/{path}": content for path, content in course_files(course)}


def _pages(site: _Site, course: Course, common: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Give every page of the course, by its path."""
    stubs = {f"{one.stem}.py": one.stub.read_text(encoding="utf-8") for one in course.exercises}

    def page(template: str, data: Mapping[str, Any], **values: Any) -> str:
        encoded = views.marked(json.dumps(data, ensure_ascii=True).replace("<", "\\u003c"))
        return views.page_html(template, course, site.address, site=True, policy=POLICY, data=encoded, **values)

    titles = CourseQuizzes(course, Path()).titles()
    quizzes = [{"title": one.title, "count": one.count, "address": f"quiz-{one.name}.html"} for one in titles]
    yield "index.html", page("course/home.html", {**common, "stubs": stubs}, script="home.js", quizzes=quizzes)
    for quiz in titles:
        yield (
            f"quiz-{quiz.name}.html",
            page("course/quiz.html", {**common, "quiz": quiz.name}, script="quiz.js", quiz=quiz),
        )
    for exercise in course.exercises:
        upto = dict(list(stubs.items())[: exercise.number])
        data = {
            **common,
            "stubs": upto,
            "exercise": {"number": exercise.number, "name": exercise.name, "stem": exercise.stem},
        }
        lesson = views.marked(lessons.lesson_html(exercise, partial(_beside, site, exercise)))
        yield (
            f"{exercise.stem}.html",
            page(
                "course/exercise.html",
                data,
                script="exercise.js",
                exercise=exercise,
                stubs=upto,
                lesson=lesson,
                quizzes=quizzes,
                expression=views.example_call(exercise),
            ),
        )
    listed = [
        {"number": one.number, "name": one.name, "stem": one.stem, "address": f"{one.stem}.html"}
        for one in course.exercises
    ]
    yield "embed.html", page("course/embed.html", {"exercises": listed}, script="embed.js")


def _beside(site: _Site, exercise: Exercise, name: str) -> str:
    """Add a file that lies beside a lesson, and return its address."""
    file = lessons.lesson_file(exercise).with_name(name)
    if not file.is_file():
        raise UsageError(f"{lessons.lesson_file(exercise)}: shows {name}, which is not there.")
    return site.add_hashed(name, file.read_bytes())


def licences() -> list[Licence]:
    """Return the licences of all that a site ships beside the course."""
    bundled = msgspec.json.decode((views.STATIC / "licences.json").read_bytes(), type=list[Licence])
    pyodide = Licence("pyodide", PYODIDE, "MPL-2.0", ())
    python = Licence("cpython", "3.14", "PSF-2.0", ())
    own = msgspec.structs.replace(licence("msgspec"), version=MSGSPEC)
    return [pyodide, python, own, *map(licence, PURE), *bundled, licence("primer-grader")]


def _licences_page(site: _Site, course: Course) -> str:
    return views.page_html("course/licences.html", course, site.address, site=True, policy=POLICY, licences=licences())


def _add_offline(site: _Site) -> None:
    """Add the service worker: its own address never changes, its content does with every other file."""
    listed = sorted(site.files)
    version = _digest(*(name.encode() + b"\0" + site.files[name] for name in listed))
    source = (views.STATIC / "offline.js").read_text(encoding="utf-8")
    site.add("offline.js", f"const FILES={json.dumps(listed)},VERSION={json.dumps(version)};\n{source}".encode())


def _free(target: Path) -> None:
    """Raise UsageError where the folder holds anything but a site that was built before."""
    if target.is_dir() and any(target.iterdir()):
        try:
            ours = str(json.loads((target / MANIFEST).read_bytes())["made_by"]).startswith("grade site ")
        except (OSError, ValueError, KeyError, TypeError):
            ours = False
        if not ours:
            raise UsageError(
                f"{target}: this folder is not empty, and not a site that `grade site` made; name another."
            )
    elif target.exists() and not target.is_dir():
        raise UsageError(f"{target}: this is a file; name a folder for the site.")


def _write(target: Path, files: Mapping[str, bytes]) -> None:
    """Write all files, or none: in a folder beside the target, which then takes its place."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as folder:
            fresh = Path(folder) / "new"
            for name, content in files.items():
                path = fresh / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            if target.exists():
                target.rename(Path(folder) / "old")
            fresh.rename(target)
    except OSError as error:
        raise UsageError(f"{target}: the site cannot be written ({error.strerror}).") from None
