"""Several known mistakes at once, put together from the parts that a course names.

`solutions/pairs/<stem>.py` holds PARTS, for each part of the exercise what is right (under "") and what known mistakes
have in its place (under `<id>` or `<id>--<variant>`), and `assemble(**parts)`, which returns the functions made of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations, product
from pathlib import Path
from typing import Any, NamedTuple

from grader.core.content import load_module
from grader.core.course import Exercise
from grader.core.errors import ContentError
from grader.core.mistakes import mistake_names, read_hints
from grader.core.results import Mistake
from grader.grading.diagnosis.mistakes import KnownMistake
from grader.grading.harnesses import functions_around

MOST = 3
_COUNTS = {2: "Two", 3: "Three"}


class Parts(NamedTuple):
    """The parts of an exercise."""

    exercise: Exercise
    path: Path
    choices: Mapping[str, Mapping[str, Any]]
    assemble: Callable[..., Mapping[str, Callable[..., Any]]]

    def built(self, chosen: Mapping[str, str]) -> Mapping[str, Callable[..., Any]]:
        """Return the functions with these choices, by part; what is not chosen is right."""
        names = self.assemble(**{part: of[chosen.get(part, "")] for part, of in self.choices.items()})
        return functions_around(self.exercise, names)


class CombinedMistakes(KnownMistake):
    """Several mistakes in one exercise at the same time."""

    def __init__(self, exercise: Exercise, parts: Parts, chosen: Mapping[str, str]) -> None:
        super().__init__(exercise, parts.path)
        self._folder, self._parts, self._chosen = exercise.mistakes, parts, chosen
        self.id = "+".join(name.partition("--")[0] for name in chosen.values())

    @property
    def mistake(self) -> Mistake:
        """What a result says of them: the first hint of each, numbered."""
        hints = [read_hints(file_of(self._folder, name))[0] for name in self._chosen.values()]
        told = " ".join(f"({number}) {hint}" for number, hint in enumerate(hints, 1))
        return Mistake(self.id, f"{_COUNTS[len(hints)]} things: {told}")

    def fresh(self) -> Mapping[str, Callable[..., Any]]:
        """Return the functions that make all these mistakes."""
        return self._parts.built(self._chosen)


def parts_of(exercise: Exercise) -> Parts | None:
    """Return the parts of an exercise, or None where the course names none.

    Raises:
        ContentError: the file does not load, or lacks PARTS, assemble or what is right.
    """
    path = exercise.pairs
    if not path.is_file():
        return None
    module = load_module(exercise.reference.parent, exercise.stem, substitutes={exercise.stem: path})
    choices, assemble = getattr(module, "PARTS", None), getattr(module, "assemble", None)
    if not isinstance(choices, dict) or not callable(assemble) or not all("" in of for of in choices.values()):
        raise ContentError(path, 'define PARTS, with what is right under "" in each part, and assemble(**parts).')
    return Parts(exercise, path, choices, assemble)


def combined_mistakes(exercise: Exercise, parts: Parts, size: int) -> Iterator[CombinedMistakes]:
    """Give every way to make `size` mistakes, each in another part."""
    for chosen in combinations(parts.choices, size):
        for names in product(*([name for name in parts.choices[part] if name] for part in chosen)):
            yield CombinedMistakes(exercise, parts, dict(zip(chosen, names, strict=True)))


def file_of(folder: Path, name: str) -> Path:
    """Return the mistake file that speaks for a name of PARTS: its own, the id's, or the id's first variant.

    Raises:
        ContentError: there is none.
    """
    id_ = name.partition("--")[0]
    known = mistake_names(folder)
    for stem in (name, id_, *known):
        if stem in known and stem.partition("--")[0] == id_:
            return folder / f"{stem}.py"
    raise ContentError(folder, f"there is no mistake {id_!r}, which solutions/pairs names.")
