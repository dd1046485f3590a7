"""The words that people put around a short answer: which of them leave it as it is, and which do not."""

from __future__ import annotations

import re
from collections.abc import Collection

from grader.quiz.symbols import SYMBOL, AskedFor, plain


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_LEADING = _set(
    "i we you think guess believe suppose get got have it its this that there then so thus hence therefore here now "
    "ok okay well hmm my our the a an probably maybe perhaps should would will must be is are was comes out as just "
    "simply only about around approximately approx roughly circa ca exactly nearly almost equal equals to gives "
    "give makes make answer result solution value number right correct called"
)
"""Words that may stand before an answer without changing it."""
_ENDING = _set(
    "is are was be get got have equals to gives give makes make about around approximately approx roughly circa ca "
    "exactly nearly almost only just simply think guess believe probably maybe perhaps so thus hence therefore then"
)
"""Words after which a sign belongs to the number."""
_NOUNS = _set("answer result solution value number")
_TRAILING = _set(
    "in total altogether together approximately approx about roughly exactly rounded i think guess believe probably "
    "maybe perhaps is my the answer result"
)
"""Words that may stand after an answer without changing it."""
_CHANGING = _set(
    "not no never nor without neither wrong false incorrect isnt isn't except or than less more fewer between each "
    "every per times plus minus negative positive over by off under above below half halves quarter quarters twice "
    "double triple tenth tenths hundredth hundredths thousandth thousandths percent point squared cubed square root "
    "pi zero one two three four five six seven eight nine ten eleven twelve dozen hundred hundreds thousand "
    "thousands million billion least most greater smaller larger higher lower longer shorter"
)
"""Words that make another thing of what stands beside them, even where the question itself uses them."""
_CHANGING_AFTER = _CHANGING | _set("of to from first second third last next other another before after if when")
_COMPARISONS = _set("longer larger bigger greater higher more faster as much long large high fast")
# Written as text: re compiles each when it is first needed, which is not when a quiz starts.
_WORD = r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?"
_CALL = r"\\?[^\W\d_]{1,12}\([-\w., ]*\)"
_COMPUTATION = (
    r"(?:[0-9.,\s+\-*/^()\[\]\u00b7\u22c5\u00d7\u00f7]|\b(?:e|ln|log|exp|sqrt|sig\w{2,4}|x)\b|[\u03c3\u221a])+"
)
_FORMULA = r"[\w\s.,+\-*/^()\[\]\u00b7\u22c5\u00d7\u00f7\u221a']+"
_FUNCTION = r"log|exp|sqrt|eta|sig\w{2,4}"
_OPERATOR = r"[+*/^\u00b7\u22c5\u00d7\u00f7\u221a\u03c3a-z]|[0-9)]\s*-"


def words_of(text: str) -> frozenset[str]:
    """Return the words of a question, in small letters and without its formulas."""
    return frozenset(re.findall(_WORD, re.sub(r"\$[^$]*\$", " ", text.casefold())))


def names_the_answer(said: str, asked: AskedFor) -> bool:
    """Say whether what stands before `=` or `:` names what is asked, or computes it: `t`, `the loss`, `2 * 3 + 1`."""
    said = said.strip().strip(",").casefold()
    if not said:
        return True
    if re.fullmatch(_COMPUTATION, said) and re.search("[0-9]", said):
        return bool(re.search(_OPERATOR, said))
    return _name_it(said.split(), asked)


def is_formula(said: str) -> bool:
    """Say whether this is a formula of symbols and numbers, such as `w * x + b`, as it may stand between `t =` and `= 3`."""
    said = said.strip().casefold()
    letters = re.findall(r"[^\W\d_]+", said)
    if re.fullmatch(r"[-+.,\d\s]*", said):
        return False  # a number alone: which of the two is meant?
    return bool(re.fullmatch(_FORMULA, said)) and all(
        len(word) < 3 or re.fullmatch(_FUNCTION, word) for word in letters
    )


def leads(said: str, asked: AskedFor) -> bool:
    """Say whether words that stand directly before an answer leave it as it is: `the answer is`, `about`, `the loss is`."""
    words = said.casefold().replace("\u2019", "'").split()
    if not words:
        return True
    last = words[-1].strip(".,")
    return (last in _LEADING or last in ("it's", "that's")) and _name_it(words, asked)


def takes_a_sign(said: str) -> bool:
    """Say whether a sign after these words can only belong to the number, and is no dash between the two."""
    words = said.casefold().replace("\u2019", "'").split()
    return not words or words[-1].strip(".,") in _ENDING or words[-1] in ("it's", "that's", "its")


def is_a_noun(said: str) -> bool:
    """Say whether words end in a noun for the answer, after which a dash may be meant."""
    words = said.casefold().split()
    return bool(words) and words[-1].strip(".,") in _NOUNS


def trails(said: str, units: Collection[str], asked: Collection[str]) -> bool:
    """Say whether words that stand after a number leave it as it is: units, words of the question, `in total`.

    Args:
        said: the words, in small letters.
        units: the words of the units.
        asked: the words of the question.
    """
    words = [word.strip(".,;:!?()[]") for word in said.split()]
    if "times" in asked and words and words[0] in ("times", "x", "\u00d7"):
        words = [word for word in words[1:] if word not in _COMPARISONS]
    return all(
        word in units or word in _TRAILING or (word in asked and word not in _CHANGING_AFTER) for word in words if word
    )


def bare(text: str) -> str:
    """Return a text of words without those around it that say nothing: `i think it is X` is X."""
    words = text.split()
    start, end = 0, len(words)
    while start < end and words[start].casefold().strip(".,:") in _LEADING:
        start += 1
    while end > start and words[end - 1].casefold().strip(".,") in _TRAILING:
        end -= 1
    return " ".join(words[start:end])


def _name_it(words: list[str], asked: AskedFor) -> bool:
    """Say whether words name one thing: with two symbols, as in `w x`, they may mean a product."""
    bare = [word.strip(".,:$`*").replace("\u2019", "'") for word in words]
    symbols = [word for word, after in zip(bare, [*bare[1:], ""], strict=True) if _is_symbol(word, after)]
    named = all(plain(word) in asked.symbols for word in symbols)
    return len(symbols) < 2 and named and all(word in symbols or _is_name(word, asked.words) for word in bare)


def _is_symbol(word: str, after: str) -> bool:
    """Say whether a word is a symbol; "a" and "i" are only where nothing or a verb such as "is" comes after."""
    if word in ("a", "i"):
        return after in ("", "is", "was", "equals", "equal")
    return bool(re.fullmatch(SYMBOL, word)) and word not in _LEADING


def _is_name(word: str, asked: Collection[str]) -> bool:
    if word in _LEADING or word in ("it's", "that's") or not word:
        return True
    if re.fullmatch(_CALL, word):
        return word.partition("(")[0] not in _CHANGING
    return all(part in asked and part not in _CHANGING for part in word.split("-"))
