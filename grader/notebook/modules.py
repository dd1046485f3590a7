"""Lets a kernel import an exercise that is a notebook: `import ex1` where there is ex1.ipynb."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType

# what a module is made of; a cell's calls, prints and magics are for the notebook itself
_KEPT = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign)


class NotebookFinder(MetaPathFinder):
    """Finds the exercises that are notebooks in the working folder, where there is no Python file of the name."""

    def __init__(self, stems: Callable[[], Iterable[str]]) -> None:
        self._stems = stems

    def install(self) -> None:
        """Let Python ask it, after all others."""
        sys.meta_path.append(self)

    def remove(self) -> None:
        """Let Python ask it no more."""
        if self in sys.meta_path:
            sys.meta_path.remove(self)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where the module is, if it is a notebook of ours."""
        file = Path.cwd() / f"{fullname}.ipynb"
        if path is not None or not file.is_file() or fullname not in self._stems():
            return None
        return spec_from_file_location(fullname, file, loader=NotebookLoader(file))


class NotebookLoader(Loader):
    """Runs the definitions of a saved notebook."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def exec_module(self, module: ModuleType) -> None:
        """Run imports, definitions and assignments, as the sandbox does: what fails is skipped."""
        from IPython.core.inputtransformer2 import TransformerManager

        from grader.submissions.folder import Folder
        from grader.submissions.notebook import cells_of
        from grader.submissions.submission import MAX_NOTEBOOK, Refused

        try:
            raw = Folder(self._file.parent).read(self._file.name, MAX_NOTEBOOK) or b""
            cells = cells_of(raw, self._file.name)
        except Refused as error:
            raise ImportError(error.reason, name=module.__name__) from None
        transform = TransformerManager().transform_cell  # type: ignore[no-untyped-call]
        for label, source in cells:
            try:
                statements = ast.parse(transform(source), label).body
            except SyntaxError:
                continue
            for statement in statements:
                if isinstance(statement, _KEPT):
                    try:
                        exec(compile(ast.Module([statement], []), label, "exec"), module.__dict__)
                    except Exception:
                        continue
