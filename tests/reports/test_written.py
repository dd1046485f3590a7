"""A report that is written into a file."""

from __future__ import annotations

import os
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o027, 0o640), (0o077, 0o600)])
def test_a_written_report_has_the_permissions_of_the_umask(
    mask: int, mode: int, tmp_path: Path, grade_cli: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """As any file that a program makes, though it is written into a private temporary file first."""
    before = os.umask(mask)
    try:
        grade_cli("exercise", "1", ROOT / "solutions", "--format", "json", "--output", tmp_path / "result.json")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "result.json").stat().st_mode) == mode
