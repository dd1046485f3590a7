"""Faults of the YAML itself, and of the shape it holds, in an author's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec

from grader.core.diagnostics import Diagnostic, DiagnosticSink
from grader.core.errors import ContentError
from grader.core.schema import Place, SchemaFault
from grader.core.schema_faults import keys_at, type_at
from grader.core.text import suggestion
from grader.quiz.model import TYPES, Question

_START = "start with schema, id, title and questions"
_SYNTAX = (
    (
        "mapping values are not allowed",
        "Y01",
        '": " inside unquoted text',
        "put the text in single quotes, or start it on the next line after `|`",
    ),
    (
        "unknown escape",
        "Y03",
        "a backslash that is no escape in double quotes",
        r"use single quotes around math: '$\sigma$'",
    ),
    (
        "a key must be plain text",
        "Y06",
        "a text that begins with {{ is read as a map",
        "put it in single quotes, or after `|`",
    ),
    ("tab character", "Y07", "a tab in the indentation", "use spaces"),
    (
        "did not find expected ','",
        "Y12",
        "a { or [ is not closed, or a comma is missing in it",
        "look for it on this line and the one before",
    ),
    (
        "did not find expected '-' indicator",
        "Y13",
        "this line does not stand under the keys that it belongs to",
        "indent it as they are, with spaces",
    ),
    (
        "did not find expected key",
        "Y13",
        "this line does not stand under the keys that it belongs to",
        "indent it as they are; or a quote above it is not closed, or closed too early",
    ),
    ("is here twice", "Y02", "", "delete one"),
    ("anchors and aliases", "Y08", "", "write the value out where it is used; a text with * or & needs quotes"),
    ("UTF-8", "Y09", "", "save the file as UTF-8"),
    ("the file is empty", "Y10", "", _START),
    ("tag", "Y11", "", "leave the tag out; a text that begins with ! needs quotes"),
)
_MENDS = {
    "a whole number or a number or text or a mapping": "write a number, the name of a value, or {call: …, args: […]}",
    "true or false": "YAML 1.2 has only true and false",
    "text": "write text, in single quotes",
    "whole number": "write it without quotes and without a point",
    "a number": "write a number, without quotes",
    "a list": "write a list, such as [one, two], or a line with a dash for each",
    "a mapping": "write a mapping, such as {key: value}",
}
# In double quotes these begin a control character, and the rest of the LaTeX command is left over.
_BROKEN = re.compile(
    "\n(abla|eq|u|e)\\b|\t(heta|au|imes|ext|o|anh)\\b|\r(ho|ightarrow)\\b|\x08(eta|ar)\\b|\x0c(rac)\\b|\x0b(ec)\\b"
    "|\x07(lpha|pprox)\\b|\x1b(ta|ll|psilon)\\b"
)
_LETTERS = dict(zip("\n\t\r\x08\x0c\x0b\x07\x1b", "ntrbfvae", strict=True))


def of_syntax(error: ContentError) -> Diagnostic:
    """Say what the author did where the file is not YAML at all."""
    if re.search(r":\s+\{\{", _line(error)):
        return _diagnostic(
            error, "Y06", "a text that begins with {{ is read as a map", "put it in single quotes, or after `|`"
        )
    for words, code, problem, fix in _SYNTAX:
        if words in error.problem:
            return _diagnostic(error, code, problem or error.problem.split(";")[0].rstrip("."), fix)
    return _diagnostic(error, "Y00", error.problem.rstrip("."), "look at this line and the one before it")


def of_shape(fault: SchemaFault, data: Any, shape: type[msgspec.Struct]) -> Diagnostic:
    """Say what the author did where a part, `data`, has not the shape it should have."""
    place, error = fault.place, fault.diagnostic
    problem = error.problem.rstrip(".")
    if place and str(place[-1]).endswith(":"):
        return _of_key(fault, data, shape)
    if fault.missing:
        if place == ("options",) and "answers" in data:
            return _renamed(error, data)
        return _diagnostic(error, "Q02", f'the key "{place[-1]}" is missing', f"add `{place[-1]}: …`")
    if not place and not isinstance(data, dict):
        return _diagnostic(error, "Q04", f"a quiz {problem}", _START)
    if "should be" in problem:
        return _of_type(fault, problem)
    if "is not one of" in problem:
        words = list(_words(type_at(shape, place)))
        near = suggestion(problem.split("'")[1], words)[2:] if "'" in problem else ""
        known = f"one of {', '.join(words)}" if words else "see docs/quiz.md for the words that are known"
        return _diagnostic(error, "Q07", problem, near or known)
    return _diagnostic(error, "Q04", problem, "see docs/quiz.md for this key")


def _of_type(fault: SchemaFault, problem: str) -> Diagnostic:
    """Say of what type a value should be."""
    place = fault.place
    problem = f"{place[-1]!r} {problem}" if problem.startswith("should be") and place else problem
    wanted = problem.partition("should be ")[2].partition(", and this is")[0]
    fix = next((fix for word, fix in _MENDS.items() if word in wanted), "see docs/quiz.md for this key")
    return _diagnostic(fault.diagnostic, "Q04", problem, fix)


def _words(shape: Any) -> Iterator[str]:
    """Yield the words that may stand for `shape`."""
    for one in get_args(shape):
        if isinstance(one, str):
            yield one
        elif one in (int, float):
            yield "a whole number" if one is int else "a number"
        else:
            yield from _words(one)


def of_question(error: ContentError) -> Diagnostic:
    """Say what the author did where it cannot be told what a question should be."""
    problem, _, fix = error.problem.rstrip(".").partition("; ")
    if "is missing" in problem:
        return _diagnostic(error, "Q02", 'the key "type" is missing', f"add `type: …`, one of {', '.join(TYPES)}")
    if "is not one of" in problem:
        return _diagnostic(error, "Q07", problem, fix or "see docs/quiz.md for the words that are known")
    return _diagnostic(error, "Q04", error.problem.rstrip("."), "see docs/quiz.md for this key")


def _of_key(fault: SchemaFault, data: Any, shape: type[msgspec.Struct]) -> Diagnostic:
    *above, last = fault.place
    key = str(last).removesuffix(":")
    if " " in key or _stands_alone(fault.diagnostic, key):
        problem = f'"{key}" became a key; an unquoted comma inside {{ }} ends the text'
        return _diagnostic(fault.diagnostic, "Y05", problem, "put the text in single quotes")
    if not above and key == "answers" and "options" not in data and data.get("type") in ("choice", "multi"):
        return _renamed(fault.diagnostic, data)
    names = [str(step) for step in above if isinstance(step, str)]
    where = f'a "{data.get("type")}" question' if issubclass(shape, Question) else "this file"
    where = f'"{names[-1]}"' if names else where
    known = sorted(keys_at(shape, tuple(above)))
    problem, fix = f'unknown key "{key}" in {where}', suggestion(key, known)[2:]
    if not fix and fault.instead:
        problem += f', where "{fault.instead}" is missing'
        fix = f"rename it, or add `{fault.instead}: …` and delete it"
    return _diagnostic(fault.diagnostic, "Q01", problem, fix or f"keys of {where}: {', '.join(known)}")


def _stands_alone(error: ContentError, key: str) -> bool:
    """Say whether no colon follows a key: it is what a comma cut off a text."""
    after = _line(error)[(error.column or 1) - 1 + len(key) :].lstrip(" \"'")
    return after[:1] in (",", "}")


def _renamed(error: ContentError, data: Any) -> Diagnostic:
    problem = f'a "{data.get("type")}" question has "answers"; it needs "options"'
    return _diagnostic(error, "Q02", problem, "rename it, or set type to text")


def broken_math(sink: DiagnosticSink, data: Any, place: Place = ()) -> None:
    """Find LaTeX commands that double quotes have broken: they load without a word."""
    if isinstance(data, dict | list):
        for key, part in data.items() if isinstance(data, dict) else enumerate(data):
            broken_math(sink, part, (*place, key))
    elif isinstance(data, str) and (match := _BROKEN.search(data)):
        rest, sign = match[0][1:], match[0][0]
        letter = _LETTERS[sign]
        if sign == "\n" and f"${rest}" not in data and f"\n{rest}" in data and data.count("$") < 2:
            return
        problem = f'"\\{letter}" in double quotes is a control character: what is left of the command is "{rest}"'
        sink.error(place, "Y04", problem, f"single quotes: '$\\{letter}{rest}$'", rests=())
        sink.doubt.add(place)


def _line(error: ContentError) -> str:
    try:
        return Path(error.path).read_text(encoding="utf-8").splitlines()[(error.line or 1) - 1]
    except (OSError, UnicodeDecodeError, IndexError):
        return ""


def _diagnostic(error: ContentError, code: str, problem: str, fix: str) -> Diagnostic:
    return Diagnostic(Path(error.path), error.line or 1, error.column or 1, code, problem, fix)
