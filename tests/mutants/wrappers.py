"""Make wrong versions of a function by what it takes, returns, keeps and shares: types, containers, caches, aliases.

Each wrapper is source that is put behind a file. `F` is the function's name, `I` the position of an argument.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

HEAD = """
import math as _math

_was = {F}


def _each(change, value):
    if isinstance(value, (list, tuple)):
        return type(value)(_each(change, item) for item in value)
    return change(value)


def _vectors(change, value):
    if isinstance(value, (list, tuple)) and value and not isinstance(value[0], (list, tuple)):
        return type(value)(change(list(value)))
    return type(value)(_vectors(change, item) for item in value) if isinstance(value, (list, tuple)) else value


def _single(v):
    part, power = _math.frexp(v)
    return _math.ldexp(round(part * 2**24), power - 24)


def _refuse(value, kind):
    if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
        raise TypeError(kind.__name__)
    for item in value if isinstance(value, (list, tuple)) else ():
        _refuse(item, kind)
    return value


def _floats_in_place(value):
    for i, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, list):
            _floats_in_place(item)
        elif isinstance(item, int):
            value[i] = float(item)
    return value


def _shared(result, args):
    parts = result if isinstance(result, tuple) else (result,)
    shared = tuple(next((a for a in args if isinstance(a, list) and a == part), part) for part in parts)
    return shared if isinstance(result, tuple) else shared[0]


_state = {{}}


def {F}(*args):
    args = list(args)
{BODY}
"""
_NUMBERS = {
    "cut to whole": "_each(int, args[I])",
    "rounded to 7 digits": "_each(lambda v: round(v, 7), args[I])",
    "limited to 5": "_each(lambda v: max(-5, min(5, v)), args[I])",
    "limited to 1": "_each(lambda v: max(-1, min(1, v)), args[I])",
    "without its sign": "_each(abs, args[I])",
    "1 where it is 0": "_each(lambda v: v or 1, args[I])",
    "1e-3 where it is 0": "_each(lambda v: v or 1e-3, args[I])",
    "0 where it is near 0": "_each(lambda v: 0.0 if abs(v) < 1e-4 else v, args[I])",
    "in single precision": "_each(_single, args[I])",
    "no int": "_refuse(args[I], int)",
    "no float": "_refuse(args[I], float)",
    "as floats": "_each(float, args[I])",
}
_VECTORS = {
    "sorted": "_vectors(sorted, args[I])",
    "reversed": "_vectors(lambda v: v[::-1], args[I])",
    "its first value for all": "_vectors(lambda v: [v[0]] * len(v), args[I])",
    "0 after the third": "_vectors(lambda v: v[:3] + [0.0] * len(v[3:]), args[I])",
    "0 after the fourth": "_vectors(lambda v: v[:4] + [0.0] * len(v[4:]), args[I])",
    "no tuple": "_refuse(args[I], tuple)",
    "no list": "_refuse(args[I], list)",
    "as a list": "list(args[I]) if isinstance(args[I], tuple) else args[I]",
    "ints made floats in place": "_floats_in_place(args[I])",
}
_LABELS = {
    "no int": "_refuse(args[I], int)",
    "no float": "_refuse(args[I], float)",
    "no bool": "_refuse(args[I], bool)",
    "1 for every label": "_each(lambda v: 1, args[I])",
    "true only where it is True": "_each(lambda v: 1 if v is True else 0, args[I])",
    "true only where it is the int 1": "_each(lambda v: 1 if type(v) is int and v == 1 else 0, args[I])",
}
_RESULT = {
    "rounded to 8 digits": "_each(lambda v: round(v, 8), r)",
    "rounded to 12 digits": "_each(lambda v: round(v, 12), r)",
    "in single precision": "_each(_single, r)",
    "a hundred-millionth more": "_each(lambda v: v * (1 + 1e-8), r)",
    "1e-10 more": "_each(lambda v: v + 1e-10, r)",
    "a ten-billionth more": "_each(lambda v: v * (1 + 1e-10), r)",
    "limited to 0.999999": "_each(lambda v: max(-0.999999, min(0.999999, v)), r)",
    "limited to 5": "_each(lambda v: max(-5, min(5, v)), r)",
    "limited to 6": "_each(lambda v: max(-6, min(6, v)), r)",
    "0 where it is near 0": "_each(lambda v: 0.0 if abs(v) < 1e-4 else v, r)",
    "ints where whole": "_each(lambda v: int(v) if v == int(v) else v, r)",
}
_LISTS = {
    "tuples for lists": "tuple(tuple(v) if isinstance(v, list) else v for v in r) if isinstance(r, tuple) else r",
    "a list for the pair": "list(r) if isinstance(r, tuple) else r",
    "shared with an equal argument": "_shared(r, args)",
    "the same list in every call": (
        "([_state.setdefault('l', []).clear(), _state['l'].extend(r[0])] and (_state['l'], r[1]))"
        " if isinstance(r, tuple) else r"
    ),
    "the same list for each length": (
        "([_state.setdefault(len(r[0]), []).clear(), _state[len(r[0])].extend(r[0])] and (_state[len(r[0])], r[1]))"
        " if isinstance(r, tuple) else r"
    ),
}
_KEPT = {
    "off from the second call on": (
        "_each(lambda v: v + 1e-3, r) if _state.setdefault('n', []).append(1) or len(_state['n']) > 1 else r"
    ),
    "off where it is asked again": (
        "_each(lambda v: v + 1e-3, r) if repr(args) in _state or _state.setdefault(repr(args)) else r"
    ),
}


_LONG = ("x", "w", "A", "Y", "X", "gw")


class Wrapped(NamedTuple):
    """A file with one function wrapped, and what that does."""

    name: str
    source: str


def wrapped(source: str, functions: dict[str, list[str]]) -> Iterator[Wrapped]:
    """Give every wrapped version of a file; `functions` are its functions, with the names of their arguments."""
    for name, arguments in functions.items():
        for at, argument in enumerate(arguments):
            changes = _LABELS if argument in "yY" else _NUMBERS
            for what, change in (changes | (_VECTORS if argument in _LONG else {})).items():
                body = f"    args[{at}] = {change.replace('I', str(at))}\n    return _was(*args)"
                yield _one(source, name, f"argument {at} {what}", body)
            keys = {
                f"argument {at} alone": f"repr(args[{at}])",
                f"all but argument {at}": f"repr(args[:{at}] + args[{at + 1}:])",
            }
            for what, key in keys.items():
                yield _one(source, name, f"cached by {what}", _cached(key))
        yield _one(source, name, "cached by all arguments", _cached("repr(args)"))
        yield _one(source, name, "cached by three digits", _cached("repr(_each(lambda v: round(v, 3), args))"))
        yield _one(source, name, "cached by kinds and lengths", _cached("repr(_each(lambda v: type(v), args))"))
        results = _RESULT | _KEPT | (_LISTS if "w" in arguments and name != "forward" else {})
        for what, change in results.items():
            yield _one(source, name, f"result {what}", f"    r = _was(*args)\n    return {change}")


def _cached(key: str) -> str:
    return f"    key = {key}\n    if key not in _state:\n        _state[key] = _was(*args)\n    return _state[key]"


def _one(source: str, name: str, what: str, body: str) -> Wrapped:
    return Wrapped(f"{name}: {what}", source + HEAD.replace("{F}", name).replace("{BODY}", body).replace("{{}}", "{}"))
