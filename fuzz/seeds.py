"""Write a first corpus for each target: python fuzz/seeds.py OUT."""

import io
import json
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

from grader.sandbox import wire

ROOT = Path(__file__).parent.parent
OUT = Path(sys.argv[1])


def put(target: str, *seeds: bytes) -> None:
    """Write the seeds of one target."""
    folder = OUT / target
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds):
        (folder / f"seed{number}").write_bytes(seed)


values = [None, True, -(1 << 90), 0.5, "x\ud800", [1.0, 2.0], (1.0,), {"a": [1, None], 2: ()}, [[[["deep"]]]]]
put("wire_decode", *map(wire.encode, values))


def said(*frame: object) -> bytes:
    """Return the way that it is said (load or call) and a frame's body, with the right number where 99 is."""
    way = b"\1" if frame[0] == "loaded" else b"\2"
    return way + wire.encode(frame).replace(wire.encode(99), b"NONCE")


place = ("x.py", 1, 0, 5)
put(
    "worker_frames",
    said("answer", 99, None, [1.0], None, 5),
    said("answer", 99, None, 1, [[1.0, 9.0], {"a": [2]}, ([3.0], 4), 5], 5),
    said("answer", 99, ("raised", "E", "text", place), None, None, 5),
    said("printed", "text"),
    said("want", "name"),
    said("loaded", 99, None, ["f"], [("x", ("raised", "E", "t", place))]),
    said("cut"),
)
put(
    "source_text",
    b"# coding: latin-1\n\xe9",
    b"\xef\xbb\xbfx = 1\r\n",
    b"\xff\xfex\0",
    b"# vim: set fileencoding=cp1252 :\n",
)
cell = {"cell_type": "code", "source": ["x = 1\n", "!ls"], "metadata": {}, "outputs": []}
sheet = {"cells": [{"cell_type": "code", "input": "x = 1", "language": "python", "outputs": []}]}
put(
    "notebook",
    json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}).encode(),
    json.dumps({"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [sheet]}).encode(),
)
packed = []
for suffix in ("w:", "w:gz", "w:bz2", "w:xz"):
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=suffix) as tar:
        info = tarfile.TarInfo("a/ex1_sigmoid.py")
        info.size = 5
        tar.addfile(info, io.BytesIO(b"x = 1"))
    packed.append(made.getvalue())
for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        archive.writestr("a/ex1_sigmoid.py", "x = 1\n" * 20)
    packed.append(made.getvalue())
put("archive", *packed)
manifests = [ROOT / "exercises/course.yaml", ROOT / "tests/course_other/exercises/course.yaml"]
put("course", *(path.read_bytes() for path in manifests))
put(
    "yaml",
    *(path.read_bytes() for path in manifests),
    b"a: [1, 0x1f, .inf, 'q']\nb: {c: ~}\n",
    b"&a [*a]",
    b"? [x]\n: y\n",
)
put(
    "answers_file",
    b"quiz: final\nseed: 7\nanswers: {a: [x, 2.5], b: {answer: y, confidence: sure}}\n",
    b'{"quiz": "final", "answers": {"a": {"1": "x"}}}',
    b"a: !t 1\nb: |\n  x\n",
)
done = subprocess.run(
    [sys.executable, "-m", "grader", "exercise", "1", str(ROOT / "solutions"), "--format", "json"], capture_output=True
)
put("results", done.stdout)
