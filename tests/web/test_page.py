"""What the buttons do, with Starlette's test client: no JavaScript is anywhere."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.quiz import sitting_result
from grader.quiz.load import Quiz
from grader.quiz.present import present
from grader.quiz.solution import reference_answer
from grader.quiz.terminal.sitting_store import SittingStore

Visit = Callable[..., Any]


def number_of(quiz: Quiz, name: str, key: str) -> str:
    """Return by which number the form names an option or block."""
    keys = [entry.key for entry in present(quiz, name, 5).entries]
    return str(keys.index(key) + 1)


def test_a_right_answer(visit: Visit, kitchen: Quiz) -> None:
    """It is said in words, with the points and the explanation; the form is gone."""
    page = visit(kitchen).enter().press(1, "check", answer=number_of(kitchen, "boil", "hundred"))
    assert "Right" in page
    assert "1 of 1 point" in page
    assert "The scale of Celsius puts boiling at 100." in page
    assert "Next question" in page
    assert 'type="radio"' not in page


def test_a_wrong_answer_may_be_tried_again(visit: Visit, kitchen: Quiz) -> None:
    """It has its own feedback, says what is left to earn, and the form keeps what was chosen."""
    chosen = number_of(kitchen, "boil", "fahrenheit")
    page = visit(kitchen).enter().press(1, "check", answer=chosen)
    assert "Not yet" in page
    assert "That many degrees, but of the other scale." in page
    assert "2 tries are left. No try can earn more now." in page
    assert f'value="{chosen}" checked' in page


@pytest.mark.parametrize("typed", ["1.2.3", "", "ten", "<b>1</b>", r"$\frac{", "{{f}}", "1,234"])
def test_what_cannot_be_read_costs_nothing(visit: Visit, kitchen: Quiz, typed: str) -> None:
    """It is named beside the field, kept in the field, never markup, and no attempt is used."""
    visitor = visit(kitchen).enter()
    page = visitor.press(3, "check", answer=typed)
    assert "This did not count as an attempt." in page
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="how trouble"' in page
    assert "<b>1</b>" not in page
    assert f'value="{html.escape(typed)}"' in page
    assert "Please check: Question 3 of 7" in page
    assert visitor.controller.sitting.item("warm").attempts == ()


def test_a_double_click_is_one_answer(visit: Visit, kitchen: Quiz) -> None:
    """The same form posted twice uses one attempt; so does a form that an old tab sends."""
    visitor = visit(kitchen).enter()
    wrong = number_of(kitchen, "boil", "eighty")
    for _ in range(2):
        visitor.press(1, "check", answer=wrong, tries="0")
    assert len(visitor.controller.sitting.item("boil").attempts) == 1


def test_loading_again_posts_nothing(visit: Visit, kitchen: Quiz) -> None:
    """Every post is answered by a redirect, and the page it leads to can be loaded as often as one likes."""
    visitor = visit(kitchen).enter()
    first = visitor.press(1, "check", answer="1")
    again = visitor.get("/q/1")
    assert len(visitor.controller.sitting.item("boil").attempts) == 1
    assert re.sub(r'name="tries" value="\d"', "", first) == re.sub(r'name="tries" value="\d"', "", again)


def test_a_hint_has_its_price_on_the_button(visit: Visit, kitchen: Quiz) -> None:
    """The text comes only after the button, and what it costs is taken off."""
    visitor = visit(kitchen).enter()
    assert "Show a hint (free)" in visitor.get("/q/1")
    page = visitor.press(1, "hint")
    assert "The scale was made for it." in page
    assert "Show a hint (costs 0.25 points)" in page
    visitor.press(1, "hint")
    page = visitor.press(1, "check", answer=number_of(kitchen, "boil", "hundred"))
    assert "0.75 of 1 point" in page


def test_a_worse_try_takes_nothing_away(visit: Visit, kitchen: Quiz) -> None:
    """Where the best try counts, the page says so at once, and under the result."""
    visitor = visit(kitchen).enter()
    visitor.press(2, "check", answer=number_of(kitchen, "scales", "celsius"))
    page = visitor.press(2, "check", answer=number_of(kitchen, "scales", "kelvin"))
    assert "Your earlier, better try counts: 0.5 of 1 point." in page
    assert "1 try is left. No try can earn more now." in page
    assert "If you tried a question more than once, the best try counts." in visitor.post("/hand-in")


def test_a_gap_is_as_wide_as_it_is_written(visit: Visit, kitchen: Quiz) -> None:
    """The width of a blank is that of its field."""
    assert 'size="20"' in visit(kitchen).enter().get("/q/7")


@pytest.mark.parametrize("do", ["next", "back", "review", "go-7", "hint"])
def test_what_is_typed_is_kept_whatever_button_is_pressed(visit: Visit, kitchen: Quiz, do: str) -> None:
    """Going on, back, elsewhere or to the review loses nothing that stands in the form."""
    visitor = visit(kitchen).enter()
    visitor.press(3, do, answer="12.5 °C")
    assert 'value="12.5 °C"' in visitor.get("/q/3")
    assert visitor.controller.sitting.item("warm").attempts == ()


def test_progress_is_kept_when_everything_is_closed(visit: Visit, kitchen: Quiz, tmp_path: Any) -> None:
    """Another start of the program goes on at the same question with the same answers."""
    visitor = visit(kitchen).enter()
    visitor.press(1, "check", answer="1")
    visitor.press(1, "next")
    visitor.press(2, "next", answer=["1", "3"])
    begun = SittingStore(tmp_path, kitchen).begin()
    assert begun is not None
    assert begun.sitting == visitor.controller.sitting
    assert begun.sitting.at == 2
    assert len(begun.sitting.item("scales").draft) == 2


def test_order_by_buttons(visit: Visit, kitchen: Quiz) -> None:
    """Add, Up, Down and Remove are enough, and each move is told."""
    visitor = visit(kitchen).enter()
    boil, pour, wait, bake = (number_of(kitchen, "tea", key) for key in ("boil", "pour", "wait", "bake"))
    order = ""
    for do, expected, told in (
        (f"add-{pour}", [pour], "now 1 of 1"),
        (f"add-{bake}", [pour, bake], "now 2 of 2"),
        (f"add-{boil}", [pour, bake, boil], "now 3 of 3"),
        (f"up-{boil}", [pour, boil, bake], "now 2 of 3"),
        (f"down-{pour}", [boil, pour, bake], "now 2 of 3"),
        (f"remove-{bake}", [boil, pour], "not used any more"),
        (f"up-{boil}", [boil, pour], "now 1 of 2"),
        (f"add-{wait}", [boil, pour, wait], "now 3 of 3"),
    ):
        page = visitor.press(5, do, order=order)
        order = re.findall(r'name="order" value="([^"]*)"', page)[0]
        assert order == ",".join(expected)
        assert f"{told}." in page
    page = visitor.press(5, "check", order=order)
    assert "Boil, pour, wait." in page


def test_match_by_selects(visit: Visit, kitchen: Quiz) -> None:
    """A select for each left side, with an empty first entry; what is chosen stays chosen."""
    visitor = visit(kitchen).enter()
    rights = [entry.key for entry in present(kitchen, "pairs", 5).rights]
    bread, water = str(rights.index("bread") + 1), str(rights.index("water") + 1)
    page = visitor.press(6, "check", **{"right-1": bread, "right-2": bread})
    assert "An oven bakes." not in page
    assert page.count(f'value="{bread}" selected') == 2
    page = visitor.press(6, "check", **{"right-1": water, "right-2": bread})
    assert "A kettle heats water, an oven bakes bread." in page


def test_a_program_is_run_in_the_sandbox(visit: Visit, kitchen: Quiz) -> None:
    """A gap is filled, the program runs, and what it says is never markup."""
    visitor = visit(kitchen).enter()
    page = visitor.press(7, "check", **{"gap-1": "'<script>' + str(n)"})
    assert "Checks passed: 0 of 2." in page
    assert "<script>" not in page
    page = visitor.press(7, "check", **{"gap-1": "n + n"})
    assert "2 * n" in page


def test_the_review_lists_what_is_open_first(visit: Visit, kitchen: Quiz) -> None:
    """Blanks come first, each with a link, and what is not checked yet is said."""
    visitor = visit(kitchen).enter()
    visitor.press(1, "check", answer="1")
    page = visitor.press(3, "review", answer="10")
    assert "5 questions have no answer yet." in page
    assert "1 answer is not checked yet. It is checked when you hand in." in page
    assert [int(n) for n in re.findall(r'<a href="/q/(\d)"><span class="sign"', page)] == [2, 4, 5, 6, 7, 1, 3]


def test_handing_in_checks_what_was_written(visit: Visit, kitchen: Quiz) -> None:
    """Nobody loses points because a button was not pressed; after that nothing can be changed."""
    visitor = visit(kitchen).enter()
    visitor.press(4, "next", answer="cold")
    page = visitor.post("/hand-in")
    assert "1 of 7 points" in page
    assert "grade exercise 1" in page
    assert visitor.client.get("/").headers["location"] == "/result"
    page = visitor.get("/q/1")
    assert "The scale of Celsius puts boiling at 100." in page
    assert 'type="radio"' not in page
    visitor.press(1, "check", answer=number_of(kitchen, "boil", "hundred"))
    assert sitting_result.result(kitchen, visitor.controller.sitting).score == 1


def test_missed_questions_are_asked_again(visit: Visit, kitchen: Quiz) -> None:
    """The result leads to a new quiz of just those that were not right."""
    visitor = visit(kitchen).enter()
    visitor.press(4, "check", answer="cold")
    visitor.post("/hand-in")
    page = visitor.post("/again")
    assert "6 questions, 6 points." in page
    assert "opposite" not in [item.id for item in visitor.controller.sitting.items]


def test_closing_ends_the_server(visit: Visit, kitchen: Quiz) -> None:
    """The button of the result page is for learners who do not know Ctrl-C."""
    visitor = visit(kitchen).enter()
    assert "You may close this tab." in visitor.post("/close")
    assert visitor.closed == [True]


def test_math_is_mathml_with_close_signs(visit: Visit, kitchen: Quiz) -> None:
    """Formulas are MathML, not pictures and not LaTeX."""
    visitor = visit(kitchen).enter()
    page = visitor.get("/q/3")
    assert "<mfrac><mrow><mn>5</mn></mrow><mrow><mn>9</mn></mrow></mfrac>" in page
    assert r"\frac" not in page


def test_every_field_has_a_name_and_a_purpose(visit: Visit, kitchen: Quiz) -> None:
    """A label for every control, autocompletion off, one heading of the first rank, hints after the answer."""
    visitor = visit(kitchen).enter()
    for number in range(1, 8):
        page = visitor.get(f"/q/{number}")
        assert page.count("<h1") == 1
        assert f"<title>Question {number} of 7: " in page
        for control in re.findall(r"<(?:input|select|textarea)[^>]*>", page):
            if 'type="hidden"' in control or 'type="radio"' in control or 'type="checkbox"' in control:
                continue
            name = re.findall(r'\bid="([^"]+)"', control)[0]
            assert f'<label for="{name}">' in page
            assert "autocomplete" in control or control.startswith("<select")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_post_has_an_answer(visit: Visit, kitchen: Quiz, data: st.DataObject) -> None:
    """Whatever is posted to whatever question, the page that follows is a page."""
    visitor = visit(kitchen).enter()
    names = st.sampled_from(["answer", "order", "right-1", "right-2", "gap-1", "tries", "do"])
    for _ in range(4):
        number = data.draw(st.integers(1, 6))
        fields = data.draw(st.dictionaries(names, st.text(max_size=12) | st.sampled_from(["1", "2,1", "$x$", "{{f}}"])))
        do = data.draw(
            st.sampled_from(["check", "hint", "next", "back", "review", "add-1", "up-2", "go-3", "go-99", "?"])
        )
        assert "</html>" in visitor.press(number, fields.pop("do", do), **fields)
    assert "</html>" in visitor.post("/hand-in")


def checked(page: str) -> list[str]:
    """Return which levels are chosen."""
    return re.findall(r'name="confidence" value="([a-z ]+)" checked', page)


def test_how_sure_is_asked_and_no_choice_made(visit: Visit, sure: Quiz, kitchen: Quiz) -> None:
    """Three levels in their own group, where the quiz asks for them and nowhere else; leaving it open is fine."""
    visitor = visit(sure).enter()
    page = visitor.get("/q/1")
    assert re.findall(r'name="confidence" value="([a-z ]+)"', page) == ["sure", "fairly sure", "guessing"]
    assert checked(page) == []
    assert "required" not in page
    assert "Right" in visitor.press(1, "check", answer=number_of(sure, "boil", "hundred"))
    assert visitor.controller.sitting.item("boil").attempts[-1].confidence is None
    assert "confidence" not in visit(kitchen).enter().get("/q/1")


@pytest.mark.parametrize("do", ["next", "back", "review", "go-2", "check"])
def test_how_sure_is_kept_whatever_button_is_pressed(visit: Visit, sure: Quiz, do: str) -> None:
    """With the answer, or before there is one that can be read; after closing everything too."""
    visitor = visit(sure).enter()
    visitor.press(2, do, answer="1.2.3", confidence="fairly sure")
    assert checked(visitor.get("/q/2")) == ["fairly sure"]
    assert visitor.controller._shelf.begin().sitting == visitor.controller.sitting
    visitor.press(1, do, confidence="guessing")
    assert checked(visitor.get("/q/1")) == ["guessing"]
    visitor.press(1, do, confidence="<b>very</b>")
    assert checked(visitor.get("/q/1")) == []


def test_only_the_first_try_is_asked_how_sure(visit: Visit, sure: Quiz) -> None:
    """As in the terminal: the first answer keeps what was said of it, and a second one is not asked."""
    visitor = visit(sure).enter()
    wrong, right = number_of(sure, "boil", "eighty"), number_of(sure, "boil", "hundred")
    assert "confidence" not in visitor.press(1, "check", answer=wrong, confidence="sure")
    visitor.press(1, "check", answer=right, confidence="guessing")
    assert [attempt.confidence for attempt in visitor.controller.sitting.item("boil").attempts] == ["sure", None]


def test_lines_of_a_program_are_put_in_order_with_the_buttons(visit: Visit, final: Quiz) -> None:
    """The whole way through a Parsons question: add each line, move one up, take one out, and be right."""
    visitor = visit(final, seed=1356).enter()
    place = next(n for n, item in enumerate(visitor.controller.sitting.items, 1) if item.id == "order-gradient")
    asked = visitor.controller.asked(place)
    assert asked is not None
    right = reference_answer(final.questions["order-gradient"], final.variant(final.questions["order-gradient"], 1356))
    numbers = {entry.key: str(number) for number, entry in enumerate(asked.entries, 1)}
    stray = next(key for key in numbers if key not in right)
    order: list[str] = []
    for key in [*right[:-2], right[-1], right[-2], stray]:
        page = visitor.press(place, f"add-{numbers[key]}", order=",".join(order))
        order.append(numbers[key])
        assert f'name="order" value="{",".join(order)}"' in page
    page = visitor.press(place, f"up-{numbers[right[-2]]}", order=",".join(order))
    page = visitor.press(place, f"remove-{numbers[stray]}", order=re.findall(r'name="order" value="([\d,]+)"', page)[0])
    page = visitor.press(place, "check", order=re.findall(r'name="order" value="([\d,]+)"', page)[0])
    assert "Right<span" in page
    assert visitor.controller.sitting.item("order-gradient").attempts[0].answer == right


def test_review_and_result_say_how_sure(visit: Visit, sure: Quiz) -> None:
    """What was sure and wrong comes first, with a kind sentence; what was written only is checked with it."""
    visitor = visit(sure).enter()
    visitor.press(1, "check", answer=number_of(sure, "boil", "eighty"), confidence="sure")
    page = visitor.press(2, "review", answer="5", confidence="guessing")
    assert "Not right, sure<" in page
    assert "Not checked, guessing<" in page
    page = visitor.post("/hand-in")
    first = page.index("People remember surprises best")
    assert first < page.index("1. when water boils") < page.index("What to do again")
    assert "Not right, 0 of 1; guessing" in page
    assert page.index("2. when water freezes") > page.index("Every question")
    visitor.post("/again")
    assert [item.id for item in visitor.controller.sitting.items] == ["boil", "freeze"]


def test_the_page_says_what_waits(visit: Visit, sure: Quiz) -> None:
    """Before the first question and in the result; nothing where all is asked."""
    visitor = visit(sure, done=["temperature"]).enter()
    told = "Not asked yet, and not counted: what was counted. Get full marks in exercise 2, counting words"
    assert told in visitor.get("/")
    assert "3 questions, 3 points." in visitor.get("/")
    assert told in visitor.post("/hand-in")
    assert "Not asked yet" not in visit(sure, done=["temperature", "words"]).enter().get("/")
