"""grader.quiz.export: each format opened by a real reader, or checked against rules written down with their source."""

from __future__ import annotations

import html
import io
import json
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from grader.core.errors import UsageError
from grader.quiz.export import FORMATS, export
from grader.quiz.export.gift import escape
from grader.quiz.export.moodle import FRACTIONS, fraction
from grader.quiz.load import Quiz
from grader.quiz.model import Slip

HERE = Path(__file__).parent
LATEX = r"\(a \cdot b\)"


def exported(quiz: Quiz, to: str) -> bytes:
    """Return the file for one format."""
    return export(quiz, to).data


@pytest.mark.parametrize("to", FORMATS)
def test_the_same_quiz_gives_the_same_bytes(everything: Quiz, to: str) -> None:
    """No export has a date or a chance in it."""
    assert export(everything, to) == export(everything, to)


@pytest.mark.parametrize("to", FORMATS)
def test_an_export_says_what_it_loses(everything: Quiz, to: str) -> None:
    """Each loss names its question or the quiz, is said once, and is a whole phrase."""
    losses = export(everything, to).losses
    assert len(set(losses)) == len(losses)
    assert all(loss.id in {*everything.questions, everything.head.id} and len(loss.what) > 15 for loss in losses)
    named = {loss.id for loss in losses}
    assert "draft" not in named
    if not to.startswith("html"):
        assert {"text", "match" if to != "qti" else "multi", "code", "order"} <= named


@pytest.mark.parametrize("to", FORMATS)
def test_an_export_says_that_nobody_is_asked_how_sure(make_quiz: Any, to: str) -> None:
    """Nor is anybody kept waiting for an exercise: the question is there for everybody."""
    head = "schema: 1\nid: land\ntitle: Plots\nconfidence: true\nquestions:\n"
    one = "id: one\ntype: choice\nrequires: [ex1_area]\noptions:\n  - {text: this, correct: true}\n  - {text: that}"
    made = export(make_quiz(one, one.replace("one", "two").replace("[ex1_area]", "[]"), head=head), to)
    said = [loss.what for loss in made.losses if loss.id == "land"]
    assert "how sure the learner is, is not asked" in said
    assert "the questions that wait for ex1_area are written for everybody" in said
    assert to == "qti" or made.data.count(b"that") >= 2


WHOLE = {
    "moodle": ["the description is left out"],
    "gift": ["the titles are left out; a question is named by its id", "the description is left out"],
    "qti": ["topics and tags are left out"],
    "jupyterquiz": ["titles, topics and tags are left out", "the description is left out"],
}


@pytest.mark.parametrize("to", WHOLE)
def test_an_export_says_what_no_question_keeps(final: Quiz, to: str) -> None:
    """What is lost of the quiz as a whole: its description, titles and topics, how typed answers are read, where to go back to."""
    said = [loss.what for loss in export(final, to, seeds=[1]).losses if loss.id == "final"]
    assert said[: len(WHOLE[to])] == WHOLE[to]
    assert "answers that are typed are read as the other system reads them; what it cannot read is wrong there" in said
    assert "which exercise or lesson to go back to is left out" in said


@pytest.mark.parametrize("to", ["moodle", "gift", "jupyterquiz"])
def test_a_wrong_line_keeps_what_is_said_of_it(final: Quiz, to: str) -> None:
    """The general feedback of a slip stands at each of its wrong lines; a system that has none per question loses none."""
    exported_text = export(final, to, seeds=[1]).data.decode()
    slips = [question for question in final.questions.values() if isinstance(question, Slip)]
    wrong_lines = sum(len(final.drawn(question, 1).lines) - 1 for question in slips)
    assert exported_text.count("This line is right.") >= wrong_lines


def test_general_feedback_that_is_lost_is_told(make_quiz: Any) -> None:
    """GIFT has no feedback on an answer that is partly right, and says so."""
    quiz = make_quiz(
        "id: m\ntype: multi\nfeedback: {partial: Nearly.}\noptions:\n  - {id: a, text: a, correct: true}\n  - {id: b, text: b}"
    )
    told = "the general feedback is left out for an answer that is partial"
    assert told in [loss.what for loss in export(quiz, "gift").losses]
    assert told not in [loss.what for loss in export(quiz, "moodle").losses]


def test_lines_to_put_in_order_keep_their_indentation(final: Quiz) -> None:
    """A page shows several spaces as one, and Python means something by them."""
    assert f"{4 * chr(160)}for x, y in zip(X, Y):" in export(final, "moodle", seeds=[1]).data.decode()


