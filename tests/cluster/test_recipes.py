"""The recipes of docs/scale.md do what they say, but for the machines: SLURM's commands and containers are processes here."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from grader.classroom.gradebook.store import Gradebook

ROOT = Path(__file__).parent.parent.parent
RECIPES = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")


@pytest.fixture(name="handed_in")
def _handed_in(tmp_path: Path) -> Path:
    """Give a class of three on the course that comes with the grader: two right, one empty."""
    for learner in ("anna", "bob"):
        (tmp_path / "class" / learner).mkdir(parents=True)
        shutil.copy(ROOT / "solutions" / "ex1_sigmoid.py", tmp_path / "class" / learner)
    (tmp_path / "class" / "carl").mkdir()
    (tmp_path / "class" / "carl" / "ex1_sigmoid.py").write_text("")
    return tmp_path / "class"


SBATCH = """\
cp "$1" script
log=job.$(ls job.*.log 2>/dev/null | wc -l).log
cp "$1" "$log.sh"  # dask-jobqueue deletes its own
[ "$log" != job.0.log ] || echo 'exit 1' >"$log.sh"
setsid bash "$log.sh" >"$log" 2>&1 </dev/null &
job=$!
if [ "$log" = job.1.log ]; then
    (
        for _ in $(seq 300); do grep -q "Registered to" "$log" && kill -9 -- "-$job" && break; sleep 0.1; done
    ) >/dev/null 2>&1 </dev/null &
fi
echo "$job" >>jobs
echo "Submitted batch job $job"
"""
"""Starts a job as SLURM would; the first one ends at once, the next as soon as its worker is known to the scheduler."""
SQUEUE = """\
for job in $(cat jobs); do kill -0 -- "-$job" 2>/dev/null && echo "$job"; done
true
"""


def test_the_slurm_recipe_replaces_a_job_that_is_lost(handed_in: Path, tmp_path: Path) -> None:
    """Before or after its worker was there; a later job grades the class, and none is left when it is done."""
    (recipe,) = (block for block in re.findall(r"```python\n(.*?)```", RECIPES, re.DOTALL) if "SLURMCluster" in block)
    (tmp_path / "recipe.py").write_text(
        replaced(recipe, {'"ib0"': '"lo"', "JOBS = 100": "JOBS = 1", "timeout=30": "timeout=1"})
    )
    for file in handed_in.glob("*/*.py"):  # slow, so that nobody has graded all before the job is killed
        file.write_text(file.read_text() + "sum(range(20_000_000))\n")
    (tmp_path / "slurm").mkdir()
    program(tmp_path / "slurm" / "sbatch", SBATCH)
    program(tmp_path / "slurm" / "squeue", SQUEUE)
    program(tmp_path / "slurm" / "scancel", 'kill -- "-$1" 2>/dev/null; echo "$1" >>cancelled\n')
    command = [sys.executable, "recipe.py", str(handed_in), str(tmp_path / "g.sqlite")]
    settings = environment(tmp_path / "slurm", DASK_DISTRIBUTED__DEPLOY__LOST_WORKER_TIMEOUT="1s")
    done = subprocess.run(command, cwd=tmp_path, env=settings, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "3 submissions: 3 graded" in done.stdout
    assert learners(tmp_path / "g.sqlite") == ["anna", "bob", "carl"]
    _, _, *later = (tmp_path / "jobs").read_text().split()
    assert later[-1] in (tmp_path / "cancelled").read_text().split()
    assert "#SBATCH -p normal\n" in (tmp_path / "script").read_text()


def test_the_kubernetes_recipe_fits_together_and_grades(
    handed_in: Path, tmp_path: Path, commands: Callable[..., None]
) -> None:
    """Labels and addresses match, and the containers' commands, one of each, grade a class."""
    (recipe,) = re.findall(r"```yaml\n(.*?)```", RECIPES, re.DOTALL)
    made = {thing["metadata"]["name"]: thing for thing in yaml.safe_load_all(recipe)}
    assert [thing["kind"] for thing in made.values()] == ["Service", "Deployment", "Deployment", "Job"]
    for name in ("grading-scheduler", "grading-workers"):
        template = made[name]["spec"]["template"]
        assert made[name]["spec"]["selector"]["matchLabels"] == template["metadata"]["labels"]
    scheduler = made["grading-scheduler"]["spec"]["template"]["metadata"]["labels"]
    assert made["grading"]["spec"]["selector"] == scheduler
    assert made["grading"]["spec"]["ports"] == [{"port": 8786}]

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    here = {"tcp://grading:8786": f"tcp://127.0.0.1:{port}", "8786": port, "/class": str(handed_in)}
    here |= {"postgresql://grades@postgres/grades": str(tmp_path / "g.sqlite"), "/tmp": str(tmp_path)}
    for name in ("grading-scheduler", "grading-workers"):
        commands(*container(made[name], here))
    command, settings = container(made["grade"], here)
    done = subprocess.run(command, env=settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "3 submissions: 3 graded" in done.stdout
    assert learners(tmp_path / "g.sqlite") == ["anna", "bob", "carl"]


@pytest.fixture(name="commands")
def _commands() -> Iterator[Callable[..., None]]:
    """Give a function that starts a program, which is ended after the test."""
    running: list[subprocess.Popen[bytes]] = []

    def start(command: list[str], settings: dict[str, str]) -> None:
        options: Any = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "start_new_session": True}
        running.append(subprocess.Popen(command, env=settings, **options))

    yield start
    for process in running:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def container(made: Any, here: dict[str, str]) -> tuple[list[str], dict[str, str]]:
    """Return the command of a thing's one container, with what is different here, and its environment."""
    (container,) = made["spec"]["template"]["spec"]["containers"]
    settings = {variable["name"]: variable["value"] for variable in container.get("env", []) if "value" in variable}
    return [here.get(word, word) for word in container["command"]], environment(**settings)


def replaced(text: str, others: dict[str, str]) -> str:
    """Return a text with words replaced, each of which stands in it once."""
    for there, here in others.items():
        assert text.count(there) == 1, there
        text = text.replace(there, here)
    return text


def program(path: Path, script: str) -> None:
    """Write a program."""
    path.write_text(f"#!/bin/bash\n{script}")
    path.chmod(0o755)


def environment(*folders: Path, **more: str) -> dict[str, str]:
    """Return an environment in which programs are found in these folders, and `grade` and `dask`."""
    path = os.pathsep.join(map(str, (*folders, Path(sys.executable).parent, os.environ["PATH"])))
    return {**os.environ, "PATH": path, **more}


def learners(url: Path) -> list[str]:
    """Return who is in a gradebook."""
    with Gradebook(url) as gradebook:
        return [learner.key for learner in gradebook.learners()]
