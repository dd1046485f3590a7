"""Programs that look alike: the same bytes, or the same but for names, comments and layout. Nothing is decided here.

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
    """How many learners have this program: the more, the less it means."""


class _Renamer:
    """Gives names their number in the order in which they come."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def plain(self, node: ast.AST) -> None:
        for field in ("id", "arg", "name", "asname"):
            if isinstance(name := getattr(node, field, None), str) and not isinstance(node, ast.alias | ast.keyword):
                setattr(node, field, self._names.setdefault(name, f"n{len(self._names)}"))
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [one for one in body if not _is_text(one)]  # type: ignore[attr-defined]


def _is_text(statement: ast.AST) -> bool:
    """Whether a statement is a docstring, or a text in place of a comment."""
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def fingerprint(source: str) -> Fingerprint | None:
    """Return what tells a program from others; None where it is empty."""
    if not source.strip():
        return None
    raw = source.encode("utf-8", "backslashreplace")
    digest = _hash(raw)
    if len(raw) > _LARGEST:
        return Fingerprint(digest, None, None)
    try:
        tree = ast.parse(source)
        renamer, nodes = _Renamer(), 0
        for node in ast.walk(tree):
            renamer.plain(node)
            nodes += 1
        return Fingerprint(digest, _hash(ast.dump(tree).encode("utf-8", "backslashreplace")), nodes)
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
    """Return the pairs of a group; of one that is too common to tell anything, the first two."""
    ordered = sorted(group, key=lambda program: program.learner)
    couples = combinations(ordered if len(ordered) <= _COMMON else ordered[:2], 2)
    return [
        LookAlike(one.exercise, one.learner, other.learner, identical, one.fingerprint.nodes or 0, len(ordered))
        for one, other in couples
        if identical or one.fingerprint.source != other.fingerprint.source
    ]


def _hash(raw: bytes) -> str:
    return hashlib.blake2b(raw, digest_size=12).hexdigest()
