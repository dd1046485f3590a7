"""What consoles cannot write, in letters that every one can."""

from __future__ import annotations

import codecs

ERRORS = "grade.console"
_PLAIN = {
    "…": "...", "·": "*", "×": "x", "–": "-", "—": "-", "→": "->", "≤": "<=", "≥": ">=", "²": "^2", "“": '"', "”": '"',
    "‘": "'", "’": "'", "θ": "theta", "η": "eta", "∇": "grad ", "σ": "sigma", "Σ": "sum ",
    **dict(zip("▁▂▃▄▅▆▇█", "_.:-=+*#", strict=True)),
}  # fmt: skip


def register() -> None:
    """Make ERRORS a way for streams to write what their encoding has not: in plain letters, or escaped."""
    codecs.register_error(ERRORS, _write_plain)


def _write_plain(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return "".join(_PLAIN.get(c) or c.encode("ascii", "backslashreplace").decode() for c in missing), error.end
