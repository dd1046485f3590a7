"""Every question that is answered by typing takes a right answer however people write it, and no wrong one."""

from __future__ import annotations

import pytest

from grader.quiz.load import Quiz
from grader.quiz.mark import mark_variant
from grader.quiz.model import Multipart, Numeric, Predict, Question, Text
from grader.quiz.variant import Variant, within

SEEDS = range(1, 6)
HERE = ("neuron-sum", "neuron-output", "sigmoid-mirror", "count-parameters", "hidden-output", "second-layer")


def ways(value: float, decimals: int | None) -> list[str]:
    """Return thirty ways to write a number."""
    plain = f"{value:.{decimals}f}" if decimals else f"{value:g}"
    minus = value < 0
    bare = plain.lstrip("-")
    sign = "-" if minus else ""
    mantissa, exponent = f"{value:.6e}".split("e")
    power = int(exponent)
    forms = [
        plain,
        f" {plain} ",
        f"{plain}0" if "." in plain else f"{plain}.0",
        f"{plain}.",
        f"({plain})",
        f"[{plain}]",
        f"`{plain}`",
        f"${plain}$",
        f'"{plain}"',
        f"= {plain}",
        f"t={plain}",
        f"t = {plain}",
        f"a: {plain}",
        f"≈ {plain}",
        f"~{plain}",
        f"about {plain}",
        f"approx. {plain}",
        f"answer: {plain}",
        f"The answer is {plain}",
        f"it is {plain}",
        f"{plain}!",
        f"{plain}?",
        f"{plain},",
        f"\u00a0{plain}\u2009",
        plain.replace(".", ",") if "." in plain else f"{plain},0",
        f"{sign}{bare.removeprefix('0')}" if bare.startswith("0.") else f"{sign}0{bare}",
        f"{mantissa}e{power}",
        f"{mantissa}E{power:+d}",
        f"{mantissa} × 10^{power}",
        f"{mantissa}*10**{power}",
        "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in plain),
        f"{plain}/1",
    ]
    if minus:
        forms += [f"{dash}{bare}" for dash in "\u2212\u2011\u2013\u2010"] + [f"- {bare}", f"-({bare})"]
    else:
        forms += [f"+{plain}", f"+ {plain}"]
    if decimals:
        forms += [
            f"{value * 100:.{decimals}f} %",
            f"{value * 100:.{decimals}f}%",
            f"{value * 100:.{decimals}f} percent",
        ]
    return forms


def wrong_ways(value: float, decimals: int | None, near: tuple[float, ...]) -> list[str]:
    """Return thirty answers that are wrong, or no answer at all."""
    plain = f"{value:.{decimals}f}" if decimals else f"{value:g}"
    off = [
        1.5 * value + 0.3,
        value + 1,
        value - 1,
        2 * value + 1,
        10 * value + 2,
        value / 10 - 0.4,
        value + 0.13,
        value - 0.13,
    ]
    return [
        *(f"{one:.6g}" for one in (*near, *off)),
        "",
        "ten",
        "nan",
        "inf",
        "-inf",
        "none",
        "I do not know",
        f"{plain} or {value + 1:g}",
        f"{plain} and {value + 1:g}",
        f"{plain}, {value + 1:g}",
        f"{plain} thousand",
        f"{plain} half",
        f"{plain} pi",
        f"{plain}e",
        f"{plain} bananas",
        f"--{plain}",
        f"{plain}..{plain}",
        f"{plain}^2",
        f"{plain} * 3",
        f"e^{plain}",
        f"{plain}/0",
        f"{plain}_",
        "1_000",
        f"<{plain}",
        f">{plain}",
        f"not {plain}",
    ]


def numerics(quiz: Quiz) -> list[str]:
    """Return the ids of the numeric questions."""
    return [name for name, question in quiz.questions.items() if isinstance(question, Numeric)]


def status(quiz: Quiz, question: Question, variant: Variant, answer: object) -> str:
    """Return the status of one answer."""
    return mark_variant(quiz, question, variant, answer).status


