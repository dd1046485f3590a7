"""What gives the right option away: its length, the ids, and the feedback on the wrong ones."""

from __future__ import annotations

import re

from grader.core.diagnostics import DiagnosticSink
from grader.quiz.model import Choice, Multi
from grader.quiz.parts import Option
from grader.quiz.variant import PLACEHOLDER

_LONGER = 1.6
_TELLTALE = re.compile(r"(^|-)(right|correct|true|wrong|false|answer)($|-)")
_SHARE = 0.34
"""Of the words that only the right option has, so many in the feedback on a wrong one tell it."""
_SHORT = 3
"""Words of fewer letters carry no meaning."""
_LITTLE = (
    "the are its not only than that this these those from then there which what when where one two all each every has have had "
    "does did would will can could may more less for and with too but also they them their because since while"
)
_COMMON = frozenset(_LITTLE.split())
_ENDINGS = ("ing", "ied", "ies", "es", "ed", "ly", "s")


def advise_options(sink: DiagnosticSink, question: Choice | Multi) -> None:
    """Warn of a right option that is by far the longest, of telling ids, and of feedback that says the right answer."""
    _length(sink, question.options)
    for place, option in enumerate(question.options):
        if option.id and _TELLTALE.search(option.id):
            sink.warn(
                ("options", place, "id"),
                "W07",
                f'the id "{option.id}" gives the answer away',
                "name the option by what it says",
            )
        if option.id is None and question.shuffle:
            sink.warn(
                ("options", place),
                "W11",
                "this option has no id",
                "name it by what it says: a letter for its place in the file can give the answer away",
            )
            break
    for place, option in enumerate(question.options):
        told = [] if option.correct else _told(question, option)
        if told:
            sink.warn(
                ("options", place, "feedback"),
                "W17",
                f"this feedback has words of the right option: {', '.join(told)}",
                "say what is wrong with this option; a learner who can try again should still have to think",
            )


def _length(sink: DiagnosticSink, options: list[Option]) -> None:
    right = [place for place, option in enumerate(options) if option.correct]
    wrong = [len(option.text) for option in options if not option.correct]
    if len(right) == 1 and wrong and max(30, _LONGER * max(wrong)) < len(options[right[0]].text):
        sink.warn(
            ("options", right[0]),
            "W01",
            "the right option is by far the longest",
            "shorten it, or give the others as much detail",
        )


def _told(question: Choice | Multi, wrong: Option) -> list[str]:
    """Return the words of a right option that the feedback on `wrong` has, and neither `wrong` nor the prompt."""
    known = _words(question.prompt).keys() | _words(wrong.text).keys()
    feedback = _words(wrong.feedback)
    for right in question.options:
        own = _words(right.text).keys() - known if right.correct else set()
        told = [word for stem, word in feedback.items() if stem in own]
        if told and (len(told) > 1 or len(told) >= _SHARE * len(own)):
            return told
    return []


def _words(text: str) -> dict[str, str]:
    """Return the words that carry meaning, by what is left of them without an ending."""
    found = re.findall(r"[^\W\d_]+", PLACEHOLDER.sub(" ", text).casefold())
    return {_stem(word): word for word in found if len(word) >= _SHORT and word not in _COMMON}


def _stem(word: str) -> str:
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _SHORT), "")
    return word.removesuffix(ending)
