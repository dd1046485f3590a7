"""What answering without knowledge earns, and so what a later try may earn.

A learner who tries one option after the other finds the right one, and the feedback on a wrong tick says which ticks to
leave out. A later try at a question that is clicked therefore earns only so much that blind clicking earns
MOST_BY_GUESSING of the points, on average over all tries.
"""

from __future__ import annotations

import itertools

from grader.quiz import credit
from grader.quiz.model import Choice, Match, Multi, Order, Question, Slip

MOST_BY_GUESSING = 0.3


def later_share(question: Question, retry_factor: float, tries: int, *, lines: int = 0) -> float:
    """Return the share of the points that a right answer keeps after so many earlier tries.

    Each try multiplies by `retry_factor`. The shares of all later tries at a question that is clicked add up to a budget:
    with n options each try is right with the chance 1 / n, so the budget is n * 0.3 - 1; where the feedback on the first
    try may give the answer away, it is 0.3 less what the first try earns.

    Args:
        question: the question.
        retry_factor: that of the quiz.
        tries: how many answers were marked before this one.
        lines: of a slip, how many lines there are to choose from.
    """
    if tries == 0:
        return 1.0
    budget = _budget(question, lines)
    if budget is None:
        return retry_factor**tries
    share = 0.0
    for earlier in range(1, tries + 1):
        share = min(retry_factor**earlier, budget)
        budget -= share
    return share


def _budget(question: Question, lines: int) -> float | None:
    """Return what all later tries may earn together; None where nobody finds the answer by clicking."""
    if isinstance(question, Choice):
        chance = sum(scores_of(question)) / len(question.options)
        return max(0.0, MOST_BY_GUESSING / chance - 1) if chance else None
    if isinstance(question, Slip):
        return max(0.0, MOST_BY_GUESSING * lines - 1)
    if isinstance(question, Multi | Match):
        return max(0.0, MOST_BY_GUESSING - max(guesses(question).values(), default=0.0))
    return None


def scores_of(question: Choice) -> list[float]:
    """Return the share that each option earns."""
    return [option.score if option.score is not None else float(option.correct) for option in question.options]


def guesses(question: Question) -> dict[str, float]:
    """Return what each way of answering without thought earns, as a share."""
    if isinstance(question, Choice):
        scores = scores_of(question)
        # With three options chance earns 0.33, which is little more than is allowed, and a fourth is often contrived.
        return {"choosing by chance": sum(scores) / len(scores)} if len(scores) != 3 else {}
    if isinstance(question, Multi):
        return _ticking(question)
    if isinstance(question, Order):
        return _ordering(question)
    if isinstance(question, Match) and question.credit == "each":
        return {"matching by chance": 1 / len({pair.right for pair in question.pairs} | set(question.extra))}
    return {}


def _ticking(question: Multi) -> dict[str, float]:
    names = [str(i) for i in range(len(question.options))]
    right = frozenset(name for name, option in zip(names, question.options, strict=True) if option.correct)
    least, most = question.min or 1, question.max or len(names)
    every = [frozenset(c) for n in range(least, most + 1) for c in itertools.combinations(names, n)]
    shares = [credit.multi(question.credit, right, chosen, len(names)) for chosen in every]
    guess = {"ticking at random": sum(shares) / len(shares)}
    if most == len(names):
        guess["ticking every box"] = credit.multi(question.credit, right, frozenset(names), len(names))
    return guess


def _ordering(question: Order) -> dict[str, float]:
    before = credit.closure([(item.id, item.after) for item in question.items])
    blocks = [*before, *(extra.id for extra in question.extra)]
    if len(blocks) > 6:
        return {}
    shares = [credit.order(question.credit, given, before) for given in itertools.permutations(blocks)]
    return {"a random order": sum(shares) / len(shares)}
