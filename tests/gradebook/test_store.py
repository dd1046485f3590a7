"""The gradebook keeps every attempt once, whatever stops it, in SQLite and in PostgreSQL."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.classroom.gradebook import tables
from grader.classroom.gradebook.records import StoredAttempt
from grader.classroom.gradebook.store import Gradebook
from grader.core.errors import Fault, UsageError
from grader.core.results import EXERCISE, QUIZ, CourseVersion

from .conftest import entry, record

STRANGE = ["=cmd|'/c calc'!A1", 'a "quoted", one', "émoji 🎓 'n", "two\nlines", "tab\there", "Ωμέγα", " "]


def test_a_result_is_kept_and_counts(gradebook: Gradebook) -> None:
    """What is recorded is what stands."""
    record(gradebook, "anna", "c1", [entry("one", "i1", 7.0)], name="Anna")
    assert gradebook.standings()["anna"]["one"].score == 7.0
    (learner,) = gradebook.learners()
    assert (learner.name, learner.results) == ("Anna", {"one": {"score": 7.0}})


def test_the_same_result_is_kept_once(gradebook: Gradebook) -> None:
    """Recording it again changes nothing: the first that was made is the result."""
    for score in (7.0, 3.0):
        record(gradebook, "anna", "c1", [entry("one", "i1", score)])
    assert [a[2] for a in gradebook.attempts("anna")] == [7.0]


def test_every_attempt_is_kept_and_the_last_counts(gradebook: Gradebook) -> None:
    """An older one counts again when it is handed in again."""
    record(gradebook, "anna", "c1", [entry("one", "i1", 7.0)])
    record(gradebook, "anna", "c2", [entry("one", "i2", 3.0)])
    assert gradebook.standings()["anna"]["one"].score == 3.0
    gradebook.stand("anna", [gradebook.known()["anna"]["one", "i1"]])
    assert gradebook.standings()["anna"]["one"].score == 7.0
    assert [a[2] for a in gradebook.attempts("anna")] == [7.0, 3.0]


def test_a_result_can_be_kept_without_counting(gradebook: Gradebook) -> None:
    """As a regrading does before it is committed."""
    record(gradebook, "anna", "c1", [entry("one", "i1", 7.0)])
    record(gradebook, "anna", "c1", [entry("one", "i2", 9.0)], counts=False)
    assert gradebook.standings()["anna"]["one"].score == 7.0


def test_quiz_results_have_their_own_place(gradebook: Gradebook) -> None:
    """An exercise and a quiz of one name are two things."""
    record(gradebook, "anna", "c1", [entry("one", "i1", 7.0)])
    record(gradebook, "anna", "c1", [entry("one", "i1", 2.0)], kind=QUIZ)
    gradebook.record_all(
        [StoredAttempt("anna", "c2", [entry("two", "i1", 1.0)], kind=kind) for kind in (EXERCISE, QUIZ)]
    )
    assert set(gradebook.known(kind=QUIZ)["anna"]) == {("one", "i1"), ("two", "i1")}
    (marks,) = gradebook.marks()
    assert marks.items == {
        ("exercise", "one"): (7.0, 10.0, 0.0),
        ("quiz", "one"): (2.0, 10.0, 0.0),
        ("exercise", "two"): (1.0, 10.0, 0.0),
        ("quiz", "two"): (1.0, 10.0, 0.0),
    }


def test_first_attempts_are_those_that_were_handed_in_first(gradebook: Gradebook) -> None:
    """Of several markings of it that which counts, or the last; what could not be read is no attempt."""
    for student, content, identity, score, more in (
        ("b", "1", "i", 1.0, {}),
        ("b", "2", "j", 2.0, {}),
        ("b", "1", "k", 3.0, {}),
        ("Ä", "0", "h", 0.0, {"status": "refused"}),
        ("Ä", "1", "i", 4.0, {}),
    ):
        record(gradebook, student, content, [entry("final", identity, score, **more)], kind=QUIZ)
    record(gradebook, "b", "1", [entry("final", "l", 5.0)], kind=QUIZ, counts=False)
    assert [(s, n, d["score"]) for s, n, d in gradebook.first_attempts()] == [("b", "final", 3.0), ("Ä", "final", 4.0)]


@pytest.mark.parametrize("name", STRANGE)
def test_any_name_comes_back_as_it_was(name: str, gradebook: Gradebook) -> None:
    """Quotes, emoji, line ends and formulas are text."""
    record(gradebook, name, "c1", [entry("one", "i1")], name=name, email=name)
    (learner,) = gradebook.learners([name])
    assert (learner.key, learner.name, learner.email) == (name, name, name)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text())
def test_no_name_breaks_it(gradebook: Gradebook, name: str) -> None:
    """Not even one with NUL or half a surrogate."""
    record(gradebook, name, "c1", [entry("one", "i1")], name=name + "\0\ud800")
    assert len(gradebook.attempts(name)) == 1


def test_a_name_that_is_adopted_is_given_to_all_that_share_it(gradebook: Gradebook) -> None:
    """Old results and new ones; a known mistake does not change."""
    record(gradebook, "anna", "c", [entry("one", "i1", cluster="k", document='{"misconception": null}')])
    record(gradebook, "bob", "c", [entry("one", "i1", cluster="other", document='{"misconception": null}')])
    assert gradebook.sharing("k") == [("one", "anna")]
    gradebook.adopt("one", "k", "upside-down", "Turn it over.")
    named = {le.key: le.results["one"]["misconception"] for le in gradebook.learners()}
    assert named == {"anna": {"id": "upside-down", "hint": "Turn it over."}, "bob": None}
    assert [le.clusters for le in gradebook.learners()] == [{}, {"one": "other"}]


def test_two_writers_lose_nothing(gradebook: Gradebook, url: str) -> None:
    """Two programs may grade into one gradebook at the same time, and each result is there once."""

    def write() -> None:
        with Gradebook(url) as mine:
            for i in range(40):
                record(mine, f"learner {i}", "c", [entry("one", "i1"), entry("two", "i1")])
                mine.stand(f"learner {i}", [mine.known()[f"learner {i}"]["one", "i1"]])

    writers = [threading.Thread(target=write) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [len(gradebook.attempts(f"learner {i}")) for i in range(40)] == [2] * 40


def test_writers_of_many_at_once_do_not_block_each_other(gradebook: Gradebook, url: str) -> None:
    """Whatever order each has the learners in."""
    everybody = [StoredAttempt(f"learner {i}", "c", [entry("one", "i1"), entry("two", "i1")]) for i in range(30)]

    def write(attempts: list[StoredAttempt]) -> None:
        with Gradebook(url) as mine:
            for _ in range(10):
                mine.record_all(attempts)
            finished.append(len(attempts))

    finished: list[int] = []
    writers = [threading.Thread(target=write, args=(order,)) for order in (everybody, everybody[::-1])]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert finished == [30, 30]
    assert [len(gradebook.attempts(attempt.student)) for attempt in everybody] == [2] * 30


def test_many_at_once_are_written_in_the_order_of_their_names(gradebook: Gradebook) -> None:
    """Whatever order they come in: two programs that write the same learners then never wait for each other."""
    names = [f"learner {i}" for i in range(9)]
    gradebook.record_all([StoredAttempt(name, "c", [entry("one", "i1")]) for name in reversed(names)])
    for table in (tables.learner.c.id, tables.result.c.id):
        rows = gradebook._database.read(sa.select(tables.learner.c.key).outerjoin(tables.result).order_by(table))
        assert [row[0] for row in rows] == names


def test_of_many_at_once_all_are_kept_or_none(gradebook: Gradebook) -> None:
    """One that cannot be kept takes the others with it, and all can be written again."""
    attempts = [
        StoredAttempt("anna", "c1", [entry("one", "i1")]),
        StoredAttempt("bob", "c1", [entry("one", "i1", status=None)]),
    ]
    with pytest.raises(Fault, match="the gradebook failed"):
        gradebook.record_all(attempts)
    assert gradebook.known() == {}
    gradebook.record_all([attempts[0], StoredAttempt("bob", "c1", [entry("one", "i1")])])
    assert set(gradebook.known()) == {"anna", "bob"}


def test_some_learners_can_be_asked_for(gradebook: Gradebook) -> None:
    """So that a large class need not be held at once."""
    gradebook.record_all([StoredAttempt(who, "c1", [entry("one", "i1")]) for who in ("anna", "bob", "carl")])
    assert set(gradebook.known(["anna", "carl", "nobody"])) == {"anna", "carl"}
    assert set(gradebook.standings(["bob"])) == {"bob"}
    assert gradebook.known([]) == gradebook.standings([]) == {}


def test_a_name_that_is_known_is_not_forgotten(gradebook: Gradebook) -> None:
    """Where later nothing is said of it; another one replaces it."""
    for name, email in (("Anna", "a@example.org"), ("", ""), ("Anna B", "")):
        record(gradebook, "anna", "c1", [entry("one", "i1")], name=name, email=email)
    (learner,) = gradebook.learners()
    assert (learner.name, learner.email) == ("Anna B", "a@example.org")


def test_a_failed_record_leaves_nothing_behind(gradebook: Gradebook) -> None:
    """All results of one submission are kept, or none, and the fault is one sentence."""
    with pytest.raises(Fault, match="the gradebook failed"):
        record(gradebook, "anna", "c1", [entry("one", "i1"), entry("two", "i1", status=None)])
    assert gradebook.known() == {}
    record(gradebook, "anna", "c1", [entry("one", "i1")])
    assert len(gradebook.attempts("anna")) == 1


def test_nothing_is_kept_of_somebody_who_is_not_there(gradebook: Gradebook) -> None:
    """For example of a learner that another program removes in between: the database itself refuses it, whatever its kind."""
    of_nobody = {"learner": 99, "name": "one", "kind": "comment", "text": "x", "author": "", "made_at": ""}
    with pytest.raises(Fault, match="the gradebook failed"):
        gradebook._database.write((sa.insert(tables.decision), [of_nobody]))
    assert gradebook.decisions.all() == []


LATER = (
    *("cluster", "section", "team", "enrolled", "source", "shape", "nodes", "handed_at", "late", "kept"),
    *("course", "course_version", "course_content"),
)


def _kept_version(url: str, number: int) -> None:
    """Make the gradebook of an older version that was kept."""
    engine = sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    kept = (Path(__file__).parent / f"version_{number}.sql").read_text(encoding="utf-8")
    if url.startswith("sqlite"):
        kept = kept.replace("SERIAL PRIMARY KEY", "INTEGER PRIMARY KEY")
    with engine.begin() as connection:
        for statement in kept.splitlines():
            connection.exec_driver_sql(statement)
    engine.dispose()


def test_a_kept_gradebook_of_version_3_has_all_that_it_had(url: str) -> None:
    """Marks, sections, decisions and adopted names stay; what is new is there, and what was not handed in counts 0."""
    _kept_version(url, 3)
    with Gradebook(url) as gradebook:
        anna, bob, cyd = gradebook.marks()
        assert (anna.total(EXERCISE), anna.automatic_total(EXERCISE)) == ((22.0, 25.0, 0.0), (15.0, 25.0, 0.0))
        assert (bob.total(EXERCISE), bob.total(QUIZ), bob.notes) == (
            (10.0, 25.0, 0.0),
            (4.0, 9.0, 0.0),
            ("Well done!",),
        )
        assert (cyd.total(EXERCISE), cyd.handed_in, cyd.section) == ((0.0, 25.0, 0.0), False, "B")
        assert gradebook.adopted() == {("two", "k1"): ("halves", "You take half of each step.")}
        record(gradebook, "dan", "c9", [entry("one", "i9")])
        gradebook.policies.set("", "2026-01-01 UTC", "percent: 50")
        gradebook.decisions.add("dan", "", "extension", None, "ill", "", until="2026-02-01 UTC")
        assert [m.key for m in gradebook.marks()] == ["anna", "bob", "cyd", "dan"]


def test_a_kept_gradebook_of_version_5_does_not_know_the_course_of_its_results(url: str) -> None:
    """What late work costs stays; results that are new say which course they were graded on, and the old ones do not."""
    _kept_version(url, 5)
    with Gradebook(url) as gradebook:
        anna, bob, _ = gradebook.marks()
        assert (anna.items["exercise", "one"][0], bob.total(QUIZ)) == (5.0, (4.0, 9.0, 0.0))
        assert (gradebook.courses(), anna.courses) == ([], {})
        assert "course" not in next(gradebook.learners(["anna"])).results["one"]
        first, second = CourseVersion("music", "1", "c" * 32), CourseVersion("music", "", "d" * 32)
        gradebook.record_all([StoredAttempt("dan", "c9", [entry("one", "i9")], course=first)])
        gradebook.record_all([StoredAttempt("dan", "c9", [entry("two", "i9")], course=second)])
        assert gradebook.courses() == [first, second]
        dan = next(gradebook.learners(["dan"])).results
        assert dan["one"]["course"] == {"id": "music", "version": "1", "content": "c" * 32}
        assert gradebook.marks()[-1].courses == {("exercise", "one"): first, ("exercise", "two"): second}


def _first_version(url: str) -> sa.Engine:
    """Make a gradebook as version 1 was."""
    engine = sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        old = sa.MetaData()
        for table in (tables.about, tables.learner, tables.result, tables.standing):
            columns = [c._copy() for c in table.columns if c.name not in LATER]
            unique = [sa.UniqueConstraint("learner", "kind", "name", "identity")] if table is tables.result else []
            sa.Table(table.name, old, *columns, *unique)
        old.create_all(connection)
        connection.execute(tables.about.insert().values(key="version", value="1"))
        connection.execute(old.tables["learner"].insert().values(key="anna", name="", email=""))
        values = {k: v for k, v in vars(entry("one", "i1", 7.0)).items() if k not in LATER}
        connection.execute(
            old.tables["result"]
            .insert()
            .values(**values, learner=1, kind="exercise", content="c", graded_at="2026-01-01T00:00:00+00:00")
        )
        connection.execute(old.tables["standing"].insert().values(learner=1, kind="exercise", name="one", result=1))
    return engine


def test_an_older_gradebook_is_brought_up_to_date(url: str) -> None:
    """Its results stay, and it has what the newer version needs."""
    _first_version(url).dispose()
    with Gradebook(url) as gradebook:
        assert gradebook.standings()["anna"]["one"].score == 7.0
        record(gradebook, "bob", "c", [entry("one", "i1", cluster="k")])
        assert gradebook.sharing("k") == [("one", "bob")]
        gradebook.decisions.add("anna", "one", "points", 9.0, "the oral exam", "")
        assert {m.key: m.items["exercise", "one"][0] for m in gradebook.marks()} == {"anna": 9.0, "bob": 5.0}
    with Gradebook(url) as gradebook:
        assert len(gradebook.standings()) == 2


def test_a_migrated_gradebook_has_the_form_of_a_new_one(url: str, tmp_path: Path) -> None:
    """Columns and indexes are the same by either way."""
    old = _first_version(url)
    Gradebook(url).close()
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'new.sqlite'}")
    with engine.begin() as connection:
        tables.prepare(connection, "new")
        new = _form(connection)
    engine.dispose()
    with old.connect() as connection:
        assert _form(connection) == new
    old.dispose()


def _form(connection: sa.Connection) -> dict[str, tuple[set[str], set[str | None]]]:
    looked = sa.inspect(connection)
    return {
        name: (
            {c["name"] for c in looked.get_columns(name)},
            {i["name"] for i in looked.get_indexes(name) if not i["unique"]},
        )
        for name in looked.get_table_names()
    }


def test_a_newer_gradebook_is_not_changed(url: str) -> None:
    """It says that a newer grader is needed."""
    Gradebook(url, create=True).close()
    engine = sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.execute(tables.about.update().values(value="99"))
    engine.dispose()
    with pytest.raises(UsageError, match="version 99"):
        Gradebook(url)


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("nowhere.sqlite", "there is no gradebook"),
        ("mysql://localhost/x", "sqlite:///FILE or postgresql"),
        ("postgresql://u:secret@127.0.0.1:1/x", "cannot be opened"),
        ("://", "no database URL"),
    ],
)
def test_what_cannot_be_opened_is_said_in_one_sentence(address: str, word: str, tmp_path: Path) -> None:
    """Without a traceback, and without the password."""
    with pytest.raises(UsageError, match=word) as caught:
        Gradebook(str(tmp_path / address) if address.startswith("nowhere") else address)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_gradebook_is_not_changed(tmp_path: Path) -> None:
    """Neither a text nor another program's database becomes one."""
    text = tmp_path / "text.sqlite"
    text.write_text("no database at all, and long enough to be looked at")
    with pytest.raises(UsageError, match="cannot be opened"):
        Gradebook(text)
    other = tmp_path / "other.sqlite"
    engine = sa.create_engine(f"sqlite:///{other}")
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE learner (x)"))
    engine.dispose()
    with pytest.raises(UsageError, match="another program"):
        Gradebook(other)
