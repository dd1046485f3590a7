"""Every question that is answered by typing takes a right answer however people write it, and no wrong one."""

from __future__ import annotations

import pytest

from grader.quiz.load import Quiz
from grader.quiz.mark import mark_variant
from grader.quiz.model import Multipart, Numeric, Predict, Question, Text
from grader.quiz.parts import NumberPart
from grader.quiz.symbols import asked_symbols
from grader.quiz.variant import Variant, fill, within

SEEDS = range(1, 4)


def ways(value: float, decimals: int | None) -> list[str]:
    """Return more than thirty ways to write a number, alone or in a sentence."""
    plain = f"{value:.{decimals}f}" if decimals else f"{value:g}"
    bare, sign = plain.lstrip("-"), "-" if value < 0 else ""
    mantissa, power = f"{value:.6e}".split("e")
    whole, _, part = bare.partition(".")
    # as a fraction of whole numbers
    top, below = f"{sign}{int(whole + part)}", 10 ** len(part)
    around = [
        "{}", " {} ", "{}.", "({})", "[{}]", "{{{}}}", "`{}`", "${}$", '"{}"', "\u201c{}\u201d", "\u00ab{}\u00bb", "**{}**", r"\({}\)",
        "= {}", "f(x) = {}", "2*3 + 1 = {}",
        "\u2248 {}", "~{}", "\u2192 {}", "-> {}", "about {}", "approx. {}", "roughly {}", "exactly {}", "answer: {}", "answer {}", "Result: {}",
        "The answer is {}", "my answer is {}", "it is {}", "It's {}", "that is {}", "this gives {}", "I think it is {}", "I get {}", "I got {}",
        "we get {}", "so it is {}", "it should be {}", "it must be about {}", "the answer would be {}", "I think that it is {}.",
        "{}!", "{}?", "{},", "{};", "\u00a0{}\u2009", "\u200b{}", "{} (rounded)", "{} approximately", "{} I think", "{}, I guess",
    ]  # fmt: skip
    forms = [form.format(plain) for form in around]
    forms += [
        f"{plain}0" if "." in plain else f"{plain}.0",
        plain.replace(".", ",") if "." in plain else f"{plain},0",
        plain.replace(".", "{,}") if "." in plain else f"{plain}{{,}}0",
        f"{sign}{bare.removeprefix('0')}" if bare.startswith("0.") else f"{sign}0{bare}",
        f"{mantissa}e{int(power)}",
        f"{mantissa}E{int(power):+d}",
        f"{mantissa} × 10^{int(power)}",
        f"{mantissa}*10**{int(power)}",
        rf"{mantissa} \cdot 10^{{{int(power)}}}",
        f"{mantissa}·10{str(int(power)).translate(SUPERSCRIPTS)}",
        "".join(chr(ord(c) + 0xFEE0) if c.isdigit() or c in "-." else c for c in plain),
        f"{plain}/1",
        f"{top}/{below}",
        f"{top} / {below}",
        f"{top} ÷ {below}",
        f"{sign}\\frac{{{top.lstrip('-')}}}{{{below}}}",
    ]
    if sign:
        forms += [f"{dash}{bare}" for dash in "\u2212\u2011\u2013\u2014\u2010\ufe63"]
        forms += [
            f"- {bare}",
            f"-({bare})",
            f"minus {bare}",
            f"negative {bare}",
            f"it is negative {bare}",
            f"it is - {bare}",
        ]
    else:
        forms += [f"+{plain}", f"+ {plain}", f"plus {plain}", f"it is positive {plain}"]
    if decimals:
        forms += [
            form.format(f"{value * 100:.{decimals}f}") for form in ("{} %", "{}%", "{} percent", "{} per cent", r"{}\%")
        ]
    # a comma and a point in one number would be another number
    return [
        form
        for form in forms
        if not ("," in plain.replace(".", ",") and "," in form and "." in form and "." not in plain)
    ]


SUPERSCRIPTS = str.maketrans("+-0123456789", "\u207a\u207b\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")


