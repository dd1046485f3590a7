"""`%grade` in a notebook: in a kernel that nbclient drives, and in JupyterLab in Chromium."""

import importlib.util
import os
import shutil
import sys
import time
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pexpect
import pytest
from nbclient import NotebookClient

from grader.notebook.display import NotebookResult
from grader.notebook.live import Run, Saved, current_cells, edited
from grader.submissions.submission import open_submission

ROOT = Path(__file__).parent.parent.parent
RIGHT = "def update(w, b, gw, gb, eta):\n    return [a - eta * g for a, g in zip(w, gw)], b - eta * gb\n"
WRONG = RIGHT.replace("b - eta", "b + eta")


@pytest.fixture(name="folder")
def _folder(grade_cli, tmp_path):
    """Give a folder of notebooks."""
    grade_cli("init", "mine", "--notebooks")
    return tmp_path / "mine"


@pytest.fixture(name="run")
def _run(folder, tmp_path, monkeypatch):
    """Give a function that runs code cells in a kernel and returns them with their outputs."""
    for name in ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name))

    def run(*sources):
        cells = [nbformat.v4.new_code_cell(source) for source in sources]
        notebook = nbformat.v4.new_notebook(cells=cells)
        client = NotebookClient(
            notebook,
            timeout=60,
            kernel_name="python3",
            allow_errors=True,
            resources={"metadata": {"path": str(folder)}},
        )
        client.execute()
        return notebook.cells

    return run


def said(cell):
    """Return all that a cell shows as plain text."""
    outputs = [output for output in cell.outputs if output.output_type != "error"]
    return "".join(output.get("text") or output.data["text/plain"] for output in outputs)


def test_the_last_run_of_the_cells_is_graded(run):
    """What was run last counts, and the result is there as text and as HTML."""
    cells = run("%load_ext grader", WRONG, "%grade 4", RIGHT, "%grade update")
    assert "Likely cause" in said(cells[2])
    assert "15 of 15 points" in said(cells[4])
    assert set(cells[4].outputs[0].data) == {"text/plain", "text/html"}


def test_what_is_in_the_kernel_s_memory_does_not_count(folder, run):
    """A function that came into the kernel another way than by a cell's own words is not there for the grader."""
    (folder / "ex4_update.ipynb").unlink()
    reference = ROOT / "solutions" / "ex4_update.py"
    forged = f"exec(open({str(reference)!r}).read())\nupdate([1.0], 0.0, [1.0], 0.0, 1.0)"
    cells = run("%load_ext grader", forged, "%grade 4")
    assert cells[1].outputs[0].output_type == "execute_result"  # it works here
    assert "ex4_update.ipynb does not define update" in " ".join(said(cells[2]).replace("|", "").split())


def test_a_stub_notebook_filled_in_and_run_from_top_to_bottom(folder, run):
    """Each notebook of `grade init --notebooks`, filled in, runs without an error and gives full marks at its end."""
    for stem in ("ex1_sigmoid", "ex2_loss", "ex3_gradient"):
        path = folder / f"{stem}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            if cell.id.startswith("stub-"):
                cell.source = (ROOT / "solutions" / f"{stem}.py").read_text() if cell.id == "stub-1" else ""
        nbformat.write(notebook, path)
        cells = run(*(cell.source for cell in notebook.cells if cell.cell_type == "code"))
        assert not [output for cell in cells for output in cell.outputs if output.output_type == "error"]
        assert "failed" not in said(cells[-1])
        assert "10 of 10" in said(cells[-1]) or "15 of 15" in said(cells[-1]) or "25 of 25" in said(cells[-1])


