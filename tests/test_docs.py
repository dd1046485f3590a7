"""What the documents show is true: every console block is run and its output compared.

A block begins with ```console; lines after "$ " are commands, the rest is their output. Blocks of one document run in
order, in one folder that has only `tests/answers/` and `solutions/`. To write the true outputs into the documents:
python tests/test_docs.py
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ANSWERS = Path(__file__).parent / "answers"
# docs whose blocks need a service or a browser have their own tests
DOCUMENTS = [ROOT / "README.md"]
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def run(block: str, folder: Path) -> str:
    """Return the block with the true output of its commands."""
    shown = []
    for command in re.findall(r"^\$ (.*)$", block, re.MULTILINE):
        environment = {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "COLUMNS": "80",
        }
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        shown.append(f"$ {command}\n{done.stdout}")
    return "".join(shown)


def workplace(folder: Path) -> Path:
    """Return the folder in which a document's commands run."""
    shutil.copytree(ANSWERS, folder / "tests" / "answers", dirs_exist_ok=True)
    shutil.copytree(ROOT / "solutions", folder / "solutions", dirs_exist_ok=True)
    return folder


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_console_blocks_are_true(document: Path, tmp_path: Path) -> None:
    """Each command of the document prints what the document says."""
    folder = workplace(tmp_path)
    blocks = _BLOCK.findall(document.read_text(encoding="utf-8"))
    assert blocks
    for block in blocks:
        assert run(block, folder) == block


def test_every_command_stands_in_the_docs() -> None:
    """A command that no document speaks of is one that nobody finds."""
    from grader.cli import COMMANDS

    documents = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    text = "".join(path.read_text(encoding="utf-8") for path in documents)
    assert [command for command in COMMANDS if f"grade {command}" not in text] == []


def test_every_package_stands_on_the_map() -> None:
    """CONTRIBUTING.md says of each module and package of the top what it holds, in the order of the layers."""
    table = re.findall(r"^\| (`.*?) \|", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.MULTILINE)
    told = re.findall(r"`(\w+)`", " ".join(table))
    there = {
        path.stem for path in (ROOT / "grader").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert sorted(told) == sorted(there - {"__init__", "__main__"})
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]["layers"]
    depth = {name: at for at, layer in enumerate(contract) for name in re.findall(r"grader\.(\w+)", layer)}
    at = [depth[name] for name in told if name in depth]
    assert at == sorted(at)


def test_every_file_that_contributors_are_sent_to_is_there() -> None:
    """The paths in CONTRIBUTING.md and in README.md exist."""
    for document in ("CONTRIBUTING.md", "README.md"):
        text = (ROOT / document).read_text(encoding="utf-8")
        paths = re.findall(r"`((?:\w+/)+\w+\.\w+)`", text) + re.findall(r"\]\(([^)#:]+)\)", text)
        assert paths
        assert [path for path in paths if not any((base / path).exists() for base in (ROOT, ROOT / "grader"))] == []


if __name__ == "__main__":
    for path in DOCUMENTS:
        with tempfile.TemporaryDirectory() as place:
            here = workplace(Path(place))
            text = path.read_text(encoding="utf-8")
            path.write_text(
                _BLOCK.sub(lambda match, here=here: f"```console\n{run(match[1], here)}```", text), encoding="utf-8"
            )
