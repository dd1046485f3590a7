"""The command line as its users meet it: words, JSON and exit status are a contract."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path

import pytest

from grader import __version__
from grader.cli import COMMANDS
from grader.cli.help import SECTIONS
from grader.cli.progress import progress_line

ROOT = Path(__file__).parent.parent
Run = Callable[..., subprocess.CompletedProcess[str]]
Make = Callable[..., Path]
WRONG = "def update(w, b, gw, gb, eta):\n    return [wj + eta * g for wj, g in zip(w, gw)], b + eta * gb\n"


def test_init_lays_out_a_workspace_and_keeps_what_is_there(tmp_path: Path, grade_cli: Run) -> None:
    """A stub an exercise; a file that is there is never written over."""
    mine = tmp_path / "my"
    mine.mkdir()
    (mine / "ex2_loss.py").write_text("mine")
    out = grade_cli("init", "my").stdout
    assert sorted(p.name for p in mine.glob("*.py")) == sorted(p.name for p in (ROOT / "exercises").glob("*.py"))
    assert (mine / "ex2_loss.py").read_text() == "mine"
    assert "kept     ex2_loss.py, which already exists" in out
    assert "cd my && grade exercise 1" in out


def test_an_exercise_is_found_by_number_name_stem_or_file(grade_cli: Run, submission_folder: Make) -> None:
    """Each says the same, in the folder itself as from outside."""
    folder = submission_folder()
    outs = {grade_cli("exercise", which, cwd=folder).stdout for which in ("4", "update", "ex4_update", "ex4_update.py")}
    assert outs == {grade_cli("exercise", "4", folder).stdout}
    assert "15 of 15 points" in outs.pop()


def test_one_file_is_graded_whatever_its_name(tmp_path: Path, grade_cli: Run) -> None:
    """A file named by the user is taken for the exercise."""
    (tmp_path / "answer.py").write_text(WRONG)
    out = json.loads(grade_cli("exercise", "4", "answer.py", "--format", "json", expect=1).stdout)
    assert (out["file"], out["status"], out["score"]) == ("answer.py", "graded", 0.0)


def test_json_has_the_keys_of_the_contract(grade_cli: Run, submission_folder: Make) -> None:
    """One exercise, with types and totals that fit together."""
    folder = submission_folder({"ex4_update.py": WRONG})
    result = json.loads(grade_cli("exercise", "4", folder, "--format", "json", "--seed", "7", expect=1).stdout)
    keys = {
        "schema",
        "exercise",
        "name",
        "file",
        "status",
        "score",
        "max_score",
        "bonus",
        "checks",
        "misconception",
        "followed_through",
        "seed",
        "stdout",
        "isolation",
        "seconds",
    }
    assert keys <= result.keys()
    assert (result["schema"], result["exercise"], result["name"], result["seed"]) == (1, 4, "update", 7)
    assert (result["file"], result["isolation"]) == ("ex4_update.py", "full")
    for check in result["checks"]:
        assert {"id", "title", "status", "score", "max_score", "message", "hint"} <= check.keys()
    assert sum(c["score"] for c in result["checks"]) == result["score"] + result["bonus"]
    assert sum(c["max_score"] for c in result["checks"] if not c["stretch"]) == result["max_score"] == 15.0


def test_all_adds_up_every_exercise(grade_cli: Run) -> None:
    """The references have full marks and every bonus point, and exit status 0."""
    result = json.loads(grade_cli("exercise", "all", ROOT / "solutions", "--format", "json").stdout)
    assert (result["score"], result["max_score"]) == (100.0, 100.0)
    assert result["bonus"] == sum(e["bonus"] for e in result["exercises"]) > 0
    assert [e["exercise"] for e in result["exercises"]] == [1, 2, 3, 4, 5, 6, 7]


def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_inputs(
    grade_cli: Run, submission_folder: Make
) -> None:
    """Grading is a function of the submission and the seed."""
    folder = submission_folder(
        {"ex4_update.py": WRONG + "import random\nprint(random.random(), {'a', 'b', 'c', 'd'})\n"}
    )
    first, second = (grade_cli("exercise", "4", folder, expect=1).stdout for _ in range(2))
    assert first == second


def test_another_seed_draws_other_inputs(grade_cli: Run, submission_folder: Make) -> None:
    """An answer that is wrong where the first of four weights is below 0 passes a check at some seeds, not at others."""
    wrong = (
        "def update(w, b, gw, gb, eta):\n"
        "    new = [wj - eta * gj for wj, gj in zip(w, gw)], b - eta * gb\n"
        "    return new if type(w) is list and (len(w) != 4 or w[0] > 0) else ([0.0] * 4, 0.0)\n"
    )
    folder = submission_folder({"ex4_update.py": wrong})
    shown = (grade_cli("exercise", "4", folder, "--seed", seed, "--format", "json", expect=1) for seed in "1234")
    scores = {json.loads(done.stdout)["score"] for done in shown}
    assert len(scores) > 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("exercise", "9"), "There is no exercise '9'; this course has 1 sigmoid, "),
        (
            ("exercise", "1", "nowhere"),
            "nowhere: there is no such file or folder; give a submission folder or one file.",
        ),
        (("exercise", "1", "--format", "xml"), "There is no format 'xml'; there are text, json"),
        (("exercise", "sigmod"), "There is no exercise 'sigmod'; did you mean sigmoid, exercise 1?"),
        (("exercise", "ALL"), "There is no exercise 'ALL'; did you mean all?"),
        (("exercise", "my/ex4_update.py"), "this is a file; name its exercise first: 4 my/ex4_update.py"),
        (("reset", "Ex2_loos.py"), "did you mean loss, exercise 2?"),
        (("hint", "all"), "A hint is for one exercise. Give its number or name instead of `all`."),
        (("init", "notes.txt"), "notes.txt: this is a file. Give a folder"),
        (("--course", "nowhere", "exercise", "1"), "there is no such file; give the folder of a course"),
        (("exercise", "1", "notes.txt"), "notes.txt: give a submission folder, an archive of it"),
        (("exercise", "1", "--output", "no/such/folder.txt"), "no/such/folder.txt: cannot be written"),
    ],
    ids=[
        "exercise",
        "path",
        "format",
        "name",
        "capitals",
        "file with its folder",
        "file",
        "hint of all",
        "init over a file",
        "course",
        "suffix",
        "output",
    ],
)
def test_wrong_usage_is_one_sentence_and_status_2(
    tmp_path: Path, grade_cli: Run, arguments: tuple[str, ...], sentence: str
) -> None:
    """What is wrong, and what would be right; never a traceback."""
    (tmp_path / "notes.txt").write_text("")
    err = grade_cli(*arguments, expect=2).stderr
    assert sentence in err
    assert err.count("\n") == 1


def test_clicks_own_complaints_have_status_2(grade_cli: Run) -> None:
    """A missing argument, an unknown option and an unknown command are wrong usage."""
    for arguments in (("exercise",), ("exercise", "1", "--sede", "2"), ("exercize", "1")):
        assert "Usage:" in grade_cli(*arguments, expect=2).stderr


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (("exercize", "1"), "There is no command 'exercize'. Did you mean `grade exercise`?"),
        (("stat",), "There is no command 'stat'. Did you mean `grade status`?"),
        (("gradent",), "There is no command 'gradent'. Did you mean `grade exercise gradient`?"),
        (("course", "chek"), "There is no command 'chek'. Did you mean `grade course check`?"),
        (("xyzzy",), "There is no command 'xyzzy'.\n"),
    ],
    ids=["one letter", "half a word", "an exercise", "a command of a group", "nothing like it"],
)
def test_a_misspelt_command_is_told_what_was_meant(grade_cli: Run, typed: tuple[str, ...], meant: str) -> None:
    """As git does; where nothing is near, nothing is guessed."""
    assert meant in grade_cli(*typed, expect=2).stderr


@pytest.mark.parametrize("seed", ["x", "-1", "1.5", str(2**63), "٣"])
def test_a_seed_that_is_none_is_told(grade_cli: Run, seed: str) -> None:
    """A seed is a whole number; help does not show the largest one."""
    assert "is no whole number from 0 to" in grade_cli("exercise", "1", f"--seed={seed}", expect=2).stderr
    assert "9223372036854775807" not in grade_cli("exercise", "--help").stdout


def test_output_is_written_whole(tmp_path: Path, grade_cli: Run, submission_folder: Make) -> None:
    """The file holds what the screen would have shown, and nothing else is left behind."""
    folder = submission_folder()
    shown = grade_cli("exercise", "4", folder).stdout
    before = set(tmp_path.iterdir())
    assert grade_cli("exercise", "4", folder, "--output", "result.txt").stdout == ""
    assert (tmp_path / "result.txt").read_text() == shown
    assert set(tmp_path.iterdir()) - before == {tmp_path / "result.txt"}


def test_version_and_help(grade_cli: Run) -> None:
    """Every command has help that is a sentence."""
    assert grade_cli("--version").stdout == f"grade, version {__version__}\n"
    for command in COMMANDS:
        assert "Usage: grade " + command in grade_cli(command, "--help").stdout


def test_help_lists_every_command_by_whose_it_is(grade_cli: Run) -> None:
    """Each command stands in one section of `grade --help`."""
    assert sorted(name for commands in SECTIONS.values() for name in commands) == sorted(COMMANDS)
    out = grade_cli("--help").stdout
    assert out.index("To learn:") < out.index("  exercise ") < out.index("To teach:") < out.index("  submissions ")


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("grade st", {"status"}),
        ("grade exercise ", {"1", "4", "sigmoid", "loop", "all"}),
        ("grade exercise up", {"update"}),
        ("grade hint l", {"loss", "loop"}),
        ("grade exercise 1 --format ju", {"junit"}),
        ("grade exercise 1 --see", {"--seed"}),
    ],
)
def test_bash_completes_commands_exercises_formats_and_options(tmp_path: Path, words: str, offered: set[str]) -> None:
    """What bash itself offers, with the script that `_GRADE_COMPLETE=bash_source grade` writes."""
    script = """
        PATH="$1:$PATH"; eval "$(_GRADE_COMPLETE=bash_source grade)"; read -ra COMP_WORDS <<< "$2"
        [[ $2 == *" " ]] && COMP_WORDS+=("")
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=(); _grade_completion grade; echo "${COMPREPLY[*]}"
    """
    done = subprocess.run(
        ["bash", "-c", script, "bash", Path(sys.executable).parent, words],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert offered <= set(done.stdout.split())
    assert len(done.stdout.split()) < 20


def in_a_terminal(*arguments: str | Path, env: dict[str, str], columns: int = 80, cwd: Path = ROOT) -> str:
    """Return what `grade` writes to a terminal."""
    pid, descriptor = pty.fork()
    if pid == 0:
        os.chdir(cwd)
        termios.tcsetwinsize(0, (24, columns))
        os.execve(
            sys.executable,
            [sys.executable, "-m", "grader", *map(str, arguments)],
            {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
            | {"TERM": "xterm-256color", **env},
        )
    parts = []
    try:
        while part := os.read(descriptor, 4096):
            parts.append(part)
    except OSError:
        pass  # the terminal closes with the program
    os.waitpid(pid, 0)
    os.close(descriptor)
    return b"".join(parts).decode()


def test_nothing_is_broken_within_a_word_at_40_columns(tmp_path: Path) -> None:
    """What a narrow terminal shows fits, so that it need not break lines where it pleases; paths may be longer."""
    for words in (
        "--help",
        "exercise --help",
        "exercise 9",
        "init",
        "init",
        "exercise 1",
        "exercise all",
        "status",
        "hint 1",
        "reset 1",
        "doctor",
    ):
        written = in_a_terminal(*words.split(), env={"NO_COLOR": "1"}, columns=40, cwd=tmp_path)
        # a busy machine shows progress, each line of which is erased by the next
        for line in re.split(r"\n|\r\x1b\[K", re.sub(r"\x1b\[\d+m", "", written)):
            shown = line.replace("\r", "")
            assert len(shown) <= 40 or len(shown.split()) == 1, words


@pytest.mark.parametrize(
    ("columns", "shown"),
    [
        (80, "Grading exercise 6, minibatch (6 of 7), 12 s …"),
        (40, "Grading exercise 6, minibatch …, 12 s …"),
        (0, "Grading exercise 6, minibatch (6 of 7), 12 s …"),
    ],
)
def test_progress_fits_into_one_line(columns: int, shown: str) -> None:
    """A terminal that is too narrow gets less of what is being done, since only one line can be erased."""
    assert progress_line("Grading exercise 6, minibatch (6 of 7)", 12, columns) == shown


def test_a_full_exercise_names_the_next_one_in_a_terminal(submission_folder: Make) -> None:
    """A learner in a terminal reads where to go on; a file or a pipe has the report alone, and after the last is nothing."""
    assert "\r\nNext: exercise 5, loop, in ex5_loop.py\r\n" in in_a_terminal(
        "exercise", "4", submission_folder(), env={}
    )
    assert "Next:" not in in_a_terminal("exercise", "7", submission_folder(), env={})
    wrong = submission_folder({"ex4_update.py": WRONG})
    assert "Next:" not in in_a_terminal("exercise", "4", wrong, env={})


def test_a_terminal_has_colour_unless_told_not_to(submission_folder: Make) -> None:
    """NO_COLOR is honoured, and the words are the same with and without."""
    folder = submission_folder({"ex4_update.py": WRONG})
    coloured = in_a_terminal("exercise", "4", folder, env={})
    plain = in_a_terminal("exercise", "4", folder, env={"NO_COLOR": "1"})
    assert "\x1b[31m" in coloured
    assert "\x1b[31m" not in plain
    assert "failed    update takes the lesson's step" in plain
    assert "failed    update takes the lesson's step" in coloured


def test_no_file_of_the_learners_folder_is_read_by_pytest(
    grade_cli: Run, submission_folder: Make, tmp_path: Path
) -> None:
    """A conftest.py, a pytest.ini and modules named like ours do nothing to the grader."""
    bomb = f"open({str(tmp_path / 'canary')!r}, 'w').write('ran')\nraise SystemExit(0)\n"
    hostile = dict.fromkeys(
        ("conftest.py", "pytest.py", "evil.py", "grader.py", "msgspec.py", "yaml.py", "sitecustomize.py"), bomb
    )
    folder = submission_folder(
        {**hostile, "pytest.ini": "[pytest]\naddopts = -p evil --collect-only\n", "ex4_update.py": WRONG}
    )
    result = subprocess.run(
        [str(Path(sys.executable).parent / "grade"), "exercise", "4", "--format", "json"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTEST_ADDOPTS": "--collect-only"},
    )
    assert result.returncode == 1, result.stderr
    assert json.loads(result.stdout)["score"] == 0
    assert not (tmp_path / "canary").exists()


@pytest.mark.parametrize("closed", [">&-", ">&- 2>&- <&-"])
def test_closed_streams_change_no_mark(closed: str, submission_folder: Make) -> None:
    """A result is also the exit status: if the output is closed, it is still given, and there is no traceback."""
    folder = submission_folder({"ex4_update.py": WRONG})
    command = f"exec {sys.executable} -m grader exercise 4 {folder} {closed}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.parametrize("command", ["exercise 4 --format json", "status", "--help"])
def test_a_full_disk_behind_the_output_is_told(command: str, submission_folder: Make) -> None:
    """What cannot be written is no success, and no fault of the grader's."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "grader", *command.split()],
            cwd=submission_folder(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    assert (done.returncode, done.stderr) == (2, "grade: the output cannot be written (No space left on device).\n")


@pytest.mark.parametrize("command", ["init", "status", "exercise 4", "--course"])
def test_a_name_too_long_for_the_system_is_told(command: str, grade_cli: Run) -> None:
    """One sentence, as for any other file that cannot be used."""
    last = ["status"] if command == "--course" else []
    said = grade_cli(*command.split(), "x" * 300, *last, expect=2).stderr
    assert "cannot be used (File name too long)" in said


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    """Where a shell still stands in a folder that was deleted, the user can fix it."""
    command = f"cd {tmp_path} && mkdir gone && cd gone && rmdir ../gone && exec {sys.executable} -m grader status"
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["sh", "-c", command], env=env, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (
        2,
        "grade: the folder that you are in was removed. Change to another folder and try again.\n",
    )


def test_a_result_never_replaces_what_is_graded(grade_cli: Run, submission_folder: Make) -> None:
    """Neither the exercise's file nor one beside it: a slip on the command line costs no work."""
    folder = submission_folder({"ex4_update.py": WRONG})
    for name in ("ex4_update.py", "ex1_sigmoid.py"):
        before = (folder / name).read_bytes()
        said = grade_cli("exercise", "4", folder, "--output", folder / name, expect=2).stderr
        assert "would overwrite a file that is being graded" in said
        assert (folder / name).read_bytes() == before
