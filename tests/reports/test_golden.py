"""Each format writes just what its golden file holds; GOLDEN=write makes them again, to be read before a commit."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from grader.core.results import SubmissionResult
from grader.reports import FORMATS, render

from .conftest import NASTY, exercise, whole

GOLDEN = Path(__file__).parent / "golden"
SUFFIX = {
    "json": "json",
    "html": "html",
    "junit": "xml",
    "markdown": "md",
    "autograding": "json",
    "gradescope": "json",
    "classroom50": "json",
}
MINE = [name for name in FORMATS if name not in ("text", "json", "lines")]


@pytest.mark.parametrize("words", ["plain", "nasty"])
@pytest.mark.parametrize("format_", MINE)
@pytest.mark.usefixtures("classroom50")
def test_a_format_is_as_its_golden_file(format_: str, words: str) -> None:
    """The same result gives the same bytes."""
    written = render(whole("0.25" if words == "plain" else NASTY), format_)
    written = re.sub(r"(?<=::)[0-9a-f]{32}", "TOKEN", written)
    written.encode()
    path = GOLDEN / f"{format_}_{words}.{SUFFIX.get(format_, 'txt')}"
    if os.environ.get("GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(written, encoding="utf-8", newline="\n")
    assert written == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("format_", MINE)
@pytest.mark.usefixtures("classroom50")
def test_one_exercise_alone_is_written_too(format_: str) -> None:
    """Every format takes an exercise as it takes a whole submission."""
    assert render(exercise("0.25"), format_)


@pytest.mark.parametrize("format_", MINE)
@pytest.mark.usefixtures("classroom50")
def test_a_submission_without_anything_is_written_too(format_: str) -> None:
    """No check at all breaks no format."""
    empty = exercise("", status="missing", checks=(), score=0.0, message="There is no one.py here.", misconception=None)
    assert render(SubmissionResult.of((empty,)), format_)