def wrong_ways(value: float, decimals: int | None, near: tuple[float, ...]) -> list[str]:
    """Return more than thirty answers that are wrong, or no answer, or may mean another number than the right one in them."""
    plain = f"{value:.{decimals}f}" if decimals else f"{value:g}"
    bare = plain.lstrip("-")
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
    around = [
        "{} or 9", "{} and 9", "{}, 9", "{} 9", "9 {}", "9 or {}", "between {} and 9", "{}-9", "{} +- 0.1", "{} - 9", "{} + 9", "9 = {}", "{} = 9",
        "{} thousand", "{} half", "{} pi", "{}e", "{} bananas", "{} each", "{} per step", "{} times", "{} more", "{} or more", "{} minus", "{} not",
        "{}..{}", "{}^2", "{}²", "{} * 3", "3 * {}", "3{}", "e^{}", "{}/0", "{}_", "{}k", "{}th", "{}x", "<{}", ">{}", "\u2265 {}", "at least {}",
        "less than {}", "more than {}", "not {}", "it is not {}", "it isn't {}", "no, {}", "never {}", "wrong: {}", "not: {}", "half: {}",
        "half of {}", "twice {}", "double {}", "bias times w = {}", "the bias times w is {}", "w x is {}", "t = 9 = {}", "the w b = {}", "x + b = {}", "1 - a = {}", "one over {}", "minus the {}",
        "log {}", "ln({})", "sqrt {}", "yes {}", "a {} b", "{} is wrong", "{} of them", "t = {}, a = 9", "the other one is {}", "{}\n9",
    ]  # fmt: skip
    return [
        *(f"{one:.6g}" for one in (*near, *off)),
        *(form.format(plain, plain) for form in around),
        *(form.format(bare) for form in ("answer - {}", "--{}", "+-{}", "-+{}", "answer minus {}", "the result - {}", "x - {}", "t -{}")),
        "", " ", "-", "+", ".", ",", "ten", "nan", "inf", "-inf", "none", "null", "true", "I do not know", "?", "x", "1_000", "0x10", "\u0663", "1,2,3", "1.2.3",
    ]  # fmt: skip


def numerics(quiz: Quiz) -> list[str]:
    """Return the ids of the numeric questions."""
    return [name for name, question in quiz.questions.items() if isinstance(question, Numeric)]


def status(quiz: Quiz, question: Question, variant: Variant, answer: object) -> str:
    """Return the status of one answer."""
    return mark_variant(quiz, question, variant, answer).status


def test_each_number_is_taken_in_seventy_forms_and_refused_in_eighty(final: Quiz) -> None:
    """A decimal comma, a true minus, brackets, a computation before `=`, a percentage: all are right. Anything else is not."""
    for name in numerics(final):
        question = final.questions[name]
        assert isinstance(question, Numeric)
        for seed in SEEDS:
            variant = final.variant(question, seed)
            forms = ways(variant.answer, question.decimals)
            assert len(set(forms)) >= 70
            for form in forms:
                assert status(final, question, variant, form) == "correct", (name, seed, form)
            wrong = wrong_ways(variant.answer, question.decimals, variant.near)
            assert len(set(wrong)) >= 80
            for form in wrong:
                typed = form.replace("−", "-")
                try:
                    same = within(float(typed), variant.answer, question.tolerance)
                except ValueError:
                    same = False
                assert same or status(final, question, variant, form) != "correct", (name, seed, form)


NAMED = (
    "{s}={n}", "{s} = {n}", "{s} := {n}", "{s}: {n}", "{s} \u2248 {n}", "{s} is {n}", "so {s} = {n}", "I think {s} is {n}", "{s}' = {n}",
    "{s}_new = {n}", "${s}$ = {n}", "{S} = {n}", "the {s} is {n}", "{s} = 1 + 2*3 = {n}", "{s} = w * x + b = {n}", "{s} equals about {n}",
)  # fmt: skip


def symbols_of(question: Numeric | NumberPart, asked: str) -> frozenset[str]:
    """Return the symbols that stand for the number that a question or a part asks for."""
    return asked_symbols(asked, question.symbols)


def named_status(final: Quiz, name: str, symbol: str, form: str) -> set[str]:
    """Return the statuses of the right numbers of a question, each written after `symbol`."""
    question = final.questions[name]
    assert isinstance(question, Numeric | Multipart)
    variant = final.variant(question, 1)
    if isinstance(question, Numeric):
        number = f"{variant.answer:.{question.decimals or 4}f}"
        return {status(final, question, variant, form.format(s=symbol, S=symbol.upper(), n=number))}
    right = {part.id: f"{variant.parts[part.id].answer:.4f}" for part in question.parts}
    own = [part.id for part in question.parts if symbol in symbols_of(part, part.text)] or list(right)
    typed = {part: form.format(s=symbol, S=symbol.upper(), n=right[part]) for part in own}
    return {status(final, question, variant, {**right, part: text}) for part, text in typed.items()}


