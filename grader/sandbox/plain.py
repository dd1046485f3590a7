"""What is a plain value, and the plain value inside others; runs in the sandbox, as `worker` does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

DTYPES = ("|b1", "|i1", "|u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8", "<f2", "<f4", "<f8", "<c8", "<c16")
"""What an array's numbers may be, as numpy writes it; the digits are the bytes of one number."""


class Array:
    """Numbers of one kind in a shape, as raw bytes: a numpy array where no numpy is needed to hold it."""

    __slots__ = ("data", "dtype", "shape")

    def __init__(self, dtype: str, shape: tuple[int, ...], data: Any = b"") -> None:
        """Take one of DTYPES, the sizes, and the bytes in C order."""
        self.dtype, self.shape, self.data = dtype, shape, data

    @property
    def size(self) -> int:
        """Bytes that the data has."""
        size = int(self.dtype[2:])
        for count in self.shape:
            size *= count
        return size

    def __eq__(self, other: object) -> bool:
        return (
            type(other) is Array
            and (self.dtype, self.shape) == (other.dtype, other.shape)
            and bytes(self.data) == bytes(other.data)
        )

    __hash__ = None  # type: ignore[assignment]


class WireError(Exception):
    """Bytes that are not an encoded value within the limits."""


def filled(arrays: list[Array], data: Any, at: int) -> int:
    """Give arrays their data, views of the bytes from `at` on, and return where it ends.

    Raises:
        WireError: there are too few bytes, or some that no such array can have.
    """
    for array in arrays:
        size = array.size
        if size > len(data) - at:
            raise WireError("cut short")
        array.data = memoryview(data)[at : at + size].toreadonly()
        if array.dtype == "|b1" and bytes(array.data).translate(None, b"\0\1"):
            raise WireError("not True or False")
        at += size
    return at


class NotPlain(Exception):
    """A value of a type that cannot cross; `.kind` is the type's name, `.path` the indexes that lead to it."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind
        self.path: tuple[int, ...] = ()


class TooLarge(Exception):
    """A value beyond a limit; `.what` says which: "size", "depth" or "digits"; "size N" where N bytes are known."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


_PLAIN = (float, int, str, list, tuple, dict, bool, type(None), set, frozenset, Array)


def plain_of(value: Any) -> Any:
    """Return the plain value inside an instance of a subclass, read by the base type; else the value itself."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    bases = type.__getattribute__(kind, "__mro__")
    if float in bases:
        return float.__float__(value)
    if int in bases:
        return int.__int__(value)
    if str in bases:
        return str.__str__(value)
    if list in bases:
        return list.__getitem__(value, slice(None))
    if tuple in bases:
        return tuple(tuple.__iter__(value))
    if dict in bases:
        return dict(dict.items(value))
    if set in bases:
        return set(set.__iter__(value))
    return _unpacked(value, kind)


def _unpacked(value: Any, kind: Any) -> Any:
    """Return a numpy scalar or array as plain numbers and lists, a frame as its columns; any other value as it is."""
    module = type.__getattribute__(kind, "__module__")
    if module == "numpy" and hasattr(kind, "tolist"):
        plain = kind.tolist(value)
        if type(plain) is not kind:
            return plain
    elif type(module) is str and module.partition(".")[0] == "pandas":
        name = type.__getattribute__(kind, "__name__")
        if name == "DataFrame":
            return {str(column): kind.__getitem__(value, column) for column in value.columns}
        if name in ("Series", "Index", "RangeIndex", "DatetimeIndex"):
            return [str(item) if name_of(type(item)) == "Timestamp" else item for item in kind.tolist(value)]
    return value


def name_of(kind: Any) -> str:
    """Return the name of a type, cut."""
    name = type.__getattribute__(kind, "__name__")
    return name[:60] if type(name) is str else "thing"


MAX_ODD_MEMBERS = 1024  # texts, floats and whole numbers under 2**60 hardly collide in a set; others may


def is_odd(member: object) -> bool:
    """Whether a member of a set counts as one of those that might collide."""
    kind = type(member)
    return not (kind is str or kind is float or (kind is int and -(1 << 60) < member < 1 << 60))  # type: ignore[operator]


def replaced(value: Any, kind: type, change: Callable[[Any], Any]) -> Any:
    """Return a value with `change` of each part in it that is of this very type, in new lists, tuples and dicts."""
    own = type(value)
    if own is kind:
        return change(value)
    if own is list or own is tuple:
        return own(replaced(item, kind, change) for item in value)
    return {key: replaced(item, kind, change) for key, item in value.items()} if own is dict else value