def test_each_number_is_taken_in_thirty_forms_and_refused_in_thirty(final: Quiz) -> None:
    """A decimal comma, a true minus, brackets, a name with `=`, a percentage: all are right. Anything else is not."""
    for name in numerics(final):
        question = final.questions[name]
        assert isinstance(question, Numeric)
        for seed in SEEDS:
            variant = final.variant(question, seed)
            forms = [form for form in ways(variant.answer, question.decimals) if "," not in form or "." not in form]
            assert len(forms) >= 30
            for form in forms:
                assert status(final, question, variant, form) == "correct", (name, seed, form)
            wrong = wrong_ways(variant.answer, question.decimals, variant.near)
            assert len(wrong) >= 30
            for form in wrong:
                typed = form.replace("−", "-")
                try:
                    same = within(float(typed), variant.answer, question.tolerance)
                except ValueError:
                    same = False
                assert same or status(final, question, variant, form) != "correct", (name, seed, form)


def test_each_part_of_a_chain_is_read_as_a_number_is(final: Quiz) -> None:
    """What is right for a question of one number is right for each part of a chain."""
    for name, question in final.questions.items():
        if not isinstance(question, Multipart):
            continue
        variant = final.variant(question, 1)
        right = {part: numbers.answer for part, numbers in variant.parts.items()}
        for part in question.parts:
            for form in ways(right[part.id], part.decimals):
                if "," not in form or "." not in form:
                    assert status(final, question, variant, {**right, part.id: form}) == "correct", (name, form)
            for form in wrong_ways(right[part.id], part.decimals, variant.parts[part.id].near):
                assert status(final, question, variant, {**right, part.id: form}) != "correct", (name, part.id, form)


@pytest.mark.parametrize(
    ("name", "form", "expected"),
    [
        ("count-updates", "{} updates", "correct"),
        ("count-updates", "{} steps", "correct"),
        ("count-updates", "{} batches", "correct"),
        ("count-updates", "{} updates in total", "correct"),
        ("count-updates", "{} bananas", "invalid"),
        ("count-updates", "{} hundred", "invalid"),
        ("last-batch", "{} examples", "correct"),
        ("last-batch", "{} examples left", "invalid"),
        ("history-continued", "{} losses", "correct"),
        ("count-parameters", "{} weights and biases", "correct"),
        ("count-parameters", "{} %", "invalid"),
    ],
)
def test_a_word_that_is_not_asked_for_never_costs_points(final: Quiz, name: str, form: str, expected: str) -> None:
    """A unit, or a word of the question, is passed over. Any other word is asked back, and that is free."""
    variant = final.variant(final.questions[name], 3)
    found = mark_variant(final, final.questions[name], variant, form.format(f"{variant.answer:g}"))
    assert found.status == expected
    assert found.score == (found.max_score if expected == "correct" else 0)


def test_a_wrong_number_with_a_word_is_told_about_the_number(final: Quiz) -> None:
    """The feedback on the number counts, not the word after it."""
    question = final.questions["count-updates"]
    variant = final.variant(question, 3)
    found = mark_variant(final, question, variant, f"{variant.near[1]:g} updates")
    assert (found.status, found.feedback) == ("wrong", "That is one epoch.")


@pytest.mark.parametrize("seed", range(1, 200))
def test_a_bare_whole_number_is_never_right_for_decimals(final: Quiz, seed: int) -> None:
    """0 or 1 is no answer where two or three decimals are asked for."""
    for name in numerics(final):
        question = final.questions[name]
        assert isinstance(question, Numeric)
        if question.decimals:
            variant = final.drawn(question, seed)
            for bare in ("0", "1", "-1", f"{round(variant.answer)}"):
                assert status(final, question, variant, bare) != "correct", (name, bare)


