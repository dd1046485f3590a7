"""A cluster on this machine, which lasts as long as a run: a scheduler in this process, and one worker."""

from __future__ import annotations

import contextlib
import logging
import signal
import threading
from collections.abc import Iterator
from multiprocessing import resource_tracker

from distributed import LocalCluster


def start(threads: int) -> LocalCluster:
    """Start one whose worker has so many threads, each with its own grading process."""
    with _no_interrupts():
        return LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=1,
            threads_per_worker=threads,
            memory_limit=0,
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
            host="127.0.0.1",
        )


@contextlib.contextmanager
def _no_interrupts() -> Iterator[None]:
    """Let the threads that begin here, and the processes they start, not see Ctrl-C: this process ends them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # the first process that multiprocessing starts brings this helper, which unblocks signals
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    # a process is born with what is ignored then, whichever thread starts it; a mask goes by the thread
    main = threading.current_thread() is threading.main_thread()
    answered = signal.signal(signal.SIGINT, signal.SIG_IGN) if main else None
    try:
        yield
    finally:
        if main:
            signal.signal(signal.SIGINT, answered)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
