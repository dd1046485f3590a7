"""Faults of the YAML itself, and of the shape it holds, in an author's words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec

from grader.errors import ContentError
from grader.quiz.check.complaint import Complaint
from grader.quiz.facts import nearest
from grader.quiz.model import TYPES, Question
from grader.schema import Document

_SYNTAX = (
    ("mapping values are not allowed", "Y01", '": " inside unquoted text',
     "put the text in single quotes, or start it on the next line after `|`"),
    ("unknown escape", "Y03", "a backslash that is no escape in double quotes",
     r"use single quotes around math: '$\sigma$'"),
    ("a key must be plain text", "Y06", "a text that begins with {{ is read as a map",
     "put it in single quotes, or after `|`"),
    ("tab character", "Y07", "a tab in the indentation", "use spaces"),
    ("did not find expected ','", "Y12", "a { or [ is not closed, or a comma is missing in it",
     "look for it on this line and the one before"),
    ("is here twice", "Y02", "", "delete one"),
    ("anchors and aliases", "Y08", "", "write the value out where it is used; a text with * or & needs quotes"),
    ("UTF-8", "Y09", "", "save the file as UTF-8"),
    ("the file is empty", "Y10", "", "start with schema, id, title, topics and questions"),
    ("tag", "Y11", "", "leave the tag out; a text that begins with ! needs quotes"),
)  # fmt: skip
# In double quotes these begin a control character, and the rest of the LaTeX command is left over.
_BROKEN = re.compile(
    "\n(abla|eq|u|e)\\b|\t(heta|au|imes|ext|o|anh)\\b|\r(ho|ightarrow)\\b|\x08(eta|ar)\\b|\x0c(rac)\\b|\x0b(ec)\\b"
    "|\x07(lpha|pprox)\\b|\x1b(ta|ll|psilon)\\b"
)


def of_syntax(error: ContentError) -> Complaint:
    """Say what the author did where the file is not YAML at all."""
    for words, code, problem, mend in _SYNTAX:
        if words in error.problem:
            return _complaint(error, code, problem or error.problem.split(";")[0].rstrip("."), mend)
    return _complaint(error, "Y00", error.problem.rstrip("."), "look at this line and the one before it")


def of_shape(error: ContentError, data: Any, shape: type[msgspec.Struct]) -> Complaint:
    """Say what the author did where a part has not the shape it should have."""
    problem = error.problem.rstrip(".")
    if unknown := re.search(r"the key '(.*)' is not known here", problem):
        return _of_key(error, unknown[1], data, shape)
    if missing := re.search(r"the key '(.*)' is missing", problem):
        if isinstance(data, dict) and missing[1] == "options" and "answers" in data:
            problem = f'a "{data.get("type")}" question has "answers"; it needs "options"'
            return _complaint(error, "Q02", problem, "rename it, or set type to text")
        return _complaint(error, "Q02", f'the key "{missing[1]}" is missing', f"add `{missing[1]}: …`")
    if "should be" in problem:
        mend = "YAML 1.2 has only true and false" if "true or false" in problem else "see docs/quiz.md for this key"
        if "should be text" in problem and "number" in problem:
            mend = "put it in single quotes"
        return _complaint(error, "Q04", problem, mend)
    if "is not one of" in problem:
        head, _, tail = problem.partition("; ")
        return _complaint(error, "Q07", head, tail or "see docs/quiz.md for the words that are known")
    return _complaint(error, "Q04", problem, "see docs/quiz.md for this key")


def _of_key(error: ContentError, key: str, data: Any, shape: type[msgspec.Struct]) -> Complaint:
    if " " in key:
        problem = f'"{key}" became a key; an unquoted comma inside {{ }} ends the text'
        return _complaint(error, "Y05", problem, "put the text in single quotes")
    where = "this file"
    if issubclass(shape, Question):
        where = f'a "{data.get("type")}" question'
    if isinstance(data, dict) and key == "answers" and "options" not in data and key in data:
        problem = f'{where.replace("a ", "a ", 1)} has "answers"; it needs "options"'
        if data.get("type") in ("choice", "multi"):
            return _complaint(error, "Q02", problem, "rename it, or set type to text")
    known = sorted(field.encode_name for field in msgspec.structs.fields(shape))
    mend = nearest(key, known)[2:] or f"keys of {where}: {', '.join(known)}"
    return _complaint(error, "Q01", f'unknown key "{key}" in {where}', mend)


def broken_math(document: Document) -> list[Complaint]:
    """Find LaTeX commands that double quotes have broken: they load without a word."""
    found: list[Complaint] = []

    def look(data: Any, place: tuple[str | int, ...]) -> None:
        if isinstance(data, dict | list):
            for key, part in data.items() if isinstance(data, dict) else enumerate(data):
                look(part, (*place, key))
        elif isinstance(data, str) and (match := _BROKEN.search(data)):
            rest, sign = match[0][1:], match[0][0]
            letter = {"\n": "n", "\t": "t", "\r": "r", "\x08": "b", "\x0c": "f", "\x0b": "v", "\x07": "a", "\x1b": "e"}[
                sign
            ]
            if sign == "\n" and f"${rest}" not in data and f"\n{rest}" in data and data.count("$") < 2:
                return
            line, column = document.position(place)
            problem = f'"\\{letter}" in double quotes is a control character: what is left of the command is "{rest}"'
            found.append(Complaint(document.path, line, column, "Y04", problem, f"single quotes: '$\\{letter}{rest}$'"))

    look(document.data, ())
    return found


def shape_of(entry: Any) -> type[msgspec.Struct]:
    """Return the shape that a question should have, by its type."""
    word = entry.get("type") if isinstance(entry, dict) else None
    return TYPES.get(word, Question) if isinstance(word, str) else Question


def _complaint(error: ContentError, code: str, problem: str, mend: str) -> Complaint:
    return Complaint(Path(error.path), error.line or 1, error.column or 1, code, problem, mend)
