"""What a course declares that a function returns: every form, what fits it, and what is told of what does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from grader.core.course import load_course
from grader.core.errors import ContentError
from grader.core.shapes import Shape
from grader.sandbox.plain import Array
from tests.engine.conftest import GradeText, MakeCourse


@pytest.fixture(name="shape_of")
def _shape_of(make_course: MakeCourse) -> Any:
    """Give a function that returns the shape that a course declares."""

    def shape(text: str) -> Shape:
        root = make_course(f"      f:\n        takes: []\n        returns: {text}\n", "")
        return load_course(root).exercises[0].functions["f"].returns

    return shape


@pytest.mark.parametrize(
    ("text", "fitting", "not_fitting"),
    [
        ("nothing", [None], [0, False, []]),
        ("anything", [None, 1, "a", {2: [3]}], []),
        ("maybe whole number", [3, 3.0, None], [3.5, "3", True, float("inf")]),
        ("{set of: text}", [{"a"}, set(), frozenset({"a"})], [["a"], {1}, {}]),
        ("{strict list of: number}", [[], [1, 2.0]], [(1,), ["a"]]),
        ("{strict tuple: [number, text]}", [(1, "a")], [[1, "a"], (1,), (1, 2)]),
        (
            "{table: {a: number, b: text}}",
            [{"a": [1], "b": ["x"]}, {"b": [], "a": []}],
            [{"a": [1]}, {"a": [1], "b": []}, {"a": 1, "b": 2}],
        ),
        ("array", [Array("<f8", (2,), bytes(16)), Array("|b1", (0, 3))], [[1.0], 1.0]),
        (
            "{array: float, shape: [any, 1]}",
            [Array("<f4", (7, 1)), Array("<f8", (0, 1))],
            [Array("<f8", (1,)), Array("<i8", (7, 1))],
        ),
        ("{array: int8, shape: []}", [Array("|i1", ())], [Array("|u1", ()), Array("<i8", ())]),
        ("maybe maybe text", ["a", None], [1]),
        ("{maybe: [number, text]}", [(1, "a"), None], [(1, 2), [1]]),
        ("{either: [text, {list of: number}]}", ["a", [1, 2.5]], [1, ["a"], None]),
        ("{any text: whole number}", [{"a": 1, "b": 2}, {}], [{1: 1}, {"a": "1"}, [1]]),
        ("{any whole number: {list of: text}}", [{1: ["a"], 2: []}], [{"1": ["a"]}, {1: "a"}, {1.5: []}]),
        ("{any number: number}", [{1: 1, 2.5: 2}], [{"a": 1}]),
        ("{anything: text}", [{1: "a", "b": "c", None: "d"}], [{1: 2}]),
        ("{1: number}", [{1: 1}], [{"1": 1}, {1: "a"}, {1: 1, 2: 2}]),
        ("{1: number, -2.5: text}", [{1: 1, -2.5: "a"}], [{1: 1}]),
        ('{"1": number}', [{"1": 1}], [{1: 1}]),
        ('{"text": number}', [{"text": 1}], [{"b": 1}]),
        ("{text: text, author: text}", [{"text": "a", "author": "b"}], [{"text": "a"}]),
        ("{list of: {any text: maybe number}}", [[{"a": 1, "b": None}], []], [[{"a": "b"}]]),
    ],
)
def test_what_fits(shape_of: Any, text: str, fitting: list[Any], not_fitting: list[Any]) -> None:
    """Each form takes what it says, and nothing else."""
    shape = shape_of(text)
    assert [value for value in fitting if shape.misfit(value)] == []
    assert [value for value in not_fitting if not shape.misfit(value)] == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("{dict of: whole number}", "did you mean {any text: SHAPE}?"),
        ("{text: whole number}", "did you mean {any text: SHAPE}?"),
        ("{whole number: text}", "did you mean {any whole number: SHAPE}?"),
        ("{str: number}", "did you mean {any text: SHAPE}?"),
        ("{int: number}", "did you mean {any whole number: SHAPE}?"),
        ("{lists of: number}", "did you mean {list of: SHAPE}?"),
        ("{any txt: number}", "did you mean {any text: SHAPE}?"),
        ("{tuple of: number}", "did you mean {list of: SHAPE}?"),
        ("{any text: number, b: number}", "'any text' must be the only key here"),
        ("integer", "did you mean whole number?"),
        ("numbr", "did you mean number?"),
        ("float", "did you mean number?"),
        ("dict", "did you mean {any text: SHAPE}?"),
        ("list of whole number", "did you mean {list of: whole number}?"),
        ("maybe string", "did you mean text?"),
        ("null", "for None write nothing"),
        ("{either: text}", "either: takes a list of two or more shapes"),
        ("widget", "write one of number, whole number"),
        ("{array: flaot}", "write one of float, int"),
        ("{array: float, shape: 3}", "shape: takes a list of sizes"),
        ("{array: float, size: [3]}", "array: has only shape: beside it"),
        ("{strict tuple: number}", "strict tuple: takes a list of two or more shapes"),
        ("{table: number}", "table: takes a mapping"),
        ("set of text", "did you mean {set of: text}?"),
        ("dataframe", "did you mean {table: {column: SHAPE}}?"),
    ],
)
def test_what_is_no_shape_is_refused(shape_of: Any, text: str, meant: str) -> None:
    """An unknown word is no key of a dict: it is told at its line, with what was perhaps meant."""
    with pytest.raises(ContentError) as caught:
        shape_of(text)
    assert meant in str(caught.value)
    assert caught.value.line == 13


@pytest.mark.parametrize(
    ("text", "value", "told"),
    [
        ("{any text: whole number}", {1: 1}, ((), "a dict", "a dict from texts to whole numbers")),
        ("{any text: whole number}", {"a": "b"}, (("a",), "a text", "a whole number")),
        ("maybe number", "a", ((), "a text", "a number or None")),
        ("maybe [number, number]", None, None),
        ("{maybe: {list of: number}}", [1, "a"], ((1,), "a text", "a number")),
        ("{either: [text, number]}", None, ((), "None", "text or a number")),
        ("{1: number, 2: number}", {1: 1}, ((), "a dict", "a dict with the keys 1, 2")),
        ('{"1": text}', {1: "a"}, ((), "a dict", "a dict with the keys '1'")),
        (
            "{table: {a: number, b: text}}",
            {"a": [1], "b": []},
            ((), "columns of different lengths", "a table with the columns 'a', 'b'"),
        ),
        ("{list of: {any text: number}}", 1, ((), "an int", "a list of dicts")),
    ],
)
def test_what_is_told_of_a_value_that_does_not_fit(shape_of: Any, text: str, value: Any, told: Any) -> None:
    """Where it leaves its shape, what is there, and what should be."""
    if told is None:
        with pytest.raises(ContentError):  # a list is no word
            shape_of(f'"{text}"')
        return
    found = shape_of(text).misfit(value)
    assert (found.path, found.found, found.wanted) == told


@pytest.mark.parametrize(
    ("text", "value", "missing", "surplus"),
    [
        ("{a: number, b: number}", {"a": 1, "c": 2, 3: 4}, ("b",), ("c", 3)),
        ("{table: {a: number, b: text}}", {"a": [1]}, ("b",), ()),
        ("{any text: number}", {"a": 1, 2: 3}, (), (2,)),
        ("{maybe: {a: number}}", {}, ("a",), ()),
        ("{either: [{a: number}, {b: number}]}", {}, (), ()),
        ("{a: number}", [], (), ()),
    ],
)
def test_which_keys_are_missing_or_too_many(
    shape_of: Any, text: str, value: Any, missing: tuple[Any, ...], surplus: tuple[Any, ...]
) -> None:
    """Of a dict that has other keys than declared it is known which; not where two dicts could have been meant."""
    found = shape_of(text).misfit(value)
    assert (found.missing, found.surplus) == (missing, surplus)


def test_keys_are_told_of_an_open_check_alone(make_course: MakeCourse, grade_text: GradeText) -> None:
    """A message names the keys that differ, but not of a hidden test: a key could hold its input."""
    right = 'def ages(name):\n    return {"alice": 3, "bob": 5}\n'
    checks = "\n\n".join(
        f'@check(points=0.5, hint="Look.", open={is_open})\ndef test_{is_open}(submission):\n    """ages"""\n'
        '    agree(submission.ages("eve"), {"alice": 3, "bob": 5})\n'
        for is_open in (True, False)
    )
    root = make_course("      ages: {takes: [name], returns: {alice: number, bob: number}}\n", right, checks)
    shown, hidden = grade_text(root, right.replace('"bob"', "name")).checks
    assert (
        "returned a dict that lacks the key 'bob' and has the key 'eve' too many; a dict with the keys" in shown.message
    )
    assert "eve" not in hidden.message
    assert "lacks" not in hidden.message


def test_such_values_are_graded(make_course: MakeCourse, grade_text: GradeText) -> None:
    """A dict with any keys, one with numbers as its keys and None come from a learner's function as they are."""
    declared = (
        "      counts: {takes: [word], returns: {any text: whole number}}\n"
        "      names: {takes: [], returns: {1: text, 2: text}}\n"
        "      first: {takes: [xs], returns: maybe number}\n"
    )
    right = (
        "def counts(word):\n    return {c: word.count(c) for c in word}\n\n\n"
        "def names():\n    return {1: 'one', 2: 'two'}\n\n\n"
        "def first(xs):\n    return xs[0] if xs else None\n"
    )
    checks = (
        '@check(points=1, hint="Count.", open=True)\ndef test_all(submission, reference):\n    """all of them"""\n'
        '    agree(submission.counts("abba"), {"a": 2, "b": 2})\n    agree(submission.names(), reference.names())\n'
        "    agree([submission.first([]), submission.first([2])], [None, 2])\n"
    )
    root: Path = make_course(declared, right, checks)
    assert grade_text(root, right).full_marks
    (check,) = grade_text(root, right.replace("{c:", "{ord(c):")).checks
    assert "a dict from texts to whole numbers" in check.message
