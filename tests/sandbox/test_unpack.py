"""Each bound that an archive is opened within, one at a time, without a process around it."""

from __future__ import annotations

import gzip
import lzma
import tarfile
import zipfile

import pytest

from grader.sandbox.unpack import MAX_NAME, Unreadable, members

from .hostile_files import tarred, zipped

MOST, UNPACKED = 10, 1 << 20
LONG = "x" * (2 * MAX_NAME) + ".py"


def refused(raw: bytes) -> str:
    """Return why an archive, or the first file in it, is not read."""
    with pytest.raises(Unreadable) as caught:
        members(bytearray(raw), MOST, UNPACKED)[0][0].content(1000)
    return str(caught.value)


def wrong_sum() -> bytes:
    """Return a .tar in whose first header a letter of the name was changed."""
    return tarred([("a.py", b"x")]).replace(b"a.py", b"b.py", 1)


def cut_short() -> bytes:
    """Return a .tar whose one file is longer than the archive."""
    info = tarfile.TarInfo("a.py")
    info.size = 1 << 20
    return info.tobuf() + bytes(512)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        pytest.param(zipped([("a.py", b"x")], zipfile.ZIP_BZIP2), "packed with bzip2", id="method"),
        pytest.param(zipped([(f"{n}.py", b"") for n in range(MOST + 1)]), "holds more than 10 files", id="entries"),
        pytest.param(gzip.compress(b"") * 1001, "more than 1000 compressed pieces", id="pieces"),
        pytest.param(tarred([(f"{n}.py", b"") for n in range(3 * MOST + 1)]), "holds too many files", id="headers"),
        pytest.param(gzip.compress(bytes(UNPACKED + 1)), "too big unpacked; at most 1 MiB", id="unpacked"),
        pytest.param(
            lzma.compress(tarred([("a.py", b"x")]), filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 128 << 20}]),
            "not a readable archive (LZMAError)",
            id="memory of xz",
        ),
        pytest.param(wrong_sum(), "it is no .zip and no .tar", id="sum of a header"),
        pytest.param(cut_short(), "it is cut short", id="size of a file"),
    ],
)
def test_an_archive_beyond_a_bound_is_refused(raw: bytes, why: str) -> None:
    """Each is refused for its own reason."""
    assert why in refused(raw)


@pytest.mark.parametrize("raw", [tarred([(LONG, b"x")]), zipped([(LONG, b"x")])], ids=["tar", "zip"])
def test_a_long_name_is_cut(raw: bytes) -> None:
    """One letter more than is read is kept, so that it is seen to be too long."""
    (member,), _ = members(bytearray(raw), MOST, UNPACKED)
    assert member.name == LONG[: MAX_NAME + 1]


def test_no_more_of_a_file_is_unpacked_than_is_asked_for() -> None:
    """Of a zip and of a tar."""
    for raw in (zipped([("a.py", bytes(5000))]), tarred([("a.py", bytes(5000))])):
        (member,), _ = members(bytearray(raw), MOST, UNPACKED)
        assert len(member.content(1000)) == 1000
