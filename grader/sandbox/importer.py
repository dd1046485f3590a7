"""The learner's modules: asked for by name as they are imported, run cell by cell; runs in the sandbox, as `worker` does."""

from __future__ import annotations

import ast
import builtins
import sys
from types import CodeType, ModuleType
from typing import Any, Protocol

from grader.sandbox.failures import Forbidden, Told, failure

_BODY_MAGICS = ("%%time", "%%timeit", "%%capture", "%%prun", "%%python", "%%python3")

_FUTURE_FLAGS = 0x1FF0000
_FEW = 12  # so many modules can be read at a glance
Cells = list[tuple[str, str]]


_BUILTINS = dict(vars(builtins))
"""Each process has one `Modules`; copied before the fork, since copying writes to the memory of every builtin."""


class SourceChannel(Protocol):
    """Where modules come from, and output goes."""

    def send(self, *message: Any) -> None:
        """Send one frame."""

    def receive(self) -> tuple[Any, bytes]:
        """Return the next frame's value and its bytes."""


class Modules:
    """The learner's own modules, by name, and what else may be imported."""

    def __init__(
        self, channel: SourceChannel, allowed: frozenset[str], absent: frozenset[str], kept: Any = None
    ) -> None:
        self._channel, self._allowed, self._absent = channel, allowed, absent
        self.kept = kept
        """The packages whose files are in memory, if any."""
        self._sent: dict[str, tuple[Cells, bool]] = {}
        self._ahead: dict[tuple[str, str], CodeType] = {}
        """What is compiled already; a second load compiles nothing again."""
        self.own: dict[str, ModuleType] = {}
        self.sources: dict[str, str] = {}
        self.graded: set[str] = set()
        """The labels of the file that is graded."""
        self.notes: list[tuple[str, Told]] = []
        self.busy = False
        """Whether a request is being worked on."""
        self.alone = True
        """Whether nothing but the learner's code runs in this interpreter from now on."""
        self._real_import = builtins.__import__
        self.builtins = _BUILTINS
        self.builtins.update(
            __import__=self._import, open=_no_files, input=_no_input, breakpoint=_no_input, exit=sys.exit, quit=sys.exit
        )

    def _import(self, name: str, globals: Any = None, locals: Any = None, fromlist: Any = (), level: int = 0) -> Any:
        root = name.partition(".")[0] if isinstance(name, str) else ""
        # a function in C imports with the learner's globals and an empty list, as datetime.strptime does
        if root and root not in self.own and type(fromlist) is list and not fromlist and name in sys.modules:
            return sys.modules[name]
        if level == 0 and root not in self._allowed and (root not in self._absent):
            module = self.own.get(root) or self._fetched(root)
            if module is None:
                allowed = sorted(self._allowed - {"__future__"})
                raise Forbidden(
                    f"{name!r} cannot be imported here: it is none of your files, and none of the modules that may be "
                    f"used{' (' + ', '.join(allowed) + ')' if len(allowed) <= _FEW else ''}. If only a try-out of yours "
                    'needs it, put that under `if __name__ == "__main__":`.',
                    name=root,
                )
            if name != root:
                raise ModuleNotFoundError(f"No module named {name!r}; {root!r} is a file, not a package", name=name)
            return module
        if root in self._absent:
            raise ModuleNotFoundError(f"{root!r} is not installed where this is graded", name=root)
        return self._real_import(name, globals, locals, fromlist, level)

    def compile_ahead(self, sources: Cells) -> None:
        """Compile files that will be loaded most probably; one that Python has anything to say of is left for then."""
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("error")
            for label, source in sources:
                try:
                    self._ahead[label, source] = _compiled(source, label)
                except (SyntaxError, ValueError, RecursionError, MemoryError, Warning):
                    continue

    def forget(self) -> None:
        """Let go of every file that was run, so that the next load runs all of them again."""
        for name, module in self.own.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]
        self.own.clear()
        self.sources.clear()
        self.notes.clear()

    def load(self, stem: str, sent: dict[str, tuple[Cells, bool]]) -> ModuleType | None:
        """Run the exercise's file, one of those that were sent, and return it; None where it is not among them."""
        self._sent = sent
        self.graded = {label for label, _ in sent.get(stem, ([], False))[0] or []}
        return self._made(stem, *sent.pop(stem, (None, False)))

    def compiled(self, stem: str, sent: dict[str, tuple[Cells, bool]]) -> list[CodeType]:
        """Compile the exercise's file, one of those that were sent, and run nothing."""
        self._sent = sent
        cells, notebook = sent[stem]
        self.graded = {label for label, _ in cells}
        self.sources.update(cells)
        if not notebook:
            return [_compiled(source, label) for label, source in cells]
        return [compile(tree, label, "exec", dont_inherit=True) for label, tree in self.parse(cells, True)]

    def parse(self, cells: Cells, notebook: bool) -> list[tuple[str, ast.Module]]:
        """Return the label and the tree of each cell, and run nothing; a notebook's cell with an error is left out."""
        trees = []
        for label, source in cells:
            self.sources[label] = source
            try:
                trees.append((label, _parse_cell(source, label) if notebook else ast.parse(source, label)))
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                if not notebook:
                    raise
        return trees

    def _fetched(self, name: str) -> ModuleType | None:
        if name in self._sent:
            self._channel.send("took", name)
            return self._made(name, *self._sent.pop(name))
        self._channel.send("want", name)
        (_, cells, notebook), _ = self._channel.receive()
        return self._made(name, cells, notebook)

    def _made(self, name: str, cells: Cells | None, notebook: bool) -> ModuleType | None:
        if cells is None:
            return None
        module = ModuleType(name)
        module.__dict__.update(__builtins__=self.builtins, __file__=cells[0][0].partition(",")[0] if cells else name)
        self.own[name] = module
        sys.modules.setdefault(name, module)
        try:
            self._run(module, cells, notebook)
        except BaseException:
            del self.own[name]
            raise
        return module

    def _run(self, module: ModuleType, cells: Cells, notebook: bool) -> None:
        for label, source in cells:
            self.sources[label] = source
            if not notebook:
                code = self._ahead[label, source] = self._ahead.get((label, source)) or _compiled(source, label)
                exec(code, module.__dict__)
                continue
            try:
                statements = _parse_cell(source, label)
            except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                self.notes.append((label, failure(error, self.sources, self.graded)))
                continue
            flags = 0
            for statement in statements.body:
                # a statement that fails is skipped, as when cells are run by hand; the first words are kept
                try:
                    code = compile(ast.Module([statement], []), label, "exec", flags, dont_inherit=True)
                    if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
                        flags |= code.co_flags & _FUTURE_FLAGS
                    exec(code, module.__dict__)
                except (Exception, SystemExit) as error:
                    self.notes.append((label, failure(error, self.sources, self.graded)))


