"""The bundled JavaScript: it is what the sources give, and it travels in the wheel."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "grader" / "pages" / "static"


def test_the_bundle_is_what_its_sources_give(tmp_path: Path) -> None:
    """Building the sources again gives the committed files, byte for byte."""
    node = shutil.which("node")
    assert node, "this test needs Node.js, and npm ci in frontend/"
    subprocess.run([node, "build.mjs", str(tmp_path)], cwd=ROOT / "frontend", check=True)
    built = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert {"exercise.js", "engine.js", "learner.js", "offline.js", "licences.json"} <= set(built)
    assert built == {name: (STATIC / name).read_bytes() for name in built}
