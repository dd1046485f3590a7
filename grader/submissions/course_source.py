"""Where a course comes from: a folder, a zip, a git address with a revision, or an installed package.

What is fetched is kept in the user's cache, under a name made of its content, so that a folder that was once named stays
what it was.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import tempfile
import zipfile
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from grader.core.errors import UsageError
from grader.core.hashing import digest_of

GROUP = "primer_grader.courses"
"""The entry points under which packages offer courses."""
MOST_BYTES, MOST_FILES = 256 << 20, 20_000
_GIT_SECONDS = 300
_ADDRESS = re.compile(r"(git\+)?(https|ssh|file)://\S+|[\w.-]+@[\w.-]+:\S+")
_PASSWORD = re.compile(r"//[^/@\s]*:[^/@\s]*@")
_NO_PROGRAMS = ("-c", "core.hooksPath=/dev/null", "-c", "protocol.ext.allow=never", "-c", "core.fsmonitor=false")


def course_place(said: str) -> Path:
    """Return the folder of the course that is meant; it is fetched where it is not here yet.

    Args:
        said: a folder, a course.yaml, a zip, the address of a git repository with `@REVISION` behind it or without, or
            the name that an installed package gives its course.

    Raises:
        UsageError: there is no such course, or it cannot be fetched.
    """
    path = Path(said)
    if _ADDRESS.fullmatch(said) and not path.exists():
        return _from_git(said.removeprefix("git+"))
    if path.suffix.lower() == ".zip" and path.is_file():
        return _from_zip(path)
    if not path.exists() and re.fullmatch(r"[\w.-]+", said):
        if offered := _offered(said):
            return _from_package(offered)
        known = sorted(one.name for one in entry_points(group=GROUP))
        if not known:
            return path
        there = f"; installed packages offer {', '.join(known)}"
        raise UsageError(
            f"There is no folder {said!r} here, and no installed package offers a course with this name{there}."
        )
    return path


def _cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME")
    folder = (Path(base) if base else Path.home() / ".cache") / "grade" / "courses"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{error.filename}: cannot be made ({error.strerror}).") from None
    return folder


def _kept(temporary: Path, name: str) -> Path:
    """Move what was fetched to its place in the cache, unless it is there already."""
    place = _cache() / name
    try:
        if not place.exists():
            temporary.rename(place)
    except OSError as error:
        if not place.exists():  # another process was not first
            raise UsageError(f"{place}: cannot be written ({error.strerror}).") from None
    return _course_in(place)


def _course_in(folder: Path) -> Path:
    """Return the one folder with a course in what was fetched: itself, or one in it."""
    for candidate in (folder, *sorted(one for one in folder.iterdir() if one.is_dir())):
        if (candidate / "exercises" / "course.yaml").is_file():
            return candidate
    raise UsageError("There is no course in what was fetched: it has no exercises/course.yaml.")


def _from_git(address: str) -> Path:
    where, revision = revision_of(address)
    if revision.startswith("-") or where.startswith("-"):
        raise UsageError(f"{address}: this is no address of a git repository.")
    name = f"git-{digest_of([where.encode()])[:12]}-"
    if re.fullmatch(r"[0-9a-f]{40}", revision) and (_cache() / f"{name}{revision}").is_dir():
        return _course_in(_cache() / f"{name}{revision}")
    with tempfile.TemporaryDirectory(dir=_cache(), prefix=".new-") as temporary:
        folder = Path(temporary) / "course"
        _git(["clone", "--quiet", "--no-checkout", "--", where, str(folder)], where)
        commit = _commit(folder, where, revision)
        _git(["-C", str(folder), "checkout", "--quiet", "--detach", commit, "--"], where, revision)
        shutil.rmtree(folder / ".git")
        return _kept(folder, name + commit)


def revision_of(address: str) -> tuple[str, str]:
    """Return the address of a git repository, and the revision behind the last @ of its path, or nothing."""
    host, colon, path = address.partition(":")
    if path.startswith("//"):
        machine, slash, path = path[2:].partition("/")
        host, colon = f"{host}://{machine}", slash
    place, at, revision = path.rpartition("@")
    return f"{host}{colon}{place if at else path}", revision if at else ""


def _commit(folder: Path, where: str, revision: str) -> str:
    """Return the commit of a tag, a branch or a commit's own name, in this order; without one, of the main branch."""
    for name in (f"refs/tags/{revision}", f"refs/remotes/origin/{revision}", revision) if revision else ("HEAD",):
        try:
            return _git(["-C", str(folder), "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}"], where).strip()
        except UsageError:
            continue
    lacks = f"has no tag, branch or commit {revision!r}" if revision else "is empty"
    raise UsageError(_PASSWORD.sub("//", f"{where}: this repository {lacks}."))


