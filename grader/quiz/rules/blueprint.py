"""What a blueprint must hold: slots that can be filled, of questions that are worth the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from grader.core.diagnostics import DiagnosticSink
from grader.core.points import format_points
from grader.core.text import suggestion
from grader.quiz.model import Head, Question
from grader.quiz.parts import Slot


def fits(slot: Slot, question: Question) -> bool:
    """Say whether a question may fill a slot."""
    return question.topic in slot.topics and question.kind == slot.kind


def check_blueprint(whole: DiagnosticSink, head: Head, named: Mapping[str, tuple[DiagnosticSink, Question]]) -> None:
    """Check each slot of a blueprint, and that each live question fits one."""
    if not head.blueprint:
        return
    if head.ask is not None:
        whole.error(("ask",), "Q15", "`ask` and `blueprint` both say what is asked", "delete one of them")
    live = {name: question for name, (_, question) in named.items() if question.status == "live"}
    known = head.topics or list(dict.fromkeys(question.topic for question in live.values()))
    for place, slot in enumerate(head.blueprint):
        _slot(whole, place, slot, known, [question for question in live.values() if fits(slot, question)])
    for name, question in live.items():
        if not any(fits(slot, question) for slot in head.blueprint):
            problem = f"no line of the blueprint asks {question.kind} questions about {question.topic}"
            named[name][0].warn(("kind",), "W16", problem, "change its topic or kind, or add a line to the blueprint")


def _slot(whole: DiagnosticSink, place: int, slot: Slot, known: Sequence[str], there: Sequence[Question]) -> None:
    """Check one slot, for which the questions `there` fit."""
    at = ("blueprint", place)
    for index, topic in enumerate(slot.topics):
        if topic not in known:
            problem = f'"{topic}" is not a topic of this quiz{suggestion(topic, known)}'
            whole.error((*at, "topics", index), "Q10", problem, f"one of: {', '.join(known)}")
    if not 1 <= slot.count <= len(there):
        problem = f"{slot.count} questions of the kind {slot.kind} are asked here, and {len(there)} fit"
        whole.error(at, "Q15", problem, "write more of them, or ask fewer")
    points = sorted({question.points for question in there})
    if len(points) > 1:
        said = ", ".join(map(format_points, points))
        fix = "give all of them the same points: learners get different ones"
        whole.error(at, "R05", f"the questions that fit here have {said} points", fix)
