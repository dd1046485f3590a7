"""Whatever lies in a submission's place is read within bounds, or refused in one short sentence."""

from __future__ import annotations

import io
import json
import re
import tarfile
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from grader.core.course import load_course
from grader.core.errors import UsageError
from grader.core.text import without_commands
from grader.submissions.archive import Archive, inside
from grader.submissions.folder import Folder
from grader.submissions.notebook import code_cells
from grader.submissions.source_text import Refused, decode
from grader.submissions.submission import MAX_SOURCE, MAX_TOTAL, Submission, open_submission

KEYS = st.sampled_from(["cells", "cell_type", "source", "input", "worksheets", "nbformat", "metadata"])
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text() | st.sampled_from(["code", "markdown"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8) | KEYS, inner, max_size=5),
    max_leaves=20,
)
CELL = st.fixed_dictionaries({"cell_type": JSON}, optional={"source": JSON, "input": JSON})
CELLS = st.lists(CELL | JSON, max_size=4)
NOTEBOOKS = st.fixed_dictionaries(
    {"nbformat": st.sampled_from([3, 4, 4.0, True, "4"])}, optional={"cells": CELLS | JSON, "worksheets": JSON}
)


def one_sentence(error: Refused) -> None:
    """Check a refusal."""
    assert error.reason.isprintable()
    assert len(error.reason) < 400


@given(st.binary(max_size=200))
@example(b"# coding: " + b"x" * 100_000)
@example(b"# coding: utf-8-sig\n")
@example(b"# coding: undefined\n")
def test_any_file_is_text_or_refused(raw: bytes) -> None:
    """A decoded source has one kind of line end and no NUL."""
    try:
        text = decode(raw, "x.py")
    except Refused as error:
        one_sentence(error)
    else:
        assert "\r" not in text
        assert "\0" not in text


@given(NOTEBOOKS | JSON)
def test_any_json_is_a_notebook_or_refused(data: Any) -> None:
    """A cell's source is text that can be written as UTF-8."""
    try:
        cells = code_cells(json.dumps(data).encode(), "x.ipynb")
    except Refused as error:
        one_sentence(error)
    else:
        assert all(source.encode() is not None and label.startswith("x.ipynb, cell ") for label, source in cells)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_notebook_or_refused(raw: bytes) -> None:
    """Nothing but a refusal is raised."""
    try:
        code_cells(raw, "x.ipynb")
    except Refused as error:
        one_sentence(error)


def packed(kind: str, names: list[str], content: bytes) -> bytes:
    """Return an archive of files with these names."""
    made = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for number, name in enumerate(names):
                archive.writestr(f"{number}{name}", content)
    else:
        with tarfile.open(fileobj=made, mode=kind) as tar:  # type: ignore[call-overload]
            for name in names:
                info = tarfile.TarInfo(name)
                info.size = len(content)
                tar.addfile(info, io.BytesIO(content))
    return made.getvalue()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["zip", "w:", "w:gz", "w:bz2", "w:xz"]),
    st.lists(st.text(max_size=12) | st.sampled_from(["../x.py", "/x.py", "a/x.py", "x.py", "a\\x.py"]), max_size=4),
    st.integers(0, 2000),
    st.binary(max_size=6),
)
def test_any_archive_can_be_asked_or_is_refused(
    tmp_path: Path, kind: str, names: list[str], at: int, damage: bytes
) -> None:
    """Whole or damaged: its files can be read, or it is refused in one line."""
    raw = bytearray(packed(kind, names, b"x = 1\n" * 9))
    raw[at % len(raw) : at % len(raw) + len(damage)] = damage
    path = tmp_path / "a.zip"
    path.write_bytes(raw)
    try:
        archive = Archive(path)
    except UsageError:
        return
    for name in [*archive.names(), "x.py", "../x.py", "/x.py"]:
        try:
            archive.read(name, 1000)
        except Refused as error:
            assert len(error.reason) < 400


