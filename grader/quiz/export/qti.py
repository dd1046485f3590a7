"""QTI 1.2 with Canvas's own metadata, as text2qti writes it and Canvas, classic and New, reads it.

A zip of `imsmanifest.xml`, the assessment, and `assessment_meta.xml`. Each item names its Canvas type in
`itemmetadata`; HTML is escaped text within `mattext`; a variant group is a section from which one is picked.
"""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from grader.quiz import markup
from grader.quiz.export.posed import (
    LossReport,
    Posed,
    QuizExport,
    common_losses,
    decimal,
    group_name,
    plain,
    shown_items,
    stem,
    width,
)
from grader.quiz.export.simplify import simple_groups
from grader.quiz.load import Quiz
from grader.quiz.model import Choice, Code, Match, Multi, Numeric, Order, Question, Text
from grader.quiz.parts import Accepted

_QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"
_MANIFEST = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
# What Canvas takes as the narrowest range, as text2qti enforces it.
_NARROWEST = 0.0001


def write(quiz: Quiz, seeds: Sequence[int]) -> QuizExport:
    """Write the quiz as a zip that Canvas imports."""
    report, name = LossReport(), quiz.head.id
    root = ET.Element("questestinterop", xmlns=_QTI)
    assessment = ET.SubElement(root, "assessment", ident=name, title=quiz.head.title)
    section = ET.SubElement(assessment, "section", ident="root_section")
    points = 0.0
    for group in simple_groups(quiz, seeds, report):
        place = section if len(group) == 1 else _pick_one(section, group)
        points += group[0].question.points
        for one in group:
            _item(place, one, report)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, element in (
            ("imsmanifest.xml", _manifest(name)),
            (f"{name}/{name}.xml", root),
            (f"{name}/assessment_meta.xml", _meta(quiz, points)),
        ):
            ET.indent(element)
            # A fixed date: the same quiz gives the same bytes.
            info = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, ET.tostring(element, encoding="utf-8", xml_declaration=True))
    return QuizExport(packed.getvalue(), ".zip", report.losses)


def _manifest(name: str) -> ET.Element:
    root = ET.Element("manifest", identifier=f"{name}-manifest", xmlns=_MANIFEST)
    metadata = ET.SubElement(root, "metadata")
    ET.SubElement(metadata, "schema").text = "IMS Content"
    ET.SubElement(metadata, "schemaversion").text = "1.1.3"
    ET.SubElement(root, "organizations")
    resources = ET.SubElement(root, "resources")
    quiz = ET.SubElement(resources, "resource", identifier=name, type="imsqti_xmlv1p2")
    ET.SubElement(quiz, "file", href=f"{name}/{name}.xml")
    ET.SubElement(quiz, "dependency", identifierref=f"{name}-meta")
    kind, href = "associatedcontent/imscc_xmlv1p1/learning-application-resource", f"{name}/assessment_meta.xml"
    meta = ET.SubElement(resources, "resource", identifier=f"{name}-meta", type=kind, href=href)
    ET.SubElement(meta, "file", href=href)
    return root


def _meta(quiz: Quiz, points: float) -> ET.Element:
    root = ET.Element("quiz", identifier=quiz.head.id, xmlns=_CANVAS)
    for key, value in (
        ("title", quiz.head.title),
        ("description", markup.html(quiz.head.description)),
        ("shuffle_answers", str(quiz.head.shuffle in ("options", "both")).lower()),
        ("quiz_type", "assignment"),
        ("points_possible", decimal(points)),
    ):
        ET.SubElement(root, key).text = value
    return root


def _pick_one(section: ET.Element, group: list[Posed]) -> ET.Element:
    question = group[0].question
    place = ET.SubElement(section, "section", ident=f"group-{group_name(group)}", title=question.title or question.id)
    selection = ET.SubElement(ET.SubElement(place, "selection_ordering"), "selection")
    ET.SubElement(selection, "selection_number").text = "1"
    extension = ET.SubElement(selection, "selection_extension")
    ET.SubElement(extension, "points_per_item").text = decimal(question.points)
    return place


