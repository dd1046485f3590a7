"""The fuzzers' targets run: each is given its own first corpus, and some damage to it."""

from __future__ import annotations

import importlib.util
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

FUZZ = Path(__file__).parents[2] / "fuzz"


def test_each_target_takes_its_corpus_and_damage_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A target that follows a name which is gone would find nothing, and nobody would see it."""
    monkeypatch.chdir(FUZZ.parent)
    subprocess.run([sys.executable, FUZZ / "seeds.py", tmp_path], check=True)
    spec = importlib.util.spec_from_file_location("fuzz_targets", FUZZ / "targets.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    targets: dict[str, Callable[[bytes], None]] = module.TARGETS
    assert {folder.name for folder in tmp_path.iterdir()} == set(targets)
    damage = random.Random(1)
    for name, target in targets.items():
        for seed in sorted((tmp_path / name).iterdir()):
            raw = seed.read_bytes()
            target(raw)
            for _ in range(10):
                damaged = bytearray(raw)
                damaged[damage.randrange(len(damaged))] = damage.randrange(256)
                target(bytes(damaged))
