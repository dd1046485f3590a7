"""grader.quiz.credit: what share of the points an answer earns."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.quiz import credit

RIGHT = frozenset("ab")
RULES = ("all", "net", "coverage", "each")


@pytest.mark.parametrize(
    ("chosen", "shares"),
    [
        ("ab", (1, 1, 1, 1)),
        ("a", (0, 0.5, 0.5, 0.8)),
        ("abc", (0, 0.5, 2 / 3, 0.8)),
        ("ac", (0, 0, 0.25, 0.6)),
        ("abcde", (0, 0, 0.4, 0.4)),
        ("c", (0, 0, 0, 0.4)),
        ("", (0, 0, 0, 0)),
    ],
)
def test_the_four_rules_on_two_right_of_five(chosen: str, shares: tuple[float, ...]) -> None:
    """All, net, coverage and each give what their definitions say; nothing chosen earns nothing."""
    found = [credit.multi(rule, RIGHT, frozenset(chosen), 5) for rule in RULES]
    assert found == pytest.approx(shares)


@given(st.sets(st.sampled_from("abcdef"), min_size=1), st.sets(st.sampled_from("abcdef")), st.sampled_from(RULES))
def test_a_share_is_between_nothing_and_all(right: set[str], chosen: set[str], rule: str) -> None:
    """Only the right choice earns all, and no choice less than nothing."""
    share = credit.multi(rule, frozenset(right), frozenset(chosen), 6)
    assert 0 <= share <= 1
    assert (share == 1) == (right == chosen)


CHAIN = credit.closure([(name, ()) for name in "abcd"])


@pytest.mark.parametrize(
    ("given_order", "shares"),
    [
        ("abcd", (1, 1, 1)),
        ("dcba", (0, 0, 0)),
        ("bcda", (0, 2 / 3, 2 / 3)),
        ("acbd", (0, 2 / 3, 0)),
        ("abcdx", (0, 0.75, 0.75)),
        ("abc", (0, 2 / 3, 2 / 3)),
        ("x", (0, 0, 0)),
    ],
)
def test_order_rules(given_order: str, shares: tuple[float, ...]) -> None:
    """None is all or nothing; lcs counts the longest right part; adjacent counts right neighbours; extras cost."""
    found = [credit.order(rule, list(given_order), CHAIN) for rule in ("none", "lcs", "adjacent")]
    assert found == pytest.approx(shares)


def test_lcs_means_what_the_design_says() -> None:
    """For four items in random order (LCS - 1) / 3 averages 0.47."""
    shares = [credit.order("lcs", order, CHAIN) for order in itertools.permutations("abcd")]
    assert sum(shares) / len(shares) == pytest.approx(0.47, abs=0.005)


def test_a_partial_order_takes_every_order_it_allows() -> None:
    """Where only `after` binds, each order that keeps it is right."""
    before = credit.closure([("a", ()), ("b", ()), ("c", ("a", "b")), ("d", ("c",))])
    right = [order for order in itertools.permutations("abcd") if credit.in_order(order, before)]
    assert right == [("a", "b", "c", "d"), ("b", "a", "c", "d")]
    assert [credit.order("adjacent", list(order), before) for order in right] == [1, 1]


def test_what_waits_in_a_circle_is_named() -> None:
    """A circle of `after` is refused with the items in it."""
    with pytest.raises(ValueError, match="b, c, b"):
        credit.closure([("a", ()), ("b", ("c",)), ("c", ("b",))])


@given(st.permutations("abcd"), st.sampled_from(["none", "lcs", "adjacent"]))
def test_only_a_right_order_earns_all(order: list[str], rule: str) -> None:
    """No rule gives all for a wrong order, and first_wrong finds a place just then."""
    share = credit.order(rule, order, CHAIN)
    assert 0 <= share <= 1
    assert (share == 1) == (order == list("abcd")) == (credit.first_wrong(order, CHAIN) is None)
