"""Where a learner's job gets the grader from: a wheel pinned by its hash, or a git commit."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from pathlib import Path

from grader.core.errors import UsageError

PROJECT = "primer-grader"
_GIT = re.compile(r"git\+https://[A-Za-z0-9][\w.-]*(:\d+)?(/[\w~][\w.~-]*)+@[0-9a-f]{40}", re.ASCII)
_WHEEL = re.compile(r"[A-Za-z0-9][\w.+-]*\.whl", re.ASCII)
_WHAT = (
    "its wheel file (`python -m build --wheel` makes one), or git+https://HOST/REPOSITORY@COMMIT with all 40 digits of "
    "the commit"
)


@dataclass(frozen=True)
class GraderSource:
    """One version of the grader, and nothing else under its name.

    Args:
        address: what pip installs; FOLDER stands for the absolute path of the folder that holds the wheel.
        wheel: the wheel's name and content, or None where git is asked.
    """

    address: str
    wheel: tuple[str, bytes] | None = None

    def files(self, folder: str = "") -> dict[str, bytes]:
        """Return the requirements file and the wheel, by path.

        Args:
            folder: where they stand, below the folder in which pip is run.
        """
        below = f"{folder}/" if folder else ""
        # pip replaces ${PWD}: a requirement with a hash needs an absolute address
        requirement = f"{PROJECT} @ {self.address.replace('FOLDER/', '${PWD}/' + below)}\n"
        wheel = {below + self.wheel[0]: self.wheel[1]} if self.wheel else {}
        return {f"{below}requirements.txt": requirement.encode(), **wheel}


def read_source(given: str | None) -> GraderSource:
    """Return the source that `--from` names.

    Raises:
        UsageError: nothing is named, or it is neither a wheel of the grader nor a git address with a full commit.
    """
    if given is None:
        raise UsageError(f"Name the grader that the jobs install with --from: {_WHAT}.")
    if _GIT.fullmatch(given):
        return GraderSource(given)
    if not given.endswith(".whl"):
        raise UsageError(f"--from {given}: give {_WHAT}.")
    path = Path(given)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}).") from None
    if not _WHEEL.fullmatch(path.name) or _project(content) != PROJECT:
        raise UsageError(f"{path}: is no wheel of {PROJECT}; `python -m build --wheel` makes one.")
    digest = hashlib.sha256(content).hexdigest()
    return GraderSource(f"file://FOLDER/{path.name}#sha256={digest}", (path.name, content))


def _project(wheel: bytes) -> str | None:
    """Return the name in a wheel's metadata; None where it is no wheel."""
    try:
        with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
            (metadata,) = (name for name in archive.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", name))
            return str(BytesHeaderParser().parsebytes(archive.read(metadata))["Name"])
    except (zipfile.BadZipFile, ValueError):
        return None
