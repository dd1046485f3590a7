"""Check what is about to be released: python scripts/check_release.py FOLDER TAG.

The folder must hold one wheel, and one source archive, of the tag's version. The wheel must say where problems are reported, and
CHANGELOG.md must have the version.
"""

from __future__ import annotations

import re
import sys
import zipfile
from email.parser import Parser
from pathlib import Path

CHANGELOG = Path(__file__).parent.parent / "CHANGELOG.md"


def problems(folder: Path, tag: str, changelog: str) -> list[str]:
    """Return what stops the release, a sentence each."""
    wheels = sorted(folder.glob("*.whl"))
    sources = sorted(folder.glob("*.tar.gz"))
    if len(wheels) != 1 or len(sources) != 1:
        return [f"{folder}: holds {len(wheels)} wheels and {len(sources)} source archives. Build into an empty folder."]
    with zipfile.ZipFile(wheels[0]) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        metadata = Parser().parsestr(archive.read(name).decode())
    version = metadata["Version"]
    found = []
    if tag != f"v{version}":
        found.append(f"The tag is {tag}, but the wheel has version {version}. Change grader/__init__.py or the tag.")
    if not sources[0].name.endswith(f"-{version}.tar.gz"):
        found.append(f"{sources[0].name}: is not of version {version}. Build both from one checkout.")
    if not any(url.startswith("Issues,") for url in metadata.get_all("Project-URL", [])):
        found.append(
            "The wheel does not say where problems are reported. Set Issues in pyproject.toml's [project.urls]."
        )
    if not re.search(rf"^## \[{re.escape(version)}\]", changelog, re.MULTILINE):
        found.append(f"CHANGELOG.md has no section {version}. Move what is under [Unreleased] into it.")
    return found


if __name__ == "__main__":
    told = problems(Path(sys.argv[1]), sys.argv[2], CHANGELOG.read_text(encoding="utf-8"))
    sys.exit("\n".join(told) or None)
