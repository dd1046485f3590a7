"""`grade watch` in a real terminal, which pyte draws as an emulator would."""

import os
import re
import shutil
import signal
import sys
import threading
from pathlib import Path

import pexpect
import pytest

from grader.cli.watch_state import Watching
from grader.submissions.editor_tasks import MATCHER, VERDICT
from grader.submissions.submission import open_submission

ROOT = Path(__file__).parent.parent.parent
WAITING = "import time\n\ndef sigmoid(t):\n    time.sleep(60)\n\ndef forward(x, w, b):\n    return sigmoid(b)\n"
PATIENCE = 20
DRAWN = "\x1b[J"  # what is below is erased last


@pytest.fixture(name="folder")
def _folder(grade_cli, tmp_path):
    """Give a folder of stubs."""
    grade_cli("init", "mine")
    return tmp_path / "mine"


@pytest.fixture(name="watch")
def _watch(folder, watch_in):
    """Give a function that starts `grade watch` in the folder of stubs."""
    return lambda **options: watch_in(folder, **options)


def fill(folder, stem):
    """Save the reference as an editor does that writes another file and puts it in the old one's place."""
    shutil.copy(ROOT / "solutions" / f"{stem}.py", folder / "other~")
    (folder / "other~").replace(folder / f"{stem}.py")


def limited(tmp_path, seconds):
    """Return a copy of the course in which a call may take so long, and ends before the processor's time is up."""
    for part in ("exercises", "solutions"):
        shutil.copytree(ROOT / part, tmp_path / "course" / part)
    manifest = tmp_path / "course" / "exercises" / "course.yaml"
    text = manifest.read_text()
    for limit, lower in (("load_seconds: 5", seconds), ("call_seconds: 5", seconds), ("cpu_seconds: 10", seconds + 1)):
        assert limit in text
        text = text.replace(limit, f"{limit.split()[0]} {lower}")
    manifest.write_text(text)
    return tmp_path / "course"


def test_a_save_is_graded_and_a_full_exercise_moves_on(watch, folder):
    """The first exercise is shown; once it is right, the next one is."""
    watched = watch()
    watched.until("Exercise 1, sigmoid", "still the stub")
    (folder / "ex1_sigmoid.py").write_text("def sigmoid(t):\n    return t\n\ndef forward(x, w, b):\n    return 0.5\n")
    watched.until("sigmoid(", "was expected")
    fill(folder, "ex1_sigmoid")
    watched.until("Exercise 1, sigmoid: full marks", "Exercise 2, loss", "still the stub")


def test_an_earlier_exercise_saved_again_is_the_current_one_again(watch, folder):
    """A learner who goes back to fix something sees that."""
    fill(folder, "ex1_sigmoid")
    watched = watch()
    watched.until("Exercise 2, loss")
    (folder / "ex1_sigmoid.py").write_text("def sigmoid(t):\n    return t\n")
    watched.until("Exercise 1, sigmoid", "does not define forward")


def test_a_file_of_the_learner_s_own_is_saved_too(watch, folder):
    """An exercise that imports from it is graded again, and so is one that was full."""
    helper, named = folder / "tools.py", "def sigmoid(t):\n    return 1 / (1 + math.exp({}))\n"
    helper.write_text("import math\n\n" + named.format("t"))
    source = (ROOT / "solutions" / "ex1_sigmoid.py").read_text()
    body = source[source.index("def forward") :]
    (folder / "ex1_sigmoid.py").write_text("from tools import sigmoid\n\n\n" + body)
    watched = watch()
    watched.until("sigmoid(2.0) gave 0.1192029")
    helper.write_text("import math\n\n" + named.format("-t"))
    watched.until("Exercise 1, sigmoid: full marks", "Exercise 2, loss")
    for stem in ("ex2_loss", "ex3_gradient", "ex4_update", "ex5_loop", "ex6_minibatch", "ex7_network"):
        fill(folder, stem)
    watched.until("Every exercise has full marks.")
    helper.write_text("import math\n\n" + named.format("t"))
    watched.until("sigmoid(2.0) gave 0.1192029")


