"""Word of a save, from the kernel and from watchfiles: however an editor saves, it comes."""

import os
import shutil
import subprocess
import sys
import threading

import pytest

from grader.cli.fs_events import by_kernel, by_watchfiles, followed

PATIENCE = 20
LISTENERS = [
    pytest.param(
        by_kernel, marks=pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's"), id="kernel"
    ),
    pytest.param(by_watchfiles, id="watchfiles"),
]


class Told:
    """What was seen in one file at each word of a change."""

    def __init__(self, file):
        self.file, self.seen, self._news = file, [], threading.Condition()

    def __call__(self):
        """Take the word."""
        with self._news:
            self.seen.append(self.file.read_text() if self.file.exists() else None)
            self._news.notify_all()

    def until(self, text):
        """Wait for a word at which the file held this text; return what was seen before it."""
        with self._news:
            assert self._news.wait_for(lambda: text in self.seen, PATIENCE), self.seen
            place = self.seen.index(text)
            before, self.seen = self.seen[:place], self.seen[place + 1 :]
            return before


@pytest.fixture(name="told", params=LISTENERS)
def _told(request, tmp_path):
    """Listen to one file in a folder."""
    (tmp_path / "ex1.py").write_text("old")
    told, stop = Told(tmp_path / "ex1.py"), threading.Event()
    thread = threading.Thread(target=request.param, args=(tmp_path, "ex1.py".__eq__, told, stop))
    thread.start()
    told.until("old")
    yield told
    stop.set()
    thread.join(PATIENCE)
    assert not thread.is_alive()


def in_place(file):
    """Save over the old content."""
    file.write_text("new")


def replaced(file):
    """Save another file and put it in the old one's place."""
    other = file.with_name("other~")
    other.write_text("new")
    other.replace(file)


def moved_away(file):
    """Keep the old file as a backup and write a new one, as vim may."""
    file.rename(file.with_name("ex1.py~"))
    file.write_text("new")
    file.with_name("ex1.py~").unlink()


def linked(file):
    """Put a link in the old file's place."""
    other = file.with_name("elsewhere.py")
    other.write_text("new")
    file.unlink()
    file.symlink_to(other)


@pytest.mark.parametrize("save", [in_place, replaced, moved_away, linked])
def test_each_way_of_saving_is_told(told, save):
    """Whatever an editor does, the new content is there when word comes."""
    save(told.file)
    told.until("new")
    told.file.unlink()
    told.until(None)


@pytest.mark.external
def test_vim_itself(told):
    """The editor that learners have is followed, with its own way of saving."""
    command = [
        shutil.which("vim") or "vi",
        "-es",
        "-u",
        "NONE",
        "-c",
        "set backup writebackup backupcopy=no",
        "-c",
        "1s/.*/new",
        "-c",
        "wq",
    ]
    subprocess.run([*command, told.file], stdin=subprocess.DEVNULL, check=False, timeout=PATIENCE)
    told.until("new\n")


@pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")
def test_nothing_half_written_is_seen(tmp_path):
    """Word comes when the file is closed, not while it is being written."""
    file = tmp_path / "ex1.py"
    told = Told(file)
    with followed(tmp_path, "ex1.py".__eq__, told):
        told.until(None)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT)
        os.write(descriptor, b"ha")
        os.write(descriptor, b"lf")
        os.close(descriptor)
        assert set(told.until("half")) <= {None}


def test_a_folder_that_goes_and_comes_back(tmp_path):
    """The new folder is followed in place of the old one."""
    folder = tmp_path / "mine"
    folder.mkdir()
    told = Told(folder / "ex1.py")
    with followed(folder, "ex1.py".__eq__, told):
        told.until(None)
        folder.rename(tmp_path / "away")
        folder.mkdir()
        (folder / "ex1.py").write_text("first")
        told.until("first")
        (folder / "ex1.py").write_text("second")
        told.until("second")
