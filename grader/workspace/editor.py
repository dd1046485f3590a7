"""What VS Code needs to mark a failing check at its line: tasks, and a matcher for the report `lines`."""

from __future__ import annotations

import json

TASKS = ".vscode/tasks.json"
# the form of a line of `grade.reports.lines`, as a JavaScript expression
MATCHER = {
    "owner": "grade",
    "source": "grade",
    "fileLocation": ["relative", "${workspaceFolder}"],
    "pattern": {
        "regexp": "^(.+?):(\\d+):(\\d+): (error|warning|info): (.*)$",
        "file": 1, "line": 2, "column": 3, "severity": 4, "message": 5,
    },
}  # fmt: skip


def tasks() -> str:
    """Return the text of tasks.json."""
    found = [
        _task("grade: this exercise", ["exercise", "${fileBasenameNoExtension}", ".", "--format", "lines"], "test"),
        _task("grade: every exercise", ["exercise", "all", ".", "--format", "lines"]),
        {**_task("grade: watch", ["watch", "."]), "problemMatcher": []},
    ]
    return json.dumps({"version": "2.0.0", "tasks": found}, indent=2) + "\n"


def _task(label: str, arguments: list[str], default: str = "") -> dict[str, object]:
    return {
        "label": label, "type": "process", "command": "grade", "args": arguments,
        "options": {"cwd": "${workspaceFolder}"}, "problemMatcher": MATCHER,
        "presentation": {"panel": "dedicated", "clear": True},
        **({"group": {"kind": default, "isDefault": True}} if default else {}),
    }  # fmt: skip
