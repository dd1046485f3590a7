"""The known mistakes of an exercise: their files, their hints, and their answers."""

from __future__ import annotations

import contextlib
import io
import linecache
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from traceback import walk_tb
from typing import Any, Protocol

from grader.core.content import load_mistake
from grader.core.course import Exercise
from grader.core.mistakes import read_hints
from grader.core.results import Mistake
from grader.grading.diagnosis.equivalence import Outcome, alike
from grader.grading.diagnosis.raised import Raised, raised_at
from grader.grading.harnesses import functions_of
from grader.sandbox import wire
from grader.sandbox.array_values import array_of, numpy_of
from grader.sandbox.calls import called, function_of
from grader.sandbox.outcome import Answer, Failure
from grader.suite.observations import ObservedCall
from grader.suite.proxy import MOST_KEPT, copied


class Right(Protocol):
    """The right answer to any other call."""

    def __call__(self, function: str, *arguments: Any) -> Any:
        """Return what the reference answers."""


class KnownMistake:
    """One wrong version of an exercise: `<id>.py`, or `<id>--<variant>.py`."""

    def __init__(self, exercise: Exercise, path: Path) -> None:
        self.path, self.exercise = path, exercise
        self.id = path.stem.partition("--")[0]
        self._answers: dict[bytes, Outcome] = {}
        self._remembers: bool | None = None

    @property
    def mistake(self) -> Mistake:
        """What a result says of it."""
        return Mistake(self.id, read_hints(self.path)[0])

    def answer(self, key: bytes, function: str, arguments: Sequence[Any]) -> Outcome:
        """Return what comes of a call that no other call has an influence on; computed once for each `key`."""
        if key not in self._answers:
            if len(self._answers) >= MOST_KEPT:
                self._answers.clear()
            self._answers[key] = ask(self._loaded, function, arguments)
        return self._answers[key]

    def has_answered(self, key: bytes) -> bool:
        """Whether the answer to this question is worked out."""
        return key in self._answers

    def wavers(self, key: bytes, function: str, arguments: Sequence[Any]) -> bool:
        """Whether the last digits of a call's arguments change its answer: then rounding does, and it tells nothing."""
        exact, nudged = self.answer(key, function, arguments), nudge(list(arguments))
        if alike(exact, self.answer(b"nudged" + key, function, nudged)):
            return False
        # what differs when nothing was nudged is left over from another call, and no matter of digits
        return alike(exact, self.answer(b"again" + key, function, arguments))

    def explains(self, seen: Sequence[ObservedCall], right: Right) -> bool:
        """Whether its file has a function `explains` that says so: for what one wrong version cannot stand for."""
        explain = self._explanation
        if explain is None:
            return False
        try:
            return explain(list(seen), right) is True
        except (ArithmeticError, AttributeError, LookupError, StopIteration, TypeError, ValueError):
            return False  # answers of a kind that it did not think of

    def raises(self, function: str, arguments: Sequence[Any]) -> Raised | None:
        """Return what a call raises in its own file; None where it answers, or something else raises."""
        try:
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                called(self.fresh()[function_of(function)], function, copied(list(arguments)))
        except Exception as error:
            at = [line for frame, line in walk_tb(error.__traceback__) if Path(frame.f_code.co_filename) == self.path]
            if at:
                return raised_at(type(error).__name__, str(error), linecache.getline(str(self.path), at[-1]))
        return None

    def remembers(self, questions: Sequence[tuple[str, Sequence[Any]]]) -> bool:
        """Whether something is left over from one call to the next: asked once more, it answers otherwise."""
        if self._remembers is None:
            functions = self.fresh()
            first, again = ([ask(functions, *question) for question in questions] for _ in range(2))
            self._remembers = not all(map(alike, first, again))
        return self._remembers

    @cached_property
    def _explanation(self) -> Callable[..., Any] | None:
        if not self.exercise.harnessed:
            return self._loaded.get("explains")
        if self.exercise.program and not self.exercise.defines:
            return None  # to load it would be to run the program
        folder = self.path.parent
        return vars(load_mistake(folder.parent.parent, folder.name, self.path.stem)).get("explains")

    @cached_property
    def _loaded(self) -> Mapping[str, Callable[..., Any]]:
        return self.fresh()

    def fresh(self) -> Mapping[str, Callable[..., Any]]:
        """Return its functions as they are before any call.

        Raises:
            ContentError: its file does not load.
        """
        return functions_of(self.exercise, self.path.stem)


def nudge(value: Any) -> Any:
    """Return a plain value with each float in it a little larger, by what sums in another order may differ."""
    if type(value) is float:
        return value * (1 + 1e-13)
    if type(value) in (list, tuple):
        return type(value)(map(nudge, value))
    if type(value) is wire.Array and value.dtype in ("<f8", "<f4"):
        return array_of(numpy_of(value) * (1 + 1e-13))
    return {key: nudge(item) for key, item in value.items()} if type(value) is dict else value


def known_mistakes(exercise: Exercise) -> list[KnownMistake]:
    """Return the wrong versions of an exercise, in the order of their names."""
    return [KnownMistake(exercise, path) for path in sorted(exercise.mistakes.glob("*.py"))]


def ask(functions: Mapping[str, Callable[..., Any]], function: str, arguments: Sequence[Any]) -> Outcome:
    """Call a trusted function as the sandbox would: on a copy, whatever it raises being an outcome."""
    given = wire.encode(list(arguments))
    ours = copied(list(arguments))
    screen = io.StringIO()
    try:
        with contextlib.redirect_stdout(screen), contextlib.redirect_stderr(io.StringIO()):
            value = called(functions[function_of(function)], function, ours)
        # as it would cross the border: a subclass becomes plain, a tuple stays one
        plain, after = wire.decode(wire.encode(value)), wire.encode(ours)
    except wire.NotPlain as error:
        return Failure("not plain", error.kind, "".join(f"[{at}]" for at in error.path))
    except wire.TooLarge as error:
        return Failure("too large", type(value).__name__, error.what)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        return Failure("raised", type(error).__name__, str(error))
    return Answer(plain, None if after == given else ours, printed=bool(screen.getvalue()))