def test_an_unknown_format_is_a_usage_error(everything: Quiz) -> None:
    """The formats there are, are listed."""
    with pytest.raises(UsageError, match="'qti21' is not a format; choose one of moodle, gift, qti"):
        export(everything, "qti21")


# ---------------------------------------------------------------------------------------------------------- GIFT


@pytest.fixture(name="read_gift", scope="module")
def _read_gift() -> Any:
    node = shutil.which("node")
    if node is None or not (HERE / "node_modules" / "gift-pegjs").is_dir():
        pytest.skip("gift-pegjs is not installed: npm ci --prefix tests/quiz")

    def read(data: bytes) -> list[dict[str, Any]]:
        done = subprocess.run([node, HERE / "read_gift.cjs"], input=data, capture_output=True, check=True, cwd=HERE)
        return [entry for entry in json.loads(done.stdout) if entry["type"] != "Category"]

    return read


def test_gift_pegjs_reads_every_question(final: Quiz, everything: Quiz, read_gift: Any) -> None:
    """Each question but the orderings arrives, with its id, topic, type, options and weights."""
    kinds = {
        "choice": "MC",
        "multi": "MC",
        "numeric": "Numerical",
        "text": "Short",
        "match": "Matching",
        "code": "Essay",
    }
    for quiz in (final, everything):
        read = {entry["id"]: entry for entry in read_gift(exported(quiz, "gift"))}
        for name, question in quiz.questions.items():
            kind = str(question.__struct_config__.tag)
            variants = [key for key in read if re.fullmatch(rf"{name}(-\d+)?", key)]
            if kind in kinds or kind == "order":
                assert bool(variants) == (kind != "order" and question.status == "live")
            for key in variants:
                assert kind not in kinds or read[key]["type"] == kinds[kind]
                assert question.topic in read[key]["tags"]


def test_gift_weights_and_ranges(everything: Quiz, read_gift: Any) -> None:
    """The right option weighs 100 %, a part its listed share; numbers have their ranges; extras an empty left side."""
    read = {entry["id"]: entry for entry in read_gift(exported(everything, "gift"))}
    weights = {c["text"]["text"]: (c["isCorrect"], c["weight"]) for c in read["choice"]["choices"]}
    assert weights["six"] == (True, None)
    assert weights["five"] == (False, 12.5)
    variant = everything.variant(everything.questions["numeric"], 1)
    right, *near = read["numeric-1"]["choices"]
    assert (right["text"]["number"], right["text"]["range"]) == (variant.answer, 0.1)
    assert [entry["text"]["number"] for entry in near] == list(variant.near)
    assert near[0]["weight"] == 50
    pairs = {(p["subquestion"]["text"], p["subanswer"]) for p in read["match"]["matchPairs"]}
    assert pairs == {("area", "product"), ("fence", "sum"), ("", "quotient")}


def test_gift_keeps_formulas_and_signs(make_quiz: Any, read_gift: Any) -> None:
    """A formula keeps its backslashes and braces, and signs that mean something to GIFT mean nothing in a text."""
    quiz = make_quiz(r"""
        id: signs
        type: choice
        prompt: |
          Is $\nabla L = \frac{1}{2}$ {really} ~ 3 = 3 # 4: true?

          // so it is
        options:
          - {id: a, text: 'x = 3 -> y', correct: true}
          - {id: b, text: '#1 ~ {2}', feedback: 'No: $\{a\}$'}
    """)
    (entry,) = read_gift(exported(quiz, "gift"))
    text = html.unescape(entry["stem"]["text"])
    assert text == r"<p>Is \(\nabla L = \frac{1}{2}\) {really} ~ 3 = 3 # 4: true?</p> <p>// so it is</p>"
    said = [html.unescape(choice["text"]["text"]) for choice in entry["choices"]]
    assert said == ["x = 3 -> y", "#1 ~ {2}"]
    assert entry["choices"][1]["feedback"]["text"] == r"No: \(\{a\}\)"


def test_gift_has_no_blank_line_within_a_question(final: Quiz) -> None:
    """Moodle's importer splits at blank lines (question/format/gift/format.php, readquestions)."""
    for block in exported(final, "gift").decode().strip().split("\n\n"):
        assert block.startswith(("// [id:", "$CATEGORY: "))
        assert not any(line.startswith("//") for line in block.split("\n")[1:])
    assert escape("a\n\n b") == "a b"


# -------------------------------------------------------------------------------------------------------- Moodle

# question/format/xml/format.php and question/engine/lib.php of Moodle 4.5, as quiz.md notes them.
MOODLE_TYPES = {"category", "multichoice", "numerical", "shortanswer", "matching", "ordering", "essay"}


