"""Programs that look alike: the same bytes, or the same except for names, comments and layout. Nothing is decided here.

Short exercises look alike by nature: two right answers often differ in nothing else. So a pair is something for a person to
look at, the rarest and longest first, and never a verdict.
"""

from __future__ import annotations

import ast
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

WARNING = (
    "Short exercises look alike by nature: two learners who solve one on their own often write the same lines. "
    "Look at both programs, and talk with both learners, before you think of copying."
)
_LARGEST = 64 << 10  # bytes; a longer program is compared by its bytes alone
_COMMON = 5  # a shape that more learners have tells nothing about two of them


class Fingerprint(NamedTuple):
    """What tells one program from others."""

    source: str
    shape: str | None
    """The hash of its syntax without names, comments and layout; None where it is no Python."""
    nodes: int | None
    """How large that syntax is."""


class Program(NamedTuple):
    """One learner's program for one exercise."""

    exercise: str
    learner: str
    fingerprint: Fingerprint
    team: str = ""
    """The group that hands in together, whose members have the same program by right."""

    @property
    def author(self) -> tuple[str, str]:
        """Its author: the group, or the learner."""
        return (self.team, "") if self.team else ("", self.learner)


class LookAlike(NamedTuple):
    """Two learners whose programs look alike."""

    exercise: str
    first: str
    second: str
    identical: bool
    """Whether their bytes are the same."""
    nodes: int
    """How large the program is: the smaller, the less it means."""
    sharing: int
    """How many learners, or groups that hand in together, have this program: the more, the less it means."""


_NAMES = frozenset({"id", "arg", "name", "asname"})
"""The fields that hold names which a learner chose."""


def _shape(tree: ast.AST) -> tuple[bytes, int]:
    """Return the syntax in one text without names, docstrings and places, and how many nodes it has.

    Nodes come in the order of the program, each with its kind and the length of its lists, so that two texts are the
    same only where the trees are. Names are numbered in the order in which they come.
    """
    told: list[str] = []
    names: dict[str, str] = {}
    waiting: list[object] = [tree]
    nodes = 0
    while waiting:
        one = waiting.pop()
        if not isinstance(one, ast.AST):
            told.append(repr(one))
            continue
        nodes += 1
        kind = type(one)
        told.append(kind.__name__)
        chosen = kind is not ast.alias and kind is not ast.keyword
        parts: list[object] = []
        for field in kind._fields:
            value = getattr(one, field, None)
            if type(value) is list:
                kept = [part for part in value if not _is_text(part)] if field == "body" else value
                parts.append(len(kept))
                parts += kept
            elif chosen and field in _NAMES and type(value) is str:
                parts.append(names.setdefault(value, f"n{len(names)}"))
            elif field not in ("ctx", "type_comment", "kind"):
                parts.append(value)
        waiting += reversed(parts)
    return " ".join(told).encode("utf-8", "backslashreplace"), nodes


def _is_text(statement: object) -> bool:
    """Whether a statement is a docstring, or a text in place of a comment."""
    return type(statement) is ast.Expr and type(statement.value) is ast.Constant


def fingerprint(source: str) -> Fingerprint | None:
    """Return what tells a program from others; None where it is empty."""
    if not source.strip():
        return None
    raw = source.encode("utf-8", "backslashreplace")
    digest = _hash(raw)
    if len(raw) > _LARGEST:
        return Fingerprint(digest, None, None)
    try:
        shape, nodes = _shape(ast.parse(source))
        return Fingerprint(digest, _hash(shape), nodes)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Fingerprint(digest, None, None)


def pairs(programs: Iterable[Program]) -> list[LookAlike]:
    """Return the pairs that look alike, first those with the same bytes, then the rarest and the largest.

    A program that more than five learners have is one pair, which says how many they are.
    """
    same: dict[tuple[str, str], list[Program]] = defaultdict(list)
    alike: dict[tuple[str, str], list[Program]] = defaultdict(list)
    for program in programs:
        same[program.exercise, program.fingerprint.source].append(program)
        if program.fingerprint.shape:
            alike[program.exercise, program.fingerprint.shape].append(program)
    found = [pair for group in same.values() for pair in _of_group(group, identical=True)]
    known = {pair[:3] for pair in found}
    found += [p for group in alike.values() for p in _of_group(group, identical=False) if p[:3] not in known]
    return sorted(found, key=lambda p: (p.sharing > _COMMON, not p.identical, p.sharing, -p.nodes, p[:3]))


def _of_group(group: Sequence[Program], *, identical: bool) -> list[LookAlike]:
    """Return the pairs of a group, with one learner of each team; of one that is too common to tell anything, the first two."""
    last_first = sorted(group, key=lambda program: program.learner, reverse=True)
    ordered = sorted({p.author: p for p in last_first}.values(), key=lambda program: program.learner)
    couples = combinations(ordered if len(ordered) <= _COMMON else ordered[:2], 2)
    return [
        LookAlike(one.exercise, one.learner, other.learner, identical, one.fingerprint.nodes or 0, len(ordered))
        for one, other in couples
        if identical or one.fingerprint.source != other.fingerprint.source
    ]


def _hash(raw: bytes) -> str:
    return hashlib.blake2b(raw, digest_size=12).hexdigest()
