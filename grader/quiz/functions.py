"""The functions that a quiz may call, by name, and what they answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from grader.core import content
from grader.core.errors import ContentError
from grader.core.listing import function_lines
from grader.core.text import suggestion
from grader.quiz.course_index import AroundError, CourseIndex

HELPERS = "helpers"
_MISTAKES = ("mistakes", "mutants")


class NoHelpersError(LookupError):
    """A call names a function of the helpers, and the quiz has none."""

    def __init__(self, name: str) -> None:
        super().__init__(f'"{name}" needs the key "helpers" at the top of the quiz: the file with that function')


class CallContext(NamedTuple):
    """Where a call stands, which is what short names are completed from."""

    exercise: str | None = None
    """The stem of the question's own exercise."""
    answer: str | None = None
    """In a near value: the name of the function that gives the right answer."""


class Named(NamedTuple):
    """A name in full."""

    stem: str
    """An exercise, or the helpers."""
    function: str
    mistake: tuple[str, str] | None = None
    """The exercise and the file that stands in for it."""


def resolve(course: CourseIndex, name: str, context: CallContext, *, reference: str | None = None) -> Named:
    """Return in full what a call means.

    A name is `function` (of the question's own exercise, of the quiz's `reference`, or of the only one that has it),
    `<stem>.function`, `helpers.function`, `mistakes.<stem>.<id>.function`, or `mistakes.<stem>.<id>.<stem or
    helpers>.function`: that function in a course where the mistake stands in for its exercise. `mistakes.<id>` is what
    gives the right answer, with that mistake, and `mistakes.<id>.function` another function of the same exercise.
    `mutants` says the same as `mistakes`, and an underscore in its id stands for a dash.

    Raises:
        LookupError: there is no such function; the text says what may be meant.
    """
    first, *rest = name.split(".")
    if first in _MISTAKES and 1 <= len(rest) <= 4:
        return _mistaken(course, name, rest, context, reference)
    if not rest:
        named = Named(_owner(course, name, (context.exercise, reference)), name)
    elif len(rest) == 1:
        named = Named(first, rest[0])
    else:
        raise LookupError(f'"{name}" is no name of a function')
    return _allowed(course, named)


def _mistaken(course: CourseIndex, name: str, rest: list[str], context: CallContext, reference: str | None) -> Named:
    stems = [exercise.stem for exercise in course.exercises]
    qualified = rest[0] in stems and len(rest) > 1
    written = f"{rest[0]}.{rest[1]}" if qualified else rest[0]
    rest = rest[2:] if qualified else rest[1:]
    known = {mistake for exercise in course.exercises for mistake in exercise.mistakes}
    if written.rpartition(".")[2] not in known:
        written = written[: written.rfind(".") + 1] + written.rpartition(".")[2].replace("_", "-")
    owner, mistake = course.find_mistake(written, context.exercise)
    if not rest:
        if context.answer is None:
            raise AroundError(f'"{name}" does not say which function; write mistakes.{owner.stem}.{mistake}.<function>')
        right = resolve(course, context.answer, CallContext(context.exercise), reference=reference)
        return Named(right.stem, right.function, (owner.stem, mistake))
    stem = owner.stem if len(rest) == 1 else rest[0]
    return _allowed(course, Named(stem, rest[-1], (owner.stem, mistake)))


def _owner(course: CourseIndex, function: str, preferred: Sequence[str | None]) -> str:
    owners = [e.stem for e in course.exercises if function in e.functions]
    for stem in preferred:
        if stem in owners:
            return str(stem)
    if len(owners) == 1:
        return owners[0]
    if owners:
        names = " or ".join(f"{stem}.{function}" for stem in owners)
        raise AroundError(f'"{function}" is a function of several exercises; write {names}')
    every = [name for e in course.exercises for name in e.functions]
    raise LookupError(f'the course has no function "{function}"{suggestion(function, every)}')


def _allowed(course: CourseIndex, named: Named) -> Named:
    if named.stem == HELPERS:
        if named.function.startswith("_"):
            raise LookupError(f'"{HELPERS}.{named.function}" is private to the helpers')
        return named
    exercise = course.exercise(named.stem)
    if exercise is None:
        stems = [e.stem for e in course.exercises]
        raise LookupError(f'the course has no exercise "{named.stem}"{suggestion(named.stem, stems)}')
    if named.function not in exercise.functions:
        raise LookupError(
            f'{named.stem} has no function "{named.function}"{suggestion(named.function, exercise.functions)}'
        )
    return named


class Functions:
    """The functions of one quiz; each is loaded when it is first called, and its answers are kept."""

    def __init__(self, course: CourseIndex, helpers: Path | None = None, *, reference: str | None = None) -> None:
        self._course, self._helpers, self._reference = course, helpers, reference
        self._kept: dict[tuple[str, CallContext, str], Any] = {}
        self._found: dict[tuple[str, CallContext], Callable[..., Any]] = {}

    def call(self, name: str, context: CallContext, arguments: Sequence[Any]) -> Any:
        """Return what the function answers; the arguments are copied first, since a mistake may change them.

        Raises:
            LookupError: there is no such function; the text says what may be meant.
            ContentError: its file does not load, or it raised.
        """
        key = (name, context, repr(arguments))
        if key not in self._kept:
            function = self._found.get((name, context)) or self.find(name, context)
            self._found[name, context] = function
            try:
                answer = function(*(_copied(argument) for argument in arguments))
            except Exception as error:
                problem = f"{name} raised {type(error).__name__} for {arguments!r}: {error}"
                raise ContentError(Path(function.__code__.co_filename), problem) from error
            if len(self._kept) >= 100_000:
                self._kept.clear()
            self._kept[key] = answer
        return self._kept[key]

    def lines(self, stem: str, function: str, mistake: str | None = None) -> tuple[str, ...]:
        """Return the lines of a function of the reference, or of one of its known mistakes; see function_lines."""
        solutions = self._course.solutions
        folder = solutions / "mistakes" / stem if mistake else solutions
        return function_lines(folder / f"{mistake or stem}.py", function)

    def find(self, name: str, context: CallContext) -> Callable[..., Any]:
        """Return the function that a call means; see resolve."""
        named = resolve(self._course, name, context, reference=self._reference)
        substitutes: dict[str, Path] = {}
        if self._helpers:
            substitutes[HELPERS] = self._helpers
        elif named.stem == HELPERS:
            raise NoHelpersError(name)
        if named.mistake:
            owner, mistake = named.mistake
            substitutes[owner] = self._course.solutions / "mistakes" / owner / f"{mistake}.py"
        module = content.load_module(self._course.solutions, named.stem, substitutes=substitutes)
        found = getattr(module, named.function, None)
        if not callable(found):
            raise LookupError(f'{named.stem} has no function "{named.function}"')
        return found  # type: ignore[no-any-return]


def _copied(value: Any) -> Any:
    if isinstance(value, list):
        return [_copied(part) for part in value]
    return {key: _copied(part) for key, part in value.items()} if isinstance(value, dict) else value
