"""Runs edited programs where more answers a suite than functions: probes, a program, data files, arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import CodeType
from typing import Any

from grader.sandbox.edits.candidates import Candidates
from grader.sandbox.edits.tree import TICK
from grader.sandbox.harness import PROBE, WorkerHarness
from grader.sandbox.script import Script


class HarnessedCandidates(Candidates):
    """The learner's program and its edits, with what the course has beside it."""

    def __init__(self, modules: Any, seed: Callable[[int], None]) -> None:
        """Take what loads the learner's modules, and what seeds their random numbers."""
        super().__init__(modules, seed)
        self._own["repair.equip"] = self.equip
        self._spec: Mapping[str, Any] = {}
        self._harness: WorkerHarness | None = None
        self._probe: CodeType | None = None
        self._names: dict[str, Any] = {}
        """What a program finds without an import."""

    def equip(self, spec: Mapping[str, Any]) -> bool:
        """Take what the course has beside the file; see `harness`."""
        self._spec, self._harness = spec, WorkerHarness(self._modules, spec)
        self._names = {**self._modules.builtins}
        if spec["probe"]:
            self._probe = compile(spec["probe"], PROBE, "exec", dont_inherit=True)
        return True

    def _load(self, codes: Sequence[CodeType]) -> None:
        assert self._harness is not None
        spec, script = self._spec, None
        self._module = None
        if spec["program"]:
            script = Script(f"{self._stem}.py", codes, self._names, spec["printed"])
        if spec["functions"] or spec["probes"] or spec["classes"] or spec["variables"]:
            super()._load(codes)
        self._harness.bind(self._module, self._probe, script, self._modules.builtins)

    def _answer(self, target: str, arguments: list[Any]) -> Any:
        assert self._harness is not None
        return self._harness.call(target, arguments)

    def _set_tick(self, tick: Callable[[], None]) -> None:
        self._names[TICK] = tick
        if self._module is not None:
            super()._set_tick(tick)


def tool(modules: Any, seed: Callable[[int], None]) -> HarnessedCandidates:
    """Return what answers calls in a worker that was extended by these modules."""
    return HarnessedCandidates(modules, seed)