def test_keys(watch, folder):
    """Next, list, hint, reset and quit do what they say."""
    (folder / "ex1_sigmoid.py").write_text("def sigmoid(t):\n    return t\n\ndef forward(x, w, b):\n    return 0.5\n")
    watched = watch()
    watched.until("Exercise 1, sigmoid", "was expected")
    assert "Hint" not in watched.text
    watched.child.send("h")
    watched.until("Hint 1:")
    watched.child.send("l")
    watched.until("> 1 sigmoid begun", "7 network the stub", "Next: exercise 1")
    watched.child.send("l")
    watched.until("was expected")
    watched.child.send("r")
    watched.until("Press r again")
    watched.child.send("x")
    watched.child.send("r")
    watched.child.send("r")
    watched.until("still the stub", "kept in ex1_sigmoid.old1.py")
    assert "return t" in (folder / "ex1_sigmoid.old1.py").read_text()
    watched.child.send("n")
    watched.until("Exercise 2, loss")
    watched.child.send("8")
    watched.child.send("5")
    watched.until("Exercise 5, loop")
    watched.child.send("l")
    watched.until("> 1 sigmoid the stub")
    watched.child.send("2")
    watched.until("Exercise 2, loss")
    watched.child.send("\x1b[A")
    watched.child.send("q")
    assert watched.ended() == 0
    assert "You are at exercise 2, loss." in watched.raw.decode()


def test_a_key_that_sends_several_characters_is_no_letter(watch, folder):
    """F2 and F3 send a Q and an R behind others; a letter that comes with them, before or after, is a key anyway."""
    watched = watch()
    watched.until("still the stub")
    watched.child.send("h\x1bOQ\x1bOR\x1b[1;5Q\x1b[[E\x1bq")
    watched.until("Hint 1:")
    watched.child.send("\x1b[15~n")
    watched.until("Exercise 2, loss")
    assert "Press r again" not in watched.text


def test_hints_end_and_do_not_outlive_their_verdict(watch, folder, tmp_path):
    """The last hint is called the last; another verdict brings other hints, even where one was asked for meanwhile."""
    watched = watch(course=limited(tmp_path, 2))
    watched.until("still the stub")
    watched.child.send("h")
    watched.until("Hint 1:")
    watched.child.send("hhh")
    watched.until("Hint 3:", "That was the last hint.")
    (folder / "ex1_sigmoid.py").write_text("def sigmoid(t)\n")
    watched.until("Python cannot read your file")
    assert "Hint" not in watched.text
    (folder / "ex1_sigmoid.py").write_text(WAITING)
    watched.until("Grading exercise 1")
    watched.child.send("h")
    watched.until("Hint 1: Look at ex1_sigmoid.py, line 1.")
    watched.until("does it wait for something?")
    assert "Hint" not in watched.text


def test_a_reset_is_confirmed_for_one_exercise_alone(folder, grader, course):
    """Where the first r was for an exercise that turns out to be full, the second does not take the next one's file."""
    fill(folder, "ex1_sigmoid")
    (folder / "ex2_loss.py").write_text("mine")
    watching = Watching(course, folder)
    job = watching.next_job()
    watching.pressed("r")
    watching.graded(job, grader.grade(job.exercise, open_submission(folder), 1))
    watching.pressed("r")
    assert (folder / "ex2_loss.py").read_text() == "mine"


def test_reset_writes_a_stub_that_was_not_there(watch, folder):
    """Where the file was deleted, the stub is written, and the words say so."""
    watched = watch()
    watched.until("still the stub")
    (folder / "ex1_sigmoid.py").unlink()
    watched.until("There is no ex1_sigmoid.py")
    watched.child.send("rr")
    watched.until("still the stub", "ex1_sigmoid.py was missing. It is the stub now.")
    watched.child.send("rr")
    watched.until("It is already the stub.")


def test_a_deleted_file_and_a_deleted_folder_are_survived(watch, folder):
    """What is gone is told, and what comes back is graded."""
    watched = watch()
    watched.until("still the stub")
    (folder / "ex1_sigmoid.py").unlink()
    watched.until("There is no ex1_sigmoid.py")
    folder.rename(folder.with_name("away"))
    watched.until("was removed. Waiting for it to come back")
    folder.mkdir()
    fill(folder, "ex1_sigmoid")
    watched.until("Exercise 1, sigmoid: full marks")