def _item(section: ET.Element, one: Posed, report: LossReport) -> None:
    question = one.question
    kind, build = _KINDS[type(question)]
    item = ET.SubElement(section, "item", ident=one.name, title=question.title or question.id)
    fields = ET.SubElement(ET.SubElement(item, "itemmetadata"), "qtimetadata")
    for label, entry in (("question_type", kind), ("points_possible", decimal(question.points))):
        field = ET.SubElement(fields, "qtimetadatafield")
        ET.SubElement(field, "fieldlabel").text = label
        ET.SubElement(field, "fieldentry").text = entry
    presentation = ET.SubElement(item, "presentation")
    _material(presentation, stem(question))
    processing = ET.SubElement(item, "resprocessing")
    outcomes = ET.SubElement(processing, "outcomes")
    ET.SubElement(outcomes, "decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal")
    feedback: dict[str, str] = {"general_fb": question.explanation}
    _show(processing, ET.Element("other"), "general_fb")
    build(presentation, processing, one, feedback, report)
    if question.feedback.incorrect:
        feedback["general_incorrect_fb"] = question.feedback.incorrect
        _show(processing, ET.Element("other"), "general_incorrect_fb")
    for ident, text in feedback.items():
        said = ET.SubElement(item, "itemfeedback", ident=ident)
        _material(ET.SubElement(said, "flow_mat"), text)
    if question.hints:
        report.lose(question, "the hints are left out")
    common_losses(report, question, keeps=("incorrect",))


def _options(
    presentation: ET.Element, processing: ET.Element, question: Any, feedback: dict[str, str], many: bool
) -> list[str]:
    names = [f"option-{place}" for place in range(1, len(question.options) + 1)]
    choices = _choices(presentation, "response1", "Multiple" if many else "Single")
    for name, option in zip(names, question.options, strict=True):
        _material(ET.SubElement(choices, "response_label", ident=name), option.text, inline=True)
        if option.feedback:
            feedback[f"{name}_fb"] = option.feedback
            _show(processing, _equal("response1", name), f"{name}_fb")
    return names


def _choice(
    presentation: ET.Element, processing: ET.Element, one: Posed, feedback: dict[str, str], report: LossReport
) -> None:
    question: Choice = one.question
    names = _options(presentation, processing, question, feedback, False)
    right = [name for name, option in zip(names, question.options, strict=True) if option.correct]
    _score(processing, [_equal("response1", name) for name in right[:1]])
    if len(right) > 1:
        report.lose(question, "only the first of the right options counts")
    if any(option.score not in (None, 0, 1) for option in question.options):
        report.lose(question, "an option that is partly right counts as wrong")


def _multi(
    presentation: ET.Element, processing: ET.Element, one: Posed, feedback: dict[str, str], report: LossReport
) -> None:
    question: Multi = one.question
    names = _options(presentation, processing, question, feedback, True)
    every = ET.Element("and")
    for name, option in zip(names, question.options, strict=True):
        (every if option.correct else ET.SubElement(every, "not")).append(_equal("response1", name))
    _score(processing, [every])
    report.lose(question, f'the credit "{question.credit}" is Canvas\'s own: right minus wrong')


def _numeric(
    presentation: ET.Element, processing: ET.Element, one: Posed, feedback: dict[str, str], report: LossReport
) -> None:
    question: Numeric = one.question
    blank = _blank(presentation)
    blank.set("fibtype", "Decimal")
    answer = plain(question.answer)
    slack = width(question, answer, None)
    if 0 < slack < _NARROWEST:
        slack = _NARROWEST
        report.lose(question, f"the tolerance is widened to {_NARROWEST}, the narrowest that Canvas takes")
    either = ET.Element("or")
    either.append(_equal("response1", decimal(answer)))
    both = ET.SubElement(either, "and")
    ET.SubElement(both, "vargte", respident="response1").text = decimal(answer - slack)
    ET.SubElement(both, "varlte", respident="response1").text = decimal(answer + slack)
    _score(processing, [either])
    if question.near:
        report.lose(question, "near values and their feedback are left out")
    if question.unit:
        report.lose(question, "the unit is left out")


def _text(
    presentation: ET.Element, processing: ET.Element, one: Posed, feedback: dict[str, str], report: LossReport
) -> None:
    question: Text = one.question
    _blank(presentation)
    accepted = [entry if isinstance(entry, Accepted) else Accepted(text=entry) for entry in question.accept]
    _score(processing, [_equal("response1", entry.text) for entry in accepted if entry.score == 1])
    for place, wrong in enumerate(question.reject, 1):
        if wrong.feedback:
            feedback[f"wrong-{place}_fb"] = wrong.feedback
            _show(processing, _equal("response1", wrong.text), f"wrong-{place}_fb")
    if any(entry.score != 1 for entry in accepted):
        report.lose(question, "texts that earn a part are left out")


