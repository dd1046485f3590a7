"""What crosses the border is a value, bit for bit, or nothing."""

from __future__ import annotations

import math
import struct
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.sandbox import plain, wire

TEXT = st.text(st.characters(exclude_categories=()))
NUMBERS = st.floats(allow_nan=True, allow_infinity=True) | st.integers(-(1 << 4095), (1 << 4095) - 1)
MEMBERS = TEXT | st.integers() | st.floats(allow_nan=False) | st.none() | st.tuples(st.integers(), TEXT)
ARRAYS = st.tuples(st.sampled_from(plain.DTYPES), st.lists(st.integers(0, 4), max_size=3)).flatmap(
    lambda form: st.binary(min_size=(size := wire.Array(form[0], tuple(form[1])).size), max_size=size).map(
        lambda data: wire.Array(form[0], tuple(form[1]), data.translate(ONES) if form[0] == "|b1" else data)
    )
)
ONES = bytes(i & 1 for i in range(256))
PLAIN = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT | st.sets(MEMBERS, max_size=6) | ARRAYS,
    lambda inner: (
        st.lists(inner, max_size=6)
        | st.lists(inner, max_size=6).map(tuple)
        | st.dictionaries(TEXT | st.integers() | st.none(), inner, max_size=6)
        | st.lists(st.floats(), max_size=20)
    ),
    max_leaves=30,
)


def bits(value: Any) -> Any:
    """Return a value in a form in which floats are equal only bit for bit, and types count."""
    if isinstance(value, float):
        return "float", struct.pack(">d", value)
    if isinstance(value, list | tuple):
        return type(value), [bits(item) for item in value]
    if isinstance(value, wire.Array):
        return "array", value.dtype, value.shape, bytes(value.data)
    if isinstance(value, set | frozenset):
        return "set", sorted(wire.encode(item) for item in value)
    if isinstance(value, dict):
        return "dict", [(bits(key), bits(item)) for key, item in value.items()]
    return type(value), value


@given(PLAIN)
@example([math.nan, -0.0, math.inf, 5e-324])
@example({"\ud800": (1, True, 1.0)})
@example([-(1 << 4095), (1 << 4095) - 1])
def test_a_value_crosses_bit_for_bit(value: Any) -> None:
    """Types, signs of zero, NaN's bits and lone surrogates are kept."""
    assert bits(wire.decode(wire.encode(value))) == bits(value)


@given(PLAIN)
def test_packed_arrays_come_back(value: Any) -> None:
    """What the trusted side packs for `marshal` is what it was: bytes stand for an array and for nothing else."""
    assert bits(wire.unpacked(wire.packed(value))) == bits(value)


def test_members_that_may_collide_are_few() -> None:
    """Of whole numbers beyond 2**60 and of tuples a set has so many at most; of texts and small numbers any."""
    small = set(range(5000)) | {str(n) for n in range(5000)}
    assert wire.decode(wire.encode(small)) == small
    for odd in ({n << 61 for n in range(1, 1026)}, {(n, n) for n in range(1025)}):
        with pytest.raises(wire.TooLarge):
            wire.encode(odd)
        raw = b"S" + wire.SIZE.pack(len(odd)) + b"".join(wire.encode(item) for item in odd)
        with pytest.raises(wire.WireError):
            wire.decode(raw)


def test_an_array_s_data_is_bounded_by_what_is_there() -> None:
    """Sizes that multiply to more than any memory are refused before anything is built, as is a truth of 2."""
    huge = b"a" + bytes((11, 3)) + struct.pack(">III", *(3 * [0xFFFFFFFF]))
    for raw in (huge, huge + bytes(1000), b"a" + bytes((0, 1)) + struct.pack(">I", 1) + b"\2", b"a" + bytes((14, 0))):
        with pytest.raises(wire.WireError):
            wire.decode(raw)
    assert len(wire.encode_parts(wire.Array("<f8", (1 << 17,), bytes(1 << 20)), 100)[0]) < 100


@given(st.binary(max_size=300))
def test_any_bytes_are_a_value_or_a_wire_error(data: bytes) -> None:
    """Nothing else is raised, whatever the bytes."""
    try:
        value = wire.decode(data, 10)
    except wire.WireError:
        return
    assert bits(wire.decode(wire.encode(value, max_depth=10), 10)) == bits(value)


