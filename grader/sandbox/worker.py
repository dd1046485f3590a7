"""What runs in the sandbox: loads a learner's files and answers calls of their functions.

It imports the standard library alone, and `wire`. All it has is one socket, on which both sides send frames (see
`wire`), each a tuple whose first item is its name. The trusted side writes its tuples with `marshal`, version 2.

The trusted side asks:

    ("load", NONCE, STEM, FUNCTIONS, SEED)      load the exercise's file; once, before any call
    ("module", CELLS or None, NOTEBOOK)         the answer to "want": [(LABEL, SOURCE)], one cell for a .py file
    ("call", NONCE, FUNCTION, ARGUMENTS)        call it

The worker says:

    ("ready", FILTERED)                         once; FILTERED: the system call filter was seen to be active
    ("want", NAME)                              the learner imports NAME; a "module" frame answers
    ("printed", TEXT), ("cut",)                 what the learner printed; after "cut" nothing more is sent
    ("loaded", NONCE, FAILURE or None, MISSING, NOTES)
                                                MISSING: functions that are not there; NOTES: [(LABEL, FAILURE)] of
                                                notebook statements that were passed over
    ("answer", NONCE, FAILURE or None, VALUE, AFTER, PEAK)
                                                AFTER: the arguments as they stand now, None if unchanged; one
                                                that is no plain value any more is None;
                                                PEAK: most memory used so far, in KiB

A FAILURE is (KIND, TYPE, TEXT, PLACE): KIND is "raised", "forbidden", "exited", "syntax", "not plain" or "too large";
TYPE the exception's or value's type name; PLACE (LABEL, LINE, COLUMN, END_COLUMN) in a learner's file, or None. Columns
count UTF-8 bytes from 0; of a "syntax" failure, characters from 1.

The learner's code shares this process and may say anything on the socket: what comes from here is only ever an answer.
"""

from __future__ import annotations

import ast
import builtins
import itertools
import marshal
import os
import sys
from collections.abc import Callable, Iterable
from types import ModuleType
from typing import Any, NoReturn

from grader.sandbox import wire

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

Told = tuple[str, str, str, "tuple[str, int, int, int] | None"]

MAX_TEXT = 2000
_BODY_MAGICS = ("%%time", "%%timeit", "%%capture", "%%prun", "%%python", "%%python3")


class Channel:
    """The one socket."""

    def __init__(self, read: Callable[[int], bytes], write: Callable[[memoryview], int]) -> None:
        """Take what reads at most so many bytes, and what writes some of what it is given."""
        self._read_some, self._write_some, self._buffer = read, write, b""

    def send(self, *message: Any) -> None:
        """Send one frame."""
        self.send_bytes(wire.frame(message))

    def send_bytes(self, data: bytes) -> None:
        """Send a frame that is encoded already."""
        view = memoryview(data)
        while view:
            view = view[self._write_some(view) :]

    def receive(self) -> tuple[Any, bytes]:
        """Return the next frame's value and its bytes; the process ends where the other side has gone."""
        body = self._read(wire.frame_size(self._read(4)))
        return marshal.loads(body), body

    def _read(self, size: int) -> bytes:
        while len(self._buffer) < size:
            part = self._read_some(1 << 16)  # larger pieces cost a mapping of memory each
            if not part:
                os._exit(0)
            self._buffer += part
        data, self._buffer = self._buffer[:size], self._buffer[size:]
        return data


class Printed:
    """Takes the place of stdout and stderr: sends what is printed, up to a limit."""

    encoding, errors, closed, newlines = "utf-8", "strict", False, None

    def __init__(self, channel: Channel, limit: int) -> None:
        self._channel, self._left, self._size = channel, limit, 0
        self._parts: list[str] = []

    def write(self, text: str) -> int:
        """Keep `text` until the line or the buffer is full."""
        if not isinstance(text, str):
            raise TypeError("write() argument must be str, not " + type(text).__name__)
        if self._left > 0:
            piece = text[: self._left + 1]
            self._parts.append(piece)
            self._size += len(piece)
            if self._size > 4096 or "\n" in piece:
                self.flush()
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write each of `lines`."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Send what is kept."""
        text, self._parts, self._size = "".join(self._parts), [], 0
        if text and self._left > 0:
            self._channel.send("printed", text[: self._left])
            self._left -= len(text)
            if self._left <= 0:
                self._channel.send("cut")

    def isatty(self) -> bool:
        """Say that it is not a terminal."""
        return False

    def readable(self) -> bool:
        """Say that it cannot be read."""
        return False

    def writable(self) -> bool:
        """Say that it can be written."""
        return True

    def fileno(self) -> int:
        """Raise OSError: there is no file behind it."""
        raise OSError("there is no file behind print() in the sandbox")


