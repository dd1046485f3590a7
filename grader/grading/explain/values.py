"""Types of values in a beginner's words, from the names that the sandbox tells."""

from __future__ import annotations

_ONE = {
    "float": "a number",
    "int": "a number",
    "complex": "a complex number",
    "bool": "True or False",
    "str": "a text",
    "NoneType": "None",
    "list": "a list",
    "tuple": "a tuple",
    "dict": "a dict",
    "set": "a set",
    "range": "a range",
    "type": "a type",
    "module": "a module",
    "ndarray": "a numpy array",
    "bytes": "bytes",
    "empty list": "an empty list",
    "empty tuple": "an empty tuple",
}
_MANY = {
    "float": "numbers",
    "int": "numbers",
    "list": "lists",
    "tuple": "tuples",
    "str": "texts",
    "bool": "True or False",
}
NUMBERS = {"float", "int", "bool", "complex", "float64", "int64"}
FUNCTIONS = {"function", "builtin_function_or_method", "method", "method-wrapper", "ufunc"}
ITERATORS = {"zip", "map", "filter", "enumerate", "generator", "reversed", "list_iterator", "range_iterator"}


def root(kind: str) -> str:
    """Return the type alone: of "list of float" it is "list"."""
    return kind.removeprefix("empty ").partition(" of ")[0]


def told(kind: str) -> str:
    """Return what a value is, as in "a list of numbers"; "something else" for what is no type of Python's own."""
    if kind in _ONE:
        return _ONE[kind]
    base = root(kind)
    if base in ("list", "tuple") and " of " in kind:
        inner = root(kind.partition(" of ")[2])
        return f"a {base} of {_MANY[inner]}" if inner in _MANY else f"a {base}"
    if base in FUNCTIONS:
        return "a function"
    if base in ITERATORS:
        return f"a `{base}` object"
    return "something else"


def passed(facts: str) -> str:
    """Return the arguments of a call, as in "x = a list of lists, b = a number"."""
    pairs = [one.partition(" = ") for one in facts.split("; ") if " = " in one]
    return ", ".join(f"{name} = {told(kind)}" for name, _, kind in pairs if name.isidentifier())
