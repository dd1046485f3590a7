"""docs/learner.md is true: its commands are run, its files written, its screen drawn, in the order of the page.

A ```console block has commands after "$ " and their output; a ```python block whose first line is a comment with a
file's name is that file; a ```screen block is what the command shows in a terminal 80 columns wide. To write the true
outputs into the page: GRADE_WRITE_DOCS=1 python -m pytest tests/learner/test_doc.py
"""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "learner.md"
_BLOCK = re.compile(r"^```(console|python|screen)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def console(block, folder):
    """Run the commands of a block; return the block as it should be, and the folder one is in then."""
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    shown = []
    for command in re.findall(r"^\$ (.*)$", block, re.MULTILINE):
        if command.startswith("cd "):
            folder = folder / command.removeprefix("cd ")
            shown.append(f"$ {command}\n")
            continue
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
    return "".join(shown), folder


def test_the_page_is_true(tmp_path, watch_in):
    """Every command of the page prints, and every screen shows, what the page says."""
    folder = tmp_path
    told = PAGE.read_text(encoding="utf-8")
    true = told
    for kind, block in _BLOCK.findall(told):
        seen = block
        if kind == "python":
            name = block.split("\n")[0].removeprefix("# ")
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(block.split("\n", 1)[1], encoding="utf-8")
        elif kind == "console":
            seen, folder = console(block, folder)
        else:
            command = block.split("\n")[0]
            assert command == "$ grade watch"
            watched = watch_in(folder)
            watched.until("still the stub")
            seen = f"{command}\n{watched.text}\n"
        true = true.replace(f"```{kind}\n{block}```", f"```{kind}\n{seen}```", 1)
    if os.environ.get("GRADE_WRITE_DOCS"):
        PAGE.write_text(true, encoding="utf-8")
    assert true == told


def test_the_page_names_every_command_of_a_learner():
    """No command for learners is missing from the page."""
    text = PAGE.read_text(encoding="utf-8")
    for command in ("init", "exercise", "watch", "status", "reset", "hint", "try", "show", "quiz", "doctor"):
        assert f"grade {command}" in text
