"""The lists for reviewers: which implementations each mistake's hint speaks of."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

FOLDERS = sorted(path.parent for path in (Path(__file__).parents[2] / "solutions" / "mistakes").glob("*/README.md"))


@pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])
def test_every_mistake_has_its_row_for_reviewers(folder: Path) -> None:
    """Each file has one row, each row has its file, and no row is empty."""
    rows = re.findall(r"^\| `([a-z0-9-]+)` \| (.+) \|$", (folder / "README.md").read_text(encoding="utf-8"), re.M)
    assert sorted(name for name, _ in rows) == sorted(path.stem for path in folder.glob("*.py"))
    assert all(covered.strip() for _, covered in rows)
