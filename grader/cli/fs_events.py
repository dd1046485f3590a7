"""Word of every save in a folder: on Linux from the kernel, within a millisecond; elsewhere from watchfiles."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

# ms: how long what is half done may take to be whole, and how often to look where no word comes, as on some networks
_SETTLED, _LOOK = 20, 1000
Changed = Callable[[], None]
Ours = Callable[[str], bool]


@contextlib.contextmanager
def followed(folder: Path, ours: Ours, changed: Changed) -> Iterator[None]:
    """Call `changed` while the block runs, in a thread: at every change of a file whose name is `ours`, and each second.

    The folder may go, come back, or be replaced by another.
    """
    stop = threading.Event()
    listen = by_kernel if sys.platform == "linux" else by_watchfiles
    thread = threading.Thread(target=_follow, args=(listen, folder, ours, changed, stop), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        if listen is by_watchfiles:
            thread.join()  # its Rust has to be out of the interpreter before that ends


def _follow(
    listen: Callable[[Path, Ours, Changed, threading.Event], None],
    folder: Path,
    ours: Ours,
    changed: Changed,
    stop: threading.Event,
) -> None:
    while not stop.is_set():
        try:
            listen(folder, ours, changed, stop)
        except OSError:  # the folder is gone, or nobody tells of changes here
            changed()
            stop.wait(_LOOK / 1000)


def by_kernel(folder: Path, ours: Ours, changed: Changed, stop: threading.Event) -> None:
    """Listen to inotify, until the folder is another one.

    Raises:
        OSError: the folder is gone, or the system has no more of what this takes.
    """
    from inotify_simple import INotify, flags

    whole = flags.CLOSE_WRITE | flags.MOVED_TO
    halves = flags.CREATE | flags.DELETE | flags.MOVED_FROM
    with INotify() as told:
        here = folder.stat()
        told.add_watch(folder, whole | halves | flags.DELETE_SELF | flags.MOVE_SELF | flags.ONLYDIR)
        changed()
        while not stop.is_set() and os.path.samestat(here, folder.stat()):
            events = told.read(timeout=_LOOK)
            mine = [event for event in events if ours(event.name)]
            # what was created is perhaps not written yet, and what has gone perhaps being replaced
            more = mine
            while more and not any(event.mask & whole for event in mine):
                more = told.read(timeout=_SETTLED)
                mine += [event for event in more if ours(event.name)]
            if mine or not events:
                changed()


def by_watchfiles(folder: Path, ours: Ours, changed: Changed, stop: threading.Event) -> None:
    """Listen to watchfiles, until the folder is another one.

    Raises:
        OSError: the folder is gone.
    """
    from watchfiles import watch

    here = folder.stat()
    for _ in watch(
        folder,
        watch_filter=lambda _, path: ours(Path(path).name),
        stop_event=stop,
        recursive=False,
        step=_SETTLED // 4,
        debounce=2 * _SETTLED,
        rust_timeout=_LOOK,
        yield_on_timeout=True,
        raise_interrupt=False,
    ):
        changed()
        if not os.path.samestat(here, folder.stat()):
            return