def test_moodle_xml_keeps_the_importers_rules(final: Quiz, everything: Quiz) -> None:
    """Names, known types and formats, listed fractions, tolerances, unique id numbers."""
    for quiz in (final, everything):
        root = ET.fromstring(exported(quiz, "moodle"))
        assert root.tag == "quiz"
        idnumbers = [element.text for element in root.iter("idnumber")]
        assert len(set(idnumbers)) == len(idnumbers)
        assert root[0].get("type") == "category"
        for question in root:
            kind = question.get("type")
            assert kind in MOODLE_TYPES
            if kind == "category":
                assert str(question.findtext("category/text")).startswith("$course$/top/")
                continue
            assert question.findtext("name/text")
            assert question.findtext("questiontext/text")
            assert {e.get("format") for e in question.iter() if e.get("format")} <= {"html", "plain_text"}
            for answer in question.findall("answer"):
                share = float(str(answer.get("fraction")))
                if kind == "ordering":
                    assert share == question.findall("answer").index(answer) + 1
                else:
                    assert any(abs(abs(share) - listed) < 0.001 for listed in FRACTIONS)
                if kind == "numerical" and answer.findtext("text") != "*":
                    float(str(answer.findtext("text")))
                    assert float(str(answer.findtext("tolerance"))) >= 0
            shares = [float(str(a.get("fraction"))) for a in question.findall("answer")]
            if kind == "multichoice" and question.findtext("single") == "false":
                assert sum(share for share in shares if share > 0) == pytest.approx(100, abs=0.001)
            elif kind not in ("ordering", "matching", "essay"):
                assert max(shares) == 100


def test_moodle_net_credit_is_exact(final: Quiz) -> None:
    """Under `net`, Moodle's sum of weights is our own share for every choice of boxes, up to ten right ones."""
    for right in range(1, 11):
        percent, exact = fraction(1 / right)
        assert exact
        assert float(percent) * right == pytest.approx(100, abs=0.001)


def test_moodle_takes_the_nearest_listed_fraction(make_quiz: Any) -> None:
    """A share that is not on Moodle's list becomes the nearest one, and the export says so."""
    assert fraction(0.35) in {("33.33333", False), ("40", False)}
    assert fraction(-0.15) in {("-14.28571", False), ("-16.66667", False)}
    quiz = make_quiz(
        "id: c\ntype: choice\noptions:\n  - {id: a, text: a, correct: true}\n  - {id: b, text: b, score: 0.35}"
    )
    assert "the share 35 % is not on Moodle's list and becomes 33.33333 %" in {
        loss.what for loss in export(quiz, "moodle").losses
    }


def test_moodle_matching_and_units(everything: Quiz) -> None:
    """A right side left over has an empty left one, and every spelling of the unit is there."""
    root = ET.fromstring(exported(everything, "moodle"))
    by_id = {question.findtext("idnumber"): question for question in root}
    subs = [(sub.findtext("text"), sub.findtext("answer/text")) for sub in by_id["match"].findall("subquestion")]
    assert ("", "quotient") in subs
    assert [unit.findtext("unit_name") for unit in by_id["numeric-1"].iter("unit")] == ["m2", "m²"]


# ----------------------------------------------------------------------------------------------------------- QTI

NAMESPACE = {
    "q": "http://www.imsglobal.org/xsd/ims_qtiasiv1p2",
    "m": "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1",
}
# What Canvas's importer knows (canvas-lms, gems/plugins/qti_exporter), and New Quizzes' ordering.
CANVAS_TYPES = {
    "multiple_choice_question",
    "multiple_answers_question",
    "short_answer_question",
    "numerical_question",
    "matching_question",
    "essay_question",
    "ordering_question",
}


