"""Files that cost what opens them too much, made again for each run."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import struct
import tarfile
import zipfile
from collections.abc import Callable

PY, NB = "ex1_sigmoid.py", "ex1_sigmoid.ipynb"


def zipped(members: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a .zip."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return made.getvalue()


def tarred(members: list[tuple[str, bytes]], **options: object) -> bytes:
    """Return a .tar."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", **options) as archive:  # type: ignore[call-overload]
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return made.getvalue()


def bomb(method: int) -> bytes:
    """Return a .zip whose one file says that it has 10 bytes, and unpacks to 200 MiB."""
    raw = bytearray(zipped([(PY, bytes(200 << 20))], method))
    raw[22:26] = struct.pack("<I", 10)
    at = raw.index(b"PK\x01\x02")
    raw[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(raw)


def digits() -> bytes:
    """Return a .tar.gz with an extended header of digits alone."""
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, 60_000
    return gzip.compress(info.tobuf(tarfile.USTAR_FORMAT) + b"1" * 60_416 + tarred([(PY, b"x = 1\n")]))


def global_header() -> bytes:
    """Return a .tar.gz of a thousand files with one long header for all of them."""
    members = [(f"f{n}.txt", b"") for n in range(1000)]
    return gzip.compress(tarred(members, format=tarfile.PAX_FORMAT, pax_headers={"comment": "x" * 400_000}))


def notebook(outputs: str, source: str = "x = 1") -> bytes:
    """Return a notebook whose one cell has these outputs, as JSON."""
    cell = f'{{"cell_type": "code", "metadata": {{}}, "outputs": {outputs}, "source": {json.dumps(source)}}}'
    return f'{{"cells": [{cell}], "metadata": {{}}, "nbformat": 4, "nbformat_minor": 5}}'.encode()


def streams() -> bytes:
    """Return what is compressed in 200,000 pieces."""
    return gzip.compress(b"") * 200_000


ARCHIVES: dict[str, Callable[[], tuple[str, bytes]]] = {
    "bzip2": lambda: ("a.zip", bomb(zipfile.ZIP_BZIP2)),
    "lzma": lambda: ("a.zip", bomb(zipfile.ZIP_LZMA)),
    "deflate": lambda: ("a.zip", bomb(zipfile.ZIP_DEFLATED)),
    "digits": lambda: ("a.tar.gz", digits()),
    "global header": lambda: ("a.tar.gz", global_header()),
    "gzip": lambda: ("a.tar.gz", gzip.compress(tarred([(PY, bytes(200 << 20))]), 1)),
    "bz2": lambda: ("a.tar.bz2", bz2.compress(tarred([(PY, bytes(200 << 20))]))),
    "xz": lambda: (
        "a.tar.xz",
        lzma.compress(tarred([(PY, b"x")]), filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 512 << 20}]),
    ),
    "streams": lambda: ("a.tar.gz", streams()),
    "duplicates": lambda: (
        "a.zip",
        zipped([(f"d{n}/{NB}", notebook('"' + "a" * (9 << 20) + '"')) for n in range(100)]),
    ),
    "many files": lambda: ("a.zip", zipped([(f"{n}.txt", b"") for n in range(20_000)])),
    "names": lambda: ("a.tar.gz", gzip.compress(tarred([("a/" * 100_000 + f"{n}.py", b"x") for n in range(50)]))),
    "nested": lambda: (NB, b'{"nbformat": 4, "cells": ' + b"[" * 5_000_000),
    "outputs in a zip": lambda: ("a.zip", zipped([(NB, notebook("[" + "[1]," * (15 << 20) + "1]"))])),
    "code without end": lambda: (NB, notebook("[]", "x" * (20 << 20))),
}
