"""A class works while servers, graders and sandboxes are killed: nothing is lost, nothing is there twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.gradebook.conftest import _server, _url  # noqa: F401  # fixtures
from tests.hosted.storm import Storm


@pytest.fixture(name="storm")
def _storm(url: str, tmp_path: Path) -> Iterator[Storm]:
    """Give two servers on one database, two learners, and a platform that answers slowly."""
    storm = Storm(url, tmp_path, servers=2, learners=2, seed=1)
    yield storm
    storm.close()


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_nothing_that_was_accepted_is_lost_in_a_storm_of_kills(storm: Storm) -> None:
    """Each hand-in is there once with its score, each draft is the last one, and each score arrived and never fell.

    `benchmarks/kill.py` does the same for a minute.
    """
    report = storm.run(3.0, between=1.0)
    assert report.troubles == []
    assert report.kills
    assert report.drafts
    assert report.accepted
