"""What a gradebook writes, as statements that keep the same thing once, however often they are executed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, case, func, select

from grader.classroom.gradebook.tables import adopted, learner, result, standing

_OF_STANDING = ("handed_at", "late", "kept")


class Statements:
    """Made once for a gradebook: making a statement takes longer than executing it."""

    def __init__(self, insert: Any) -> None:
        """Make them with a dialect's own INSERT, which has ON CONFLICT. A row's `of` is the learner's key."""
        person = insert(learner)
        self.learner = person.on_conflict_do_update(
            index_elements=["key"],
            set_={c: func.coalesce(func.nullif(person.excluded[c], ""), learner.c[c]) for c in ("name", "email")},
        )
        whose = select(learner.c.id).where(learner.c.key == bindparam("of")).scalar_subquery()
        given = [c.name for c in result.c if c.name not in ("id", "learner")]
        self.result = (
            insert(result).values({"learner": whose, **{c: bindparam(c) for c in given}}).on_conflict_do_nothing()
        )
        columns = [result.c[c] for c in ("learner", "kind", "name", "id")]
        found = select(*columns, *(bindparam(c, type_=standing.c[c].type) for c in _OF_STANDING))
        found = found.where(result.c.learner == whose)
        self.standing = _standing(
            insert, found.where(*(result.c[c] == bindparam(c) for c in ("kind", "name", "identity")))
        )
        self.standing_again = _standing(insert, found.where(result.c.id == bindparam("number")))
        name = insert(adopted)
        self.adopted = name.on_conflict_do_update(
            index_elements=["exercise", "cluster"], set_={c: name.excluded[c] for c in ("id", "hint")}
        )


def _standing(insert: Any, found: Any) -> Any:
    made = insert(standing).from_select(["learner", "kind", "name", "result", *_OF_STANDING], found)
    now = {c: made.excluded[c] for c in ("result", *_OF_STANDING)}
    # a time that is not known takes away none that is
    known = (made.excluded.result != standing.c.result) | (made.excluded.handed_at != "")
    now["handed_at"] = case((known, made.excluded.handed_at), else_=standing.c.handed_at)
    return made.on_conflict_do_update(index_elements=["learner", "kind", "name"], set_=now)
