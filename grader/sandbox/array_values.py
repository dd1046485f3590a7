"""Arrays of numpy as they cross the border, and back; runs in the sandbox too, and imports numpy only where one is made."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from grader.sandbox import wire
from grader.sandbox.plain import DTYPES, Array

_SCALARS = frozenset((float, int, str, bool, type(None)))


def array_of(given: Any) -> Any:
    """Return a numpy array as an `Array` that shares its memory; as lists where it holds something else than numbers."""
    dtype = given.dtype.newbyteorder("<").str
    if dtype not in DTYPES or given.ndim > wire.MAX_DIMENSIONS:
        return given.tolist()
    import numpy

    flat = numpy.ascontiguousarray(given, dtype).reshape(-1)
    return Array(dtype, tuple(given.shape), flat.view(numpy.uint8).data if flat.size else b"")


def numpy_of(array: Array, *, writable: bool = False) -> Any:
    """Return the numpy array: a view that cannot be written, or a copy that can."""
    import numpy

    found = numpy.frombuffer(array.data, array.dtype).reshape(array.shape)
    return found.copy() if writable else found


def is_numpy_array(value: object) -> bool:
    """Whether a value is an array of numpy's own; numpy is not imported for it."""
    numpy = sys.modules.get("numpy")
    return numpy is not None and type(value) is numpy.ndarray


def frozen(value: Any, most: int) -> Any:
    """Return a value with an `Array` for each numpy array in it.

    Raises:
        wire.TooLarge: they have more than `most` bytes.
    """
    size = 0

    def one(array: Any) -> Any:
        nonlocal size
        size += array.nbytes
        if size > most:
            raise wire.TooLarge(f"size {size}")
        return array_of(array)

    return mapped(value, is_numpy_array, one)


def opened(value: Any) -> Any:
    """Return a value with a numpy array, which cannot be written, for each `Array` in it."""
    return mapped(value, lambda part: type(part) is Array, numpy_of)


def mapped(value: Any, chosen: Callable[[Any], bool], change: Callable[[Any], Any], depth: int = 60) -> Any:
    """Return a value with each chosen part changed, in new lists, tuples and dicts where there is one."""
    if chosen(value):
        return change(value)
    kind = type(value)
    if depth <= 0 or (kind is not list and kind is not tuple and kind is not dict) or _holds_scalars(value, kind):
        return value
    if kind is dict:
        return {key: mapped(item, chosen, change, depth - 1) for key, item in value.items()}
    return kind(mapped(item, chosen, change, depth - 1) for item in value)


def _holds_scalars(value: Any, kind: type) -> bool:
    return set(map(type, value.values() if kind is dict else value)) <= _SCALARS


class Thawed:
    """The arguments of one call: each `Array` in them is a numpy array until `restore`."""

    def __init__(self, arguments: list[Any]) -> None:
        self._places: list[tuple[Any, Any, Array, Any]] = []
        self._thaw(arguments, 60)

    def _thaw(self, holder: Any, depth: int) -> None:
        if depth <= 0 or _holds_scalars(holder, type(holder)):
            return
        for key, item in list(holder.items() if type(holder) is dict else enumerate(holder)):
            if type(item) is Array:
                if type(holder) is not tuple:
                    holder[key] = numpy_of(item, writable=True)
                    self._places.append((holder, key, item, holder[key]))
            elif type(item) in (list, tuple, dict):
                self._thaw(item, depth - 1)

    def restore(self) -> bool:
        """Put each `Array` back, as its numpy array is now; return whether one was changed."""
        changed = False
        for holder, key, array, made in self._places:
            now = array_of(made)
            if now != array:
                changed = True
                array.dtype, array.shape, array.data = now.dtype, now.shape, bytes(now.data)
            try:
                if holder[key] is made:
                    holder[key] = array
            except (LookupError, TypeError):  # it was taken out, and so the list has changed, too
                continue
        return changed