def unzipped(data: bytes) -> dict[str, ET.Element]:
    """Return the XML files of a zip by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: ET.fromstring(archive.read(name)) for name in archive.namelist()}


def test_qti_has_canvas_structure(final: Quiz, everything: Quiz) -> None:
    """The manifest leads to both files; each item has a known type, points, and feedback that is shown somewhere."""
    for quiz in (final, everything):
        name = quiz.head.id
        files = unzipped(exported(quiz, "qti"))
        assert set(files) == {"imsmanifest.xml", f"{name}/{name}.xml", f"{name}/assessment_meta.xml"}
        resources = files["imsmanifest.xml"].findall(".//m:resource", NAMESPACE)
        assert [r.get("type") for r in resources] == [
            "imsqti_xmlv1p2",
            "associatedcontent/imscc_xmlv1p1/learning-application-resource",
        ]
        dependency = resources[0].find("m:dependency", NAMESPACE)
        assert dependency is not None
        assert dependency.get("identifierref") == resources[1].get("identifier")
        assert {f.get("href") for f in files["imsmanifest.xml"].findall(".//m:file", NAMESPACE)} == set(files) - {
            "imsmanifest.xml"
        }
        items = files[f"{name}/{name}.xml"].findall(".//q:item", NAMESPACE)
        assert len({item.get("ident") for item in items}) == len(items)
        for item in items:
            fields = {
                field.findtext("q:fieldlabel", None, NAMESPACE): field.findtext("q:fieldentry", None, NAMESPACE)
                for field in item.findall(".//q:qtimetadatafield", NAMESPACE)
            }
            assert fields["question_type"] in CANVAS_TYPES
            assert float(str(fields["points_possible"])) > 0
            shown = {e.get("linkrefid") for e in item.findall(".//q:displayfeedback", NAMESPACE)}
            assert shown == {e.get("ident") for e in item.findall("q:itemfeedback", NAMESPACE)}
            for equal in item.findall(".//q:varequal", NAMESPACE):
                assert equal.text
            idents = {e.get("ident") for e in item.findall(".//q:response_label", NAMESPACE)}
            if item.find(".//q:render_choice", NAMESPACE) is not None:
                assert {e.text for e in item.findall(".//q:varequal", NAMESPACE)} <= idents


def test_qti_matches_what_text2qti_writes(make_quiz: Any, tmp_path: Path) -> None:
    """For a choice and a number, the scoring parts of an item are those of text2qti, the other known writer."""
    config = pytest.importorskip("text2qti.config")
    from text2qti.qti import QTI
    from text2qti.quiz import Quiz as TextQuiz

    text = "1. What?\n*a) this\nb) that\n\n2. How many?\n=   3 +- 0.5\n"
    settings = config.Config()
    theirs = tmp_path / "theirs.zip"
    QTI(TextQuiz(text, config=settings)).save(theirs)
    quiz = make_quiz(
        "id: one\ntype: choice\noptions:\n  - {id: a, text: this, correct: true}\n  - {id: b, text: that}",
        "id: two\ntype: numeric\nanswer: 3\ntolerance: {abs: 0.5}\nprompt: How many?",
    )
    ours = unzipped(exported(quiz, "qti"))["land/land.xml"]
    with zipfile.ZipFile(theirs) as archive:
        name = next(n for n in archive.namelist() if n.endswith(".xml") and "manifest" not in n and "meta" not in n)
        other = ET.fromstring(archive.read(name))
    for mine, text2qti in zip(items_of(ours), items_of(other), strict=True):
        assert mine["type"] == text2qti["type"]
        assert mine["response"] == text2qti["response"]
        assert mine["score"] == text2qti["score"]


def items_of(root: ET.Element) -> list[dict[str, Any]]:
    """Return what matters for scoring in each item, identifiers and wording left out."""
    found = []
    for item in root.findall(".//q:item", NAMESPACE):
        scored = next(
            c for c in item.findall(".//q:respcondition", NAMESPACE) if c.find("q:setvar", NAMESPACE) is not None
        )
        tags = [element.tag.partition("}")[2] for element in scored.iter()]
        numbers = [float(e.text or "") for e in scored.iter() if re.fullmatch(r"-?[\d.]+", (e.text or "").strip())]
        presentation = item.find("q:presentation", NAMESPACE)
        assert presentation is not None
        found.append(
            {
                "type": item.findtext(".//q:fieldentry", None, NAMESPACE),
                "response": [e.tag.partition("}")[2] for e in presentation.iter()],
                "score": (tags, numbers),
            }
        )
    return found


def test_a_parametrised_question_is_a_group_that_picks_one(everything: Quiz) -> None:
    """Each learner gets one of the variants."""
    root = unzipped(exported(everything, "qti"))["everything/everything.xml"]
    group = next(s for s in root.findall(".//q:section", NAMESPACE) if s.get("ident") == "group-numeric")
    assert group.findtext(".//q:selection_number", None, NAMESPACE) == "1"
    assert [item.get("ident") for item in group.findall("q:item", NAMESPACE)] == ["numeric-1", "numeric-2", "numeric-3"]


# --------------------------------------------------------------------------------------------------- jupyterquiz


def test_jupyterquiz_questions_are_what_its_page_reads(final: Quiz, everything: Quiz) -> None:
    """Stricter than its own loose schema: the keys that its JavaScript reads (js/*.js of 2.9), and one right answer."""
    for quiz in (final, everything):
        rows = json.loads(exported(quiz, "jupyterquiz"))
        assert rows
        for row in rows:
            assert set(row) == {"question", "type", "answers"}
            rights = [answer for answer in row["answers"] if answer.get("correct")]
            assert rights
            if row["type"] == "numeric":
                *ranges, default = row["answers"]
                assert default["type"] == "default"
                for answer in ranges:
                    low, high = answer["range"]
                    assert low < high
            elif row["type"] == "string":
                assert row["answers"][-1]["type"] == "default"
            else:
                assert row["type"] in ("multiple_choice", "many_choice")
                assert row["type"] == "many_choice" or len(rights) == 1
            assert all(answer["feedback"] for answer in row["answers"])


def test_jupyterquiz_ranges_take_the_limit_itself(make_quiz: Any) -> None:
    """Its upper end is left out, so ours lies one step beyond the tolerance; near values come after the answer."""
    quiz = make_quiz("id: n\ntype: numeric\nanswer: 3\ntolerance: {abs: 0.5}\nnear: [{answer: 5, feedback: No.}]")
    right, near, _ = json.loads(exported(quiz, "jupyterquiz"))[0]["answers"]
    low, high = right["range"]
    assert low <= 2.5 <= 3.5 < high < 3.5001
    assert near["correct"] is False


def test_the_jupyterquiz_package_takes_it(final: Quiz, tmp_path: Path) -> None:
    """Its own loader takes the file."""
    loader = pytest.importorskip("jupyterquiz.dynamic.loader")
    path = tmp_path / "quiz.json"
    path.write_bytes(exported(final, "jupyterquiz"))
    script, static, _ = loader.load_questions_script(str(path), "here")
    assert static
    assert script.startswith("var questionshere=[")


# ---------------------------------------------------------------------------------------------------------- HTML


class Balanced(HTMLParser):
    """Fails where a tag is closed that was not opened, or left open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that must be closed."""
        self.tags.add(tag)
        assert not any(name in ("src", "href", "onclick") for name, _ in attrs)
        if tag not in ("meta", "br", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the last one opened."""
        assert self.open.pop() == tag


@pytest.mark.parametrize("to", ["html", "html-answers"])
def test_the_sheet_is_whole_and_reaches_for_nothing(final: Quiz, everything: Quiz, to: str) -> None:
    """Every tag is closed, nothing is loaded from outside, math is MathML."""
    for quiz in (final, everything):
        reader = Balanced()
        reader.feed(exported(quiz, to).decode())
        assert reader.open == []
        assert "script" not in reader.tags
        assert "math" in reader.tags
        assert {"h1", "h2", "title"} <= reader.tags


def test_only_the_answer_sheet_has_answers(final: Quiz) -> None:
    """The learner's sheet has neither the explanations nor the right answers; the teacher's has all."""
    plain, full = exported(final, "html").decode(), exported(final, "html-answers").decode()
    assert plain.count("<section>") == full.count("<section>") == 16
    assert full.count("<strong>Answer:</strong>") == 16
    assert "Answer:</strong>" not in plain
    assert plain.count('class="answer"') == 0


def test_formulas_reach_every_format(make_quiz: Any) -> None:
    """LaTeX where the other system reads it, MathML where it does not."""
    quiz = make_quiz("id: n\ntype: numeric\nanswer: 6\nprompt: What is $a \\cdot b$?")
    for to in ("moodle", "jupyterquiz"):
        assert LATEX.replace("\\", "\\\\" if to == "jupyterquiz" else "\\") in exported(quiz, to).decode()
    assert "<math" in exported(quiz, "html").decode()
    qti = unzipped(exported(quiz, "qti"))["land/land.xml"]
    assert "<math" in str(qti.findtext(".//q:presentation//q:mattext", None, NAMESPACE))


@pytest.mark.parametrize("missing", ["markdown_it", "latex2mathml"])
def test_an_export_names_the_extra_that_it_needs(tmp_path: Path, missing: str) -> None:
    """The core does not install what only pages and exports import; a check of the quiz works without it."""
    program = f"import sys; sys.modules[{missing!r}] = None; from grader.cli import main; sys.argv[0] = 'grade'; main()"
    course, quiz, sheet = HERE / "course_land", HERE / "good" / "everything.yaml", tmp_path / "sheet.html"
    for arguments, status in ((["export-quiz", quiz, "--to", "html", "--output", sheet], 2), (["check-quiz", quiz], 0)):
        command = [sys.executable, "-c", program, "--course", str(course), "course", *map(str, arguments)]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == status, done.stderr
        if status:
            assert (
                done.stderr
                == f"grade: An export needs {missing}. Install it with pip install 'primer-grader[export]'.\n"
            )
