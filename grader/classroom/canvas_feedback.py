"""Feedback for Canvas: a zip that goes back where the submissions came from, each page a comment on what was handed in.

Canvas's rule (Assignment#infer_comment_context_from_filename): a file's name is cut at each `_`; of the parts that are
digits alone, the first is the learner's number and the second that of a file that they handed in.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from grader.classroom.class_submissions import Class
from grader.classroom.collected import Handed
from grader.classroom.feedback import NO_TIME, FeedbackSummary, everybody, write_whole
from grader.classroom.gradebook.store import Gradebook
from grader.classroom.lms_names import CANVAS
from grader.core.course import Course


def write_canvas(gradebook: Gradebook, course: Course, folder: Path, found: Class) -> FeedbackSummary:
    """Write feedback.zip, which Canvas takes under "Upload Submissions" of the assignment.

    Args:
        gradebook: whose learners.
        course: what was taught.
        folder: where to write; it is made where there is none.
        found: the submissions as they were downloaded from Canvas, for the numbers in their names.

    Raises:
        UsageError: the zip cannot be written.
    """
    names = {handed.student: name for handed in found.submissions if (name := comment_name(handed))}
    summary, out = FeedbackSummary(), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in everybody(gradebook, course, summary):
            name = names.get(one.marks.key)
            if name is None:
                summary.refused.append((one.marks.key, "has no file in the download from Canvas"))
                continue
            info = zipfile.ZipInfo(name, NO_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, one.as_html())
            summary.written += 1
    write_whole(folder / "feedback.zip", out.getvalue())
    return summary


def comment_name(handed: Handed) -> str | None:
    """Return the name under which Canvas knows whose comment a file is; None where no file came from Canvas."""
    files = [piece.file for piece in (*handed.pieces, *handed.archives, *handed.sheets)]
    matches = [match for file in files if (match := CANVAS.fullmatch(file))]
    if not matches:
        return None
    newest = max(matches, key=lambda match: int(match[5]))
    # a name of digits alone would be taken for the learner's number
    name = f"learner{newest[2]}" if newest[2].isdigit() else newest[2]
    return f"{name}_{newest[4]}_{newest[5]}_feedback.html"