def _compiled(source: str, label: str) -> CodeType:
    return compile(source, label, "exec", dont_inherit=True)


def _no_files(file: Any, *args: Any, **kwargs: Any) -> None:
    raise PermissionError(1, "there are no files where this is graded", file if isinstance(file, str) else None)


def _no_input(*args: Any, **kwargs: Any) -> None:
    raise EOFError("there is nobody to type an answer where this is graded")


def _parse_cell(source: str, label: str) -> ast.Module:
    """Return a notebook cell's syntax tree without its magics and shell lines.

    Only a line at which Python itself stumbles is left out, so that `%` and `!` inside valid code stay.
    """
    lines = source.split("\n")
    first = next((line for line in lines if line.strip()), "").strip()
    if first.startswith("%%"):
        if first.split()[0] not in _BODY_MAGICS:
            return ast.Module([], [])
        lines[next(i for i, line in enumerate(lines) if line.strip())] = ""
    for _ in range(len(lines) + 1):
        try:
            return ast.parse("\n".join(lines), label)
        except SyntaxError as error:
            at = (error.lineno or 0) - 1
            magic = _magic_near(lines, at)
            if magic is None:
                raise
            indent = lines[magic][: len(lines[magic]) - len(lines[magic].lstrip())]
            lines[magic] = indent + "pass" if indent else ""
    return ast.parse("\n".join(lines), label)


def _magic_near(lines: list[str], at: int) -> int | None:
    """Return the index of the magic line at `at` or just before it: a bracket in one makes the parser stumble later."""
    for index in range(min(at, len(lines) - 1), max(-1, at - 3), -1):
        if _is_magic(lines[index]):
            return index
    return None


def _is_magic(line: str) -> bool:
    text = line.strip()
    if not text or text.startswith("#"):
        return False
    if text[0] in "%!?" or text.endswith("?"):
        return True
    name, equals, rest = text.partition("=")
    return (
        bool(equals)
        and name.strip().replace(",", "").replace(" ", "").isidentifier()
        and rest.strip()[:1] in ("!", "%")
    )
