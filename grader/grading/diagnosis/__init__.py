"""Which known mistake a submission makes: recognised by the answers that it gave, never by its text.

A mistake is a wrong version of an exercise, kept in `solutions/mistakes/<stem>/`. It is asked what the suite asked the
submission, in the same order, and where all the answers are the same it is that one.
"""

from grader.grading.diagnosis.naming import Diagnosis, Finding

__all__ = ["Diagnosis", "Finding"]
