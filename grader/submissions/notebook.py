"""The code cells of a notebook, in order, of every version that there is. Nothing in it is run here.

The confined reader takes the code cells out of it first, so what nbformat is given is small: it makes an object of every
part of a file, and a few MiB of JSON by a hostile author would cost it a GiB and a minute.
"""

from __future__ import annotations

import io
import logging
import warnings

from grader.core.text import safe
from grader.sandbox.reader import Source, Unopened, reader
from grader.submissions.source_text import Refused


def reduced(source: Source, file: str, limit: int) -> bytes:
    """Return a notebook, called `file` for people, as JSON with its code cells alone.

    Raises:
        Refused: it is none that can be read, or has more than `limit` bytes.
    """
    try:
        return reader().notebook(source, limit)
    except Unopened as error:
        raise Refused(file, f"{file} {error}") from None


def cells_of(raw: bytes, file: str) -> tuple[tuple[str, str], ...]:
    """Return (label, source) of each code cell of a notebook that `reduced` returned, or that is our own.

    Raises:
        Refused: nbformat does not read it.
    """
    import nbformat

    logger = logging.getLogger("traitlets")
    before, logger.disabled = logger.disabled, True  # it writes to the terminal what it would rather have otherwise
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = nbformat.reads(raw.decode(), as_version=4)
        sources = [str(cell.source) for cell in found.cells if cell.cell_type == "code"]
    except Exception as error:  # it raises what its parts raise
        why = safe(f"{type(error).__name__}: {error}", 80)
        raise Refused(file, f"{file} is not a readable notebook: {why}; save it again from Jupyter.") from None
    finally:
        logger.disabled = before
    return tuple((f"{file}, cell {number}", source) for number, source in enumerate(sources, 1))


def code_cells(raw: bytes, file: str) -> tuple[tuple[str, str], ...]:
    """Return (label, source) of each code cell of any notebook.

    Raises:
        Refused: it is not a readable notebook.
    """
    return cells_of(reduced(io.BytesIO(raw), file, len(raw)), file)