class Forbidden(ImportError):
    """An import that the course does not allow."""


class Modules:
    """The learner's own modules, by name, and what else may be imported."""

    def __init__(self, channel: Channel, allowed: frozenset[str], absent: frozenset[str]) -> None:
        self._channel, self._allowed, self._absent = channel, allowed, absent
        self.own: dict[str, ModuleType] = {}
        self.labels: set[str] = set()
        self.notes: list[tuple[str, Told]] = []
        self._real_import = builtins.__import__
        self.builtins = dict(vars(builtins))
        self.builtins.update(
            __import__=self._import, open=_no_files, input=_no_input, breakpoint=_no_input, exit=sys.exit, quit=sys.exit
        )

    def _import(self, name: str, globals: Any = None, locals: Any = None, fromlist: Any = (), level: int = 0) -> Any:
        root = name.partition(".")[0] if isinstance(name, str) else ""
        if level == 0 and root not in self._allowed and (root not in self._absent):
            module = self.own.get(root) or self._load(root)
            if module is None:
                raise Forbidden(
                    f"{name!r} cannot be imported here. You may import your own files and these modules: "
                    + ", ".join(sorted(self._allowed - {"__future__"}))
                    + ".",
                    name=root,
                )
            if name != root:
                raise ModuleNotFoundError(f"No module named {name!r}; {root!r} is a file, not a package", name=name)
            return module
        if root in self._absent:
            raise ModuleNotFoundError(f"{root!r} is not installed where this is graded", name=root)
        return self._real_import(name, globals, locals, fromlist, level)

    def _load(self, name: str) -> ModuleType | None:
        self._channel.send("want", name)
        (_, cells, notebook), _ = self._channel.receive()
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

    def _run(self, module: ModuleType, cells: list[tuple[str, str]], notebook: bool) -> None:
        for label, source in cells:
            self.labels.add(label)
            if not notebook:
                exec(compile(source, label, "exec", dont_inherit=True), module.__dict__)
                continue
            try:
                statements = _parse_cell(source, label)
            except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                self.notes.append((label, failure(error, self.labels)))
                continue
            flags = 0
            for statement in statements.body:
                # a statement that fails is passed over, as when cells are run by hand; the first words are kept
                try:
                    code = compile(ast.Module([statement], []), label, "exec", flags, dont_inherit=True)
                    if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
                        flags |= code.co_flags & _FUTURE_FLAGS
                    exec(code, module.__dict__)
                except (Exception, SystemExit) as error:
                    self.notes.append((label, failure(error, self.labels)))

    def load(self, stem: str) -> ModuleType | None:
        """Return the learner's module `stem`."""
        return self.own.get(stem) or self._load(stem)


_FUTURE_FLAGS = 0x1FF0000


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


def failure(error: BaseException, labels: set[str]) -> Told:
    """Return what the trusted side is told of an exception."""
    try:
        told = _failure(error, labels)
        wire.encode(told, 1 << 16)
        return told
    except BaseException:  # the exception's own methods, or no room left on the stack
        return ("raised", "Exception", "", None)


def _failure(error: BaseException, labels: set[str]) -> Told:
    kind: str = "ImportError" if type(error) is Forbidden else type.__getattribute__(type(error), "__name__")
    if isinstance(error, SyntaxError) and error.filename in labels and isinstance(error.lineno, int):
        column, end = error.offset or 0, error.end_offset or 0
        place = (error.filename, error.lineno, column, end if error.end_lineno == error.lineno else column)
        return ("syntax", kind, _text(error.msg), place)
    if isinstance(error, SystemExit):
        return ("exited", kind, _text(error.code), _place(error, labels))
    refused = isinstance(error, Forbidden) or (isinstance(error, PermissionError) and error.errno == 1)
    return ("forbidden" if refused else "raised", str(kind)[:100], _text(error), _place(error, labels))


