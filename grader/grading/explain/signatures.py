"""The `def` lines of a learner's files and of the stub. Only lines are looked at: nothing of a learner's file is parsed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.grading.explain.explanation import Surroundings

DEFINITION = re.compile(r"^([ \t]*)(?:async )?def[ \t]+(\w+)[ \t]*\(([^)\n]*)", re.MULTILINE)
"""The indentation, the name and the parameters of a function."""
_MOST_CHARACTERS = 200_000


def sources_of(around: Surroundings) -> list[str]:
    """Return the learner's files, those that are graded first, each cut."""
    sources = around.sources or {}
    labels = sorted(sources, key=lambda label: not label.startswith(around.file))
    return [sources[label][:_MOST_CHARACTERS] for label in labels]


def own_source(around: Surroundings) -> str:
    """Return the file that is graded, of a notebook its cells one after another, cut."""
    sources = around.sources or {}
    return "\n".join(text for label, text in sources.items() if label.startswith(around.file))[:_MOST_CHARACTERS]


def parameters_of(name: str, around: Surroundings) -> tuple[str, ...] | None:
    """Return the parameters of a function of the learner's files, or None where none of this name is defined."""
    for source in sources_of(around):
        for match in DEFINITION.finditer(source):
            if match[2] == name:
                return parameters(match[3])
    return None


def parameters(text: str) -> tuple[str, ...]:
    """Return the names of the parameters between the parentheses of a `def`."""
    names = (re.match(r"\s*\*{0,2}(\w+)", part) for part in text.split(","))
    return tuple(name[1] for name in names if name)


def signature(name: str, around: Surroundings) -> str:
    """Return how the stub defines a function, with its default values; without a stub, from what the exercise says."""
    stub = around.stub.read_text(encoding="utf-8") if around.stub and around.stub.is_file() else ""
    match = next((match for match in DEFINITION.finditer(stub) if match[2] == name), None)
    return f"{name}({match[3] if match else ', '.join((around.calls or {}).get(name, ()))})"


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence lists them, each as code."""
    told = [f"`{name}`" for name in names]
    return " and ".join(part for part in (", ".join(told[:-1]), *told[-1:]) if part)


def is_notebook(source: str) -> bool:
    """Whether a Python file holds the text of a notebook."""
    return source.lstrip().startswith("{") and '"cell_type"' in source
