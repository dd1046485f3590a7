"""What a beginner is told where Python cannot read a file.

Each rule looks at the marked line itself, not at Python's words, which differ from version to version. The first rule
that applies speaks. The idea of explaining an error by what the code looks like is futurecoder's.
"""

from __future__ import annotations

from collections.abc import Callable

from grader.grading.explain.assignments import (
    explain_assignment_for_comparison,
    explain_target,
    explain_two_assignments,
)
from grader.grading.explain.explanation import Explanation
from grader.grading.explain.layout import (
    explain_indentation,
    explain_outside,
    explain_prose,
    explain_stranger,
    explain_tabs,
    explain_without_partner,
)
from grader.grading.explain.signs import (
    explain_f_string,
    explain_stray_sign,
    explain_torn_sign,
)
from grader.grading.explain.statements import (
    explain_bracket,
    explain_call_order,
    explain_definition,
    explain_inner_order,
    explain_missing_colon,
    explain_missing_operator,
    explain_string,
    explain_unfinished_line,
)
from grader.grading.explain.trouble import Trouble
from grader.grading.explain.words import (
    explain_first_word,
    explain_import,
    explain_keyword_as_name,
    explain_loop_without_in,
    explain_misspelled,
    explain_print_statement,
    explain_sign_of_another_language,
    explain_word_of_another_language,
)

Rule = Callable[[Trouble], "Explanation | None"]


def explain_syntax(trouble: Trouble) -> Explanation:
    """Return what to tell of a file that Python cannot read."""
    for rule in _RULES:
        if found := rule(trouble):
            return found
    return Explanation(
        "Look at the marked place and at the end of the line above it.",
        (
            "Read the marked line aloud, sign by sign. If it looks right, read the line above it too.",
            "Every opening bracket and quote needs its partner. A line that begins a block ends with a colon.",
            "Put a `#` in front of the line and run this again. If the error moves on, the line itself is wrong.",
        ),
    )


_RULES: tuple[Rule, ...] = (
    explain_stranger,
    explain_tabs,
    explain_outside,
    explain_indentation,
    explain_word_of_another_language,
    explain_first_word,
    explain_prose,
    explain_misspelled,
    explain_print_statement,
    explain_f_string,
    explain_string,
    explain_keyword_as_name,
    explain_torn_sign,
    explain_assignment_for_comparison,
    explain_loop_without_in,
    explain_stray_sign,
    explain_sign_of_another_language,
    explain_import,
    explain_definition,
    explain_missing_colon,
    explain_inner_order,
    explain_bracket,
    explain_two_assignments,
    explain_target,
    explain_call_order,
    explain_missing_operator,
    explain_without_partner,
    explain_unfinished_line,
)
"""The first that applies speaks."""
