"""What is allowed and probably not meant: guesses that pay, options that give themselves away, missing reasons."""

from __future__ import annotations

from grader.core.diagnostics import DiagnosticSink
from grader.quiz import formula
from grader.quiz.check.giveaways import advise_options
from grader.quiz.guessing import MOST_BY_GUESSING, guesses
from grader.quiz.load import Quiz
from grader.quiz.model import Choice, Head, Match, Multi, Order, Question
from grader.quiz.parts import Option
from grader.quiz.rules.each_question import reasons
from grader.quiz.select import select
from grader.quiz.texts import texts
from grader.quiz.variant import PLACEHOLDER

SELECTIONS = 200
"""So many seeds are tried for which questions they ask."""


def check_math(sink: DiagnosticSink, question: Question) -> None:
    """Find formulas that cannot be read."""
    for place, text in texts(question):
        try:
            found = list(formula.formulas(text))
        except formula.FormulaError as error:
            sink.error(place, error.code, str(error), error.fix)
            continue
        for one in found:
            try:
                formula.unicode(PLACEHOLDER.sub("1", one))
            except formula.FormulaError as error:
                sink.error(place, error.code, str(error), error.fix)


def advise(sink: DiagnosticSink, question: Question) -> None:
    """Warn of what learners could use against the question, and of wrong answers that teach nothing."""
    for place, reason in reasons(question):
        right = isinstance(reason, Option) and reason.correct
        if not right and not reason.feedback and not reason.misconception and not isinstance(question, Match):
            name = getattr(reason, "text", f"near value {place[-1]}")
            sink.warn(
                place,
                "W03",
                f'the wrong answer "{name}" has no feedback',
                "say what a learner who chose it believes, or name a `misconception`",
            )
    if isinstance(question, Choice | Multi):
        advise_options(sink, question)
    if question.image and not sink.has_file(question.image.src):
        sink.warn(
            ("image", "src"),
            "W15",
            f'there is no picture "{question.image.src}" beside this file',
            "put it there; until then learners see only its words",
        )
    for words, share in guesses(question).items():
        if share > MOST_BY_GUESSING + 1e-9:
            rule = f' under "{question.credit}"' if isinstance(question, Multi | Order | Match) else ""
            sink.warn((), "W02", f"{words} earns {share:.2f}{rule}", "add a wrong option, or use a stricter credit")


def advise_selection(sink: DiagnosticSink, quiz: Quiz) -> None:
    """Warn where a learner would be asked fewer questions than the quiz says, since what they require is not asked."""
    live = {name for name, question in quiz.questions.items() if question.status == "live"}
    if not all((live | quiz.gates).issuperset(quiz.questions[name].requires) for name in live):
        return  # told of the question that is never asked
    left_out = sum(max(0, len(live.intersection(pool.questions)) - pool.pick) for pool in quiz.head.pools)
    wanted = sum(slot.count for slot in quiz.head.blueprint) or min(quiz.head.ask or len(live), len(live) - left_out)
    for seed in range(1, SELECTIONS + 1):
        asked = len(select(quiz, seed, done=quiz.gates))
        if asked < wanted:
            problem = f"with seed {seed} only {asked} of {wanted} questions are asked: the others require questions that are not"
            sink.warn(
                ("blueprint",) if quiz.head.blueprint else ("ask",) if quiz.head.ask else ("pools",),
                "W14",
                problem,
                "ask all questions that require each other, or let no question require another",
            )
            return


def advise_quiz(sink: DiagnosticSink, head: Head, questions: list[Question]) -> None:
    """Warn of what is wrong with the quiz as a whole."""
    live = [question for question in questions if question.status == "live"]
    for place, topic in enumerate(head.topics):
        if not any(question.topic == topic for question in live):
            sink.warn(
                ("topics", place), "W12", f'no question has the topic "{topic}"', "write one, or delete the topic"
            )
