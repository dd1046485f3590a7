"""What travels to the browser beside the course: pure Python of installed distributions, and msgspec's own build for it."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import tempfile
import zipfile
from importlib import metadata
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from grader.core.errors import UsageError

# pytest's own dependencies among them as far as they are imported; `packaging` never is here
PURE = (
    "pytest",
    "pluggy",
    "iniconfig",
    "pygments",
    "pyyaml",
    "jinja2",
    "markupsafe",
    "markdown-it-py",
    "mdurl",
    "latex2mathml",
)
_PYGMENTS = (
    "__init__",
    "console",
    "filter",
    "filters/__init__",
    "formatter",
    "formatters/__init__",
    "formatters/_mapping",
    "formatters/terminal",
    "lexer",
    "lexers/__init__",
    "lexers/_mapping",
    "lexers/python",
    "lexers/diff",
    "modeline",
    "plugin",
    "regexopt",
    "scanner",
    "style",
    "styles/__init__",
    "styles/_mapping",
    "token",
    "unistring",
    "util",
)
# the build of msgspec for Pyodide's platform; the digest is the package index's own
MSGSPEC = "0.23.0"
MSGSPEC_SHA256 = "1836f50ad87e7c56600b648a1b75c3bbcce62835cb1f489435fc5fee8d068831"
PLATFORM, PYTHON = "pyemscripten_2026_0_wasm32", "3.14"


class Licence(msgspec.Struct, frozen=True):
    """What a distribution may be used under."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]


def pure_files(name: str) -> dict[str, bytes]:
    """Return the Python files of an installed distribution, and the data beside them, by their path.

    Raises:
        UsageError: it is not installed.
    """
    try:
        found = metadata.distribution(name).files or []
    except metadata.PackageNotFoundError:
        raise UsageError(f"{name} is not installed; `pip install 'primer-grader[site]'` brings it.") from None
    kept = {}
    for file in found:
        path = PurePosixPath(file)
        if _travels(path):
            kept[str(path)] = Path(str(file.locate())).read_bytes()
        elif path.match("*.dist-info/METADATA"):
            # some ask for their own version: the fields do, without the description
            kept[str(path)] = Path(str(file.locate())).read_bytes().partition(b"\n\n")[0] + b"\n"
    return kept


def _travels(path: PurePosixPath) -> bool:
    """Whether a file of a distribution is needed in the browser."""
    top = path.parts[0]
    if top in ("..", "tests") or top.endswith(".dist-info") or "__pycache__" in path.parts:
        return False
    if top == "pygments":
        return str(path.with_suffix("").relative_to(top)) in _PYGMENTS
    return path.suffix in (".py", ".txt") and top != "_yaml"


def licence(name: str) -> Licence:
    """Return what an installed distribution says of its licence."""
    distribution = metadata.distribution(name)
    said: Any = distribution.metadata
    short = said.get("License-Expression") or said.get("License") or ""
    classifiers = [c.rpartition(" :: ")[2] for c in said.get_all("Classifier") or [] if c.startswith("License ::")]
    texts = [
        Path(str(file.locate())).read_text(encoding="utf-8")
        for file in distribution.files or []
        if ".dist-info" in str(file) and PurePosixPath(file).name.upper().startswith(("LICEN", "COPYING", "NOTICE"))
    ]
    return Licence(
        name, distribution.version, short if short and "\n" not in short else ", ".join(classifiers), tuple(texts)
    )


def msgspec_files() -> dict[str, bytes]:
    """Return the files of msgspec for the browser, brought by pip from the package index and checked against its digest.

    Raises:
        UsageError: pip is not there, or cannot bring it.
    """
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "wanted.txt"
        wanted.write_text(f"msgspec=={MSGSPEC} --hash=sha256:{MSGSPEC_SHA256}\n", encoding="utf-8")
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        command += ["--only-binary=:all:", "--platform", PLATFORM, "--python-version", PYTHON, "--implementation", "cp"]
        command += [
            "--abi",
            "cp" + PYTHON.replace(".", ""),
            "--require-hashes",
            "--dest",
            folder,
            "--requirement",
            str(wanted),
        ]
        done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        wheels = sorted(Path(folder).glob("*.whl"))
        if done.returncode or not wheels:
            if "No module named pip" in done.stderr:
                raise UsageError("Building a site needs pip; `pip install 'primer-grader[site]'` brings it.")
            last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise UsageError(f"msgspec {MSGSPEC} for the browser could not be fetched from the package index: {last}")
        return wheel_files(wheels[0].read_bytes())


def wheel_files(raw: bytes) -> dict[str, bytes]:
    """Return what a wheel installs, without its metadata; UsageError where it is not the one that is known."""
    if hashlib.sha256(raw).hexdigest() != MSGSPEC_SHA256:
        raise UsageError(f"This is not the build of msgspec {MSGSPEC} that a site needs: its digest differs.")
    with zipfile.ZipFile(io.BytesIO(raw)) as wheel:
        names = [name for name in wheel.namelist() if ".dist-info/" not in name and not name.endswith(".pyi")]
        return {name: wheel.read(name) for name in names}
