"""Faults of parameters and calls, and of the names that texts and arguments use."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import msgspec

from grader.core.diagnostics import UP, DiagnosticSink, used_too
from grader.core.errors import ContentError
from grader.core.schema import Place, Position
from grader.core.text import suggestion
from grader.quiz.course_index import AroundError, CourseIndex
from grader.quiz.functions import HELPERS, CallContext, Named, NoHelpersError, resolve
from grader.quiz.model import Head, Multipart, Numeric, Question
from grader.quiz.parts import ComputedNumber, Param
from grader.quiz.texts import texts
from grader.quiz.variant import PLACEHOLDER

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
MAX_PICKS = 1000
_GIVEN: tuple[Place, ...] = (("params",), ("values",))
Find = Callable[[str, CallContext], object]
"""Finds the function that a call means, or raises as Functions.find does."""


def find_in(head: Head, course: CourseIndex, name: str, context: CallContext) -> Named:
    """Find a function by name alone, and load nothing.

    Raises:
        LookupError: there is none.
    """
    named = resolve(course, name, context, reference=head.reference)
    if named.stem == HELPERS and head.helpers is None:
        raise NoHelpersError(name)
    return named


def check_names(sink: DiagnosticSink, question: Question, find: Find) -> None:
    """Check parameters, values, calls, and the names that texts and arguments use."""
    names = _Names(sink, question, find)
    for name, param in question.params.items():
        _param(sink, ("params", name), param)
    own = CallContext(question.exercise)
    for name, number in question.values.items():
        if name in names.known:
            sink.error(("values", name), "P05", f'"{name}" is already a parameter or a value', "choose another name")
        names.number(("values", name), number, own)
        names.known.append(name)
    if isinstance(question, Numeric):
        told = names.number(("answer",), question.answer, own)
        if isinstance(question.answer, ComputedNumber):
            own = CallContext(question.exercise, question.answer.call)
        for index, near in enumerate(question.near):
            names.number(("near", index, "answer"), near.answer, own, but=told)
    used: set[str] = set()
    if isinstance(question, Multipart):
        used = names.parts(question)
    used |= names.placeholders(question)
    names.tell()
    for number in question.values.values():
        used |= set(_argument_names(number.args)) if isinstance(number, ComputedNumber) else {str(number)}
    for name in question.params:
        if name not in used and not sink.doubts(()):
            sink.warn(
                ("params", name),
                "W08",
                f'the parameter "{name}" is not shown anywhere',
                f"write {{{{{name}}}}} where the learner must see it, or delete it",
            )


def _param(sink: DiagnosticSink, place: Place, param: Param) -> None:
    name = str(place[-1])
    if not _NAME.fullmatch(name):
        sink.error(place, "P03", f'"{name}" is no name for a parameter', "a letter, then letters, digits, _ or -")
    ranged = [value is not None for value in (param.from_, param.to, param.step)]
    if (param.pick is not None) == any(ranged) or (any(ranged) and not all(ranged)) or param.pick == []:
        sink.error(
            place, "P03", f'"{name}" has no values to draw from', "give `pick: [...]`, or `from`, `to` and `step`"
        )
    elif all(ranged) and not (
        param.from_ <= param.to and param.step > 0 and (param.to - param.from_) / param.step < MAX_PICKS  # type: ignore[operator]
    ):
        sink.error(
            place, "P03", f'"{name}" has no sound range', f"from below to, step above 0, under {MAX_PICKS} values"
        )
    if param.list_ is not None and not 1 <= param.list_ <= 20:
        sink.error((*place, "list"), "P03", f'"{name}" is a list of {param.list_}', "1 to 20 values")


class _Names:
    """The names that one question may use, and those that it uses and has not."""

    def __init__(self, sink: DiagnosticSink, question: Question, find: Find) -> None:
        self.known = list(question.params)
        self._desk, self._find = sink, find
        self._missing: dict[str, list[tuple[Position, Place, str, str, str]]] = {}

    def number(self, place: Place, number: Any, context: CallContext, *, but: str = "") -> str:
        """Check one number; return what is wrong with the function that it calls, but for `but`, which is told."""
        if isinstance(number, str) and number not in self.known:
            problem = f'"{number}" is not a parameter or an earlier value{suggestion(number, self.known)}'
            self._miss(number, place, "P04", problem, self._all_known())
        if not isinstance(number, ComputedNumber):
            return ""
        problem = self._function((*place, "call"), number.call, context, but)
        for index, argument in enumerate(number.args):
            for name in _argument_names(argument):
                if name not in self.known:
                    said = f'the argument "{name}" is not a parameter or an earlier value{suggestion(name, self.known)}'
                    self._miss(name, (*place, "args", index), "P04", said, "for a text as it is, write {value: …}")
        return problem

    def parts(self, question: Multipart) -> set[str]:
        """Check the numbers of each part, and return the names that they use; later parts may name earlier ones."""
        given, used = list(self.known), set[str]()
        for index, part in enumerate(question.parts):
            own = CallContext(question.exercise)
            told = self.number(("parts", index, "answer"), part.answer, own)
            if isinstance(part.answer, ComputedNumber):
                own = CallContext(question.exercise, part.answer.call)
                used |= {name for argument in part.answer.args for name in _argument_names(argument)}
            for place, near in enumerate(part.near):
                self.number(("parts", index, "near", place, "answer"), near.answer, own, but=told)
            if part.id in self.known:
                problem = f'"{part.id}" is already a parameter, a value or a part'
                self._desk.error(("parts", index, "id"), "P05", problem, "choose another id")
            self.known.append(part.id)
        self.known = given
        return used

    def placeholders(self, question: Question) -> set[str]:
        """Check the names in texts, and return those that are used."""
        worked = _worked(question)
        used = set(PLACEHOLDER.findall(msgspec.json.encode(question).decode()))
        # Walking through all texts takes time at every start of a quiz, and is needed only for a diagnostic's place.
        for place, text in texts(question) if used - set(self.known) else ():
            for name in PLACEHOLDER.findall(text):
                if name not in self.known and not (name in worked and place[0] == "explanation"):
                    problem = f"{{{{{name}}}}} is not a parameter or a value{suggestion(name, self.known)}"
                    self._miss(name, place, "P01", problem, self._all_known())
        return used

    def tell(self) -> None:
        """Note each name that is not there once, where it is first used."""
        for uses in self._missing.values():
            _, place, code, problem, fix = min(uses, key=lambda use: use[0])
            self._desk.error(place, code, problem + used_too([use[0] for use in uses]), fix, needs=_GIVEN)

    def _all_known(self) -> str:
        return f"known here: {', '.join(self.known) or 'none'}"

    def _miss(self, name: str, place: Place, code: str, problem: str, fix: str) -> None:
        at = self._desk.document.position((*self._desk.place, *place))
        self._missing.setdefault(name, []).append((at, place, code, problem, fix))
        self._desk.faulty.add(place)

    def _function(self, place: Place, name: str, context: CallContext, but: str) -> str:
        sink, problem = self._desk, ""
        try:
            if HELPERS in name.split(".") and sink.doubts((UP, "helpers")):
                sink.faulty.add(place)
            else:
                self._find(name, context)
        except ContentError as error:
            problem = str(error).rstrip(".")
            sink.error(place, "P06", problem, "fix that file")
        except LookupError as error:
            problem = str(error.args[0])
            around: list[Place] = [("exercise",), (UP, "reference")] if isinstance(error, AroundError) else []
            if problem == but or (isinstance(error, AroundError) and place[0] == "near" and sink.doubts(("answer",))):
                sink.faulty.add(place)
            else:
                fix = "a function of course.yaml, of the helpers, or of a mistake"
                sink.error(place, "P02", problem, fix, rests=[place, *around])
            if isinstance(error, NoHelpersError):
                sink.doubt.add((UP, "helpers"))
        return problem


def _worked(question: Question) -> list[str]:
    """Return the names of right answers, which an explanation may show."""
    if isinstance(question, Multipart):
        return [part.id for part in question.parts]
    return ["answer"] if isinstance(question, Numeric) else []


def _argument_names(argument: Any) -> list[str]:
    if isinstance(argument, str):
        return [argument]
    if isinstance(argument, dict):
        return [] if argument.keys() == {"value"} else [n for part in argument.values() for n in _argument_names(part)]
    return [name for part in argument for name in _argument_names(part)] if isinstance(argument, list) else []