def _match(
    presentation: ET.Element, processing: ET.Element, one: Posed, feedback: dict[str, str], report: LossReport
) -> None:
    question: Match = one.question
    texts = shown_items(question, one.name)
    for place, pair in enumerate(question.pairs, 1):
        lid = ET.SubElement(presentation, "response_lid", ident=f"response_{place}")
        _material(lid, pair.left, inline=True)
        choices = ET.SubElement(lid, "render_choice")
        for number, text in enumerate(texts, 1):
            _material(ET.SubElement(choices, "response_label", ident=f"right-{number}"), text, inline=True)
        share = decimal(round(100 / len(question.pairs), 2))
        _score(processing, [_equal(f"response_{place}", f"right-{texts.index(pair.right) + 1}")], share, "Add")
    if question.credit == "all":
        report.lose(question, "each right pair earns its share")
    if any(pair.feedback for pair in question.pairs):
        report.lose(question, "the feedback of single pairs is left out")


def _order(
    presentation: ET.Element, processing: ET.Element, one: Posed, feedback: dict[str, str], report: LossReport
) -> None:
    question: Order = one.question
    choices = _choices(presentation, "response1", "Ordered")
    own = {item.text: item.id for item in question.items}
    for text in shown_items(question, one.name):
        if text in own:
            _material(ET.SubElement(choices, "response_label", ident=own[text]), text, inline=True)
    _score(processing, [_equal("response1", item.id) for item in question.items])
    report.lose(question, "ordering is read by New Quizzes alone, and there is no credit for a part")
    if question.extra:
        report.lose(question, "the blocks that do not belong are left out")


def _code(
    presentation: ET.Element, processing: ET.Element, one: Posed, feedback: dict[str, str], report: LossReport
) -> None:
    _blank(presentation)
    _material(presentation, f"```\n{one.question.template}\n```")
    report.lose(one.question, "the program becomes an essay, marked by hand")


def _choices(presentation: ET.Element, ident: str, cardinality: str) -> ET.Element:
    lid = ET.SubElement(presentation, "response_lid", ident=ident, rcardinality=cardinality)
    return ET.SubElement(lid, "render_choice")


def _blank(presentation: ET.Element) -> ET.Element:
    response = ET.SubElement(presentation, "response_str", ident="response1", rcardinality="Single")
    blank = ET.SubElement(response, "render_fib")
    ET.SubElement(blank, "response_label", ident="answer1")
    return blank


def _equal(ident: str, value: str) -> ET.Element:
    element = ET.Element("varequal", respident=ident)
    element.text = value
    return element


def _score(processing: ET.Element, conditions: list[ET.Element], share: str = "100", action: str = "Set") -> None:
    condition = ET.SubElement(processing, "respcondition", attrib={"continue": "No" if action == "Set" else "Yes"})
    ET.SubElement(condition, "conditionvar").extend(conditions)
    ET.SubElement(condition, "setvar", action=action, varname="SCORE").text = share


def _show(processing: ET.Element, condition: ET.Element, ident: str) -> None:
    entry = ET.SubElement(processing, "respcondition", attrib={"continue": "Yes"})
    ET.SubElement(entry, "conditionvar").append(condition)
    ET.SubElement(entry, "displayfeedback", feedbacktype="Response", linkrefid=ident)


def _material(parent: ET.Element, text: str, *, inline: bool = False) -> None:
    material = ET.SubElement(parent, "material")
    ET.SubElement(material, "mattext", texttype="text/html").text = markup.html(text, inline=inline)


_Build = Callable[[ET.Element, ET.Element, Posed, dict[str, str], LossReport], None]
_KINDS: dict[type[Question], tuple[str, _Build]] = {
    Choice: ("multiple_choice_question", _choice),
    Multi: ("multiple_answers_question", _multi),
    Numeric: ("numerical_question", _numeric),
    Text: ("short_answer_question", _text),
    Match: ("matching_question", _match),
    Order: ("ordering_question", _order),
    Code: ("essay_question", _code),
}
