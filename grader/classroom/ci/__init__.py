"""The files that make grading run elsewhere: on GitHub, GitLab, Classroom 50 and Gradescope."""

from __future__ import annotations

import io
import re
import zipfile
from importlib import metadata
from pathlib import Path

from grader.classroom.ci.source import PROJECT, GraderSource
from grader.core.course import Course
from grader.core.errors import UsageError
from grader.core.files import write_file

_TEMPLATES = Path(__file__).parent / "templates"
_FOLDER = ".grade"
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_COURSE = ("exercises", "solutions", "quiz")
_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]*(/[A-Za-z0-9][\w.-]*)+")
_IMAGE = re.compile(r"[a-z0-9][\w.-]*(:\d+(?=/))?(/[a-z0-9][\w.-]*)*(:\w[\w.-]*)?@sha256:[0-9a-f]{64}", re.ASCII)


def github(source: GraderSource, repository: str | None) -> dict[str, bytes]:
    """Return the workflow and what it installs, by path.

    Args:
        source: the grader that the job installs.
        repository: OWNER/NAME of the private repository that holds the course; None for the built-in one.
    """
    return {".github/workflows/grade.yml": _filled("github.yml", repository), **source.files(_FOLDER)}


def gitlab(source: GraderSource, repository: str | None, image: str | None = None) -> dict[str, bytes]:
    """Return the pipeline and what it installs, by path.

    Args:
        source: the grader that the job installs.
        repository: GROUP/NAME of the private project that holds the course; None for the built-in one.
        image: the container image of the job, by its digest; None for the official one of Python.

    Raises:
        UsageError: the image is named without a digest, so that another could take its place.
    """
    pipeline = _filled("gitlab.yml", repository)
    if image is not None:
        if not _IMAGE.fullmatch(image):
            raise UsageError(
                f"--image {image}: name the image with its digest, NAME:TAG@sha256:DIGEST; "
                "`docker buildx imagetools inspect NAME:TAG` tells the digest."
            )
        pipeline = re.sub(rb"(?m)(?<=^  image: ).*", image.encode(), pipeline)
    return {".gitlab-ci.yml": pipeline, **source.files(_FOLDER)}


def classroom50(source: GraderSource, course: Course | None) -> dict[str, bytes]:
    """Return what belongs into the folder of an assignment's autograder in Classroom 50, by path.

    Args:
        source: the grader that the autograder installs.
        course: your own course, which is copied; None for the built-in one.
    """
    files = {"autograder.py": (_TEMPLATES / "autograder.py").read_bytes(), **source.files()}
    return files | (_course(course) if course else {})


def gradescope(course: Course) -> dict[str, bytes]:
    """Return the zip to upload as an autograder, which holds the grader and the course: the same bytes each time."""
    files = {name: (_TEMPLATES / name).read_bytes() for name in ("setup.sh", "run_autograder")}
    files["requirements.txt"] = "".join(f"{line}\n" for line in requirements()).encode()
    package = Path(__file__).parents[2]
    files |= _tree(package, "grader", skip="content")
    files |= _course(course)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            info = zipfile.ZipInfo(name, _NO_TIME)
            info.external_attr = (0o100755 if name in ("setup.sh", "run_autograder") else 0o100644) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return {"autograder.zip": out.getvalue()}


def requirements() -> list[str]:
    """Return what grading needs besides Python."""
    found = [line for line in metadata.requires(PROJECT) or [] if "extra ==" not in line]
    return sorted(found)


def write(folder: Path, files: dict[str, bytes]) -> list[Path]:
    """Write files, none over another that is there; return their paths.

    Raises:
        UsageError: one is there and says something else, or cannot be written.
    """
    paths = {folder / name: content for name, content in files.items()}
    for path, content in paths.items():
        if path.exists() and (not path.is_file() or path.read_bytes() != content):
            raise UsageError(f"{path}: is there already; move it away, or name another folder.")
    try:
        for path, content in paths.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_file(path, content)
    except OSError as error:
        raise UsageError(f"{error.filename or folder}: cannot be written ({error.strerror}).") from None
    return list(paths)


def _course(course: Course) -> dict[str, bytes]:
    """Return a course's files, below `course`."""
    return {
        name: content for folder in _COURSE for name, content in _tree(course.root / folder, f"course/{folder}").items()
    }


def _tree(root: Path, name: str, skip: str = "") -> dict[str, bytes]:
    """Return every file below a folder."""
    return {
        f"{name}/{path.relative_to(root).as_posix()}": path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts and path.relative_to(root).parts[0] != (skip or None)
    }


def _filled(template: str, repository: str | None) -> bytes:
    """Return a template with its lines about a private course, or without them."""
    if repository is not None and not _REPOSITORY.fullmatch(repository):
        raise UsageError(f"{repository!r} is no repository; write OWNER/NAME.")
    lines = (_TEMPLATES / template).read_text(encoding="utf-8").splitlines()
    kept = [
        line.removesuffix("  # private course") for line in lines if repository or not line.endswith("# private course")
    ]
    text = "\n".join(kept).replace("REPOSITORY", repository or "")
    return text.replace("COURSE_OPTION ", "--course .grade-course " if repository else "").encode() + b"\n"