@pytest.mark.parametrize(("columns", "lines"), [(40, 24), (40, 12), (80, 24), (120, 50)])
def test_the_screen_fits(watch, folder, columns, lines):
    """At any size the exercise, its verdict and the keys are there, and no line is cut off at the right."""
    (folder / "ex1_sigmoid.py").write_text("def sigmoid(t):\n    return t\n\ndef forward(x, w, b):\n    return 0.5\n")
    watched = watch(columns=columns, lines=lines)
    watched.until("Exercise 1, sigmoid", "of 10 points", "failed", "h hint n next l list r reset q quit")
    watched.child.send("l")
    watched.until("sigmoid begun", "a number goes to that exercise l back q quit")


def test_in_a_small_window_the_hint_asked_for_last_is_read_to_its_end(watch, folder):
    """Each h shows something new, however many hints there were before."""
    fill(folder, "ex1_sigmoid")
    watched = watch(columns=40, lines=12)
    watched.until("Exercise 2, loss", "Exercise 1, sigmoid: full marks")
    for number, last_words in ((1, "larger loss?"), (2, "and add them.")):
        watched.child.send("h")
        watched.until(f"Hint {number}:", last_words, "Exercise 2, loss")
    watched.child.send("h")
    watched.until("Here are the lines of one")  # a program to put in order needs a larger window for all of it
    assert "Hint 1:" not in watched.text


def test_a_window_narrower_than_any_word_is_survived(watch, folder):
    """The list is cut off at the right, and is whole again in a window with room for it."""
    watched = watch()
    watched.until("still the stub")
    watched.child.send("l")
    watched.until("7 network the stub")
    for columns, words in ((4, "quit"), (1, "t"), (80, "7 network the stub")):
        watched.screen.resize(24, columns)
        watched.screen.reset()
        watched.child.setwinsize(24, columns)
        watched.until(words)
    watched.child.send("q")
    assert watched.ended() == 0


def test_the_terminal_is_put_back(watch, folder):
    """Whether it is quit, interrupted, aborted or told to end, the cursor and the old screen come back, and keys echo again."""
    for end, status in ((b"q", 0), (b"\x03", 130), (b"\x1c", 131), (signal.SIGTERM, 143)):
        watched = watch()
        watched.until("still the stub")
        watched.child.send(end) if isinstance(end, bytes) else watched.child.kill(end)
        assert watched.ended() == status
        assert watched.raw.rindex(b"\x1b[?1049l") > watched.raw.rindex(b"\x1b[?1049h")
        assert watched.raw.rindex(b"\x1b[?25h") > watched.raw.rindex(b"\x1b[?25l")


def test_control_z_stops_it_and_fg_goes_on(folder):
    """Suspended, it gives the terminal back; brought back, it shows where it was and takes keys again."""
    shell = pexpect.spawn(
        "bash",
        ["--norc", "--noprofile", "-i"],
        cwd=str(folder),
        dimensions=(24, 80),
        timeout=20,
        encoding="utf-8",
        env={**os.environ, "TERM": "xterm", "PS1": "shell> "},
    )
    shell.expect_exact("shell> ")
    shell.sendline(f"{sys.executable} -m grader watch")
    shell.expect("still the stub")
    shell.send("\x1a")
    shell.expect_exact("\x1b[?1049l")
    shell.expect("Stopped")
    shell.sendline("fg")
    shell.expect_exact("\x1b[?1049h")
    shell.expect("still the stub")
    shell.send("q")
    shell.expect("You are at exercise 1")
    shell.close(force=True)


def test_what_control_z_stopped_can_be_ended(folder):
    """A stopped job that is told to end does: it does not ask for the terminal, which would stop it again."""
    shell = pexpect.spawn(
        "bash",
        ["--norc", "--noprofile", "-i"],
        cwd=str(folder),
        dimensions=(24, 80),
        timeout=20,
        encoding="utf-8",
        env={**os.environ, "TERM": "xterm", "PS1": "shell> "},
    )
    shell.expect_exact("shell> ")
    shell.sendline(f"{sys.executable} -m grader watch")
    shell.expect("still the stub")
    shell.expect_exact(DRAWN)
    shell.send("\x1a")
    shell.expect("Stopped")
    shell.sendline("kill %1")
    shell.expect("grade: stopped.")
    shell.close(force=True)


def test_a_window_made_smaller_is_drawn_again(watch, folder):
    """A change of size is seen at once."""
    watched = watch()
    watched.until("still the stub")
    watched.screen.resize(24, 40)
    watched.screen.reset()
    watched.child.setwinsize(24, 40)
    watched.until("Exercise 1, sigmoid 0 of 10 points", "| ex1_sigmoid.py is still the | stub", "q quit")


