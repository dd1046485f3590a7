"""The quiz's pages by their paths, without a transport: the same for a server and for a browser without one.

GET  /           the beginning        GET, POST  /q/N       question N, from 1
GET  /review     before handing in    POST       /hand-in
GET  /result     after it             POST       /again     what was missed
                                      POST       /anew      the whole quiz once more
"""

from __future__ import annotations

import re

import msgspec

from grader.pages import quiz_views
from grader.pages.controller import Controller
from grader.pages.forms import Fields

_QUESTION = re.compile(r"/q/([0-9]{1,6})")


class QuizAnswer(msgspec.Struct, frozen=True):
    """A page, or the path of the one to see next."""

    html: str = ""
    see: str = ""


def respond(controller: Controller, method: str, path: str, fields: Fields, token: str) -> QuizAnswer | None:
    """Do what a request says, and return what to show; None where there is no such page.

    Args:
        controller: the learner's quiz.
        method: `GET` or `POST`.
        path: one of those above.
        fields: what was posted.
        token: what the page's forms bring back.
    """
    with controller.lock:
        if asked := _QUESTION.fullmatch(path):
            return _question(controller, method, int(asked[1]), fields, token)
        finished = controller.sitting.finished
        match method, path:
            case "GET", "/":
                return QuizAnswer(see="/result") if finished else QuizAnswer(quiz_views.start(controller, token))
            case "GET", "/review":
                return QuizAnswer(see="/result") if finished else QuizAnswer(quiz_views.review(controller, token))
            case "GET", "/result":
                return QuizAnswer(quiz_views.result(controller, token)) if finished else QuizAnswer(see="/review")
            case "POST", "/hand-in":
                controller.hand_in()
                return QuizAnswer(see="/result")
            case "POST", "/again":
                return QuizAnswer(see="/" if controller.again() else "/result")
            case "POST", "/anew":
                return QuizAnswer(see="/" if controller.anew() else "/review")
    return None


def _question(controller: Controller, method: str, number: int, fields: Fields, token: str) -> QuizAnswer | None:
    asked = controller.asked(number)
    if asked is None:
        return None
    if method == "POST":
        return QuizAnswer(see=controller.press(number, fields))
    return QuizAnswer(quiz_views.question(controller, number, asked, token))
