"""The gradebook: every result of a class, in SQLite or PostgreSQL.

`store` keeps it, `tables` is its form, `export` writes the grades as tables, `sites` as Canvas and
Moodle take them.
"""
