"""What a suite says where a function should raise an exception."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from grader.suite.agreement import Disagreement
from grader.suite.proxy import NoAnswer


@contextmanager
def raises(kind: str, text: str = "") -> Iterator[None]:
    """Say that the call within raises an exception of this kind.

        with raises("ValueError", "negative"):
            submission.root(-1)

    It works on the submission and on the reference alike. What ends a call in another way, as a time limit, still does.

    Args:
        kind: the name of the exception's type: of just this one for a submission; for the reference also of one that
            it derives from.
        text: what the exception's text has to hold.

    Raises:
        Disagreement: nothing is raised, or something else.
    """
    try:
        yield
    except NoAnswer as error:
        if error.failure.problem not in ("raised", "forbidden") or error.failure.kind == "NotImplementedError" != kind:
            raise
        found, kinds, said = error.failure.kind, [error.failure.kind], error.failure.text
    except Disagreement:
        raise  # the suite's own judgement
    except Exception as error:
        found, kinds, said = type(error).__name__, [one.__name__ for one in type(error).__mro__], str(error)
    else:
        raise _other(kind, "and raised nothing")
    if kind not in kinds:
        # a learner's own type may carry a hidden input in its name
        raise _other(kind, f"and raised {found}", "and raised another exception")
    if text not in said:
        raise _other(kind, f"with {text!r} in its text", "with another text")


def _other(kind: str, told: str, closed: str = "") -> Disagreement:
    """Return a disagreement about an exception; `closed` is what a hidden test says instead."""
    start = f"should raise {kind}"
    comma = "," if told.startswith("and") else ""
    return Disagreement(
        f"it {start}{comma} {told}", closed=f"In a hidden test your code {start}{comma} {closed or told}."
    )
