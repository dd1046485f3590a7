"""What is asked where an iterator may be gone through twice: the second time it gives nothing, and no error either.

Only lines are looked at: nothing of a learner's file is parsed.
"""

from __future__ import annotations

import re

from grader.grading.explain.explanation import Surroundings
from grader.grading.explain.signatures import own_source

_MADE = re.compile(
    r"^[ \t]+(\w+)[ \t]*=[ \t]*(zip|map|filter|enumerate|reversed|iter)\(.*\)[ \t]*(?:#.*)?$", re.MULTILINE
)
_FUNCTION = re.compile(r"^(?:async )?def\b", re.MULTILINE)
_WHOLE = r"\bin[ \t]+{0}[ \t]*[:\])\n]|\((?:[^()\n]*,[ \t]*)?{0}[ \t]*[,)]"
"""Where all of it is gone through: a loop, or an argument of a call."""


def explain_used_up(around: Surroundings) -> str:
    """Return the question whether an iterator is used twice; nothing where no function of the file does that."""
    source = own_source(around)
    for match in _MADE.finditer(source):
        following = _FUNCTION.search(source, match.end())
        rest = source[match.end() : following.start() if following else len(source)]
        if re.search(rf"^[ \t]+{match[1]}[ \t]*=(?!=)", rest, re.MULTILINE):
            continue
        if len(re.findall(_WHOLE.format(match[1]), rest)) > 1:
            return (
                f"`{match[1]}` is a `{match[2]}` object, which can be gone through only once. "
                f"Does your code go through it twice? Make a list of it: `{match[1]} = list({match[2]}(…))`."
            )
    return ""
