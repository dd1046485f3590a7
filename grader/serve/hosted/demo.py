"""Invented people, to try a hosted course with."""

from __future__ import annotations

from grader.serve.hosted.people import Accounts, Role

_PEOPLE: tuple[tuple[str, str, Role, str], ...] = (
    ("ada", "Ada Example", "learner", "A"),
    ("ben", "Ben Example", "learner", "A"),
    ("chi", "Chi Example", "learner", "B"),
    ("ira", "Ira Instructor", "instructor", ""),
)


def invent(accounts: Accounts, url: str) -> list[tuple[str, str]]:
    """Make three learners and an instructor; return each with a sign-in link."""
    made = [accounts.account(key, name, "", role, [section]) for key, name, role, section in _PEOPLE]
    return [(f"{one.name} ({one.role})", f"{url}/enter#{accounts.link(one)}") for one in made]
