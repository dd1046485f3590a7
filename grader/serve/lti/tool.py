"""The course as a tool: everything that its routes work with, and what it does by itself while it is served."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable

import msgspec

from grader.core.errors import Fault
from grader.serve.hosted.database import now
from grader.serve.hosted.hosting import Hosting
from grader.serve.lti.access import PlatformServices
from grader.serve.lti.contexts import Contexts
from grader.serve.lti.deep_linking import DeepLinking
from grader.serve.lti.memberships import Memberships
from grader.serve.lti.platform_keys import PlatformKeys
from grader.serve.lti.platforms import Platforms
from grader.serve.lti.score_jobs import MOST_AT_ONCE, note_result
from grader.serve.lti.scores import Scores
from grader.serve.lti.service_client import ServiceClient
from grader.serve.lti.tables import prepare_lti
from grader.serve.lti.tickets import Tickets
from grader.serve.lti.tool_keys import ToolKeys

_LOOK_EVERY = 1.0  # seconds between two looks for scores that are due
_COMPARE_EVERY = 60.0  # for marks that were changed by hand
_PLATFORMS_EVERY = 10.0  # for those that the operator has registered


class LtiTool:
    """A hosted course as a tool. Its threads start and end with the hosting."""

    def __init__(self, hosting: Hosting) -> None:
        """Make its tables and keys, and listen to results."""
        database = hosting.database
        prepare_lti(database)
        self.platforms = Platforms(database)
        self.keys = ToolKeys(database)
        self.tickets = Tickets(database, self.keys.ticket_secret)
        self.client = ServiceClient()
        services = PlatformServices(self.client, self.keys)
        self.platform_keys = PlatformKeys(self.client)
        self.contexts = Contexts(database, hosting.course)
        self.deep_linking = DeepLinking(hosting.course, hosting.url, self.keys, self.tickets)
        self.scores = Scores(database, hosting.course, self.platforms, services, self.tickets, hosting.server.name)
        self.memberships = Memberships(database, self.contexts, self.platforms, services)
        self._ended = threading.Event()
        self.ancestors: tuple[str, ...] = ()
        """The origins whose pages may show the course in a frame."""
        self.look_for_platforms()
        self._threads = [
            threading.Thread(target=self._every, args=(each, seconds), name=name, daemon=True)
            for name, each, seconds in (
                ("scores", self._send, _LOOK_EVERY),
                ("changed marks", self.scores.look_for_changes, _COMPARE_EVERY),
                ("members", self.memberships.update_due, _LOOK_EVERY),
                ("platforms", self.look_for_platforms, _PLATFORMS_EVERY),
            )
        ]
        hosting.hand_ins.listeners.append(note_result)
        hosting.parts.append(self)

    def look_for_platforms(self) -> None:
        """Let the pages of every registered platform show the course in a frame."""
        self.ancestors = tuple(dict.fromkeys(origin for one in self.platforms.all() for origin in one.origins))

    def start(self) -> None:
        """Begin to send scores, and to ask for the people of courses."""
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """End; what was not sent is sent after the next start, by any server."""
        self._ended.set()
        for thread in self._threads:
            thread.join()
        self.scores.close()
        self.client.close()

    def _send(self) -> None:
        while self.scores.send_due() == MOST_AT_ONCE and not self._ended.is_set():
            pass

    def _every(self, do: Callable[[], object], seconds: float) -> None:
        while not self._ended.wait(seconds):
            try:
                do()
            except Fault as fault:  # the database is away: the next look is as good
                line = {"at": now(), "thread": threading.current_thread().name, "trouble": str(fault)}
                sys.stderr.write(msgspec.json.encode(line).decode() + "\n")
