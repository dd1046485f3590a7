"""Serve the page on this machine until it is closed."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

from grader.core.errors import UsageError
from grader.quiz.load import Quiz
from grader.quiz.marking.program import ProgramRunner
from grader.quiz.sitting import Sitting
from grader.quiz.terminal.sitting_store import SittingStore

if TYPE_CHECKING:
    from grader.serve.guard import Guard

MISSING = "The page needs the extra `web`: install it with pip install 'primer-grader[web]', or leave out --web."


def serve(
    quiz: Quiz,
    sitting: Sitting,
    shelf: SittingStore,
    programs: ProgramRunner,
    *,
    port: int,
    browser: bool,
    say: Callable[[str], object],
) -> Sitting:
    """Serve a quiz on the loopback address, say its address, and return how it stands when the learner has ended it.

    Args:
        quiz: the quiz.
        sitting: where the learner is.
        shelf: where every step is kept.
        programs: runs the answers to code questions, and the programs that questions show.
        port: where; 0 for any that is free.
        browser: whether to open the address in the learner's browser.
        say: shows a line.

    Raises:
        UsageError: the extra `web` is not installed, or the port is taken.
    """
    try:
        import latex2mathml.converter  # noqa: F401  # these two when the first page is shown
        import markdown_it  # noqa: F401
        import uvicorn  # noqa: F401

        from grader.pages.controller import Controller
        from grader.serve.app import build
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("grader"):
            raise
        raise UsageError(MISSING) from None

    controller = Controller(quiz, sitting, shelf, programs)
    run(
        lambda chosen, close: build(controller, port=chosen, close=close),
        port=port,
        browser=browser,
        say=lambda address: say(
            f"The quiz is at {address}\nYour answers are kept at every step. Press Ctrl-C here to stop."
        ),
    )
    return controller.sitting


def run(
    make: Callable[[int, Callable[[], None]], Guard], *, port: int, browser: bool, say: Callable[[str], object]
) -> None:
    """Serve an application on the loopback address until it is closed, or Ctrl-C ends it.

    Args:
        make: makes the application from the port and from what ends the server.
        port: where; 0 for any that is free.
        browser: whether to open the address in the learner's browser.
        say: is given the address, once it can be opened.

    Raises:
        UsageError: the port is taken.
    """
    import uvicorn

    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
        listening.listen()  # from now on a browser that is quicker than we are waits
    except OSError as error:
        listening.close()
        raise UsageError(
            f"Port {port} cannot be used ({error.strerror}). Leave out --port to use a free one."
        ) from None
    chosen = listening.getsockname()[1]
    app = make(chosen, lambda: setattr(server, "should_exit", True))
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, lifespan="off", server_header=False, timeout_graceful_shutdown=2
    )
    server = uvicorn.Server(config)
    address = f"http://127.0.0.1:{chosen}/?key={app.key}"
    say(address)
    if browser:
        _open(address)
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt as stop:
        if type(stop) is not KeyboardInterrupt:  # asked to end by another program
            raise
    finally:
        listening.close()


def _open(address: str) -> None:
    """Open the address in a browser, where there is one that needs no terminal."""
    import threading
    import webbrowser

    try:
        found = webbrowser.get()
    except webbrowser.Error:
        return
    if not isinstance(found, webbrowser.GenericBrowser) or isinstance(found, webbrowser.BackgroundBrowser):
        threading.Thread(target=found.open, args=(address,), daemon=True).start()