def test_earlier_exercises_are_the_learner_s_own_notebooks(folder, run):
    """A kernel can import an exercise that is a notebook; its tries and checks are not run for that."""
    notebook = nbformat.read(folder / "ex1_sigmoid.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.id == "stub-3":
            cell.source = "def forward(x, w, b):\n    return 0.25\n"
    nbformat.write(notebook, folder / "ex1_sigmoid.ipynb")
    cells = run("%load_ext grader", "from ex1_sigmoid import forward\nforward([], [], 0)")
    assert said(cells[1]) == "0.25"


def test_the_line_that_decides_follows_the_result(run):
    """As after `grade exercise`: a second output, as text and as HTML; none where the mistake has a name."""
    shifted = (
        "def update(w, b, gw, gb, eta):\n    new = []\n    for i in range(len(w)):\n"
        "        new.append(w[i] - eta * gw[i - 1])\n    return new, b - eta * gb\n"
    )
    cells = run("%load_ext grader", shifted, "%grade 4", WRONG, "%grade 4", "%grade all")
    report, line = cells[2].outputs
    assert "every weight takes its own step" in report.data["text/plain"]
    assert line.data["text/plain"].startswith("Everything else is right. Look at line 4")
    assert "Look at line 4" in line.data["text/html"]
    assert [len(cell.outputs) for cell in cells[4:]] == [1, 1]


@pytest.mark.parametrize("line", ["%grade", "%grade 99", "%grade 4 5", "%grade 4 --seed x"])
def test_a_wrong_line_is_one_sentence(run, line):
    """A mistake in the line is told in a sentence, without a traceback."""
    cells = run("%load_ext grader", line)
    (error,) = [output for output in cells[1].outputs if output.output_type in ("error", "stream")]
    text = error.get("text") or "".join(error.traceback)
    assert text.startswith("UsageError: ")
    assert text.count("\n") <= 1


def test_all_and_a_seed(run):
    """Every exercise can be graded at once, and a seed draws other inputs."""
    cells = run("%load_ext grader", RIGHT, "%grade 4 --seed 7", "%grade all")
    assert "15 of 15 points" in said(cells[2])
    assert "Together:" in said(cells[3])


def test_an_interrupt_does_not_spoil_the_grader(run):
    """Jupyter's stop button signals all processes of the kernel; the next %grade is right anyway."""
    stop = "import os, signal\nos.killpg(0, signal.SIGINT)\nsignal.pause()"
    cells = run("%load_ext grader", RIGHT, "%grade 4", stop, "%grade 4")
    assert cells[3].outputs[0].ename == "KeyboardInterrupt"
    assert said(cells[4]) == said(cells[2])


def test_grading_that_is_interrupted_is_one_sentence_and_shows_no_suite(run):
    """Where a learner stops %grade, no traceback is shown: its lines would be those of the hidden suite."""
    stop = "import os, threading\nthreading.Timer(2, os.kill, (os.getpid(), 2)).start()\n%grade 4"
    waiting = RIGHT.replace("    return", "    import time; time.sleep(60)\n    return")
    cells = run("%load_ext grader", RIGHT, "%grade 4", waiting, stop, RIGHT, "%grade 4")
    assert said(cells[4]) == "UsageError: Grading was stopped; run the cell again to grade.\n"
    assert not [output for output in cells[4].outputs if output.output_type == "error"]
    assert said(cells[6]) == said(cells[2])


def test_after_two_stops_you_can_grade_again(tmp_path):
    """In IPython in a terminal, a second Ctrl-C while the first is being dealt with does not spoil the grader."""
    child = pexpect.spawn(
        sys.executable,
        ["-m", "IPython", "--simple-prompt", "--no-banner", "--colors=NoColor"],
        cwd=str(tmp_path),
        encoding="utf-8",
        timeout=60,
        env={**os.environ, "IPYTHONDIR": str(tmp_path / "ipython"), "TERM": "dumb"},
    )

    def enter(line):
        child.expect("In \\[")
        child.sendline(line)

    right = "update = lambda w, b, gw, gb, eta: ([a - eta * g for a, g in zip(w, gw)], b - eta * gb)"
    enter("%load_ext grader")
    enter(right)
    enter("%grade 4")  # all is loaded then
    child.expect("15 of 15 points")
    enter("import time")
    for seconds in (60, 61, 62):  # what hung once is not waited for again
        enter(f"update = lambda *_: time.sleep({seconds})")
        enter("%grade 4")
        time.sleep(2)
        for _ in range(3):
            child.sendintr()
            time.sleep(0.01)
        child.expect("Grading was stopped")
    enter(right)
    enter("%grade 4")
    child.expect("15 of 15 points")
    child.close(force=True)


def test_a_fault_of_the_grader_is_one_sentence_and_shows_no_suite(run):
    """Where the grader itself fails, no traceback is shown unless it is asked for."""
    without_files = (
        "import resource\nbefore = resource.getrlimit(resource.RLIMIT_NOFILE)\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (10, before[1]))\n"
        "try:\n    %grade 4\nfinally:\n    resource.setrlimit(resource.RLIMIT_NOFILE, before)"
    )
    ask = "import os; os.environ['GRADE_DEBUG'] = '1'"
    cells = run("%load_ext grader", RIGHT, "%grade 4", without_files, ask, without_files)
    assert said(cells[3]).startswith("UsageError: The grader itself failed (OSError: [Errno 24]")
    assert cells[5].outputs[0].ename == "OSError"


def test_earlier_exercises_are_found_beside_the_notebook_wherever_the_kernel_is(folder, run, tmp_path, monkeypatch):
    """Where the frontend tells the notebook's file, a cell may go to another folder, or the kernel begin in one."""
    for stem in ("ex1_sigmoid", "ex3_gradient"):
        (folder / f"{stem}.ipynb").unlink()
    shutil.copy(ROOT / "solutions" / "ex1_sigmoid.py", folder)
    source = (ROOT / "solutions" / "ex3_gradient.py").read_text()
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)]), folder / "ex3_gradient.ipynb")
    monkeypatch.setenv("JPY_SESSION_NAME", str(folder / "ex3_gradient.ipynb"))
    cells = run("%load_ext grader", f"%cd -q {tmp_path}", "%grade 3")
    assert "25 of 25 points" in said(cells[2])
    assert "in place of yours" not in " ".join(said(cells[2]).split())


