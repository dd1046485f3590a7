"""The lessons: every number in them is true, every picture is as the reference draws it, and nothing leads outside."""

from __future__ import annotations

import doctest
import json
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.core.course import Exercise, load_course
from grader.pages import lessons

ROOT = Path(__file__).parents[2]
COURSE = load_course(ROOT)


@pytest.mark.parametrize("exercise", COURSE.exercises, ids=lambda one: one.stem)
def test_every_example_of_a_lesson_gives_what_it_says(exercise: Exercise, monkeypatch: pytest.MonkeyPatch) -> None:
    """The programs of a lesson run on the reference and print what the lesson shows; there is one in each."""
    monkeypatch.syspath_prepend(str(ROOT / "solutions"))
    space: dict[str, object] = {}
    for one in COURSE.exercises[: exercise.number]:
        space |= {name: value for name, value in vars(__import__(one.stem)).items() if not name.startswith("_")}
    text = lessons.lesson_file(exercise).read_text(encoding="utf-8")
    code = "\n".join(re.findall(r"```python\n(.*?)```", text, re.DOTALL))
    examples = doctest.DocTestParser().get_doctest(code, space, exercise.stem, None, 0)
    said: list[str] = []
    found = doctest.DocTestRunner().run(examples, out=said.append)
    assert found.attempted > 1
    assert not found.failed, "".join(said)
    for one in COURSE.exercises:
        sys.modules.pop(one.stem, None)


def test_the_pictures_are_as_the_reference_draws_them() -> None:
    """Drawing the lessons' pictures again gives the files that are there."""
    drawn = runpy.run_path(str(ROOT / "scripts" / "draw_lessons.py"))["drawn"]()
    assert drawn == {name: (ROOT / "exercises" / name).read_text(encoding="utf-8") for name in drawn}
    for one in COURSE.exercises:
        sys.modules.pop(one.stem, None)


@pytest.mark.parametrize("exercise", COURSE.exercises, ids=lambda one: one.stem)
def test_every_lesson_has_a_picture_with_words_and_only_files_beside_it(exercise: Exercise) -> None:
    """Each lesson shows a picture with a description, its title first, and names only files that are there."""
    html = lessons.lesson_html(exercise, lambda name: name)
    assert html.startswith('<h1 id="lesson-title">')
    assert all(len(alt) > 60 for alt in re.findall(r'<img src="[\w.]+" alt="([^"]+)"', html))
    named = lessons.files_of(lessons.lesson_file(exercise).read_text(encoding="utf-8"))
    assert any(name.endswith(".svg") for name in named)
    assert all(lessons.lesson_file(exercise).with_name(name).is_file() for name in named)
    assert "http" not in re.sub(r'xmlns="[^"]+"', "", html)


def test_a_lesson_shows_nothing_from_elsewhere_and_no_own_markup() -> None:
    """Pictures and links that lead outside become text; HTML is shown as typed."""
    text = "# T\n\n![a](https://x/y.svg) ![b](../y.svg) [c](https://x) [d](javascript:1) <script>1</script>\n"
    html = lessons.render(text, lambda name: name)
    assert "<script" not in html
    assert "<img" not in html
    assert "href" not in html


def test_the_lab_computes_what_the_reference_computes() -> None:
    """The lab's own functions give the reference's numbers, bit for bit but for the last digit."""
    node = shutil.which("node")
    assert node, "this test needs Node.js"
    program = """
    import * as lab from "./exercises/neuron.lab.js";
    const X = [[0, 0], [0, 1], [1, 0], [1, 1]], Y = [0, 0, 0, 1];
    let w = [0, 0], b = 0;
    const history = [];
    for (let i = 0; i < 200; i++) {
      history.push(lab.meanLoss(X.map((x) => lab.forward(x, w, b)), Y));
      const [gw, gb] = lab.gradient(X, Y, w, b);
      [w, b] = lab.update(w, b, gw, gb, 0.5);
    }
    console.log(JSON.stringify({ w, b, history, far: [lab.sigmoid(-800), lab.sigmoid(3), lab.loss(0, 1), lab.loss(1, 1)] }));
    """
    ran = subprocess.run(
        [node, "--input-type=module", "-e", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    got = json.loads(ran.stdout)
    code = """
import json, ex1_sigmoid as one, ex2_loss as two, ex5_loop as five
w, b, history = five.train([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 0, 0, 1], 0.5, 200)
far = [one.sigmoid(-800), one.sigmoid(3), two.loss(0, 1), two.loss(1, 1)]
print(json.dumps({"w": w, "b": b, "history": history, "far": far}))
"""
    right = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "solutions", capture_output=True, text=True, check=True
    )
    wanted = json.loads(right.stdout)
    assert got["w"] + [got["b"]] == pytest.approx(wanted["w"] + [wanted["b"]], rel=1e-12)
    assert got["history"] == pytest.approx(wanted["history"], rel=1e-12)
    assert got["far"] == pytest.approx(wanted["far"], rel=1e-12)
