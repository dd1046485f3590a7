"""Fuzz one target with atheris: python fuzz/fuzz.py TARGET [libFuzzer options]; see run.sh."""

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parent))
with atheris.instrument_imports(include=["grader", "targets", "zipfile", "tarfile", "json"]):
    import targets

if __name__ == "__main__":
    target = targets.TARGETS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()
