"""What a gradebook writes, as statements that keep the same thing once, however often they are executed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, func, select

from grader.classroom.gradebook.tables import adopted, learner, result, standing


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
        found = select(result.c.learner, result.c.kind, result.c.name, result.c.id).where(result.c.learner == whose)
        self.standing = _standing(
            insert, found.where(*(result.c[c] == bindparam(c) for c in ("kind", "name", "identity")))
        )
        self.standing_again = _standing(insert, found.where(result.c.id == bindparam("number")))
        name = insert(adopted)
        self.adopted = name.on_conflict_do_update(
            index_elements=["exercise", "cluster"], set_={c: name.excluded[c] for c in ("id", "hint")}
        )


def _standing(insert: Any, found: Any) -> Any:
    made = insert(standing).from_select(["learner", "kind", "name", "result"], found)
    return made.on_conflict_do_update(index_elements=["learner", "kind", "name"], set_={"result": made.excluded.result})
