"""The program: `grade`, which is `python -m grader` too."""

# not the public one: it takes milliseconds to import, in which nothing is held back yet
import _signal as signal  # type: ignore[import-not-found]


def main() -> None:
    """Run `grade`; a signal to stop that arrives during the start waits until it listens."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    from grader.cli import main as run

    run()


if __name__ == "__main__":
    main()
