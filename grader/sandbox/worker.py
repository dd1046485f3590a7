"""What runs in the sandbox: loads a learner's files and answers calls of their functions.

It imports the standard library alone, and what is sent with it: see `process_factory`. All it has is one socket, on which
both sides send frames (see `wire`), each a tuple whose first item is its name. The trusted side writes its
tuples with `marshal`, version 2.

The trusted side asks:

    ("load", NONCE, STEM, FUNCTIONS, SEED, MODULES, EQUIPMENT)
                                                load the exercise's file, before any call; a second one runs every
                                                file again in the same process; MODULES: the file, and
                                                others that it may import, each NAME: (CELLS, NOTEBOOK); EQUIPMENT: None,
                                                or ([(NAME, CODE)], SPEC), compiled modules of the grader's own, each
                                                marshalled, of which the last one's `tool` answers calls in place of
                                                the file, see `harness`
    ("module", CELLS or None, NOTEBOOK)         the answer to "want": [(LABEL, SOURCE)], one cell for a .py file
    ("extend", NONCE, [(NAME, CODE)])           in place of "load": from now on the last of these compiled modules, each
                                                marshalled, answers calls, by `call` of what its function `tool` returns
    ("call", NONCE, TARGET, ARGUMENTS)          call it, see `calls`; bytes stand for an array
    ("calls", NONCE, [(TARGET, ARGUMENTS)], [])    make these calls, each marshalled, in turn, up to the first that does not
                                                just return a value: the answer is [VALUE], with the FAILURE of the next
                                                one, or None if that is not all there is to say of it
    ("steps", NONCE, FUNCTION, LABELS, MOST, [])   call it with no arguments, and tell the lines of these files that ran: the
                                                answer is (VALUE, [STEP], MORE, FAILURE or None), see `stepping`
    ("timed", NONCE, TARGET, ARGUMENTS, TIMES, LOOKS, [])   call it so often; the answer is (SECONDS, SPEED), see `timing`

The worker says:

    ("ready", FILTERED)                         once; FILTERED: the system call filter was seen to be active
    ("want", NAME)                              the learner imports NAME; a "module" frame answers
    ("took", NAME)                              the learner imports NAME, which came with "load"
    ("printed", TEXT), ("cut",)                 what the learner printed; after "cut" nothing more is sent
    ("loaded", NONCE, FAILURE or None, MISSING, NOTES)
                                                MISSING: functions that are not there; NOTES: [(LABEL, FAILURE)] of
                                                notebook statements that were skipped
    ("answer", NONCE, FAILURE or None, VALUE, AFTER, PEAK)
                                                AFTER: the arguments as they stand now, None if unchanged; one
                                                that is no plain value any more is None; a whole number stands
                                                behind them if answers share lists: 1 if an earlier answer was
                                                changed, 2 if this one shares a list with an argument, 3 if both;
                                                PEAK: most memory used so far, in KiB
    ("stuck", PLACE, FACTS)                     on SIGUSR1 during a request: where it is, and what is known of its loop

A FAILURE is (KIND, TYPE, TEXT, PLACE, DEEPEST, FACTS): KIND is "raised", "forbidden", "exited", "syntax", "not plain" or
"too large"; TYPE the exception's or value's type name; PLACE (LABEL, LINE, COLUMN, END_COLUMN) the deepest in the file
that is graded, else in any of the learner's files, or None; DEEPEST the place in another file that it was raised at, or
None; FACTS a dict of short texts, see `operations`. Columns count UTF-8 bytes from 0; of a "syntax" failure, characters
from 1.

The learner's code shares this process and may say anything on the socket: what comes from here is only ever an answer.
"""

from __future__ import annotations

import marshal
import sys
from types import ModuleType
from typing import Any, NoReturn

from grader.sandbox import calls, plain, timing, wire
from grader.sandbox.channel import Channel
from grader.sandbox.failures import Told, failure
from grader.sandbox.importer import Modules
from grader.sandbox.printed import Outlet, Printed
from grader.sandbox.returned import ReturnedValues
from grader.sandbox.stepping import Steps

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]


