"""The rows of the gradebook that a hosted course reads beside what the gradebook gives."""

from __future__ import annotations

from sqlalchemy import Connection, select

from grader.classroom.gradebook.database import Database
from grader.classroom.gradebook.tables import learner, result


def result_number(connection: Connection, key: str, kind: str, name: str, identity: str) -> int:
    """Return the number of a learner's result by its identity."""
    whose = select(learner.c.id).where(learner.c.key == key).scalar_subquery()
    mine = (result.c.learner == whose) & (result.c.kind == kind)
    query = select(result.c.id).where(mine & (result.c.name == name) & (result.c.identity == identity))
    return int(connection.execute(query).scalar_one())


def points_of_results(database: Database) -> dict[int, tuple[float, float, float]]:
    """Return score, most and bonus of every result, by its number."""
    columns = [result.c[name] for name in ("id", "score", "max_score", "bonus")]
    return {number: (score, most, bonus) for number, score, most, bonus in database.read(select(*columns))}