def test_a_symbol_before_the_number_is_read_where_the_question_asks_for_it(final: Quiz) -> None:
    """`w = 2.8` is right where the new weight is asked for; a symbol of something else is asked back, and that is free."""
    met = 0
    for name, question in final.questions.items():
        if not isinstance(question, Numeric | Multipart):
            continue
        variant = final.variant(question, 1)
        parts = question.parts if isinstance(question, Multipart) else ()
        asked = [symbols_of(part, part.text) for part in parts] if parts else []
        if isinstance(question, Numeric):
            asked = [symbols_of(question, fill(question.prompt, variant.written))]
        wanted = frozenset[str]().union(*asked)
        for symbol in ("w", "b", "x", "y", "t", "a", "l", "g", "h", "eta", "k", "w3"):
            expected = {"correct"} if symbol in wanted else {"invalid"}
            met += symbol in wanted
            for form in NAMED:
                assert named_status(final, name, symbol, form) == expected, (name, symbol, form)
    assert met >= 20


@pytest.mark.parametrize(
    ("prompt", "asked"),
    [
        (r"A neuron has $w = 3$. What is its sum $t = w \cdot x + b$, before the sigmoid?", {"t"}),
        ("What does it predict for $x = (2, 2)$? Give $z$ decimals.", set()),
        (r"You know that $\sigma(0.8) = 0.69$. What is $\sigma(-0.8)$?", set()),
        (r"Which $\eta$ is best?", {"eta"}),
        ("the prediction $a$", {"a"}),
        ("A plot is 3 m by 5 m. What is a side?", set()),
        ("If b is 3, what is w_1?", {"w1"}),
        ("What?", set()),
    ],
)
def test_the_symbol_that_a_question_asks_for_is_found(prompt: str, asked: set[str]) -> None:
    """It stands alone in the asking sentence, without a value and outside of a formula; an author may name others."""
    assert asked_symbols(prompt) == asked
    assert asked_symbols(prompt, ["w_1", "\u03b7"]) == {"w1", "eta"}


def test_each_part_of_a_chain_is_read_as_a_number_is(final: Quiz) -> None:
    """What is right for a question of one number is right for each part of a chain."""
    for name, question in final.questions.items():
        if not isinstance(question, Multipart):
            continue
        variant = final.variant(question, 1)
        right = {part: numbers.answer for part, numbers in variant.parts.items()}
        for part in question.parts:
            for form in ways(right[part.id], part.decimals):
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
    """A unit, or a word of the question, is skipped. Any other word is asked back, and that is free."""
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
    "I think it is an epoch", "it is probably an epoch", "epoch, I think", "An epoch, I guess", "maybe an epoch", "the answer is epoch",
    "answer: epoch", "That would be an epoch", "so it is an epoch", "it must be an epoch!", "(an epoch)", "`epoch`", "\u00abepoch\u00bb", "ｅｐｏｃｈ",
    "I think it is an epoch", "it is probably an epoch", "epoch, I think", "An epoch, I guess", "maybe an epoch", "the answer is epoch",
    "answer: epoch", "That would be an epoch", "so it is an epoch", "it must be an epoch!", "(an epoch)", "`epoch`", "\u00abepoch\u00bb", "ｅｐｏｃｈ",
    "a complete epoch", "single epoch", "a single epoch", "it is an epoch", "It is called an epoch.", "its an epoch",
    "it's an epoch", "this is an epoch", "training epoch", "a training epoch", "an epoch of training", "epoch,", "\u00a0epoch",
]  # fmt: skip
NO_EPOCH = [
    "batch", "a batch", "Batch.", "mini-batch", "minibatch", "mini batch", "update", "an update", "step", "a step", "iteration",
    "loop", "history", "learning rate", "training", "gradient", "loss", "neuron", "era", "period", "round", "cycle", "pass",
    "sweep", "one", "1", "all", "data", "not an epoch", "two epochs", "half an epoch", "epoch or batch", "?",
    "it is not an epoch", "it isn't an epoch", "never an epoch", "I think it is a batch", "maybe an update", "an epoch, not a batch", "no epoch", "part of an epoch",
    "the end of an epoch", "batch, I think", "wrong: epoch", "epoch 5", "5 epochs", "each epoch", "every epoch", "epochs and batches", "less than an epoch",
    "it is not an epoch", "it isn't an epoch", "never an epoch", "I think it is a batch", "maybe an update", "an epoch, not a batch", "no epoch", "part of an epoch",
    "the end of an epoch", "batch, I think", "wrong: epoch", "epoch 5", "5 epochs", "each epoch", "every epoch", "epochs and batches", "less than an epoch",
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