_RESERVE = [bytearray(1 << 20)]
"""Let go when memory is full, so that there is room to say so; made before the fork, so that no worker fills it again."""


class Server:
    """Answers requests about the learner's file, one after another."""

    def __init__(self, channel: Outlet, modules: Modules, output_limit: int, answer_limit: int, depth: int) -> None:
        """Take what answers are sent on, what the learner may import, and the limits in characters, bytes and levels."""
        self._channel, self._modules = channel, modules
        self._limit, self._depth = answer_limit, depth
        self._printed, self._returned = Printed(channel, output_limit), ReturnedValues(depth)
        self._module: Any = None
        self._harness: Any = None
        """Answers calls where the exercise asks for more than functions, see `harness`, or in place of a file."""

    def answer(self, request: tuple[Any, ...], raw: bytes) -> None:
        """Answer one request, which came as the bytes `raw`; what is printed goes to the channel from now on."""
        sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = self._printed  # type: ignore[misc, assignment]
        sys.stdin = sys.__stdin__ = None  # type: ignore[misc]
        modules = self._modules
        nonce, problem = request[1], None
        modules.busy = True
        missing: list[str] = []
        body: list[Any] = []
        try:
            if request[0] == "load":
                _, _, stem, functions, seed, sent, equipment = request
                modules.forget()
                self._returned = ReturnedValues(self._depth)
                _seed(seed)
                if equipment:
                    self._harness = _extended(equipment[0], modules, equipment[1])
                    self._module = self._harness.load(stem, sent)
                else:
                    self._module = modules.load(stem, sent)
                missing = [name for name in functions if not callable(getattr(self._module, name, None))]
            elif request[0] == "extend":
                self._harness = _extended(request[2], modules, _seed)
            elif request[0] == "calls":
                body = self._several(nonce, request[2], modules)
            else:
                answer = _answer(self._value(request, modules), request, raw, self._limit, self._depth, self._returned)
                if isinstance(answer, list):
                    body = [_answer_head(nonce), *answer[:2], wire.encode(_peak()), *answer[2:]]
                else:
                    problem = answer
        except wire.TooLarge as error:  # of an array, or of what a program prints
            problem = ("too large", "", error.what, None, None, {})
        except MemoryError as error:
            _RESERVE.clear()
            problem = failure(error, modules.sources, modules.graded)
        except BaseException as error:
            problem = failure(error, modules.sources, modules.graded)
        modules.busy = False
        self._printed.flush()
        if request[0] in ("load", "extend"):
            self._channel.send("loaded", nonce, problem, missing, modules.notes[:20])
        elif body:
            size = sum(part.nbytes if isinstance(part, memoryview) else len(part) for part in body)
            self._channel.send_bytes(wire.SIZE.pack(size) + b"".join(body))
        else:
            self._channel.send("answer", nonce, problem, None, None, _peak())

    def _value(self, request: tuple[Any, ...], modules: Modules) -> object:
        if request[0] == "steps":
            return _stepped(self._module, request, modules)
        return timing.timed(self._called, *request[2:6]) if request[0] == "timed" else self._called(*request[2:])

    def _several(self, nonce: int, made: list[bytes], modules: Modules) -> list[bytes]:
        """Return the parts of an "answer" frame for calls that are made in turn."""
        found, problem = [], None
        for raw in made:
            request = marshal.loads(raw)
            try:
                parts = _answer(self._called(*request), request, raw, self._limit, self._depth, self._returned)
            except MemoryError:
                break
            except BaseException as error:
                problem = failure(error, modules.sources, modules.graded)
                break
            if not isinstance(parts, list):
                problem = parts
                break
            if parts[1] != b"N" or len(parts) > 2:
                break
            found.append(parts[0])
        head = _answer_head(nonce)[:-1] + wire.encode(problem)
        return [head, b"l", wire.SIZE.pack(len(found)), *found, b"N", wire.encode(_peak())]

    def _called(self, target: str, arguments: list[Any]) -> object:
        if self._harness is not None:
            return self._harness.call(target, arguments)
        return calls.called(getattr(self._module, calls.function_of(target)), target, arguments)


