"""A learner's source as text: its encoding told, or the reason why it cannot be read."""

from __future__ import annotations

import codecs
import re


class Refused(Exception):
    """A file that cannot be graded; the text is one sentence for the learner."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(reason)
        self.file, self.reason = file, reason


def printable(name: str) -> str:
    """Return a name that a learner gave fit for any screen: control characters escaped, cut."""
    plain = harmless(name[: _MAX_NAME + 1])
    return plain if len(plain) <= _MAX_NAME else plain[:_MAX_NAME] + "…"


def harmless(text: str) -> str:
    """Return a text for one line of any screen: what a terminal or a CI system would obey is escaped, and heaps of marks."""
    return without_commands(_without_heaps(escaped(text)))


def escaped(text: str, keep: str = "") -> str:
    """Return a text in which every character that is not printable, but for those to keep, is written as an escape."""
    return "".join(c if c.isprintable() or c in keep else c.encode("unicode_escape").decode("ascii") for c in text)


def _without_heaps(text: str) -> str:
    """Return a text in which no letter has more than four marks above and below: more would cover other lines."""
    if text.isascii():
        return text
    from unicodedata import category

    marks, kept = 0, []
    for c in text:
        marks = marks + 1 if category(c) in ("Mn", "Me") else 0
        kept.append(c if marks <= _MOST_MARKS else c.encode("unicode_escape").decode("ascii"))
    return "".join(kept)


def without_commands(text: str) -> str:
    """Return a line with the commands escaped that CI systems obey: `##…[` wherever it stands, `::` at the beginning."""
    return _COMMANDS.sub(lambda found: f"{found[1]}\\x5b" if found[1] else f"{found[2]}\\x3a", text)


_MAX_NAME = 200
_MOST_MARKS = 4
_COMMANDS = re.compile(r"(##\w*)\[|^(\s*):(?=:)")
# PEP 263
_CODING = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", re.ASCII)
_BLANK = re.compile(rb"^[ \t\f]*(?:#.*)?$")
_TEXT_CODECS = {"utf-8", "ascii", "mac-roman", "koi8-r", "koi8-u", "shift_jis", "euc_jp", "euc_kr", "gbk", "gb2312",
                "big5", "gb18030"}  # fmt: skip
_MARKS = ((codecs.BOM_UTF32_LE, "UTF-32"), (codecs.BOM_UTF32_BE, "UTF-32"), (codecs.BOM_UTF16_LE, "UTF-16"),
          (codecs.BOM_UTF16_BE, "UTF-16"))  # fmt: skip


def decode(raw: bytes, file: str) -> str:
    """Return the text of a Python file, its line ends as Python has them.

    Raises:
        Refused: it is not text in the encoding that it says or in UTF-8, or it holds NUL bytes.
    """
    for mark, name in _MARKS:
        if raw.startswith(mark):
            raise Refused(file, f"{file} is saved as {name}; save it as UTF-8 and grade it again.")
    if (at := raw.find(b"\0")) >= 0:
        zeros = raw.count(b"\0")
        if zeros > len(raw) // 4:
            raise Refused(file, f"{file} looks like UTF-16 without a mark; save it as UTF-8 and grade it again.")
        line = raw.count(b"\n", 0, at) + 1
        raise Refused(
            file, f"{file} holds a NUL byte in line {line}, which Python cannot read; delete it or save the file anew."
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
