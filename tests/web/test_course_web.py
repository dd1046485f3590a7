"""`grade web`: the course over a learner's folder, with and without JavaScript, and nothing is ever lost or let in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from grader.core.course import load_course
from grader.sandbox.sandbox import Sandbox
from grader.serve.course_app import build
from grader.serve.folder import fingerprint
from grader.serve.session import Session

ROOT = Path(__file__).parents[2]
COURSE = load_course(ROOT)
PORT = 8000
UPHILL = (ROOT / "solutions" / "mistakes" / "ex4_update" / "ascends.py").read_text(encoding="utf-8")
RIGHT = (ROOT / "solutions" / "ex4_update.py").read_text(encoding="utf-8")
STUB = (ROOT / "exercises" / "ex4_update.py").read_text(encoding="utf-8")
FILE = "ex4_update.py"
PLACE = "/exercise/ex4_update"


class Reader:
    """A learner's browser without a screen, let in."""

    def __init__(self, folder: Path, sandbox: Sandbox) -> None:
        self.folder = folder
        self.session = Session(COURSE, folder, sandbox)
        self.app = build(self.session, port=PORT)
        self.client = TestClient(self.app, base_url=f"http://127.0.0.1:{PORT}", follow_redirects=False)
        assert self.client.get(f"/?key={self.app.key}").status_code == 303

    def get(self, path: str) -> str:
        """Return a page."""
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    def post(self, do: str, **fields: str) -> str:
        """Press a button of the form, as a browser without JavaScript does."""
        answer = self.client.post(PLACE, data={"token": self.app.token, "do": do, **fields})
        assert answer.status_code == 200, answer.text
        return answer.text

    def ask(self, action: str, given: object, *, status: int = 200, **headers: str) -> dict[str, object]:
        """Ask as the page's script does."""
        sent = {"x-grade-token": self.app.token, **headers}
        answer = self.client.post(f"/do/{action}", json=given, headers=sent)
        assert answer.status_code == status, answer.text
        return dict(answer.json()) if status == 200 else {"said": answer.text}


@pytest.fixture(name="sandbox", scope="module")
def _sandbox() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture(name="reader")
def _reader(tmp_path: Path, sandbox: Sandbox) -> Iterator[Reader]:
    """Give a reader whose folder has the stubs."""
    for exercise in COURSE.exercises:
        shutil.copy(exercise.stub, tmp_path)
    reader = Reader(tmp_path, sandbox)
    yield reader
    reader.session.actions.grader.close()


def test_without_javascript_a_form_checks_hints_runs_and_resets(reader: Reader) -> None:
    """The buttons of the form save the text, and lead to the verdict, a hint, a value and the stub; none names a command."""
    seen = fingerprint(STUB)
    page = reader.post("check", source=UPHILL.replace("\n", "\r\n"), seen=seen)
    assert "Likely cause:" in page
    assert "Practice, not marks" in page
    assert "Try your own values with Run, below." in page
    assert "grade try" not in page
    assert (reader.folder / FILE).read_text(encoding="utf-8") == UPHILL
    page = reader.post("hint", source=UPHILL, seen=fingerprint(UPHILL))
    assert page.count('<ol class="hints">') == 1
    page = reader.post("run", expression="update([1.0], 0.5, [0.2], 0.1, 0.5)")
    assert "([1.1], 0.55)" in page
    page = reader.post("reset")
    assert (reader.folder / FILE).read_text(encoding="utf-8") == STUB
    assert "ex4_update.old1.py" in page
    assert (reader.folder / "ex4_update.old1.py").read_text(encoding="utf-8") == UPHILL


def test_a_file_changed_on_both_sides_keeps_both_texts(reader: Reader) -> None:
    """A save over a file that has changed since the page saw it goes beside it, and the page is told."""
    (reader.folder / FILE).write_text(RIGHT, encoding="utf-8")
    told = reader.ask("save", {"name": FILE, "text": UPHILL, "seen": fingerprint(STUB)})
    assert "Both are kept" in str(told["told"])
    assert told["text"] == RIGHT
    assert (reader.folder / FILE).read_text(encoding="utf-8") == RIGHT
    assert (reader.folder / "ex4_update.old1.py").read_text(encoding="utf-8") == UPHILL
    page = reader.post("save", source=UPHILL, seen=fingerprint(STUB))
    assert "Both are kept" in page
    assert (reader.folder / "ex4_update.old2.py").read_text(encoding="utf-8") == UPHILL


def test_the_script_saves_sees_changes_and_checks(reader: Reader) -> None:
    """A save is in the file; a change of the file is told once; a check grades what is in the folder."""
    saved = reader.ask("save", {"name": FILE, "text": UPHILL, "seen": fingerprint(STUB)})
    assert saved == {"seen": fingerprint(UPHILL), "told": ""}
    assert reader.ask("changes", {"seen": {FILE: fingerprint(UPHILL)}}) == {"files": {}}
    (reader.folder / FILE).write_text(RIGHT, encoding="utf-8")
    changed = reader.ask("changes", {"seen": {FILE: fingerprint(UPHILL)}})
    assert changed == {"files": {FILE: {"text": RIGHT, "seen": fingerprint(RIGHT)}}}
    found = reader.ask("check", {"exercise": 4})
    assert found["full"] is True
    given = reader.ask("check", {"exercise": 4, "given": True, "files": {FILE: UPHILL}})
    assert given["result"]["misconception"]["id"] == "ascends"  # type: ignore[index]
    assert (reader.folder / FILE).read_text(encoding="utf-8") == RIGHT
    assert 'data-state="full"' in reader.get("/")


