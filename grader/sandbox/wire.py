"""How plain values cross the border: a small tagged encoding, and frames of it.

A value is one tag byte and its content; whole numbers that give a size are 4 bytes, big-endian:

    N T F           None, True, False
    i SIZE BYTES    int, two's complement, big-endian, at most 512 bytes
    f BYTES         float, 8 bytes, IEEE 754 big-endian: NaN, infinities and -0.0 included, bit for bit
    s SIZE BYTES    str, UTF-8 in which lone surrogates may stand
    l COUNT VALUES  list;   v COUNT BYTES  a list of floats only, 8 bytes each
    t COUNT VALUES  tuple;  u COUNT BYTES  a tuple of floats only
    d COUNT PAIRS   dict; a key is a str, or one of at most 256 that are None, a bool, an int or a float

A frame is a size and one value; what the trusted side says to a worker it writes with `marshal` instead, which is fast,
and which only the side that has nothing to lose ever reads. Nothing is built before its size is known to fit in what is
there. Both sides use this module, so it imports the standard library alone.
"""

from __future__ import annotations

import marshal
import struct
from typing import Any

MAX_INT_BYTES = 512
MAX_NUMBER_KEYS = 256  # whoever chooses numbers as keys can make them all collide
SIZE = struct.Struct(">I")
_FLOAT = struct.Struct(">d")
_LEAST = -(1 << 8 * MAX_INT_BYTES - 1)
_KEYS = (str, int, float, bool, type(None))


class WireError(Exception):
    """Bytes that are not an encoded value within the limits."""


class NotPlain(Exception):
    """A value of a type that cannot cross; `.kind` is the type's name, `.path` the indexes that lead to it."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind
        self.path: tuple[int, ...] = ()


class TooLarge(Exception):
    """A value beyond a limit; `.what` says which: "size", "depth" or "digits"."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def encode(value: object, max_bytes: int = 1 << 30, max_depth: int = 60) -> bytes:
    """Return `value` as bytes.

    A subclass of a plain type counts as the plain value inside it; its own methods are not asked.

    Raises:
        NotPlain: it holds something that is not a plain value.
        TooLarge: it needs more than `max_bytes`, nests deeper than `max_depth`, or holds too long an int.
    """
    out = bytearray()
    _encode(value, out, max_bytes, max_depth)
    if len(out) > max_bytes:
        raise TooLarge("size")
    return bytes(out)


def _encode(value: Any, out: bytearray, max_bytes: int, depth: int) -> None:
    kind = type(value)
    if kind is float:
        out += b"f"
        out += _FLOAT.pack(value)
    elif kind is int:
        size = (int.bit_length(value) + 8) // 8
        if size > MAX_INT_BYTES:
            if value != _LEAST:
                raise TooLarge("digits")
            size = MAX_INT_BYTES
        out += b"i"
        out += SIZE.pack(size)
        out += int.to_bytes(value, size, "big", signed=True)
    elif kind is str:
        if len(value) > max_bytes:
            raise TooLarge("size")
        text = str.encode(value, "utf-8", "surrogatepass")
        out += b"s"
        out += SIZE.pack(len(text))
        out += text
    elif kind is list or kind is tuple:
        if depth <= 0:
            raise TooLarge("depth")
        count = len(value)
        if len(out) + count > max_bytes:
            raise TooLarge("size")
        if count and set(map(type, value)) == {float}:
            if len(out) + 8 * count > max_bytes:
                raise TooLarge("size")
            out += b"v" if kind is list else b"u"
            out += SIZE.pack(count)
            out += struct.pack(f">{count}d", *value)
            return
        out += b"l" if kind is list else b"t"
        out += SIZE.pack(count)
        at = 0
        try:
            for at, item in enumerate(value):  # noqa: B007
                _encode(item, out, max_bytes, depth - 1)
                if len(out) > max_bytes:
                    raise TooLarge("size")
        except NotPlain as error:
            error.path = (at, *error.path)
            raise
    elif kind is dict:
        if depth <= 0:
            raise TooLarge("depth")
        out += b"d"
        out += SIZE.pack(len(value))
        numbers = 0
        for key, item in value.items():
            plain_key = _plain(key)
            numbers += type(plain_key) is not str
            if numbers > MAX_NUMBER_KEYS:
                raise TooLarge("size")
            if type(plain_key) not in _KEYS:
                raise NotPlain(_name(type(key)) + " as a key")
            _encode(plain_key, out, max_bytes, 0)
            _encode(item, out, max_bytes, depth - 1)
            if len(out) > max_bytes:
                raise TooLarge("size")
    elif value is None:
        out += b"N"
    elif value is True:
        out += b"T"
    elif value is False:
        out += b"F"
    else:
        plain = _plain(value)
        if plain is value:
            raise NotPlain(_name(kind))
        _encode(plain, out, max_bytes, depth)


