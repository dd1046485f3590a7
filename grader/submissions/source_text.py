"""A learner's source as text: its encoding told, or the reason why it cannot be read."""

from __future__ import annotations

import codecs
import re

SUFFIXES = (".py", ".ipynb")
"""Of the files that hold a learner's code."""


class Refused(Exception):
    """A file that cannot be graded; the text is one sentence for the learner."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(reason)
        self.file, self.reason = file, reason


# PEP 263
_CODING = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", re.ASCII)
_BLANK = re.compile(rb"^[ \t\f]*(?:#.*)?$")
_TEXT_CODECS = {
    "utf-8",
    "ascii",
    "mac-roman",
    "koi8-r",
    "koi8-u",
    "shift_jis",
    "euc_jp",
    "euc_kr",
    "gbk",
    "gb2312",
    "big5",
    "gb18030",
}
_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


def decode(raw: bytes, file: str) -> str:
    """Return the text of a Python file, its line ends as Python has them.

    Raises:
        Refused: it is not text in the encoding that it says or in UTF-8, or it holds NUL bytes.
    """
    for mark, name in _MARKS:
        if raw.startswith(mark):
            raise Refused(file, f"{file} is saved as {name}; save it as UTF-8 and grade it again.")
    if raw.startswith(b"PK\3\4"):
        raise Refused(
            file,
            f"{file} is no text: it looks like a document of a word processor or a zip archive. Copy the code into a plain "
            "text file.",
        )
    if (at := raw.find(b"\0")) >= 0:
        zeros = raw.count(b"\0")
        if zeros > len(raw) // 4:
            raise Refused(file, f"{file} looks like UTF-16 without a mark; save it as UTF-8 and grade it again.")
        line = raw.count(b"\n", 0, at) + 1
        raise Refused(
            file, f"{file} holds a NUL byte in line {line}, which Python cannot read; delete it or save the file again."
        )
    encoding = "utf-8" if raw.startswith(codecs.BOM_UTF8) else _declared(raw, file)
    try:
        text = raw.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        raise Refused(
            file,
            f"{file}:{line}:{column} is not {encoding.upper()} text (perhaps Latin-1); save the file as UTF-8 and grade "
            "it again.",
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _declared(raw: bytes, file: str) -> str:
    for line in raw.split(b"\n", 2)[:2]:
        if match := _CODING.match(line):
            word = match[1].decode("ascii")
            try:
                name = codecs.lookup(word).name if len(word) < 40 else ""
            except (LookupError, ValueError):
                name = ""
            if name in _TEXT_CODECS or name.startswith(("iso8859", "cp")):
                return name
            raise Refused(
                file, f"{file} says that its encoding is {word[:40]!r}, which is not read here; save it as UTF-8."
            )
        if not _BLANK.match(line.rstrip(b"\r")):
            break
    return "utf-8"
