"""What is installed beside the grader: where a module lies, and what its package needs."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import Distribution

_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")


def is_pythons_own(name: str) -> bool:
    """Whether a module comes with Python."""
    return name in sys.stdlib_module_names


def needed_by(modules: Iterable[str]) -> list[tuple[str, str]]:
    """Return modules and all that their packages require, as far as they are installed: the folder and name of each."""
    found = {name: folder for name in modules if not is_pythons_own(name) and (folder := _folder(name))}
    waiting = [distribution for name in found if (distribution := _distribution(name))]
    done: set[str] = set()
    while waiting:
        distribution = waiting.pop()
        if (own := _normal(distribution.metadata["Name"])) in done:
            continue
        done.add(own)
        found |= {name: folder for name in _top_level(distribution) if (folder := _folder(name))}
        waiting += [needed for name in _requirements(distribution, optional=False) if (needed := _named(name))]
    return sorted((folder, name) for name, folder in found.items())


def used_if_there(modules: Collection[str], others: Collection[str]) -> set[str]:
    """Return which of these other modules a package of `modules` works with where they are installed, as its extras say."""
    if not modules or not others:
        return set()
    optional = {
        name
        for module in modules
        if (distribution := _distribution(module))
        for name in _requirements(distribution, optional=True)
    }
    return {
        other
        for other in others
        if (distribution := _distribution(other)) and _normal(distribution.metadata["Name"]) in optional
    }


def _requirements(distribution: Distribution, *, optional: bool) -> set[str]:
    """Return the packages that one requires, or that it names for its extras."""
    lines = [line for line in distribution.requires or () if ("extra" in line.partition(";")[2]) == optional]
    return {_normal(found[1]) for line in lines if (found := _REQUIREMENT.match(line))}


@cache
def _distribution(module: str) -> Distribution | None:
    """Return the package that a module came with, or None."""
    from importlib.metadata import distributions

    named = _named(module)
    if named and module in _top_level(named):
        return named
    return next((one for one in distributions() if module in _top_level(one)), None)


def _named(name: str) -> Distribution | None:
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _top_level(distribution: Distribution) -> set[str]:
    """Return the modules that came with a package, without their parts."""
    told = distribution.read_text("top_level.txt")
    if told:
        return set(told.split())
    paths = [line.partition(",")[0] for line in (distribution.read_text("RECORD") or "").splitlines()]
    firsts = {path.partition("/")[0].partition(".")[0] for path in paths if path.endswith((".py", ".so", ".pyd"))}
    return {name for name in firsts if name.isidentifier()}


def _normal(name: str) -> str:
    """Return a package's name as it is compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _folder(name: str) -> str:
    """Return the folder that a module is installed in, or nothing."""
    try:
        spec = find_spec(name)
    except (ImportError, ValueError):
        return ""
    if spec and spec.submodule_search_locations:
        return str(Path(next(iter(spec.submodule_search_locations))).parent)
    return str(Path(spec.origin).parent) if spec and spec.origin else ""
