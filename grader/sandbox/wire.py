"""How plain values cross the border: a small tagged encoding, and frames of it.

A value is one tag byte and its content; whole numbers that give a size are 4 bytes, big-endian:

    N T F           None, True, False
    i SIZE BYTES    int, two's complement, big-endian, at most 512 bytes
    f BYTES         float, 8 bytes, IEEE 754 big-endian: NaN, infinities and -0.0 included, bit for bit
    s SIZE BYTES    str, UTF-8 in which lone surrogates may stand
    l COUNT VALUES  list;   v COUNT BYTES  a list of floats only, 8 bytes each
    t COUNT VALUES  tuple;  u COUNT BYTES  a tuple of floats only
    d COUNT PAIRS   dict; a key is a str, or one of at most 256 that are None, a bool, an int or a float
    S COUNT VALUES  set, its members in the order of their bytes; few may be other than texts and small numbers
    a DTYPE COUNT SIZES   array: a byte each for dtype and COUNT; its data stands behind the whole value

A frame is a size and one value; what the trusted side says to a worker it writes with `marshal` instead, which is fast,
and which only the side that has nothing to lose ever reads. Nothing is built before its size is known to fit in what is
there. Both sides use this module, so it imports the standard library alone.
"""

from __future__ import annotations

import marshal
import struct
from typing import Any

from grader.sandbox.plain import DTYPES, MAX_ODD_MEMBERS, filled, is_odd, name_of, plain_of, replaced
from grader.sandbox.plain import Array as Array
from grader.sandbox.plain import NotPlain as NotPlain
from grader.sandbox.plain import TooLarge as TooLarge
from grader.sandbox.plain import WireError as WireError

MAX_INT_BYTES = 512
MAX_NUMBER_KEYS = 256  # an attacker who chooses numbers as keys can make them all collide
MAX_DIMENSIONS = 16
SIZE = struct.Struct(">I")
_FLOAT = struct.Struct(">d")
_LEAST = -(1 << 8 * MAX_INT_BYTES - 1)
_KEYS = (str, int, float, bool, type(None))


def encode(value: object, max_bytes: int = 1 << 30, max_depth: int = 60) -> bytes:
    """Return `value` as bytes.

    A subclass of a plain type counts as the plain value inside it; its own methods are not asked.

    Raises:
        NotPlain: it holds something that is not a plain value.
        TooLarge: it needs more than `max_bytes`, nests deeper than `max_depth`, or holds too long an int.
    """
    out, data = encode_parts(value, max_bytes, max_depth)
    return b"".join((out, *data)) if data else out


def encode_parts(value: object, max_bytes: int = 1 << 30, max_depth: int = 60) -> tuple[bytes, list[Any]]:
    """Return `value` as bytes, without the data of its arrays, and that data; it counts for no limit. See `encode`."""
    out, data = bytearray(), []  # type: tuple[bytearray, list[Any]]
    _encode(value, out, max_bytes, max_depth, data)
    if len(out) > max_bytes:
        raise TooLarge("size")
    return bytes(out), data


def _encode(value: Any, out: bytearray, max_bytes: int, depth: int, data: list[Any]) -> None:
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
            raise TooLarge(f"size {len(value)}")
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
                _encode(item, out, max_bytes, depth - 1, data)
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
            plain_key = plain_of(key)
            numbers += type(plain_key) is not str
            if numbers > MAX_NUMBER_KEYS:
                raise TooLarge("size")
            if type(plain_key) not in _KEYS:
                raise NotPlain(name_of(type(key)) + " as a key")
            _encode(plain_key, out, max_bytes, 0, data)
            _encode(item, out, max_bytes, depth - 1, data)
            if len(out) > max_bytes:
                raise TooLarge("size")
    elif kind is set or kind is frozenset:
        _encode_set(value, out, max_bytes, depth)
    elif kind is Array:
        out += b"a" + bytes((DTYPES.index(value.dtype), len(value.shape)))
        out += struct.pack(f">{len(value.shape)}I", *value.shape)
        data.append(value.data)
    elif value is None:
        out += b"N"
    elif value is True:
        out += b"T"
    elif value is False:
        out += b"F"
    else:
        plain = plain_of(value)
        if plain is value:
            raise NotPlain(name_of(kind))
        _encode(plain, out, max_bytes, depth, data)