def _plain(value: Any) -> Any:
    """Return the plain value inside an instance of a subclass, read by the base type; else the value itself."""
    kind = type(value)
    if kind in (float, int, str, list, tuple, dict, bool, type(None)):
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
    return _unpacked(value, kind)


def _unpacked(value: Any, kind: Any) -> Any:
    """Return a numpy scalar or array as plain numbers and lists; any other value as it is."""
    module = type.__getattribute__(kind, "__module__")
    if module == "numpy" and hasattr(kind, "tolist"):
        plain = kind.tolist(value)
        if type(plain) is not kind:
            return plain
    return value


def _name(kind: Any) -> str:
    name = type.__getattribute__(kind, "__name__")
    return name[:60] if type(name) is str else "thing"


def decode(data: bytes, max_depth: int = 60) -> object:
    """Return the value that `data` encodes.

    Raises:
        WireError: it is not exactly one encoded value, or nests deeper than `max_depth`.
    """
    try:
        value, end = _decode(data, 0, max_depth)
    except (struct.error, IndexError):
        raise WireError("cut short") from None
    except RecursionError:
        raise WireError("too deep") from None
    if end != len(data):
        raise WireError("bytes after the value")
    return value


def _decode(data: bytes, at: int, depth: int) -> tuple[object, int]:
    """Return the value at `at` and where it ends; struct.error or IndexError where the data is cut short."""
    tag = data[at]
    at += 1
    if tag == 102:  # f
        return _FLOAT.unpack_from(data, at)[0], at + 8
    if tag == 78:  # N
        return None, at
    if tag == 84:  # T
        return True, at
    if tag == 70:  # F
        return False, at
    size: int = SIZE.unpack_from(data, at)[0]
    at += 4
    left = len(data) - at
    if tag == 105:  # i
        if size > left or not 0 < size <= MAX_INT_BYTES:
            raise WireError("cut short or too long")
        return int.from_bytes(data[at : at + size], "big", signed=True), at + size
    if tag == 115:  # s
        if size > left:
            raise WireError("cut short")
        try:
            return data[at : at + size].decode("utf-8", "surrogatepass"), at + size
        except UnicodeDecodeError:
            raise WireError("not text") from None
    if depth <= 0:
        raise WireError("too deep")
    if tag == 118 or tag == 117:  # v, u
        if size * 8 > left:
            raise WireError("cut short")
        floats = struct.unpack_from(f">{size}d", data, at)
        return (list(floats) if tag == 118 else floats), at + 8 * size
    if tag == 108 or tag == 116:  # l, t
        if size > left:
            raise WireError("cut short")
        items = []
        for _ in range(size):
            item, at = _decode(data, at, depth - 1)
            items.append(item)
        return (items if tag == 108 else tuple(items)), at
    if tag == 100:  # d
        if size * 2 > left:
            raise WireError("cut short")
        numbers = 0
        result: dict[object, object] = {}
        for _ in range(size):
            key, at = _decode(data, at, 0)
            numbers += type(key) is not str
            if numbers > MAX_NUMBER_KEYS:
                raise WireError("too many numbers as keys")
            result[key], at = _decode(data, at, depth - 1)
        if len(result) != size:
            raise WireError("a key twice")
        return result, at
    raise WireError("no such tag")


def frame(value: object) -> bytes:
    """Return `value`, one of the grader's own, as a frame."""
    body = encode(value)
    return SIZE.pack(len(body)) + body


def trusted_frame(value: Any) -> bytes:
    """Return plain values from the trusted side as a frame for a worker; ValueError where they are not plain."""
    body = marshal.dumps(value, 2)
    return SIZE.pack(len(body)) + body


def frame_size(head: bytes) -> int:
    """Return the size that the first four bytes of a frame give."""
    return int(SIZE.unpack(head)[0])
