"""Whether this machine isolates what learners write: a hosted course does not start where it does not."""

from __future__ import annotations

from grader.core.errors import UsageError


def demand_isolation(*, confine: bool = True) -> None:
    """Try what a submission must not be able to do; `confine` False leaves out the system call filter, to try that.

    Raises:
        UsageError: something of it could be done.
    """
    from grader.sandbox.doctor import examine

    report = examine(confine=confine)
    if report.isolation == "full":
        return
    missing = ", ".join(one.what for one in report.protections if not one.holds)
    raise UsageError(
        f"This machine does not isolate submissions fully ({missing}), so the course is not served. "
        f"{' '.join(report.advice)} `grade doctor` shows more."
    )
