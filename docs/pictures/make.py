"""Make the README's pictures from true runs: python docs/pictures/make.py.

terminal.svg is what `grade exercise 4` prints in a terminal of 80 columns, with its colors. loss.svg is what
`--picture` draws for the reference solutions with one known mistake.
"""

from __future__ import annotations

import io
import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

from rich.console import Console
from rich.text import Text

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
COLUMNS = 80
COMMAND = "grade exercise 4 tests/answers"
MISTAKE = "solutions/mistakes/ex5_loop/eta-decays.py"
# rich's own frame asks a font server for its font; this one takes what the reader has
FRAME = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="title">
<title id="title">{description}</title>
<style>
.{unique_id}-matrix {{ font: {char_height}px/{line_height}px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def terminal(command: str) -> str:
    """Run a command in a terminal, in the repository, and return all that it writes there."""
    ours, theirs = pty.openpty()
    bin_ = Path(sys.executable).parent
    environment = {
        "PATH": f"{bin_}{os.pathsep}{os.environ['PATH']}",
        "HOME": os.environ.get("HOME", "/"),
        "TERM": "xterm-256color",
        "COLUMNS": str(COLUMNS),
        "LINES": "50",
        "LANG": "C.UTF-8",
    }
    process = subprocess.Popen(command.split(), cwd=ROOT, env=environment, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    written = b""
    try:
        while data := os.read(ours, 65536):
            written += data
    except OSError:  # how Linux says that the other side is closed
        pass
    os.close(ours)
    process.wait()
    return written.decode().replace("\r\n", "\n")


def terminal_picture() -> str:
    """Return the run of COMMAND as an SVG."""
    output = terminal(COMMAND).rstrip()
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text(f"$ {COMMAND}", style="bold"))
    shown = Text.from_ansi(output)
    console.print(shown)
    frame = FRAME.replace("{description}", "DESCRIPTION")  # the text has braces, too
    drawn = console.export_svg(title=COMMAND, unique_id="grade", code_format=frame)
    plain = re.sub(r"\s+", " ", shown.plain).strip()
    return drawn.replace("DESCRIPTION", escape(f"A terminal. {COMMAND} prints: {plain}"))


def loss_picture() -> str:
    """Return the loss curve of a learner whose steps become smaller and smaller, beside the reference's, as an SVG."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for reference in (ROOT / "solutions").glob("*.py"):
            shutil.copy(reference, folder)
        shutil.copy(ROOT / MISTAKE, folder / "ex5_loop.py")
        command = [sys.executable, "-m", "grader", "exercise", "5", name, "--picture", str(folder / "loss.svg")]
        subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
        return (folder / "loss.svg").read_text(encoding="utf-8")


PICTURES = {"terminal.svg": terminal_picture, "loss.svg": loss_picture}

if __name__ == "__main__":
    for name, make in PICTURES.items():
        (HERE / name).write_text(make(), encoding="utf-8")