def test_unloading_takes_all_back(run):
    """After %unload_ext there is no magic and no import of notebooks, and it can be loaded again."""
    cells = run(
        "%load_ext grader",
        RIGHT,
        "%grade 4",
        "%unload_ext grader",
        "%grade 4",
        "import sys; [finder for finder in sys.meta_path if 'Notebook' in str(finder)]",
        "%load_ext grader",
        RIGHT,
        "%grade 4",
    )
    assert "not found" in "".join(output.get("text", "") for output in cells[4].outputs)
    assert said(cells[5]) == "[]"
    assert "15 of 15" in said(cells[8])


SAVED = Saved(Path("ex.ipynb"), (("a", "a saved"), ("b", "b saved"), ("c", "c saved")), at=10.0)


@pytest.mark.parametrize(
    ("saved", "runs", "expected"),
    [
        (SAVED, [], ["a saved", "b saved", "c saved"]),
        (SAVED, [Run("b", "b run", 11.0)], ["a saved", "b run", "c saved"]),
        (SAVED, [Run("b", "b run", 9.0)], ["a saved", "b saved", "c saved"]),
        (SAVED, [Run("b", "b 1", 11.0), Run("b", "b 2", 12.0)], ["a saved", "b 2", "c saved"]),
        (SAVED, [Run("d", "new", 11.0)], ["a saved", "b saved", "c saved", "new"]),
        (SAVED, [Run("d", "deleted", 9.0)], ["a saved", "b saved", "c saved"]),
        (SAVED, [Run(None, "c saved", 11.0), Run(None, "other", 12.0)], ["a saved", "b saved", "c saved", "other"]),
        (SAVED, [Run(None, "before", 0.0)], ["a saved", "b saved", "c saved"]),
        (
            None,
            [Run(None, "before", 0.0), Run("a", "1", 1.0), Run("b", "2", 2.0), Run("a", "3", 3.0)],
            ["before", "2", "3"],
        ),
    ],
    ids=[
        "only saved",
        "run since",
        "saved since",
        "run twice",
        "a new cell",
        "a deleted cell",
        "without ids",
        "before loading",
        "never saved",
    ],
)
def test_of_each_cell_the_later_of_saved_and_run_counts(saved, runs, expected):
    """The module that is graded is what the learner would say stands in the notebook."""
    assert current_cells(saved, runs) == expected


def test_an_edited_cell_is_told_with_the_version_that_was_graded():
    """Of a cell whose saved words are not those that ran last, the later version counts, and the result says which."""
    assert edited(SAVED, [Run("b", "b run", 9.0)]) == [
        "Cell 2 was edited since it last ran. The edited version was graded."
    ]
    assert edited(SAVED, [Run("b", "b run", 11.0)]) == [
        "Cell 2 was graded as you last ran it. The file on disk holds an older version."
    ]
    assert edited(SAVED, [Run("b", "b saved", 11.0), Run("d", "new", 12.0)]) == []
    assert edited(None, [Run("a", "x", 1.0)]) == []


def test_a_result_short_of_full_marks_says_how_cells_count(run):
    """The kernel cannot see a cell that was edited and neither run nor saved, so the result says what to do."""
    cells = run("%load_ext grader", WRONG, "%grade 4", RIGHT, "%grade 4")
    assert "press Ctrl+S" in " ".join(said(cells[2]).split())
    assert "Ctrl+S" not in said(cells[4])


