"""What may be used once, in each kind of database."""

from __future__ import annotations

import pytest

from grader.core.errors import UsageError
from grader.serve.hosted.database import HostedDatabase
from grader.serve.lti.tables import prepare_lti
from grader.serve.lti.tickets import Tickets


def test_what_is_used_up_is_used_up_for_all_servers(url: str) -> None:
    """The first time it passes, and the second time, on another server, it does not; nor does one of two."""
    databases = [HostedDatabase(url), HostedDatabase(url)]
    prepare_lti(databases[0])
    first, second = (Tickets(database, "k" * 32) for database in databases)
    first.use_once("state", "nonce", seconds=60.0)
    for texts in (["state"], ["new", "nonce"]):
        with pytest.raises(UsageError, match="already used"):
            second.use_once(*texts, seconds=60.0)
    second.use_once("new", seconds=60.0)  # what was refused has used nothing up
    for database in databases:
        database.close()
