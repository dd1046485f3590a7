"""Accounts, links, sessions, drafts and hand-ins as rows, in SQLite and in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from grader.classroom.task import Graded
from grader.cli.gradebook import gradebook
from grader.cli.serve import serve
from grader.core.course import load_course
from grader.core.errors import UsageError
from grader.serve.folder import fingerprint
from grader.serve.hosted import tables
from grader.serve.hosted.audit import entries, record
from grader.serve.hosted.database import HostedDatabase, now
from grader.serve.hosted.drafts import Drafts, SavedDraft
from grader.serve.hosted.hand_ins import HandIns
from grader.serve.hosted.isolation import demand_isolation
from grader.serve.hosted.limits import RateLimit
from grader.serve.hosted.people import Accounts, Sessions, hash_of
from grader.serve.hosted.server import listen, public_url
from tests.conftest import ROOT


@pytest.fixture(name="database")
def _database(url: str) -> Iterator[HostedDatabase]:
    database = HostedDatabase(url)
    yield database
    database.close()


def test_a_link_works_once_and_a_session_until_it_is_revoked(database: HostedDatabase) -> None:
    """A newer link ends the older; only hashes are kept; revoking ends sessions and links."""
    accounts, sessions = Accounts(database), Sessions(database)
    ada = accounts.account("ada", "Ada", sections=["A"])
    first, second = accounts.link(ada), accounts.link(ada)
    assert accounts.redeem(first) is None
    assert accounts.redeem(second) == ada
    assert accounts.redeem(second) is None
    assert accounts.redeem(accounts.link(ada, seconds=-1)) is None
    secret, old = sessions.open(ada), sessions.open(ada, seconds=-1)
    found = sessions.find(secret)
    assert found is not None
    assert found.account == ada
    assert sessions.find(old) is None
    kept = str(database.read(tables.session.select()) + database.read(tables.signin_link.select()))
    assert secret not in kept
    assert second not in kept
    link = accounts.link(ada)
    assert sessions.revoke(ada) == 2
    assert sessions.find(secret) is None
    assert accounts.redeem(link) is None


def test_drafts_are_saved_together_and_none_is_typed_over_unseen(database: HostedDatabase) -> None:
    """Two pages of one learner: the text that was not seen is kept aside; nobody signed in saves nothing."""
    accounts, sessions, drafts = Accounts(database), Sessions(database), Drafts(database)
    ada = accounts.account("ada")
    digest = hash_of(sessions.open(ada))
    first = drafts.save(digest, "ex1", "one", "")
    second = drafts.save(digest, "ex1", "two", fingerprint("one"))
    third = drafts.save(digest, "ex1", "three", fingerprint("zero"))
    nobody = drafts.save(hash_of("nothing"), "ex1", "four", "")
    drafts.start()
    assert [one.result(30) for one in (first, second, third)] == [
        SavedDraft(fingerprint("one")),
        SavedDraft(fingerprint("two")),
        SavedDraft(fingerprint("three"), displaced=True),
    ]
    assert nobody.result(30) is None
    assert drafts.save(digest, "ex1", "five", "").result(30) == SavedDraft(fingerprint("five"), displaced=True)
    drafts.close()
    assert drafts.texts(ada.id) == {"ex1": "five"}
    assert [(stem, text) for stem, text, _ in drafts.displaced(ada.id)] == [("ex1", "two"), ("ex1", "three")]


def test_a_result_is_kept_once_and_a_better_one_stays(database: HostedDatabase) -> None:
    """Two servers that have graded the same hand-in write the same row; NUL and lone surrogates are no trouble."""
    ada = Accounts(database).account("ada")
    course = load_course(ROOT)
    hand_ins = HandIns(database, course)
    name, file = course.exercises[0].name, f"{course.exercises[0].stem}.py"
    for text, score in (("good", 10.0), ("bad\0\ud800", 2.0)):
        one = hand_ins.accept(ada, course.exercises[0], {file: text}, text[:3])
        assert hand_ins.accept(ada, course.exercises[0], {file: text}, text[:3]) == one
        graded = Graded(name, "{}", "graded", score, 10.0, 0.0, score == 10.0, False)
        hand_ins.keep_result(one, graded, {})
        hand_ins.keep_result(one, graded, {})
    assert hand_ins.states(ada)[name]["score"] == 10.0
    assert len(hand_ins.of(ada.id)) == 2
    assert [one["learner"] for one in hand_ins.export()] == ["ada", "ada"]
    assert hand_ins.take_over(9) == []


def test_a_database_of_a_newer_grader_is_refused_and_an_old_gradebook_is_extended(url: str) -> None:
    """The hosted course's tables come to a gradebook that is there; their version is beside the gradebook's own."""
    from grader.classroom.gradebook.store import Gradebook
    from grader.classroom.gradebook.tables import about

    with Gradebook(url, create=True):
        pass
    database = HostedDatabase(url)
    newer = about.update().where(about.c.key == "hosted").values(value=str(tables.VERSION + 1))
    database.write((newer, [{}]))
    database.close()
    with pytest.raises(UsageError, match="newer grader"):
        HostedDatabase(url)


def test_links_are_printed_once_and_hand_ins_exported(tmp_path: Path) -> None:
    """`grade serve people` prints a link for everyone who is new; `--again` makes another; all is in the audit log."""
    roster, output = tmp_path / "roster.csv", tmp_path / "all.jsonl"
    roster.write_text("username,name,section\nada,Ada L.,A\nben,Ben,B\n", encoding="utf-8")
    where = ["--database", str(tmp_path / "course.sqlite")]

    def run(*arguments: str) -> list[str]:
        done = CliRunner().invoke(serve, [*arguments, *where], obj=ROOT, standalone_mode=False)
        if done.exception is not None:
            raise done.exception
        return done.output.splitlines()

    outputs = [run("people", str(roster), *more) for more in ([], [], ["--again"])]
    assert [len(lines) for lines in outputs] == [2, 0, 2]
    assert outputs[0][0].startswith("ada\thttp://127.0.0.1:8000/enter#")
    assert run("revoke", "ada") == ["0 sessions of ada ended."]
    run("export", "--output", str(output))
    assert output.read_text(encoding="utf-8") == ""
    database = HostedDatabase(where[1])
    assert [entry.did for entry in entries(database)] == ["export", "revoke", *["enrol"] * 6]
    assert Accounts(database).redeem(outputs[0][0].partition("#")[2]) is None
    database.close()
    roster.write_text("username\nlti:1:ada\n", encoding="utf-8")
    with pytest.raises(UsageError, match="lti:"):
        run("people", str(roster))


def test_without_full_isolation_nothing_is_served() -> None:
    """The system call filter left out is found, and named."""
    demand_isolation()
    with pytest.raises(UsageError, match="system call filter"):
        demand_isolation(confine=False)


@pytest.mark.parametrize(
    ("url", "place"),
    [("http://course.example.org", "0.0.0.0:80"), (None, "0.0.0.0:80"), ("ftp://x", ""), ("https://x/y", "")],
)
def test_a_sign_in_never_goes_over_a_network_in_the_open(url: str | None, place: str) -> None:
    """HTTP is for this machine; a class has a web server with HTTPS before the course."""
    assert public_url("https://course.example.org/", "127.0.0.1:80") == "https://course.example.org"
    with pytest.raises(UsageError):
        public_url(url, place)


@pytest.mark.parametrize("bind", ["8000", "127.0.0.1:x", "127.0.0.1:99999", "nowhere.invalid:1", ":80"])
def test_an_address_that_cannot_be_served_at_is_a_sentence(bind: str) -> None:
    """HOST:PORT, of this machine."""
    with pytest.raises(UsageError):
        listen(bind)


def test_a_bucket_fills_again_with_time_and_forgets_the_full_ones() -> None:
    """Three at once, then one a second; names that ask no more take no room."""
    limit = RateLimit(per_second=1.0, burst=3)
    assert [limit.allows("ada", at=0.0) for _ in range(4)] == [True, True, True, False]
    assert [limit.allows("ada", at=1.5) for _ in range(2)] == [True, False]
    for number in range(20_002):
        limit.allows(number, at=2.0)
    assert limit.allows("ben", at=100.0)
    assert len(limit._left) < 10


def test_who_is_removed_leaves_nothing_but_what_was_done(url: str) -> None:
    """`grade gradebook forget` takes the account, links, sessions and drafts along, of that person alone."""
    database = HostedDatabase(url)
    accounts, sessions = Accounts(database), Sessions(database)
    ada, ben = accounts.account("ada", "Ada"), accounts.account("ben", "Ben")
    secrets = [sessions.open(person) for person in (ada, ben)]
    code = accounts.link(ada)
    saved = tables.draft.insert()
    row = {"exercise": "e", "source": "a = 1", "fingerprint": "0", "saved_at": now()}
    database.write((saved, [{**row, "account": person.id} for person in (ada, ben)]))
    record(database, "ada", "sign in", "ada")
    done = CliRunner().invoke(gradebook, ["forget", "ada", "--yes", "--gradebook", url])
    assert done.output == "ada is removed, with 0 results.\n"
    assert [person.key for person in accounts.all()] == ["ben"]
    assert sessions.find(secrets[0]) is None
    assert accounts.redeem(code) is None
    assert sessions.find(secrets[1]) is not None
    assert [found.account for found in database.read(select(tables.draft))] == [ben.id]
    assert not any("ada" in (entry.who, entry.subject) for entry in entries(database))
    database.close()