def test_no_colour_where_none_is_wanted(watch, folder):
    """With NO_COLOR there is no colour, and the words say all."""
    fill(folder, "ex1_sigmoid")
    watched = watch(env={"NO_COLOR": "1"})
    watched.until("Exercise 1, sigmoid: full marks", "Exercise 2")
    assert b"\x1b[3" not in watched.raw


def test_a_loop_without_end_leaves_the_keys_alive(watch, folder):
    """While an endless loop is being graded, what is done is told, and one may leave; nothing goes on behind."""
    (folder / "ex1_sigmoid.py").write_text(WAITING)
    watched = watch()
    watched.until("Grading exercise 1")
    watched.child.send("q")
    assert watched.ended() == 0


def test_a_loop_without_end_is_given_up_once_it_is_fixed(watch, folder, tmp_path):
    """The fixed file is graded at once, not when the old one has run out of time: here that would take an hour."""
    course = limited(tmp_path, 3600)
    (folder / "ex1_sigmoid.py").write_text(WAITING)
    watched = watch(course=course)
    watched.until("Grading exercise 1")
    fill(folder, "ex1_sigmoid")
    watched.until("Exercise 1, sigmoid: full marks", "Exercise 2, loss")


def test_without_a_terminal_each_verdict_is_printed(folder):
    """With its output in a pipe, watch prints plain reports, also that its folder is gone; an interrupt ends it."""
    import subprocess

    seen = ""
    with subprocess.Popen(
        [sys.executable, "-m", "grader", "watch"],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    ) as process:
        guard = threading.Timer(PATIENCE, process.kill)
        guard.start()
        for line in process.stdout:
            seen += line
            if "ex1_sigmoid.py is still the stub" in line:
                fill(folder, "ex1_sigmoid")
            if "ex2_loss.py is still the stub" in line:
                folder.rename(folder.with_name("away"))
            if "was removed. Waiting for it to come back." in line:
                process.send_signal(signal.SIGINT)
        guard.cancel()
    assert process.returncode == 130
    assert "\x1b" not in seen
    assert seen.count("was removed. Waiting for it to come back.") == 1
    assert "Exercise 1, sigmoid" in seen
    assert "10 of 10 points" in seen


def test_an_editor_is_told_each_verdict_by_lines(watch_in, folder):
    """Also in a terminal, as a task of VS Code is: no screen, but the lines to mark, between two that its matcher knows."""
    said = pexpect.spawn(
        sys.executable,
        ["-m", "grader", "watch", folder.name, "--format", "lines"],
        cwd=folder.parent,
        encoding="utf-8",
        timeout=PATIENCE,
        dimensions=(24, 400),
    )
    said.expect("graded exercise 1, sigmoid: 0 of 10 points\r\n")
    (folder / "ex1_sigmoid.py").write_text("def sigmoid(t):\n    return t\n\ndef forward(x, w, b):\n    return 0.5\n")
    said.expect("graded exercise 1, sigmoid: 0 of 10 points\r\n")
    first, *lines = said.before.splitlines()
    assert re.match(VERDICT["beginsPattern"], first)
    assert re.match(VERDICT["endsPattern"], said.after.rstrip())
    found = [re.match(MATCHER["pattern"]["regexp"], line) for line in lines]
    assert {(match[1], match[2]) for match in found} == {("mine/ex1_sigmoid.py", "1"), ("mine/ex1_sigmoid.py", "4")}
    fill(folder, "ex1_sigmoid")
    said.expect("graded exercise 1, sigmoid: 10 of 10 points, and 2 bonus\r\n")
    assert said.before == "grading exercise 1, sigmoid\r\n"
    said.expect("graded exercise 2, loss: 0 of 15 points\r\n")
    said.sendintr()
    said.expect(pexpect.EOF)


def test_a_path_that_is_no_exercise_is_wrong_usage(grade_cli):
    """A path that cannot be watched ends with one sentence and exit status 2."""
    assert "give the folder" in grade_cli("watch", "nowhere", expect=2).stderr


def test_an_unsound_course_is_told(grade_cli, folder, tmp_path):
    """A suite that is missing is the course's fault: one sentence, exit status 2."""
    shutil.copytree(ROOT / "exercises", tmp_path / "course" / "exercises")
    done = grade_cli("--course", tmp_path / "course", "watch", folder, expect=2)
    assert "the suite is missing" in done.stderr
