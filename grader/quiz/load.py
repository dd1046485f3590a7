"""A quiz file, read: its questions with their places, and the numbers that they need."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from grader.core.errors import ContentError
from grader.core.schema import Document, read_yaml
from grader.core.text import suggestion
from grader.quiz.course_index import CourseIndex
from grader.quiz.functions import Functions
from grader.quiz.model import TYPES, Head, Order, Question, reviewed_seeds
from grader.quiz.question_numbers import Numbers
from grader.quiz.variant import Variant

SCHEMA = 1
MAX_SEEDS = 100_000


class Quiz:
    """One quiz, ready to be asked and marked."""

    def __init__(self, path: Path, head: Head, questions: Mapping[str, Question], course: CourseIndex) -> None:
        topics = head.topics or list(dict.fromkeys(question.topic for question in questions.values()))
        self.head = msgspec.structs.replace(head, topics=topics)
        self.path, self.questions, self.course = path, questions, course
        self.numbers_of_exercises = {exercise.stem: exercise.number for exercise in course.exercises}
        required = {name for question in questions.values() for name in question.requires}
        self.gates = frozenset(required & self.numbers_of_exercises.keys() - questions.keys())
        """The stems of exercises that questions wait for."""
        helpers = path.parent / head.helpers if head.helpers else None
        self.functions = Functions(course, helpers, reference=head.reference)
        self.numbers = Numbers(path, head.id, self.functions)

    def variant(self, question: Question, seed: int) -> Variant:
        """Return the variant of one question for `seed`, with the order of what is shown."""
        return self.numbers.variant(question, reviewed(question, seed))

    def drawn(self, question: Question, seed: int) -> Variant:
        """Return the variant of one question for `seed` as marking needs it, without any order."""
        return self.numbers.drawn(question, reviewed(question, seed))


def reviewed(question: Question, seed: int) -> int:
    """Return the seed that is taken for `seed`: one of the reviewed ones, where there are some."""
    seeds = reviewed_seeds(question)
    return seeds[seed % len(seeds)] if seeds else seed


def load_quiz(path: Path, course: CourseIndex) -> Quiz:
    """Read the quiz file at `path`.

    Raises:
        UsageError: the file cannot be read.
        ContentError: it is unsound; `grader.quiz.check` finds every fault, and those that only show with numbers.
    """
    return build(read_yaml(path), course)


def build(document: Document, course: CourseIndex) -> Quiz:
    """Make a quiz of a document that was read before."""
    from grader.quiz.rules.structure import diagnostics

    head = document.convert(Head)
    questions = [(place, read_question(document, place, head)) for place in range(len(head.questions))]
    first = next((c for c in diagnostics(document, head, questions, course) if not c.warning), None)
    if first:
        raise ContentError(document.path, f"{first.problem}; {first.fix}.", first.line, first.column)
    return Quiz(document.path, head, {question.id: question for _, question in questions}, course)


def read_question(document: Document, place: int, head: Head) -> Question:
    """Return the question at `place`, with the quiz's defaults filled in.

    Raises:
        ContentError: it has not the shape of its type.
    """
    entry = head.questions[place]
    word = entry.get("type") if isinstance(entry, dict) else None
    if isinstance(word, str) and word in TYPES:
        try:
            question = msgspec.convert(entry, TYPES[word], strict=True)
        except msgspec.ValidationError:
            # Only now is it worth finding out where everything stands.
            question = document.part("questions", place).convert(TYPES[word])
    else:
        raise _no_type(document.part("questions", place), word)
    return completed(question, document, place, head)


def completed(question: Question, document: Document, place: int, head: Head) -> Question:
    """Return the question at `place` with the quiz's defaults filled in.

    Raises:
        ContentError: its seeds are no range.
    """
    if question.shuffle is None:
        question = msgspec.structs.replace(question, shuffle=head.shuffle in ("options", "both"))
    if isinstance(question.seeds, str):
        question = msgspec.structs.replace(question, seeds=_span(document, place, question.seeds))
    return _with_ids(question) if isinstance(question, Order) else question


def _span(document: Document, place: int, written: str) -> list[int]:
    """Read `1..20`."""
    first, dots, last = written.partition("..")
    if dots and first.strip().isdecimal() and last.strip().isdecimal() and 0 <= int(last) - int(first) < MAX_SEEDS:
        return list(range(int(first), int(last) + 1))
    problem = f"'seeds' is {written!r}, and should be a list of whole numbers, or a range such as 1..20."
    raise document.error(("questions", place, "seeds"), problem)


def _with_ids(question: Order) -> Order:
    """Give each block that has no id one that is made of its text, which says nothing of its place."""
    blocks: list[Any] = [*question.items, *question.extra]
    taken = {block.id for block in blocks}

    def named(block: Any) -> Any:
        if block.id:
            return block
        plain = re.sub(r"[^a-z0-9]+", "-", block.text.casefold()).strip("-") or "block"
        name = next(name for n in itertools.count(1) if (name := plain if n == 1 else f"{plain}-{n}") not in taken)
        taken.add(name)
        return msgspec.structs.replace(block, id=name)

    return msgspec.structs.replace(
        question, items=[named(item) for item in question.items], extra=[named(extra) for extra in question.extra]
    )


def _no_type(part: Document, word: Any) -> ContentError:
    if not isinstance(part.data, dict):
        return part.error((), "a question should be a mapping, with an id, a type and a prompt.")
    if word is None:
        return part.error((), f"the key 'type' is missing; add it, one of {', '.join(TYPES)}.")
    near = suggestion(str(word), list(TYPES)).replace('"', "'")
    return part.error(("type",), f"the type {word!r} is not one of {', '.join(TYPES)}{near}.")


def digest(question: Question) -> str:
    """Return a short hash of everything the author wrote, to tell that a question was edited."""
    import hashlib

    plain: Any = msgspec.json.encode(question, order="deterministic")
    return hashlib.sha256(plain).hexdigest()[:16]