def _encode_set(value: Any, out: bytearray, max_bytes: int, depth: int) -> None:
    """Write a set: each member by itself, in the order of their bytes, so that equal sets are equal bytes."""
    if depth <= 0:
        raise TooLarge("depth")
    if len(out) + len(value) > max_bytes:
        raise TooLarge("size")
    members, odd, size = [], 0, 0
    for item in value:
        plain = plain_of(item)
        odd += is_odd(plain)
        if type(plain) in (list, dict, Array):  # an own class that can be hashed
            raise NotPlain(name_of(type(item)) + " in a set")
        members.append(encode(plain, max_bytes, depth - 1))
        size += len(members[-1])
        if odd > MAX_ODD_MEMBERS or len(out) + size > max_bytes:
            raise TooLarge("size")
    members.sort()
    out += b"S" + SIZE.pack(len(members))
    out += b"".join(members)


def decode(data: bytes, max_depth: int = 60, max_bytes: int = 1 << 30) -> object:
    """Return the value that `data` encodes; its arrays hold views of the data.

    Raises:
        WireError: it is not exactly one encoded value, nests deeper than `max_depth`, or has more than `max_bytes`
            besides the data of arrays.
    """
    arrays: list[Array] = []
    try:
        value, end = _decode(data, 0, max_depth, arrays)
    except (struct.error, IndexError):
        raise WireError("cut short") from None
    except RecursionError:
        raise WireError("too deep") from None
    if end > max_bytes:
        raise WireError("too large")
    end = filled(arrays, data, end)
    if end != len(data):
        raise WireError("bytes after the value")
    return value


def _decode(data: bytes, at: int, depth: int, arrays: list[Array]) -> tuple[object, int]:
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
    if tag == 97:  # a
        dtype, dimensions = data[at], data[at + 1]
        if dtype >= len(DTYPES) or dimensions > MAX_DIMENSIONS:
            raise WireError("no such array")
        arrays.append(Array(DTYPES[dtype], struct.unpack_from(f">{dimensions}I", data, at + 2)))
        return arrays[-1], at + 2 + 4 * dimensions
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
            return str(data[at : at + size], "utf-8", "surrogatepass"), at + size
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
            item, at = _decode(data, at, depth - 1, arrays)
            items.append(item)
        return (items if tag == 108 else tuple(items)), at
    if tag == 100:  # d
        if size * 2 > left:
            raise WireError("cut short")
        numbers = 0
        result: dict[object, object] = {}
        for _ in range(size):
            key, at = _decode(data, at, 0, arrays)
            numbers += type(key) is not str
            if numbers > MAX_NUMBER_KEYS:
                raise WireError("too many numbers as keys")
            result[key], at = _decode(data, at, depth - 1, arrays)
        if len(result) != size:
            raise WireError("a key twice")
        return result, at
    if tag == 83:  # S
        return _decoded_set(data, at, depth, size)
    raise WireError("no such tag")


def _decoded_set(data: bytes, at: int, depth: int, size: int) -> tuple[object, int]:
    if size > len(data) - at:
        raise WireError("cut short")
    members: set[object] = set()
    odd = 0
    for _ in range(size):
        no_arrays: list[Array] = []
        member, at = _decode(data, at, depth - 1, no_arrays)
        odd += is_odd(member)
        if odd > MAX_ODD_MEMBERS or no_arrays:
            raise WireError("too many odd members")
        try:
            members.add(frozenset(member) if type(member) is set else member)
        except TypeError:
            raise WireError("not hashable") from None
    if len(members) != size:
        raise WireError("a member twice")
    return members, at


def frame(value: object) -> bytes:
    """Return `value`, one of the grader's own, as a frame."""
    body = encode(value)
    return SIZE.pack(len(body)) + body


def trusted_frame(value: Any) -> bytes:
    """Return plain values from the trusted side as a frame for a worker; ValueError where they are not plain."""
    try:
        body = marshal.dumps(value, 2)
    except ValueError:  # there are arrays in it
        body = marshal.dumps(packed(value), 2)
    return SIZE.pack(len(body)) + body


def packed(value: Any) -> Any:
    """Return plain values with each array as bytes, which stand for nothing else there: what `marshal` can write."""
    return replaced(value, Array, encode)


def unpacked(value: Any) -> Any:
    """Return what `packed` was given."""
    return replaced(value, bytes, decode)


def frame_size(head: bytes) -> int:
    """Return the size that the first four bytes of a frame give."""
    return int(SIZE.unpack(head)[0])
