"""Asks one exercise of one submission: workers started when needed, printing kept, one budget of processor time."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Collection, Sequence
from typing import Any

from msgspec.structs import replace

from grader.core.course import Course, Exercise
from grader.core.results import Isolation
from grader.grading.construct_search import find_constructs
from grader.grading.explain.explanation import Surroundings, surroundings_of
from grader.grading.harnesses import equipment_of, of_probe, probe_text
from grader.sandbox.calls import function_of
from grader.sandbox.client import Worker
from grader.sandbox.outcome import Answer, Failure, Loaded, Place
from grader.sandbox.process_factory import Sources
from grader.sandbox.sandbox import Sandbox
from grader.sandbox.sources import Module
from grader.sandbox.stint import Stopwatch
from grader.submissions.submission import MAX_TOTAL, Found, Refused, Submission

_LIKELY_CHARACTERS = 1 << 16  # more than this is sent only if it is asked for
_LEAST_SECONDS = 1.0  # processor seconds that a call has in any case
_TIMES_THE_REFERENCE = 50.0  # so many times what the reference takes, where that is more
_AGAIN_SECONDS = 0.1  # processor seconds in any case for a function that has hung before: it may answer elsewhere
# for such a function: so many times what the reference takes, and so many calls at most that do not come back
_AGAIN_TIMES, _MOST_HANGS = 10.0, 2
_AGAIN_WALL = 0.5  # seconds by the clock for a function that waited before for what does not come
_CUT = "\n[what was printed after this was cut]\n"


class SubmissionRun:
    """One exercise of one submission, answering calls from the sandbox; a suite's Caller."""

    def __init__(
        self,
        sandbox: Sandbox,
        course: Course,
        exercise: Exercise,
        submission: Submission,
        seed: int,
        *,
        replaced: Collection[str] = (),
        timed: Callable[[str, Sequence[Any]], float] = lambda function, arguments: 0.0,
        hung: dict[str, list[Failure]] | None = None,
    ) -> None:
        """Prepare to ask; nothing is started yet.

        Args:
            sandbox: where workers come from.
            course: what the exercise belongs to.
            exercise: what is asked about.
            submission: the learner's files.
            seed: what the learner's random numbers are drawn from.
            replaced: the stems of the earlier exercises in whose place the reference stands.
            timed: gives the seconds that the reference takes for a call.
            hung: how functions of this submission were found hanging, by `file: function`, with `file: any` where one of the
                file's exercise did, and `file: inside` where it stood in the file; this run adds to it.
        """
        self._timed, self._hung = timed, {} if hung is None else hung
        self._sandbox, self._course, self._exercise = sandbox, course, exercise
        # drawn from the seed, so that the seed, and with it the hidden inputs, cannot be worked out from it
        self._seed = random.Random(f"{seed}: the learner's").getrandbits(63)
        self._submission, self._replaced = submission, frozenset(replaced)
        self._earlier = {earlier.stem: earlier for earlier in course.earlier(exercise)}
        self._limits = limits = exercise.limits
        self._worker: Worker | None = None
        self._budget = limits.cpu_seconds
        self._clock = limits.total_seconds
        self._loading: Failure | Loaded | None = None
        self._seldom: frozenset[str] = frozenset()
        self._confined: list[bool] = []
        self._output_left = limits.output_kib << 10
        self.wanted: set[str] = set()
        """The earlier exercises that the submission's file imports."""
        self.refused: dict[str, str] = {}
        """Why a module that it imports was not given to it."""
        self.sources: dict[str, str] = {}
        """What was given to it: the source by label."""
        self._given: dict[str, int] = {}
        self.printed: list[str] = []  # while `listening`
        self.listening = True
        self.spoke = False
        self._equipment = equipment_of(exercise)

    @property
    def isolation(self) -> Isolation:
        """What kept the submission in, as far as it was seen."""
        return ("full" if all(self._confined) else "limited") if self._confined else "none"

    @property
    def surroundings(self) -> Surroundings:
        """What the explanation of an error may look at."""
        own = self._find(self._exercise.stem)
        return surroundings_of(self._exercise, own.file if own else "", self.sources, self._earlier)

    @property
    def earlier(self) -> Sequence[str]:
        """The stems of the exercises that this one may build on."""
        return tuple(self._earlier)

    def load(self) -> Loaded | Failure:
        """Load the exercise's file, if that was not tried yet."""
        if self._loading is None:
            self._loading = self._start()
        return self._loading

    def call(self, function: str, arguments: Sequence[Any]) -> Answer | Failure:
        """Call a function, in a fresh worker where the one before has ended."""
        loaded = self.load()
        if isinstance(loaded, Failure):
            return loaded
        name = function_of(function)
        if name in loaded.missing:
            return Failure("raised", "NameError", f"{name} is not defined", loading=True)
        if self._clock <= 0:
            return Failure("timeout", "clock")
        before = self._hung.get(self._name(function), [])
        if len(before) >= _MOST_HANGS:
            return before[0]
        if self._worker is None:
            if self._budget <= 0:
                return Failure("timeout", "budget")
            again = self._start()
            if isinstance(again, Failure):
                # the words of a fresh process may tell what the one before was asked
                closed = not self.listening and again.problem in ("raised", "syntax", "forbidden")
                return Failure("raised", loading=True) if closed else again
        assert self._worker is not None
        self.spoke = False
        began = time.monotonic()
        outcome = self._timed_call(function, arguments, began)
        if isinstance(outcome, Failure) and name in self._exercise.probes:
            return of_probe(outcome, loaded.missing)
        return replace(outcome, printed=True) if self.spoke and isinstance(outcome, Answer) else outcome

    def _timed_call(self, function: str, arguments: Sequence[Any], began: float) -> Answer | Failure:
        """Call a function for as long as it may take: less where it has hung before."""
        assert self._worker is not None
        name = self._name(function)
        before = self._hung.get(name, [])
        slow = {f"{stem}: any" for stem in self.wanted - self._replaced} | {f"{self._exercise.stem}: inside"}
        again = bool(before) or not self._hung.keys().isdisjoint(slow)
        least, times = (_AGAIN_SECONDS, _AGAIN_TIMES) if again else (_LEAST_SECONDS, _TIMES_THE_REFERENCE)
        waited = any(failure.kind == "" for failure in before)  # it used no processor time, so it would only wait again
        outcome = self._worker.call(
            function,
            arguments,
            least,
            lambda: max(least, times * self._timed(function, arguments)),
            _AGAIN_WALL if waited else float("inf"),
        )
        self._settle(outcome, began)
        if isinstance(outcome, Failure) and outcome.problem == "timeout":
            self._hung[name] = [*before, outcome]
            file = outcome.place.label.partition(".")[0] if outcome.place else ""
            self._hung |= {f"{stem}: any": [outcome] for stem in (self._exercise.stem, file)}
            self._hung[f"{file}: inside"] = [outcome]
            return (before or [outcome])[0]
        return outcome

    def _name(self, function: str) -> str:
        """Return what a function is called among those that hung."""
        return f"{self._exercise.stem}: {function}{' on references' if self._replaced else ''}"

    def ask(self, request: str, *arguments: Any, seconds: float = float("inf")) -> Answer | Failure:
        """Ask the worker for "steps", "timed" or "calls" in so many processor seconds, see `grader.sandbox.worker`."""
        loaded, began = self.load(), time.monotonic()
        if not self._worker or isinstance(loaded, Failure):
            return loaded if isinstance(loaded, Failure) else Failure("closed")
        self._settle(outcome := self._worker.ask(request, *arguments, seconds=seconds), began)
        return outcome

    def measured(
        self, function: str, arguments: Sequence[Any], times: int = 0, looks: bool = False
    ) -> tuple[Answer | Failure, float | None]:
        """Call a function, or time it so often, see `grader.sandbox.timing`; return processor seconds, None if not told."""
        self.load()
        given = list(arguments)
        with Stopwatch(lambda: self._worker.pid if self._worker else None) as watch:
            outcome = self.ask("timed", function, given, times, looks) if times else self.call(function, given)
        return outcome, watch.seconds if watch.exact else None

    def constructs(self, words: Sequence[str], *, own: bool) -> list[list[Place]]:
        """Return the places at which each construct stands in the exercise's file; see `find_constructs`."""
        return find_constructs(self._sandbox, self._limits, self._find(self._exercise.stem), words, own=own)

    def load_on_references(self) -> bool:
        """Run every file again in the same worker, the reference in place of its earlier ones; return whether that worked."""
        if self._worker is None or self._equipment or self._replaced or not self.wanted:
            return False
        self._replaced = frozenset(self._earlier)
        self._loading = self._load_into(self._worker)
        return isinstance(self._loading, Loaded)

    def close(self) -> None:
        """End the worker."""
        if self._worker:
            self._worker.drop()
            self._worker = None

    def _start(self) -> Loaded | Failure:
        printed, left = len(self.printed), self._output_left
        outcome = self._start_once()
        if isinstance(outcome, Failure) and outcome.problem == "closed" and self._budget > 0 < self._clock:
            # perhaps it was ended from outside while it waited, before anything of the learner's ran
            del self.printed[printed:]
            self._output_left = left
            outcome = self._start_once()
        return outcome

    def _start_once(self) -> Loaded | Failure:
        self._seldom = self._seldom or self._asks_for_seldom()
        launcher = self._sandbox.launcher(self._seldom)
        worker = self._worker = Worker(launcher, self._limits, max(self._budget, 1), self._source, self._print)
        outcome = self._load_into(worker)
        self._confined.append(worker.filtered)
        if isinstance(outcome, Failure):
            self.close()
        return outcome

    def _load_into(self, worker: Worker) -> Loaded | Failure:
        began, own = time.monotonic(), self._exercise
        outcome = worker.load(own.stem, list(own.defines), self._seed, self._likely(), self._equipment)
        self._settle(outcome, began)
        return outcome

    def _settle(self, outcome: object, began: float) -> None:
        """Charge the clock, and the budget where a worker has ended: with what it used, where the system tells that."""
        took = time.monotonic() - began
        self._clock -= took
        if self._worker and not self._worker.alive:
            timed_out = isinstance(outcome, Failure) and outcome.problem == "timeout"
            self._budget -= self._worker.cpu_seconds or (took if timed_out else 0.0)
            self._worker = None

    def _print(self, text: str) -> None:
        self.spoke = True
        if self.listening and self._output_left > 0:
            self.printed.append(text[: self._output_left])
            self._output_left -= len(text)
            if self._output_left <= 0 and not text.endswith(_CUT):
                self.printed.append(_CUT)

    def _find(self, name: str) -> Found | None:
        try:
            return self._submission.find(name)
        except Refused as error:
            self.refused[name] = error.reason
            return None

    def _likely(self) -> dict[str, Module]:
        """Return the earlier parts that the file speaks of, or that these speak of: what it imports, most probably."""
        likely: dict[str, Module] = {}
        own = self._find(self._exercise.stem)
        text = "".join(source for _, source in own.cells) if own else ""
        for stem in reversed(self._earlier):
            if stem in text and stem not in self._replaced and (found := self._find(stem)):
                more = "".join(source for _, source in found.cells)
                if len(text) + len(more) <= _LIKELY_CHARACTERS:
                    likely[stem] = found.cells, found.notebook
                    text += more
        return likely

    def likely_sources(self) -> Sources:
        """Return what the next worker will most probably load beside the exercise's own file, if it is no notebook."""
        return [cell for cells, notebook in self._likely().values() if not notebook for cell in cells]

    def _source(self, name: str) -> Module | None:
        """Give a module that the learner's code imports."""
        if name in self._earlier:
            self.wanted.add(name)
            if name in self._replaced:
                text = self._earlier[name].reference.read_text(encoding="utf-8")
                return (("earlier part", text),), False
        found = self._find(name)
        if found is None:
            if name in self._earlier:
                self.refused.setdefault(name, f"there is no {name}.py (or .ipynb) here.")
            return None
        if name not in self._given:
            self._given[name] = sum(len(source) for _, source in found.cells)
            if sum(self._given.values()) > MAX_TOTAL:
                self.refused[name] = f"with it your files are more than the {MAX_TOTAL >> 20} MiB that are read."
        if name in self.refused:
            return None
        self.sources.update(found.cells)
        return found.cells, found.notebook

    def _asks_for_seldom(self) -> frozenset[str]:
        """Return what any file of the chain speaks of that is loaded for no other."""
        stems = [self._exercise.stem, *self._earlier]
        sources = [source for stem in stems if (found := self._find(stem)) for _, source in found.cells]
        if self._exercise.harnessed:
            sources += [probe_text(self._exercise), "numpy" if self._exercise.arrays else ""]
        return self._sandbox.asked_by(sources)
