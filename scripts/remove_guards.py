"""Remove each guard of the table once, in a copy of the repository, and run the nearest tests: they must fail.

Usage: python scripts/remove_guards.py [WORD...], of the guards in whose names a word stands, or whose tests are called so. Takes about ten seconds each.
A guard is a line that keeps something bad from happening; one whose removal no test sees may as well not be there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "tests" / "mutants" / "guards.toml"


def main(words: list[str]) -> int:
    """Try the guards that are asked for; return 1 where the tests pass without one."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    survivors = []
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(
            ROOT, copy, ignore=shutil.ignore_patterns(".venv", ".git", "node_modules", "__pycache__", "out")
        )
        for guard in table["guard"]:
            if words and not any(word in guard["name"] or word == guard["tests"] for word in words):
                continue
            caught = removed(guard, table["tests"][guard["tests"]], copy)
            sys.stdout.write(f"{'caught' if caught else 'SURVIVES'}: {guard['name']}\n")
            sys.stdout.flush()
            survivors += [] if caught or "equivalent" in guard else [guard["name"]]
    return 1 if survivors else 0


def removed(guard: dict[str, str], tests: list[str], copy: Path) -> bool:
    """Whether the tests fail without a guard."""
    file = copy / guard["file"]
    before = file.read_text(encoding="utf-8")
    file.write_text(before.replace(guard["with"], guard["without"]), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-x", *tests]
    try:
        done = subprocess.run(
            command,
            cwd=copy,
            env=os.environ | {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            timeout=240,
        )
        if done.returncode not in (0, 1, 2):  # failed, or a module that cannot be imported any more
            raise SystemExit(done.stdout.decode())
        return done.returncode != 0
    except subprocess.TimeoutExpired:
        return True
    finally:
        file.write_text(before, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
