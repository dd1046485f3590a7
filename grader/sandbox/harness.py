"""What answers calls where an exercise asks for more than functions: probes, a program, data files, arrays.

It runs in the sandbox around a learner's file, sent with it and compiled, and beside the suite around the reference and
each known mistake; so all of them are asked in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import CodeType
from typing import Any

from grader.sandbox import wire
from grader.sandbox.array_values import Thawed, frozen
from grader.sandbox.calls import called, function_of
from grader.sandbox.script import FUNCTION, Script
from grader.sandbox.served_files import ServedFiles

PROBE = "<probe>"


_NOTHING: Any = object()


class LearnerNames:
    """The names of a learner's file, as a probe sees them."""

    def __init__(self, module: Any) -> None:
        self.__module_of_the_learner__ = module

    def __getattr__(self, name: str) -> Any:
        """Return what has this name in the learner's file; NameError where nothing has."""
        found = getattr(self.__module_of_the_learner__, name, _NOTHING)
        if found is _NOTHING:
            raise NameError(f"{name} is not defined")
        return found


class Harness:
    """The calls of one exercise."""

    def __init__(self, spec: Mapping[str, Any]) -> None:
        """Take what the exercise asks for: its `functions`, `probes`, and how many bytes of arrays may come back."""
        self._spec, self._changed = spec, False
        self.functions: dict[str, Callable[..., Any]] = {}
        """What can be called, by name."""

    def bind(self, module: Any, probe: CodeType | None, script: Script | None, own: Any) -> None:
        """Take what answers.

        Args:
            module: the file that is asked; its attributes are what it defines.
            probe: the course's own code, which is run now.
            script: the file as a program.
            own: the built-in functions that the probe has.
        """
        named = {name: getattr(module, name, None) for name in self._spec["functions"]}
        found = {name: one for name, one in named.items() if callable(one)}
        if probe is not None:
            namespace = {"__builtins__": own, "__name__": "probe", "learner": LearnerNames(module)}
            exec(probe, namespace)
            found |= {name: namespace[name] for name in self._spec["probes"] if name in namespace}
        if script is not None:
            found[FUNCTION] = script.run
        most = self._spec["arrays"]
        self.functions = {name: self._with_arrays(one, most) if most else one for name, one in found.items()}

    def _with_arrays(self, function: Callable[..., Any], most: int) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            ours = [*arguments, *named.values()]
            thawed = Thawed(ours)
            by_name = dict(zip(named, ours[len(arguments) :], strict=True))
            try:
                return frozen(function(*ours[: len(arguments)], **by_name), most)
            finally:
                self._changed = thawed.restore() or self._changed

        return call


class WorkerHarness(Harness):
    """The calls of one exercise in the sandbox, around the learner's own file."""

    def __init__(self, modules: Any, spec: Mapping[str, Any]) -> None:
        super().__init__(spec)
        self._modules = modules
        if spec["files"]:
            files = ServedFiles(spec["files"], libraries=modules.kept)
            if modules.alone:
                files.install()
            modules.builtins["open"] = files.open

    def load(self, stem: str, sent: dict[str, Any]) -> Any:
        """Load the learner's file, and what the course has beside it; return what has the names that it defines."""
        modules, spec = self._modules, self._spec
        module, script = None, None
        if spec["program"]:
            codes = modules.compiled(stem, sent)
            script = Script(f"{stem}.py", codes, modules.builtins, spec["printed"])
        if spec["functions"] or spec["probes"] or spec["classes"] or spec["variables"]:
            module = modules.load(stem, sent)
        probe = compile(spec["probe"], PROBE, "exec", dont_inherit=True) if spec["probe"] else None
        self.bind(module, probe, script, modules.builtins)
        return _Defined(module, spec)

    def call(self, target: str, arguments: list[Any]) -> Any:
        """Call what a target names; `arguments` are as they came, unless the call changed an array among them."""
        function = self.functions[function_of(target)]
        if not self._spec["arrays"]:
            return called(function, target, arguments)
        places: list[tuple[Any, Any, bytes]] = []
        _unpack(arguments, places)
        self._changed = False
        try:
            return called(function, target, arguments)
        finally:
            for holder, key, packed in [] if self._changed else places:
                try:
                    if type(holder[key]) is wire.Array:
                        holder[key] = packed
                except LookupError:  # it was taken out
                    continue


def _unpack(holder: Any, places: list[tuple[Any, Any, bytes]]) -> None:
    """Put an array in place of each bytes that stand for one."""
    for key, item in list(holder.items() if type(holder) is dict else enumerate(holder)):
        if type(item) is bytes:
            holder[key] = wire.decode(item)
            places.append((holder, key, item))
        elif type(item) in (list, dict):
            _unpack(item, places)


class _Defined:
    """What the learner's file should define, each a callable where it is there and of the right kind."""

    def __init__(self, module: Any, spec: Mapping[str, Any]) -> None:
        for name in (*spec["functions"], *spec["classes"], *spec["variables"]):
            found = getattr(module, name, _NOTHING)
            is_class = isinstance(found, type)
            if name in spec["classes"]:
                there = is_class
            else:
                there = found is not _NOTHING and (name in spec["variables"] or (callable(found) and not is_class))
            if there:
                setattr(self, name, len)


def tool(modules: Any, spec: Mapping[str, Any]) -> WorkerHarness:
    """Return what answers calls in a worker that loads a file with this beside it."""
    return WorkerHarness(modules, spec)