def serve(
    channel: Channel, filtered: bool, modules: Modules, output_limit: int, answer_limit: int, depth: int
) -> NoReturn:
    """Answer until the other side goes."""
    channel.send("ready", filtered)
    server = Server(channel, modules, output_limit, answer_limit, depth)
    while True:
        server.answer(*channel.receive())


def _stepped(module: Any, request: tuple[Any, ...], modules: Modules) -> object:
    _, _, function, labels, most, _ = request
    steps, value, problem = Steps(frozenset(labels), most), None, None
    try:
        value = steps.follow(getattr(module, function))
    except Exception as error:  # the lines up to it are told anyway
        problem = failure(error, modules.sources, modules.graded)
    return value, steps.steps, steps.more, problem


def _extended(codes: list[tuple[str, bytes]], modules: Modules, more: Any) -> Any:
    """Run the grader's own compiled modules, each of which imports from those before it; return the last one's tool."""
    made = {name: ModuleType(name) for name in ("grader", "grader.sandbox")}
    made |= {module.__name__: module for module in (plain, wire, calls)}
    sys.modules.update(made)
    made["grader.sandbox"].__dict__.update(plain=plain, wire=wire, calls=calls)
    for name, code in codes:
        module = sys.modules[name] = made[name] = ModuleType(name)
        parent, _, own = name.rpartition(".")
        if parent in sys.modules:
            setattr(sys.modules[parent], own, module)
        exec(marshal.loads(code), module.__dict__)
    for name in made:
        del sys.modules[name]
    return made[codes[-1][0]].tool(modules, more)


def _answer_head(nonce: int) -> bytes:
    """Return the first part of an "answer" frame: a tuple of six, whose third, no failure, is None."""
    return b"t" + wire.SIZE.pack(6) + wire.encode("answer") + wire.encode(nonce) + b"N"


def _answer(
    value: object, request: tuple[Any, ...], raw: bytes, limit: int, depth: int, answers: ReturnedValues
) -> list[Any] | Told:
    """Return a value and the arguments, encoded, then the data of their arrays, or why the value cannot cross."""
    try:
        encoded, data = wire.encode_parts(value, limit, depth)
    except wire.NotPlain as error:
        return ("not plain", error.kind, "".join(f"[{at}]" for at in error.path), None, None, {})
    except wire.TooLarge as error:
        return ("too large", type.__getattribute__(type(value), "__name__")[:100], error.what, None, None, {})
    sharing = answers.sharing(value, encoded, request[-1])
    after, its_data = _after(request, raw, depth, sharing)
    return [encoded, after, *data, *its_data]


def _after(request: tuple[Any, ...], raw: bytes, depth: int, sharing: int) -> tuple[bytes, list[Any]]:
    """Return the arguments as they stand now, encoded, with `sharing` if it is not 0; None where there is nothing to say."""
    try:
        if marshal.dumps(request, 2) == raw and not sharing:
            return b"N", []
    except ValueError:
        pass  # something that is not plain was put into them
    arguments = [*request[-1], sharing] if sharing else request[-1]
    try:
        if any(type(argument) is bytes for argument in arguments):
            arguments = wire.unpacked(arguments)
        return wire.encode_parts(arguments, 2 * len(raw) + 1024, depth + 1)
    except (wire.NotPlain, wire.TooLarge):
        kept = [_or_none(argument, 2 * len(raw), depth) for argument in arguments]
        return wire.encode_parts(kept, 1 << 30, depth + 1)


def _or_none(argument: object, limit: int, depth: int) -> object:
    """Return an argument if it can cross, else None."""
    try:
        return wire.decode(wire.encode(argument, limit, depth), depth)
    except (wire.NotPlain, wire.TooLarge):
        return None


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss if resource else 0


def _seed(seed: int) -> None:
    """Seed the generators that are there, and those that are made without a seed later."""
    if "random" in sys.modules:
        random = sys.modules["random"]
        random.seed(seed)
        random.Random.__init__.__defaults__ = (seed,)
        random.Random.seed.__defaults__ = (seed, 2)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(seed % 2**32)
        # numpy reads what the system has of chance with this one function
        vars(sys.modules["numpy.random.bit_generator"])["randbits"] = sys.modules["random"].Random(seed).getrandbits
