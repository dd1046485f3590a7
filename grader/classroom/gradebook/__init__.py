"""The gradebook: every result of a class, in SQLite or PostgreSQL.

`store` keeps it, `tables` is its form, `statements` what is written; `database` reads and writes, `lasting` waits for a
database that is away; `export` writes the grades as tables, `sites` as Canvas and Moodle take them.
"""

from grader.core.errors import UsageError

try:
    import sqlalchemy  # noqa: F401
except ModuleNotFoundError as error:
    raise UsageError(
        f"A gradebook needs {error.name}, which is not installed: pip install 'primer-grader[class]'"
    ) from None