def _text(value: object) -> str:
    try:
        return str.__getitem__(str.__str__(str(value)), slice(MAX_TEXT))
    except BaseException:
        return ""


def _place(error: BaseException, labels: set[str]) -> tuple[str, int, int, int] | None:
    """Return the innermost place in the learner's own files, or None."""
    found, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in labels:
            found = trace
        trace = trace.tb_next
    if found is None:
        return None
    code = found.tb_frame.f_code
    spot = next(itertools.islice(code.co_positions(), found.tb_lasti // 2, None), (None,) * 4)
    line, end_line, column, end_column = spot
    if column is None or end_column is None or line != found.tb_lineno:
        return (code.co_filename, found.tb_lineno, 0, 0)
    return (code.co_filename, line, column, end_column if end_line == line else column)


def serve(
    channel: Channel,
    filtered: bool,
    allowed: list[str],
    absent: list[str],
    output_limit: int,
    answer_limit: int,
    depth: int,
) -> NoReturn:
    """Answer until the other side goes."""
    channel.send("ready", filtered)
    printed = Printed(channel, output_limit)
    sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = printed  # type: ignore[misc, assignment]
    sys.stdin = sys.__stdin__ = None  # type: ignore[misc]
    modules = Modules(channel, frozenset(allowed) | {"__future__"}, frozenset(absent))
    module: Any = None
    reserve = [bytearray(1 << 20)]
    while True:
        request, raw = channel.receive()
        nonce, problem = request[1], None
        missing: list[str] = []
        body = b""
        try:
            if request[0] == "load":
                _, _, stem, functions, seed = request
                _seed(seed)
                module = modules.load(stem)
                missing = [name for name in functions if not callable(getattr(module, name, None))]
            else:
                _, _, function, arguments = request
                answer = _answer(getattr(module, function)(*arguments), request, raw, answer_limit, depth)
                if isinstance(answer, bytes):
                    body = _answer_head(nonce) + answer
                else:
                    problem = answer
        except MemoryError as error:
            reserve.clear()
            problem = failure(error, modules.labels)
        except BaseException as error:
            problem = failure(error, modules.labels)
        printed.flush()
        if request[0] == "load":
            channel.send("loaded", nonce, problem, missing, modules.notes[:20])
        elif body:
            channel.send_bytes(wire.SIZE.pack(len(body)) + body)
        else:
            channel.send("answer", nonce, problem, None, None, _peak())


def _answer_head(nonce: int) -> bytes:
    """Return the first part of an "answer" frame: a tuple of six, whose third, no failure, is None."""
    return b"t" + wire.SIZE.pack(6) + wire.encode("answer") + wire.encode(nonce) + b"N"


def _answer(value: object, request: tuple[Any, ...], raw: bytes, limit: int, depth: int) -> bytes | Told:
    """Return the rest of an "answer" frame for a value, or why it cannot cross."""
    try:
        encoded = wire.encode(value, limit, depth)
    except wire.NotPlain as error:
        return ("not plain", error.kind, "", None)
    except wire.TooLarge as error:
        return ("too large", type.__getattribute__(type(value), "__name__")[:100], error.what, None)
    return encoded + _after(request, raw, depth) + wire.encode(_peak())


def _after(request: tuple[Any, ...], raw: bytes, depth: int) -> bytes:
    """Return the arguments as they stand now, encoded: None where they are still as they came."""
    try:
        if marshal.dumps(request, 2) == raw:
            return b"N"
    except ValueError:
        pass  # something that is not plain was put into them
    arguments = request[-1]
    try:
        return wire.encode(arguments, 2 * len(raw) + 1024, depth + 1)
    except (wire.NotPlain, wire.TooLarge):
        return wire.encode([_or_none(argument, 2 * len(raw), depth) for argument in arguments], 1 << 30, depth + 1)


def _or_none(argument: object, limit: int, depth: int) -> object:
    """Return an argument if it can cross, else None."""
    try:
        return wire.decode(wire.encode(argument, limit, depth), depth)
    except (wire.NotPlain, wire.TooLarge):
        return None


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss if resource else 0


def _seed(seed: int) -> None:
    if "random" in sys.modules:
        sys.modules["random"].seed(seed)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(seed % 2**32)