def _git(arguments: list[str], where: str, revision: str = "") -> str:
    ssh = os.environ.get("GIT_SSH_COMMAND", "ssh") + " -oBatchMode=yes"
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "GIT_SSH_COMMAND": ssh, "LC_ALL": "C"}
    try:
        done = subprocess.run(
            ["git", *_NO_PROGRAMS, *arguments],
            env=environment,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_GIT_SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except FileNotFoundError:
        raise UsageError("A course from a git repository needs git, which is not installed here.") from None
    except subprocess.TimeoutExpired:
        raise UsageError(f"{where}: git did not answer within {_GIT_SECONDS} s.") from None
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line and not line.startswith(("Cloning", "warning:"))]
        said = (lines or ["no reason given"])[0].removeprefix("fatal: ")
        what = f"{where} at {revision}" if revision else where
        raise UsageError(_PASSWORD.sub("//", f"{what}: git cannot fetch this course ({said[:200].rstrip('.')})."))
    return done.stdout


def _from_zip(path: Path) -> Path:
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as raw:
            members = [member for member in archive.infolist() if not member.is_dir()]
            _check_members(path, members)
            name = f"zip-{digest_of([raw.read(MOST_BYTES)])}"
            if (_cache() / name).is_dir():
                return _course_in(_cache() / name)
            with tempfile.TemporaryDirectory(dir=_cache(), prefix=".new-") as temporary:
                folder = Path(temporary) / "course"
                for member in members:
                    _unpacked(archive, member, folder)
                return _kept(folder, name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise UsageError(f"{path}: this zip cannot be read ({error}).") from None
    except OSError as error:
        raise UsageError(f"{error.filename or path}: cannot be used ({error.strerror or error}).") from None


def _check_members(path: Path, members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_FILES or sum(member.file_size for member in members) > MOST_BYTES:
        raise UsageError(f"{path}: a course may have {MOST_FILES:,} files and {MOST_BYTES >> 20} MiB; this has more.")
    for member in members:
        name = PurePosixPath(member.filename)
        link = stat.S_ISLNK(member.external_attr >> 16)
        if name.is_absolute() or ".." in name.parts or "\\" in member.filename or link:
            raise UsageError(f"{path}: {member.filename!r} in it is no plain file of a course.")


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path) -> None:
    target = folder / member.filename
    target.parent.mkdir(parents=True, exist_ok=True)
    left = member.file_size
    with archive.open(member) as source, target.open("wb") as out:
        while part := source.read(min(1 << 20, left + 1)):
            left -= len(part)
            if left < 0:
                raise zipfile.BadZipFile(f"{member.filename} is longer than it says")
            out.write(part)


def _offered(name: str) -> EntryPoint | None:
    return next(iter(entry_points(group=GROUP, name=name)), None)


def _from_package(offered: EntryPoint) -> Path:
    """Return the folder of a package's course, or of a folder in it that its entry point names behind a colon."""
    try:
        spec = find_spec(offered.module)
    except (ImportError, ValueError):
        spec = None
    folders = list(spec.submodule_search_locations or []) if spec else []
    if not folders:
        raise UsageError(f"The package of the course {offered.name!r} has no folder {offered.module!r}.")
    return Path(folders[0], *(offered.attr or "").split(".")) if offered.attr else _course_in(Path(folders[0]))
