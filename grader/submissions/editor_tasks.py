"""What VS Code needs to mark a failing check at its line: tasks, and a matcher for the report `lines`."""

from __future__ import annotations

import json

TASKS = ".vscode/tasks.json"
# the form of a line of `grade.reports.lines`, as a JavaScript expression; of marks that share place, severity and code
# VS Code keeps the first alone, whatever they say
MATCHER = {
    "owner": "grade",
    "source": "grade",
    "fileLocation": ["relative", "${workspaceFolder}"],
    "pattern": {
        "regexp": "^(.+?):(\\d+):(\\d+): (error|warning|info): (.*?)(?: \\[(\\w+)\\])?$",
        "file": 1,
        "line": 2,
        "column": 3,
        "severity": 4,
        "message": 5,
        "code": 6,
    },
}
# what `grade watch --format lines` writes around the lines of a verdict; a group in the first would be taken for a file
VERDICT = {"activeOnStart": False, "beginsPattern": "^grading .+$", "endsPattern": "^graded .+$"}


def tasks() -> str:
    """Return the text of tasks.json."""
    own = [
        {"value": f"${{{name}}}", "quoting": "strong"} for name in ("fileBasenameNoExtension", "relativeFileDirname")
    ]
    found = [
        {
            **_task("grade: this exercise", ["exercise", *own, "--format", "lines"]),
            "group": {"kind": "build", "isDefault": True},
        },
        _task("grade: every exercise", ["exercise", "all", ".", "--format", "lines"]),
        {
            **_task("grade: at every save", ["watch", ".", "--format", "lines"]),
            "isBackground": True,
            "problemMatcher": {**MATCHER, "background": VERDICT},
        },
        {**_task("grade: watch", ["watch", "."]), "problemMatcher": []},
    ]
    return json.dumps({"version": "2.0.0", "tasks": found}, indent=2) + "\n"


def _task(label: str, arguments: list[object]) -> dict[str, object]:
    return {
        # by a shell: a process of VS Code's own is not looked for where an activated environment keeps it
        "label": label,
        "type": "shell",
        "command": "grade",
        "args": arguments,
        "options": {"cwd": "${workspaceFolder}"},
        "problemMatcher": MATCHER,
        "presentation": {"panel": "dedicated", "clear": True},
    }
