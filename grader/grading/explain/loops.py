"""What is told of a call that did not come back: where it stood, and whether its loop can end at all."""

from __future__ import annotations

import math

from grader.grading.explain.explanation import Explanation
from grader.sandbox.outcome import Failure


def explain_hang(failure: Failure, doing: str, seconds: float) -> Explanation:
    """Return what to tell of a call or a file that was stopped.

    Args:
        failure: what was seen of it.
        doing: what it was stopped in, as in "in f(2.0)".
        seconds: after how many it was stopped.
    """
    facts, line = failure.facts, failure.facts.get("loop_line", "")
    where = (
        f"in the `{facts['loop']}` loop of line {line}"
        if facts.get("loop") in ("for", "while") and line.isdigit()
        else ""
    )
    after = f"{max(1, math.ceil(seconds - 0.05))} s"
    if failure.deepest is None and where and "never" in facts:
        return _endless(facts, where, doing)
    if where and facts["loop"] == "while":
        return Explanation(
            f"Your code was stopped {doing}. It was still {where} after {after}. Does its condition ever become false?",
            (
                f"Look at the condition of the `while` in line {line}. Which line of the loop brings it closer to false?",
                "Print the variables of the condition in each round, and run the function on a small input.",
            ),
        )
    if where:
        return Explanation(
            f"Your code is too slow. It was stopped {doing}, still {where} after {after}. "
            "Does it repeat work that is needed only once?",
            (
                f"Look at the `for` loop of line {line}. How many rounds does it make, and what does each round cost?",
                "Work that gives the same value in each round belongs before the loop.",
            ),
        )
    if name := facts.get("recursion"):
        return Explanation(f"Your code was stopped {doing}. After {after} `{name}` was still calling itself.")
    return Explanation(
        f"Your code was stopped {doing}. There was no answer after {after}. "
        "Is there a loop that never ends, or does it wait for something?",
        ("Look at each loop: what makes it end? Then look for `input()` and `sleep()`, which wait.",),
    )


def _endless(facts: dict[str, str], where: str, doing: str) -> Explanation:
    names = " or ".join(f"`{name}`" for name in facts.get("names", "").split(", ") if name.isidentifier())
    if facts["never"] == "constant":
        why, fix = (
            "its condition is always true, and nothing in it leaves the loop",
            "Let a `break` or a `return` end it.",
        )
    elif facts["never"] == "grows":
        why, fix = f"it adds to {names or 'the list'} while it goes through it", "Add to a second list instead."
    else:
        why, fix = (
            f"nothing in it changes {names or 'what its condition looks at'}",
            "Let each round change it, so that the condition becomes false.",
        )
    return Explanation(
        f"Your code has a loop that never ends. It was stopped {doing}, {where}: {why}. {fix}",
        (
            f"Look at the loop of line {facts.get('loop_line', '')}: what would make it end?",
            "A `while` loop runs as long as its condition is true. Something inside must make it false.",
            "n = 0\nwhile n < 10:\n    ...\n    n += 1",
        ),
    )
