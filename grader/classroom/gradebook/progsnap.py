"""The attempts of a class as a data set of ProgSnap2 (version 7), with pseudonyms in place of names.

MainTable.csv has an event for each attempt, `Submit`, and below it one for each check, `Run.Test`. The gradebook keeps no
programs, so a code state is known by the hash of what was handed in, and CodeStates.csv has no code.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from grader import __version__
from grader.classroom.gradebook.cells import written
from grader.classroom.gradebook.store import Gradebook
from grader.core.errors import UsageError
from grader.core.files import write_file

_COLUMNS = (
    *("EventType", "EventID", "Order", "SubjectID", "ToolInstances", "CodeStateID", "ServerTimestamp"),
    *("ServerTimezone", "AssignmentID", "ProblemID", "ParentEventID", "TestID", "Score", "ExecutionResult"),
)
_METADATA = (
    ("Version", "7"),
    ("IsEventOrderingConsistent", "true"),
    ("EventOrderScope", "Global"),
    ("EventOrderScopeColumns", ""),
    ("CodeStateRepresentation", "Table"),
)
_RESULTS = {"passed": "Success", "failed": "TestFailed", "timeout": "Timeout"}
_FEWEST = 16  # bytes of a key


def read_key(path: Path) -> tuple[bytes, bool]:
    """Return the key in a file, and whether it was made now.

    Raises:
        UsageError: it cannot be read or made, or is too short to keep names secret.
    """
    try:
        if path.exists():
            key, made = path.read_bytes().strip(), False
        else:
            key, made = secrets.token_hex(32).encode(), True
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(key + b"\n")
    except OSError as error:
        raise UsageError(f"{path}: cannot be used as a key ({error.strerror}).") from None
    if len(key) < _FEWEST:
        raise UsageError(f"{path}: is too short for a key: {_FEWEST} bytes at least. Name a new file, and one is made.")
    return key, made


def pseudonym(key: bytes, name: str) -> str:
    """Return what stands for a learner: the same for the same key, and nobody without it can tell whose it is."""
    return hmac.new(key, name.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:24]


def write(gradebook: Gradebook, title: str, key: bytes, folder: Path, learners: Collection[str]) -> int:
    """Write the data set into a folder; return how many events it has.

    Raises:
        UsageError: it cannot be written.
    """
    rows, states, parent = [list(_COLUMNS)], dict[str, None](), ""
    for event in _events(gradebook, title, key, learners):
        event["Order"] = event["EventID"] = str(len(rows))
        if event["EventType"] == "Submit":
            parent = event["EventID"]
            states[event["CodeStateID"]] = None
        else:
            event["ParentEventID"] = parent
        rows.append([event.get(column, "") for column in _COLUMNS])
    try:
        (folder / "CodeStates").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be made ({error.strerror}).") from None
    write_file(folder / "MainTable.csv", written(rows))
    write_file(folder / "DatasetMetadata.csv", written([("Property", "Value"), *_METADATA]))
    write_file(folder / "CodeStates" / "CodeStates.csv", written([("CodeStateID", "Code"), *((s, "") for s in states)]))
    return len(rows) - 1


def _events(gradebook: Gradebook, title: str, key: bytes, learners: Collection[str]) -> Iterator[dict[str, str]]:
    """Give the events in the order in which they were graded."""
    tool = f"primer-grader {__version__}"
    for student, name, content, graded_at, document in gradebook.all_attempts():
        if student not in learners:
            continue
        of: dict[str, Any] = json.loads(document)
        same = {
            "SubjectID": pseudonym(key, student),
            "ToolInstances": tool,
            "CodeStateID": content,
            "ServerTimestamp": graded_at.partition("+")[0],
            "ServerTimezone": "+0000",
            "AssignmentID": title,
            "ProblemID": name,
        }
        most = of.get("max_score") or 0.0
        yield {**same, "EventType": "Submit", "Score": f"{of['score'] / most:.4f}" if most else ""}
        for check in of.get("checks") or of.get("items") or ():
            status = check.get("status") or ("passed" if check.get("correct") else "failed")
            worth = check.get("max_score") or 0.0
            yield {
                **same,
                "EventType": "Run.Test",
                "TestID": check["id"],
                "Score": f"{check['score'] / worth:.4f}" if worth else "",
                "ExecutionResult": _RESULTS.get(status, "Error"),
            }
