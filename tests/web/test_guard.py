"""Who may talk to the page, and what each answer says to the browser. With Starlette's test client."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import pytest

from grader.quiz import sitting as steps
from grader.quiz.load import Quiz
from grader.quiz.present import present
from grader.quiz.solution import reference_answer
from grader.serve.guard import MAX_BODY

Visit = Callable[..., Any]
PAGES = ["/", "/q/1", "/q/7", "/review", "/result", "/style.css", "/q/99", "/nothing"]


@pytest.mark.parametrize("host", ["evil.example:8000", "127.0.0.1", "127.0.0.1:9000", "evil.example", "[::1]:8000", ""])
def test_only_its_own_address_is_answered(visit: Visit, kitchen: Quiz, host: str) -> None:
    """Another Host, as a rebound name brings it, is refused whatever else the request has."""
    visitor = visit(kitchen).enter()
    assert visitor.client.get("/q/1", headers={"host": host}).status_code == 400
    assert visitor.client.get("/q/1", headers={"host": "localhost:8000"}).status_code in (200, 403)


@pytest.mark.parametrize("path", PAGES)
def test_without_the_key_nothing_is_shown(visit: Visit, kitchen: Quiz, path: str) -> None:
    """Another user of this machine, who has not the address from the terminal, sees nothing."""
    visitor = visit(kitchen)
    assert visitor.client.get(path).status_code == 403
    assert visitor.client.get("/?key=guess").status_code == 403
    visitor.client.cookies.set("grade-quiz-8000", "guess")
    assert visitor.client.get(path).status_code == 403


def test_the_key_becomes_a_cookie_that_scripts_cannot_read(visit: Visit, kitchen: Quiz) -> None:
    """The address with the key leads to one without it."""
    visitor = visit(kitchen)
    response = visitor.client.get(f"/?key={visitor.app.key}")
    assert (response.status_code, response.headers["location"]) == (303, "/")
    cookie = response.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_has_the_strict_headers(visit: Visit, kitchen: Quiz, path: str) -> None:
    """No script, nothing from elsewhere, no frame, no copy kept, on errors too."""
    visitor = visit(kitchen)
    for response in (visitor.client.get(path), visitor.enter().client.get(path)):
        policy = response.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert "form-action 'self'" in policy
        assert response.headers["x-content-type-options"] == "nosniff"
        shared = path == "/style.css" and response.status_code == 200
        assert response.headers["cache-control"] == ("private, max-age=600" if shared else "no-store")


def test_no_page_has_its_own_script_or_style(visit: Visit, kitchen: Quiz) -> None:
    """What the policy forbids is not there either: the page needs none of it."""
    visitor = visit(kitchen).enter()
    for number in range(1, 8):
        page = visitor.get(f"/q/{number}")
        assert not re.search(
            r"<script|<style|\sstyle=|\son[a-z]+=|javascript:|https?://(?!www\.w3\.org/1998/Math)", page
        )


@pytest.mark.parametrize("path", ["/q/1", "/hand-in", "/again", "/close"])
@pytest.mark.parametrize("token", [None, "", "guess"], ids=["none", "empty", "guess"])
def test_a_post_needs_the_token(visit: Visit, kitchen: Quiz, path: str, token: str | None) -> None:
    """A form of another page, which cannot know the token, changes nothing."""
    visitor = visit(kitchen).enter()
    before = visitor.controller.sitting
    data = {"do": "check", "answer": "1", "tries": "0"} | ({} if token is None else {"token": token})
    assert visitor.client.post(path, data=data).status_code == 403
    assert visitor.controller.sitting == before
    assert visitor.closed == []


def test_a_post_from_another_origin_is_refused(visit: Visit, kitchen: Quiz) -> None:
    """Even with the right token."""
    visitor = visit(kitchen).enter()
    data = {"token": visitor.app.token, "do": "check", "answer": "1", "tries": "0"}
    for origin in ("https://evil.example", "null", "http://127.0.0.1:9000"):
        assert visitor.client.post("/q/1", data=data, headers={"origin": origin}).status_code == 403
    assert visitor.client.post("/q/1", data=data, headers={"origin": "http://127.0.0.1:8000"}).status_code == 303


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(visit: Visit, kitchen: Quiz, method: str) -> None:
    """Only GET and POST are used."""
    assert visit(kitchen).enter().client.request(method, "/q/1").status_code == 405


def test_too_much_is_refused(visit: Visit, kitchen: Quiz) -> None:
    """A post is bounded in bytes and in fields."""
    visitor = visit(kitchen).enter()
    assert visitor.client.post("/q/4", data={"answer": "x" * MAX_BODY}).status_code == 413
    assert visitor.client.post("/q/4", data={f"f{n}": "" for n in range(300)}).status_code == 400
    assert visitor.client.post("/q/4", content=b"\xff\xfe=%").status_code in (400, 403)


@pytest.mark.parametrize("name", ["kitchen", "final"])
@pytest.mark.parametrize("seed", range(5))
def test_no_key_is_in_the_page(visit: Visit, request: pytest.FixtureRequest, name: str, seed: int) -> None:
    """Before an answer no page has the author's keys, the right number, a near one, feedback, hints or explanation."""
    quiz: Quiz = request.getfixturevalue(name)
    visitor = visit(quiz, seed=seed).enter()
    others = visitor.get("/") + visitor.get("/review")
    for number, item in enumerate(visitor.controller.sitting.items, 1):
        question, asked = quiz.questions[item.id], present(quiz, item.id, seed)
        page = others + visitor.get(f"/q/{number}") + visitor.press(number, "check") + visitor.press(number, "add-1")
        for text in (question.explanation, *(hint.text for hint in question.hints), *reasons(question)):
            telling = max(re.split(r"[$*`{}]|<", text), key=len)[:60]
            assert not telling or html.escape(telling, quote=False) not in page
        for value in re.findall(r'value="([^"]*)"', page):
            assert value not in {entry.key for entry in asked.entries if not entry.key.isdecimal()}
        if asked.type == "numeric":
            variant = quiz.variant(question, seed)
            shown = set(re.findall(r"\d+\.\d+", f"{asked.prompt} {asked.how}"))
            secret = {f"{abs(n):.{d}f}" for n in (variant.answer, *variant.near) for d in (3, 4)} - shown
            assert not secret & set(re.findall(r"\d+\.\d+", page))


