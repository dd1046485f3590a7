"""What a new exercise begins with: for each kind one that is sound, small, and there to be changed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from grader.authoring import template_texts as texts


class ExerciseTemplate(NamedTuple):
    """The texts of an exercise of one kind; `NAME` and `CLASS` in them stand for its name."""

    entry: str
    """What course.yaml says besides stem, name, title and points."""
    stub: str
    reference: str
    suite: str
    mistakes: dict[str, str]
    probe: str = ""
    files: Mapping[str, str] = MappingProxyType({})
    modules: tuple[str, ...] = ()


_HINTS = """    hints:
      - Try the example of the docstring by hand first.
      - Say in one sentence what the code should do. Then write it in Python.
"""


def _docstring(text: str, code: str) -> str:
    return f'"""{text}"""\n\n\n{code}'


def _template(
    what: str,
    entry: str,
    code: tuple[str, str, str],
    mistakes: dict[str, tuple[str, str]],
    probe: str = "",
    files: dict[str, str] | None = None,
    modules: tuple[str, ...] = (),
) -> ExerciseTemplate:
    stub, reference, suite = code
    whole = stub if stub.startswith('"""') else _docstring(what, stub)
    return ExerciseTemplate(
        entry + _HINTS,
        whole,
        _docstring(what, reference),
        suite,
        {id_: _docstring(text, code) for id_, (text, code) in mistakes.items()},
        probe,
        files or {},
        modules,
    )


TEMPLATES = {
    "function": _template(
        "Your own function.",
        "    functions:\n      NAME: {takes: [values], returns: number, keeps: [values]}\n",
        (texts.FUNCTION_STUB, texts.FUNCTION, texts.FUNCTION_SUITE),
        texts.FUNCTION_MISTAKES,
    ),
    "program": _template(
        "A program.",
        "    program: true\n",
        (texts.PROGRAM_STUB, texts.PROGRAM, texts.PROGRAM_SUITE),
        texts.PROGRAM_MISTAKES,
        modules=("sys",),
    ),
    "object": _template(
        "Your own class.",
        "    classes: [CLASS]\n    probes:\n      value_after:\n        takes: [start, steps]\n        returns: whole number\n"
        '        shown: "the value of CLASS({start}) after the steps {steps}"\n',
        (texts.OBJECT_STUB, texts.OBJECT, texts.OBJECT_SUITE),
        texts.OBJECT_MISTAKES,
        texts.OBJECT_PROBE,
    ),
    "text": _template(
        "A function on texts.",
        "    functions:\n      NAME: {takes: [text], returns: text}\n",
        (texts.TEXT_STUB, texts.TEXT, texts.TEXT_SUITE),
        texts.TEXT_MISTAKES,
        modules=("string", "re"),
    ),
    "table": _template(
        "A table in a file.",
        "    files: [NAME.csv]\n    functions:\n      NAME: {takes: [path], returns: {any text: number}}\n",
        (texts.TABLE_STUB, texts.TABLE, texts.TABLE_SUITE),
        texts.TABLE_MISTAKES,
        files={"NAME.csv": "city,amount\nBern,2.0\nRome,2.5\nBern,3.0\n"},
        modules=("csv",),
    ),
}
"""By kind."""
