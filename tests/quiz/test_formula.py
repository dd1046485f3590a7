"""grader.quiz.formula and markup: math as Unicode, as MathML, and never half."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.quiz import formula, markup
from grader.quiz.load import Quiz
from grader.quiz.texts import texts
from grader.quiz.variant import PLACEHOLDER


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"\sigma(t) = \frac{1}{1 + e^{-t}}", "σ(t) = 1/(1 + e⁻ᵗ)"),
        (r"w_1 x_1 + b", "w₁ x₁ + b"),
        (r"\theta \leftarrow \theta - \eta \nabla L", "θ ← θ - η∇L"),
        (r"\frac{\partial L}{\partial w_j}", "∂L/∂wⱼ"),
        (r"\hat{y} \ne 1", "ŷ ≠ 1"),
        (r"-\ln(1 - a)", "-ln (1 - a)"),
        (r"x^{(i)}", "x⁽ⁱ⁾"),
        (r"+3", "+3"),
        (r"\text{out}_1", "out₁"),
        (r"\sqrt{a}", "√(a)"),
    ],
)
def test_a_formula_in_a_terminal(source: str, expected: str) -> None:
    """The formulas of the lesson read well as plain text."""
    assert formula.unicode(source) == expected


@pytest.mark.parametrize(
    ("source", "code"),
    [(r"\foo", "M01"), (r"\frac{1}", "M02"), (r"\frac{1", "M02"), ("a}", "M02"), ("x^", "M02"), (r"\hat", "M02")],
)
def test_a_formula_that_cannot_be_read_is_refused(source: str, code: str) -> None:
    """Unknown commands and missing parts have their codes."""
    with pytest.raises(formula.FormulaError) as caught:
        formula.unicode(source)
    assert caught.value.code == code


@given(st.text(r"\{}^_abf rac{1}$", max_size=30))
def test_any_formula_is_read_or_refused(source: str) -> None:
    """No formula breaks the reader."""
    try:
        written = formula.unicode(source)
    except formula.FormulaError:
        return
    assert isinstance(written, str)


def test_only_what_stands_between_dollars_is_math() -> None:
    """Code and an escaped dollar stay as they are."""
    assert formula.plain(r"`$x$` costs \$5, $a_1$") == "`$x$` costs $5, a₁"
    with pytest.raises(formula.FormulaError, match="no partner"):
        list(formula.formulas("costs $5"))


def test_html_in_a_text_is_shown_as_typed() -> None:
    """Nothing that an author or a learner writes becomes markup, a link or a picture."""
    page = markup.html("<script>alert(1)</script> [a](http://x) ![b](y) <http://z> **bold** $a<b$")
    for tag in ("<script", "<a ", "<img"):
        assert tag not in page
    assert "<strong>bold</strong>" in page
    assert "<math" in page


def test_every_formula_of_the_final_quiz_comes_out_whole(final: Quiz) -> None:
    """No MathML of ours has a backslash left, and each has its Unicode."""
    found = [
        PLACEHOLDER.sub("1", one)
        for question in final.questions.values()
        for _, text in texts(question)
        for one in formula.formulas(text)
    ]
    assert len(found) > 60
    for one in found:
        assert "\\" not in markup.mathml(one)
        assert "\\" not in formula.unicode(one)


@pytest.mark.parametrize(
    ("source", "signs"),
    [("w=(2,-1)", 1), ("b=-1", 1), ("-a-b", 1), ("a-y", 0), ("(a)-1", 0), (r"2\cdot-3", 1), ("e^{-t}", 1)],
)
def test_a_minus_of_a_negative_number_is_a_sign(source: str, signs: int) -> None:
    """Browsers set space around it otherwise, as in a subtraction."""
    assert markup.mathml(source).count('<mo form="prefix">\N{MINUS SIGN}</mo>') == signs