def reasons(question: Any) -> list[str]:
    """Return what an author says of wrong and right answers."""
    parts = [getattr(question, key, ()) for key in ("options", "near", "reject", "items", "extra", "pairs")]
    return [part.feedback for some in parts for part in some if getattr(part, "feedback", "")]


def test_right_options_look_like_wrong_ones(visit: Visit, final: Quiz) -> None:
    """In the markup every option of a question is the same but for its number."""
    visitor = visit(final, seed=5).enter()
    for number in range(1, 13):
        options = re.findall(r'<label class="option">(.*?)<span>', visitor.get(f"/q/{number}"))
        own = [option for option in options if 'name="confidence"' not in option]
        assert len({re.sub(r'value="\d+"', "", option) for option in own}) <= 1


def test_the_kept_file_holds_no_key(visit: Visit, kitchen: Quiz, tmp_path: Any) -> None:
    """What lies in .grade/ knows the learner's answers, and not the author's."""
    visitor = visit(kitchen).enter()
    visitor.press(3, "next", answer="12")
    (kept,) = (tmp_path / ".grade").iterdir()
    text = kept.read_text()
    answer = reference_answer(kitchen.questions["warm"], kitchen.variant(kitchen.questions["warm"], 5))
    assert str(answer) not in re.findall(r"[\d.]+", re.sub(r'"digest":"\w+"', "", text))
    assert "hundred" not in text
    assert steps.resume(kitchen, kept.read_bytes())[0].item("warm").draft == "12"