def test_earlier_versions_are_kept_in_the_folder_and_shown_at_the_next_start(reader: Reader) -> None:
    """Each text is kept once, the last twenty of a file, as the page's script is told; no other file can be written so."""
    for number in (0, *range(25)):
        reader.ask("keep", {"name": FILE, "text": f"# {number}\n"})
    again = Session(COURSE, reader.folder, reader.session._sandbox)
    kept = again.versions.of(COURSE.find("4"))
    assert [one["text"] for one in kept] == [f"# {number}\n" for number in range(5, 25)]
    assert [one["time"] for one in kept] == sorted({one["time"] for one in kept})
    assert '"text": "# 24\\n"' in reader.get(PLACE)
    reader.ask("keep", {"name": "../evil.py", "text": "x"}, status=404)
    again.actions.grader.close()


def test_what_takes_longer_comes_after_the_verdict_also_without_javascript(reader: Reader) -> None:
    """The line that decides is told for a mistake without a name."""
    wrong = RIGHT.replace("eta * gb", "eta * eta * gb")
    page = reader.post("check", source=wrong, seen=fingerprint(STUB))
    assert "The line that decides:" in page
    assert "The line that decides:" in str(reader.ask("more", {"exercise": 4})["html"])


def test_a_notebook_is_shown_and_graded_and_never_written(reader: Reader) -> None:
    """Where an exercise is a notebook, the page says so, grades it, and refuses to save over it."""
    import nbformat

    (reader.folder / FILE).unlink()
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(RIGHT)])
    (reader.folder / "ex4_update.ipynb").write_text(nbformat.writes(notebook), encoding="utf-8")
    assert "ex4_update.ipynb is a notebook" in reader.get(PLACE)
    assert reader.ask("check", {"exercise": 4})["full"] is True
    said = reader.ask("save", {"name": FILE, "text": "x = 1\n", "seen": ""}, status=409)
    assert "is a notebook" in str(said["said"])
    assert not (reader.folder / FILE).exists()


def test_only_the_files_of_the_exercises_can_be_written_or_read(reader: Reader) -> None:
    """Names that lead elsewhere are no exercise; only what a lesson shows is served, and nothing of the solutions."""
    for name in ("../evil.py", "/etc/passwd", "notes.py"):
        reader.ask("save", {"name": name, "text": "x", "seen": ""}, status=404)
    for name in ("course.yaml", "ex4_update.py", "..%2Fsolutions%2Fex4_update.py", "engine.js", "licences.json"):
        assert reader.client.get(f"/file/{name}").status_code == 404, name
    assert reader.client.get("/file/ex1_sigmoid.svg").status_code == 200
    assert reader.client.get("/file/neuron.lab.js").headers["content-type"].startswith("text/javascript")
    assert sorted(path.name for path in reader.folder.iterdir()) == sorted(f"{one.stem}.py" for one in COURSE.exercises)


def test_nobody_else_is_let_in(reader: Reader) -> None:
    """Without the key, the token, our Host or our Origin nothing is answered, and nothing is written."""
    stranger = TestClient(reader.app, base_url=f"http://127.0.0.1:{PORT}")
    assert stranger.get(PLACE).status_code == 403
    given = {"name": FILE, "text": "stolen", "seen": fingerprint(STUB)}
    reader.ask("save", given, status=403, **{"x-grade-token": "wrong"})
    reader.ask("save", given, status=403, origin="http://elsewhere.example")
    reader.ask("save", given, status=400, host="elsewhere.example")
    assert (reader.folder / FILE).read_text(encoding="utf-8") == STUB


@pytest.mark.parametrize(
    "given", [[], {}, {"name": FILE}, {"name": 4, "text": 5, "seen": 6}, {"exercise": 4}, {"seen": 3}]
)
@pytest.mark.parametrize("action", ["save", "changes", "run", "check", "hint", "nothing"])
def test_a_request_that_is_none_of_ours_is_refused_in_words(reader: Reader, action: str, given: object) -> None:
    """A malformed request is a refusal, never a failure of the server."""
    answer = reader.client.post(f"/do/{action}", json=given, headers={"x-grade-token": reader.app.token})
    assert answer.status_code in (200, 400, 404, 409)
    assert (reader.folder / FILE).read_text(encoding="utf-8") == STUB


def test_pages_have_a_policy_and_no_script_or_style_within(reader: Reader) -> None:
    """Scripts come from files only; the policy names a number used once, which the page's script knows."""
    one, other = (reader.client.get(PLACE) for _ in range(2))
    policies = [answer.headers["content-security-policy"] for answer in (one, other)]
    assert policies[0] != policies[1]
    assert "script-src 'self';" in policies[0]
    assert "unsafe" not in policies[0]
    assert "<script>" not in one.text
    assert "style=" not in one.text


def test_the_quiz_of_the_course_is_part_of_the_page(reader: Reader) -> None:
    """The first page leads to the quiz, whose pages stay below its own address, and whose sitting is in the folder."""
    assert 'href="/quiz/final/"' in reader.get("/")
    assert "16 questions" in reader.get("/")
    page = reader.get("/quiz/final/")
    assert 'href="/quiz/final/q/1"' in page
    page = reader.get("/quiz/final/q/1")
    assert 'action="/quiz/final/q/1"' in page
    sent = {"token": reader.app.token, "tries": "0", "do": "next"}
    answer = reader.client.post("/quiz/final/q/1", data=sent)
    assert answer.headers["location"] == "/quiz/final/q/2"
    assert (reader.folder / ".grade" / "quiz-final.json").is_file()
    assert reader.client.get("/quiz/other/").status_code == 404
    assert reader.client.get("/quiz/final/nothing").status_code == 404