def test_a_number_that_was_cut_off_is_as_right_as_a_rounded_one(final: Quiz) -> None:
    """Truncation to the decimals asked for is taken everywhere."""
    for name in numerics(final):
        question = final.questions[name]
        assert isinstance(question, Numeric)
        for seed in range(1, 60):
            variant = final.drawn(question, seed)
            if question.decimals:
                scale = 10**question.decimals
                cut = int(variant.answer * scale) / scale
                assert status(final, question, variant, f"{cut:.{question.decimals}f}") == "correct", (name, seed)


EPOCH = [
    "epoch", "Epoch", "EPOCH", " epoch ", "an epoch", "An epoch.", "the epoch", "one epoch", "One Epoch", "1 epoch",
    "epoch.", "epoch!", "epoch?", '"epoch"', "'epoch'", "\u201cepoch\u201d", "(epoch)", "epochs", "a full epoch", "full epoch",
    "a complete epoch", "single epoch", "a single epoch", "it is an epoch", "It is called an epoch.", "its an epoch",
    "it's an epoch", "this is an epoch", "training epoch", "a training epoch", "an epoch of training", "epoch,", "\u00a0epoch",
]  # fmt: skip
NO_EPOCH = [
    "batch", "a batch", "Batch.", "mini-batch", "minibatch", "mini batch", "update", "an update", "step", "a step", "iteration",
    "loop", "history", "learning rate", "training", "gradient", "loss", "neuron", "era", "period", "round", "cycle", "pass",
    "sweep", "one", "1", "all", "data", "not an epoch", "two epochs", "half an epoch", "epoch or batch", "?",
]  # fmt: skip


@pytest.mark.parametrize("form", EPOCH)
def test_a_term_is_right_in_thirty_forms(final: Quiz, form: str) -> None:
    """Case, punctuation, articles and a few words around it make no difference."""
    question = final.questions["epoch"]
    assert isinstance(question, Text)
    assert status(final, question, final.variant(question, 1), form) == "correct"


@pytest.mark.parametrize("form", NO_EPOCH)
def test_another_term_is_not(final: Quiz, form: str) -> None:
    """A known wrong term is wrong and says why; an unknown one is asked back, and that is free."""
    question = final.questions["epoch"]
    assert status(final, question, final.variant(question, 1), form) in ("wrong", "invalid")


def test_an_output_is_right_however_it_is_set(final: Quiz) -> None:
    """Spaces, commas, brackets and zeros at the end make no difference; another number, or one more, does."""
    for name, question in final.questions.items():
        if not isinstance(question, Predict):
            continue
        for seed in SEEDS:
            variant = final.variant(question, seed)
            right = question.prints
            for key, value in variant.written.items():
                right = right.replace(f"{{{{{key}}}}}", value)
            tokens = right.strip("[]").replace(",", " ").split()
            for form in (
                right, f" {right} ", f"{right}\n", " ".join(tokens), "  ".join(tokens), ", ".join(tokens), "\n".join(tokens),
                f"[{', '.join(tokens)}]", f"({', '.join(tokens)})", "; ".join(tokens), f"`{right}`", f'"{right}"', "\t".join(tokens),
                " ".join(token + "0" if "." in token else token + ".0" for token in tokens),
                " ".join(token.replace("-", "\u2212") for token in tokens), " ".join(token.replace("-0.", "-.") for token in tokens),
            ):  # fmt: skip
                assert status(final, question, variant, form) == "correct", (name, seed, form)
            first = float(tokens[0])
            for form in (
                "", "x", "None", "error", "0", "1", "nothing", " ".join(tokens[:-1]), f"{right} 1", f"1 {right}", " ".join(tokens[::-1] * 2),
                " ".join([f"{first + 1:g}", *tokens[1:]]), " ".join([f"{-first - 1:g}", *tokens[1:]]), " ".join([*tokens, tokens[-1]]),
                "True", "[]", "()", f"print({right})", f"it prints {right} twice", "?",
            ):  # fmt: skip
                assert status(final, question, variant, form) != "correct", (name, seed, form)
