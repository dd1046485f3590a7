"""How close numbers have to be, by the functions that other systems compare with."""

from __future__ import annotations

import ast

EQUAL = frozenset(
    (
        *("assert_equal", "assert_equals", "assert_almost_equal", "assert_allclose", "assert_array_equal"),
        *("assertEqual", "assertAlmostEqual", "assertListEqual", "assert_array_almost_equal"),
        *("array_equal", "allclose", "isclose"),
    )
)
"""Functions that compare their first two arguments."""
_PLACES = {"assert_almost_equal": 7, "assertAlmostEqual": 7, "assert_array_almost_equal": 6}
_CLOSE = {"assert_allclose": ("1e-07", "0"), "allclose": ("1e-05", "1e-08"), "isclose": ("1e-05", "1e-08")}
_WORDS = {"rtol": "rel", "rel_tol": "rel", "atol": "abs", "abs_tol": "abs", "delta": "abs"}


def compared_by(call: ast.Call) -> str:
    """Return the name of the function that a call calls."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def closeness(call: ast.Call) -> str:
    """Return the arguments of `agree` that allow for as much as a call does; nothing where it compares exactly."""
    name, further = compared_by(call), call.args[2:]
    said = {word.arg: ast.unparse(word.value) for word in call.keywords if word.arg and _is_number(word.value)}
    if name in _PLACES:
        return _by_places(name, said, further)
    if name not in _CLOSE:
        return ""
    of_math = isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "math"
    rel, least = ("1e-09", "0") if of_math or said.keys() & {"rel_tol", "abs_tol"} else _CLOSE[name]
    given = dict(zip(("rel", "abs"), (ast.unparse(a) for a in further if _is_number(a)), strict=False))
    given |= {_WORDS[word]: value for word, value in said.items() if word in _WORDS}
    return f", rel={given.get('rel', rel)}, abs={given.get('abs', least)}"


def _by_places(name: str, said: dict[str, str], further: list[ast.expr]) -> str:
    if "delta" in said:
        return f", abs={said['delta']}"
    places = said.get("places") or said.get("decimal") or (ast.unparse(further[0]) if further else "")
    return f", abs=1.5e-{places if places.isdigit() else _PLACES[name]}"


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float)