def test_a_cell_that_python_cannot_read_is_not_called_the_stub(run, folder):
    """The stub's own cell ran before, but the learner's is what is wrong."""
    stub = (ROOT / "exercises" / "ex4_update.py").read_text()
    (folder / "ex4_update.ipynb").unlink()
    cells = run("%load_ext grader", stub, "def update(w, b, gw, gb, eta)\n    return w, b\n", "%grade 4")
    shown = " ".join(said(cells[3]).split())
    assert "A colon is missing" in shown
    assert "still the stub" not in shown


def test_values_are_tried_in_a_notebook(run):
    """`%try` shows what the function in the cells returns, and with `--steps` each line."""
    cells = run(
        "%load_ext grader",
        RIGHT,
        "%try 4 update([1.0], 0.5, [0.2], 0.1, 0.5)",
        "%try 4 --steps update([1.0], 0.5, [0.2], 0.1, 0.5)",
        "%try",
    )
    assert said(cells[2]) == ">>> update([1.0], 0.5, [0.2], 0.1, 0.5)\n([0.9], 0.45)\n"
    assert "returns ([0.9], 0.45)" in said(cells[3])
    assert "Say what to try" in "".join(output.get("text", "") for output in cells[4].outputs)


class Text(HTMLParser):
    """Reads HTML that has to be well formed."""

    def __init__(self):
        super().__init__()
        self.open, self.tags, self.text, self.styles = [], set(), "", ""

    def handle_starttag(self, tag, attributes):
        """Note a tag."""
        self.open.append(tag)
        self.tags.add(tag)
        self.styles += dict(attributes).get("style", "") + ";"

    def handle_endtag(self, tag):
        """Match a tag."""
        assert self.open.pop() == tag

    def handle_data(self, data):
        """Note text."""
        self.text += data


def test_html_is_well_formed_escaped_and_says_all_in_words(grader, course, submission_folder):
    """Markup of the learner's stays text; no text has its own colour, so that it reads on any ground."""
    hostile = "def update(w, b, gw, gb, eta):\n    raise ValueError('<script>alert(1)</script><b>')\n"
    folder = submission_folder({"ex4_update.py": hostile})
    result = grader.grade(course.find("4"), open_submission(folder), 1)
    parser = Text()
    parser.feed(NotebookResult(result)._repr_html_())
    assert parser.open == []
    assert not parser.tags & {"script", "b", "style", "img"}
    assert "<script>alert(1)</script>" in parser.text
    assert all(f"{check.status}" in parser.text and check.title in parser.text for check in result.checks)
    colours = {part for part in parser.styles.split(";") if part.startswith(("color:", "background"))}
    assert colours <= {"color:inherit", "background:none"}


def luminance(colour):
    """Relative luminance of #rrggbb, by WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ground", ["#ffffff", "#111111"])
def test_bars_are_seen_in_light_and_in_dark(ground):
    """Each bar has a contrast of 3:1 or more on JupyterLab's white and on its black, as WCAG asks of graphics."""
    from grader.notebook.display import _BARS, _WRONG

    for colour in {*_BARS.values(), _WRONG}:
        light, dark = sorted((luminance(colour), luminance(ground)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 3


@pytest.mark.skipif(
    not (shutil.which("chromium") and shutil.which("chromedriver")),
    reason="needs Debian's packages chromium and chromium-driver",
)
def test_in_jupyterlab_in_chromium(folder, tmp_path):
    """In JupyterLab, a cell changed and run but not saved is what is graded, and the result is seen as HTML."""
    spec = importlib.util.spec_from_file_location("lab", Path(__file__).with_name("lab.py"))
    lab = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(lab)
    home = tmp_path / "home"
    home.mkdir()
    with lab.server(folder, home, "JupyterLab Dark") as address, lab.browser() as driver:
        page = lab.Page(driver, address, "ex4_update.ipynb")
        page.write("stub-1", WRONG)
        page.run_all()
        assert "3 of 15 points" in page.result().text
        page.write("stub-1", RIGHT)
        page.run_all("15 of 15 points")
        assert "failed" not in page.result().text
        assert page.result().get_attribute("aria-label") == "Exercise 4, update"
    cells = {cell.id: cell.source for cell in nbformat.read(folder / "ex4_update.ipynb", as_version=4).cells}
    assert "NotImplementedError" in cells["stub-1"]  # nothing was saved
