"""The queue before the graders: a place for each request, in one of two lanes, with a bound on how long anybody waits.

Checks go first. Hints, runs, and whatever a learner asks whose last check did not come back, wait in the slow lane, which
never fills all graders. A request that would wait too long is refused when it comes; one that has waited too long is
given up, so that nobody waits for ten seconds. A place is reserved before a check is written down, so what is still being
written counts as well.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field

from grader.serve.hosted.requests import GradingAnswer, GradingRequest

LONGEST_WAIT = 8.0
"""Seconds that a request may be expected to wait; one that would wait longer is refused."""
GIVEN_UP_AFTER = 9.5
"""Seconds after which a request that still waits is given up: the guess was wrong."""
MOST_WAITING = 500
_SLOW_FOR = 60.0  # seconds that a learner stays in the slow lane after a check that hung
_TOLD = 0.1  # the weight of a new time in the mean

Finish = Callable[[GradingAnswer], None]
"""Is given the answer, in the grader's thread, before whoever waits for it is."""


class QueueFull(Exception):
    """There is no place in the queue now."""


class WaitedTooLong(Exception):
    """A request has waited for too long, and was given up."""


class AlreadyAsked(Exception):
    """The learner's last request is still being answered."""

    def __init__(self, place: QueuePlace) -> None:
        """Take the place of that request."""
        super().__init__()
        self.place = place


@dataclass(eq=False)
class QueuePlace:
    """One request in the queue."""

    learner: int
    is_check: bool
    about: object
    """What tells the same request, sent again, from another one."""
    slow: bool
    request: GradingRequest | None = None
    finish: Finish = lambda answer: None
    answer: Future[GradingAnswer] = field(default_factory=Future)
    stopped: bool = False
    number: int = -1
    """Its number in its lane; below 0 until it is in it."""
    since: float = field(default_factory=time.monotonic)


class _Lane:
    """Requests in the order in which they came, and how long one of them takes."""

    def __init__(self) -> None:
        self.places: deque[QueuePlace] = deque()
        self.entered = self.left = self.reserved = 0
        self.mean_seconds = 0.05

    @property
    def seconds(self) -> float:
        """How long one grader needs for all of it."""
        return (len(self.places) + self.reserved) * self.mean_seconds

    def append(self, place: QueuePlace) -> None:
        """Put a request at the end."""
        place.number, self.entered = self.entered, self.entered + 1
        self.places.append(place)

    def popleft(self) -> QueuePlace:
        """Take the oldest request out."""
        self.left += 1
        return self.places.popleft()


