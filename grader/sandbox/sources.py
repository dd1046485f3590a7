"""A learner's modules as they are given to a worker."""

from __future__ import annotations

from typing import Protocol

Cells = tuple[tuple[str, str], ...]
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
