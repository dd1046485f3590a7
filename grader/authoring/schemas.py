"""JSON Schemas of course.yaml and of quiz files, made from the types that read them; editors complete and check by them."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from grader.core.constructs import KINDS
from grader.core.course import RawCourse
from grader.core.exercise import Limits
from grader.core.exercise_reader import RawExercise
from grader.core.shapes import DTYPE_KINDS, WORDS
from grader.quiz.model import TYPES, Head

FOLDER = ".schemas"
COURSE, QUIZ = f"{FOLDER}/course.schema.json", f"{FOLDER}/quiz.schema.json"
_REF = "#/$defs/{name}"
_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def first_line(depth: int, file: str) -> str:
    """Return the line of a YAML file, so many folders below the course, that names its schema."""
    return f"# yaml-language-server: $schema={'../' * depth}{file}\n"


def schema_text(kind: str) -> str:
    """Return the JSON Schema of `course` or of `quiz`, as text."""
    return json.dumps(_course() if kind == "course" else _quiz(), indent=1) + "\n"


def _course() -> dict[str, Any]:
    (course, exercise, limits), parts = msgspec.json.schema_components(
        [RawCourse, RawExercise, Limits], ref_template=_REF
    )
    parts["RawCourse"]["properties"]["exercises"] = {"type": "array", "items": exercise, "minItems": 1}
    for part in ("RawCourse", "RawExercise"):
        parts[part]["properties"]["limits"] = {**limits, "default": {}}
    construct = {
        "anyOf": [{"enum": list(KINDS)}, {"type": "string", "pattern": r"^((call|import|name) )?\w+(\.\w+)*$"}]
    }
    for key in ("forbids", "demands"):
        parts["RawExercise"]["properties"][key]["items"] = construct
    parts["RawFunction"]["properties"]["returns"] = {"$ref": _REF.format(name="Shape")}
    parts["Limits"]["additionalProperties"] = False
    parts["Shape"] = _shape()
    return {"$schema": _DRAFT, "title": "course.yaml", **course, "$defs": parts}


def _shape() -> dict[str, Any]:
    """Return the schema of a shape: a word, a list of shapes, or a mapping."""
    inner: dict[str, Any] = {"$ref": _REF.format(name="Shape")}
    return {
        "description": "What a function returns.",
        "anyOf": [
            {"enum": [*WORDS, "array", *(f"maybe {word}" for word in WORDS)]},
            {"type": "array", "items": inner, "minItems": 2},
            {
                "type": "object",
                "minProperties": 1,
                "properties": {
                    "either": {"type": "array", "items": inner, "minItems": 2},
                    "strict tuple": {"type": "array", "items": inner, "minItems": 2},
                    "table": {"type": "object", "additionalProperties": inner},
                    "array": {"type": ["string", "null"], "examples": [*DTYPE_KINDS, "any", "float64"]},
                    "shape": {"type": "array", "items": {"type": ["integer", "string"]}},
                },
                "additionalProperties": inner,
            },
        ],
    }


def _quiz() -> dict[str, Any]:
    (head, *questions), parts = msgspec.json.schema_components([Head, *TYPES.values()], ref_template=_REF)
    parts["Head"]["properties"]["questions"] = {"type": "array", "items": {"oneOf": questions}, "minItems": 1}
    return {"$schema": _DRAFT, "title": "a quiz", **head, "$defs": parts}