class Lanes:
    """The queue. Any thread may use it."""

    def __init__(self, graders: int) -> None:
        """Take how many graders there are."""
        self._graders = graders
        self._news = threading.Condition()
        self._checks, self._slow = _Lane(), _Lane()
        self._busy: dict[tuple[int, bool], QueuePlace] = {}  # by learner, and whether it is a check
        self._slow_until: dict[int, float] = {}
        self._slow_running = 0
        self._closing = False
        self.refused = self.answered = self.given_up = 0
        self.waited = self.longest_wait = 0.0
        """Seconds in the queue: of all requests together, and of the one that waited the longest."""

    @property
    def waiting(self) -> int:
        """How many requests are in the queue, or have a place in it reserved."""
        return sum(len(lane.places) + lane.reserved for lane in (self._checks, self._slow))

    @property
    def full(self) -> bool:
        """Whether a check would be refused now."""
        expected = (self._checks.seconds + self._slow.seconds) / self._graders
        return self._closing or self.waiting >= MOST_WAITING or expected > LONGEST_WAIT

    def is_busy(self, learner: int) -> bool:
        """Whether a learner's last check is still being answered."""
        return (learner, True) in self._busy

    def before(self, learner: int) -> int | None:
        """Return how many requests are before a learner's in its lane: 0 when it runs, None where there is none."""
        place = self._busy.get((learner, True)) or self._busy.get((learner, False))
        if place is None:
            return None
        lane = self._lane_of(place)
        return len(lane.places) if place.number < 0 else max(0, place.number - lane.left + 1)

    def reserve(self, learner: int, is_check: bool, about: object = None, *, behind: bool = False) -> QueuePlace:
        """Take a place in the queue, for a request that put() gives it.

        Args:
            learner: whose request it is; each has one check at a time, and one of anything else.
            is_check: whether it is a check.
            about: what tells the same request, sent again, from another one.
            behind: whether it goes into the slow lane in any case, since nobody waits for it.

        Raises:
            QueueFull: there is no place.
            AlreadyAsked: the learner's last request is still being answered.
        """
        with self._news:
            if there := self._busy.get((learner, is_check)):
                raise AlreadyAsked(there)
            if self.full:
                self.refused += 1
                raise QueueFull
            slow = behind or not is_check or self._slow_until.get(learner, 0.0) > time.monotonic()
            place = QueuePlace(learner, is_check, about, slow)
            place.answer.set_running_or_notify_cancel()  # whoever waited may go: the answer is kept all the same
            self._busy[learner, is_check] = place
            self._lane_of(place).reserved += 1
            return place

    def put(
        self, place: QueuePlace, request: GradingRequest, finish: Finish = lambda answer: None
    ) -> Future[GradingAnswer]:
        """Give a place its request, and return the answer to come.

        Args:
            place: from reserve().
            request: what is asked.
            finish: keeps the answer; where it fails, the answer fails.
        """
        with self._news:
            place.request, place.finish = request, finish
            lane = self._lane_of(place)
            lane.reserved -= 1
            lane.append(place)
            self._news.notify()
        return place.answer

    def give_back(self, place: QueuePlace, answer: GradingAnswer | BaseException) -> None:
        """Leave a place that was only reserved; whoever waits for the same request is given the answer."""
        with self._news:
            self._lane_of(place).reserved -= 1
            del self._busy[place.learner, place.is_check]
            self._news.notify_all()
        _settle(place, answer)

    def give_up_late(self, now: float | None = None) -> int:
        """Give up what has waited too long, at a time in seconds (now if left out); return how many."""
        latest = (time.monotonic() if now is None else now) - GIVEN_UP_AFTER
        late = []
        with self._news:
            for lane in (self._checks, self._slow):
                while lane.places and lane.places[0].since < latest:
                    late.append(lane.popleft())
            for place in late:
                del self._busy[place.learner, place.is_check]
            self.given_up += len(late)
        for place in late:
            _settle(place, WaitedTooLong())
        return len(late)

    def stop(self, learner: int) -> list[QueuePlace]:
        """Mark what a learner has asked as stopped, and return it."""
        with self._news:
            mine = [place for (whose, _), place in self._busy.items() if whose == learner]
            for place in mine:
                place.stopped = True
            return mine

    def next_place(self) -> QueuePlace | None:
        """Wait for a request, and take it; None where the server ends."""
        with self._news:
            while not (lane := self._next_lane()):
                if self._closing and not self.waiting:
                    return None
                self._news.wait()
            place = lane.popleft()
            waited = time.monotonic() - place.since
            self.waited += waited
            self.longest_wait = max(self.longest_wait, waited)
            self._slow_running += place.slow
            return place

    def _next_lane(self) -> _Lane | None:
        """Return the lane whose first request is next: the older one, if the slow lane may have another grader."""
        checks, slow = self._checks.places, self._slow.places
        if not slow or self._slow_running >= max(1, self._graders - 1):
            return self._checks if checks else None
        return self._checks if checks and checks[0].since < slow[0].since else self._slow

    def done(self, place: QueuePlace, answer: GradingAnswer, seconds: float) -> None:
        """Keep an answer, which took so many seconds, and give it to whoever waits for it."""
        outcome: GradingAnswer | BaseException = answer
        if answer.graded is not None or not answer.problem:
            try:
                place.finish(answer)
            except Exception as error:
                outcome = error
        with self._news:
            self._slow_running -= place.slow
            del self._busy[place.learner, place.is_check]
            lane = self._lane_of(place)
            lane.mean_seconds += _TOLD * (seconds - lane.mean_seconds)
            self._note(place.learner, answer)
            self.answered += 1
            self._news.notify_all()
        _settle(place, outcome)

    def _note(self, learner: int, answer: GradingAnswer) -> None:
        now = time.monotonic()
        self._slow_until = {who: until for who, until in self._slow_until.items() if until > now}
        if answer.hung:
            self._slow_until[learner] = now + _SLOW_FOR

    def close(self) -> None:
        """Take no more; what is in the queue is still answered."""
        with self._news:
            self._closing = True
            self._news.notify_all()

    def _lane_of(self, place: QueuePlace) -> _Lane:
        return self._slow if place.slow else self._checks


def _settle(place: QueuePlace, answer: GradingAnswer | BaseException) -> None:
    if isinstance(answer, BaseException):
        place.answer.set_exception(answer)
    else:
        place.answer.set_result(answer)
