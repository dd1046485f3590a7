"""A learner's modules as they are given to a worker."""

from __future__ import annotations

import marshal
from collections.abc import Mapping, Sequence
from types import CodeType
from typing import Any, Protocol

Cells = tuple[tuple[str, str], ...]
Equipment = tuple[Sequence[tuple[str, CodeType]], Mapping[str, Any]]
"""What answers calls around a file, compiled, and what it is told; see `harness`."""
Module = tuple[Cells, bool]
"""The cells of a module, and whether it is a notebook."""


class ModuleSource(Protocol):
    """Where the learner's files come from."""

    def __call__(self, name: str) -> Module | None:
        """Return the module `name` as it is imported, or None where there is no such file."""


def crossing(module: Module) -> tuple[list[list[str]], bool]:
    """Return a module of the learner's as it crosses."""
    cells, notebook = module
    return [list(cell) for cell in cells], notebook


def marshalled(codes: Sequence[tuple[str, CodeType]]) -> list[tuple[str, bytes]]:
    """Return compiled modules as they cross: in the newest format of this Python, which frames do not use."""
    return [(name, marshal.dumps(code)) for name, code in codes]