@given(PLAIN, st.data())
def test_damaged_bytes_are_a_value_or_a_wire_error(value: Any, data: st.DataObject) -> None:
    """A bit flipped, a part cut out or doubled: never a crash, never more than the bytes could hold."""
    raw = bytearray(wire.encode(value))
    at = data.draw(st.integers(0, len(raw) - 1))
    cut = data.draw(st.integers(0, 8))
    raw[at : at + cut] = data.draw(st.binary(max_size=8))
    try:
        wire.decode(bytes(raw))
    except wire.WireError:
        return


@given(PLAIN, st.integers(0, 200), st.integers(0, 5))
def test_an_encoding_is_within_its_bounds_or_too_large(value: Any, size: int, depth: int) -> None:
    """The limits on bytes and on depth hold for every value."""
    try:
        raw, data = wire.encode_parts(value, size, depth)
    except wire.TooLarge as error:
        assert error.what.partition(" ")[0] in ("size", "depth", "digits")
        return
    assert len(raw) <= size
    wire.decode(b"".join((raw, *data)), depth)


@pytest.mark.parametrize(
    "raw",
    [
        b"l\xff\xff\xff\xff",
        b"v\xff\xff\xff\xff",
        b"s\xff\xff\xff\xffx",
        b"d\xff\xff\xff\xff",
        b"i\0\0\2\1" + b"x" * 513,
    ],
    ids=["list", "floats", "text", "dict", "int"],
)
def test_a_size_beyond_the_bytes_is_refused(raw: bytes) -> None:
    """Nothing is made room for that cannot be there."""
    with pytest.raises(wire.WireError):
        wire.decode(raw)


def test_depth_beyond_any_stack_is_refused() -> None:
    """Even where the limit would allow it."""
    with pytest.raises(wire.WireError):
        wire.decode(b"l\0\0\0\1" * 100_000 + b"N", 1 << 30)


def test_keys_that_collide_are_refused_by_their_count() -> None:
    """Texts are hashed with a secret, numbers are not: a dict of many numbers is too large."""
    keys = {k * (2**61 - 1): None for k in range(wire.MAX_NUMBER_KEYS + 1)}
    with pytest.raises(wire.TooLarge):
        wire.encode(keys)
    body = b"".join(wire.encode(key) + b"N" for key in keys)
    with pytest.raises(wire.WireError):
        wire.decode(b"d" + wire.SIZE.pack(len(keys)) + body)
    many = {str(k): k for k in range(5000)}
    assert wire.decode(wire.encode(many)) == many


class Lying(float):
    """A float that says that it is another."""

    def __float__(self) -> float:
        return 0.5

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = float.__hash__


def test_of_a_subclass_only_the_plain_value_inside_crosses() -> None:
    """Its own methods are not asked."""
    assert bits(wire.decode(wire.encode([Lying(3.0), True]))) == bits([3.0, True])


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (object(), "object"),
        ([1, {"a": (x for x in "b")}], "generator"),
        ({(1, 2): 3}, "tuple as a key"),
        (len, "builtin_function_or_method"),
    ],
    ids=["an object", "a generator within", "a key", "a function"],
)
def test_what_is_no_plain_value_does_not_cross_and_is_named(value: object, kind: str) -> None:
    """By the name of its type, wherever it stands."""
    with pytest.raises(wire.NotPlain) as caught:
        wire.encode(value)
    assert caught.value.kind == kind


@pytest.mark.parametrize("value", [[1, "a"], (1, [2]), {"a": 1}, {"a": [1.5]}, [1.5, 2.5], "abc"], ids=repr)
def test_a_value_may_be_just_as_large_and_deep_as_the_limits(value: object) -> None:
    """One byte less, or one level less, and it does not cross."""
    size = len(wire.encode(value))
    assert len(wire.encode(value, size)) == size
    with pytest.raises(wire.TooLarge, match="size"):
        wire.encode(value, size - 1)
    levels = 0 if isinstance(value, str) else 2 if "[" in repr(value)[1:] else 1
    assert wire.encode(value, size, levels)
    if levels:
        with pytest.raises(wire.TooLarge, match="depth"):
            wire.encode(value, size, levels - 1)