@given(st.text())
def test_only_a_module_s_name_is_looked_for(name: str) -> None:
    """No text that a learner imports leads out of the folder, or is kept."""
    submission = open_submission(Path(__file__).parent)
    found = submission.find(name)
    assert found is None or (Path(__file__).parent / f"{name}.py").is_file()


def test_a_name_of_a_file_is_shown_escaped(tmp_path: Path) -> None:
    """Of a file that the user names, as of any other."""
    path = tmp_path / "x\n::error::\x1b[2J.py"
    path.write_text("x = 1\n")
    found = open_submission(path, load_course().find("1")).find("ex1_sigmoid")
    assert found is not None
    assert found.file == r"x\n::error::\x1b[2J.py"
    assert found.cells[0][0] == found.file


def test_outputs_of_a_million_parts_are_skipped(tmp_path: Path) -> None:
    """They are not built, so they cost nothing but the time to go through them."""
    code = '{"cell_type": "code", "outputs": [' + "{}," * 1_000_000 + '0], "source": ["x = 1\\n", "y = 2"]}'
    raw = '{"cells": [' + code + '], "nbformat": 4, "nbformat_minor": 5}'
    assert code_cells(raw.encode(), "x.ipynb") == (("x.ipynb, cell 1", "x = 1\ny = 2"),)


@pytest.mark.parametrize("version", [1, 2, 3, 4])
def test_every_version_of_a_notebook_is_read(version: int) -> None:
    """Nbformat upgrades it; the cells are in order, and other cells are left out."""
    own = {1: "code", 2: "input", 3: "input", 4: "source"}[version]
    cells = [
        {"cell_type": "markdown", "source": "# x"},
        {"cell_type": "code", own: "x = 1"},
        {"cell_type": "code", own: ["y\n"]},
    ]
    holds = {"worksheets": [{"cells": cells}]} if version in (2, 3) else {"cells": cells}
    raw = json.dumps({"nbformat": version, "metadata": {"name": "x"}, **holds}).encode()
    assert [source for _, source in code_cells(raw, "x.ipynb")] == ["x = 1", "y\n"]


def test_files_without_number_are_not_kept(tmp_path: Path) -> None:
    """Of a submission's files no more are kept than MAX_TOTAL and one; each is read whenever it is asked for."""
    for number in range(40):
        (tmp_path / f"m{number}.py").write_text("#" * MAX_SOURCE)
    opened = open_submission(tmp_path)
    for number in (*range(40), 0):
        found = opened.find(f"m{number}")
        assert found is not None
        assert len(found.cells[0][1]) == MAX_SOURCE
        assert len(opened._found) <= MAX_TOTAL // MAX_SOURCE + 1


@pytest.mark.parametrize("line", ["##vso[task.x]y", "##[group]x", "##teamcity[x]", "::error::x", "  ::error::x"])
def test_a_line_that_a_learner_chose_is_no_command_to_a_ci_system(line: str) -> None:
    """It is escaped; other lines stay as they are."""
    assert not re.search(r"##\w*\[|^\s*::", without_commands(line))
    assert without_commands(f"a {line[2:]}") == f"a {line[2:]}"


@pytest.mark.parametrize(
    "name", ["../x.py", "a/../x.py", "a/b/../../../x.py", "a" * 501, "C:/x.py", "a\\x.py", "a/" * 60]
)
def test_a_name_that_leads_out_of_an_archive_is_none(name: str) -> None:
    """Nor is one that is longer or deeper than such names are; what lies at the root lies in the archive."""
    assert inside(name) is None
    assert inside("/home/ada/x.py") == PurePosixPath("home/ada/x.py")


def test_a_module_is_called_by_a_name_of_python_s(tmp_path: Path) -> None:
    """Whatever a worker asks for, no path can be made of it, and no name is kept that is very long."""
    own = tmp_path / "own"
    own.mkdir()
    for file in (tmp_path / "x.py", own / "a-b.py", own / f"{'a' * 101}.py", own / "b.py"):
        file.write_text("x = 1\n")
    submission = Submission(Folder(own))
    assert submission.find("b")
    for name in ("../x", "a-b", "a" * 101, "", "b.py", "./b"):
        assert submission.find(name) is None
