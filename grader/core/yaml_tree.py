r"""YAML text as plain data, with the place of every value: what `schema` and the confined reader both read it with.

JSON that is no YAML 1.1 (tabs between values, `\ud83d\ude00` for one character) is read as well, without the places.

It imports nothing but the standard library and, when it is first used, PyYAML: the reader's process gets it as text.
"""

from __future__ import annotations

import math
import re
from typing import Any

Position = tuple[int, int]
Place = tuple[str | int, ...]

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 30
_MOST_QUOTED = 80  # characters of the file that a complaint repeats
_SURELY_SHALLOW = 2000  # characters that can open a level
_TAG = "tag:yaml.org,2002:"
_SCALARS = {_TAG + kind for kind in ("str", "int", "float", "bool", "null", "timestamp", "merge", "value")}
# YAML 1.2 core schema, https://yaml.org/spec/1.2.2/#103-core-schema
_WORDS: dict[str, Any] = {"": None, "~": None} | {
    spelling: value
    for word, value in {"null": None, "true": True, "false": False}.items()
    for spelling in (word, word.capitalize(), word.upper())
}
_INTEGER = re.compile(r"[-+]?[0-9]{1,400}|0o[0-7]{1,400}|0x[0-9a-fA-F]{1,400}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_SPECIAL = re.compile(r"([-+]?)\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


class YamlFault(Exception):
    """Why a text is not read as YAML, and where; line and column count from 1, 0 where the whole file is meant."""

    def __init__(self, problem: str, line: int = 1, column: int = 1) -> None:
        super().__init__(problem)
        self.problem, self.line, self.column = problem, line, column


class _NotYaml(YamlFault):
    """The text is not YAML at all."""


class YamlTree:
    """The data of one text, and where each part of it stands."""

    def __init__(self, raw: bytes, *, most: int = 0, keep_first: bool = False) -> None:
        """Read it.

        Args:
            raw: the text, in UTF-8.
            most: how many values and keys it may hold; 0 for as many as fit into its bytes.
            keep_first: whether a key that is there twice is noted in `twice`, and its first value taken.

        Raises:
            YamlFault: it is not YAML, too large, too deep, or has a duplicate key, an anchor or a tag.
        """
        self.places: dict[Place, Position] = {}
        self.keys: dict[Place, int | float | None] = {}
        """Keys that are no plain words, by the places of their values: the number, or None for one in quotes."""
        self.twice: list[YamlFault] = []
        self._keep_first, self._seen = keep_first, set[int]()
        text = _text(raw)
        try:
            self.data = self._build(_composed(text, most), ())
        except _NotYaml as fault:
            if text.lstrip()[:1] not in ("{", "["):
                raise
            self.data = _json(text, fault, most)
            self.places = {(): (1, 1)}

    def _build(self, node: Any, place: Place) -> Any:
        import yaml

        position = (node.start_mark.line + 1, node.start_mark.column + 1)
        self.places[place] = position
        if len(place) > MAX_DEPTH:
            raise YamlFault(f"nested more than {MAX_DEPTH} deep.", *position)
        if id(node) in self._seen:
            raise YamlFault("anchors and aliases (& and *) are not used here; write the value out.", *position)
        self._seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node, position)
        if node.tag not in (_TAG + "seq", _TAG + "map"):
            raise _no_tag(node, position)
        if isinstance(node, yaml.SequenceNode):
            return [self._build(child, (*place, index)) for index, child in enumerate(node.value)]
        return self._mapping(node, place)

    def _mapping(self, node: Any, place: Place) -> dict[str, Any]:
        import yaml

        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            where = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if not isinstance(key_node, yaml.ScalarNode):
                raise YamlFault("a key must be plain text.", *where)
            key = key_node.value
            if key in result:
                first = "{}:{}".format(*self.places[(*place, f"{key}:")])
                problem = f"the key {_quoted(key)} is here twice (first at {first}); keep one of them."
                fault = YamlFault(problem, *where)
                if not self._keep_first:
                    raise fault
                self.twice.append(fault)
                continue
            said = key if key_node.style else _scalar(key_node, where)
            if key_node.style or (isinstance(said, int | float) and math.isfinite(said)):
                self.keys[(*place, key)] = None if key_node.style else said
            result[key] = self._build(value_node, (*place, key))
            if isinstance(value_node, yaml.CollectionNode):
                self.places[(*place, key)] = where
            self.places[(*place, f"{key}:")] = where
        return result


def _text(raw: bytes) -> str:
    if len(raw) > MAX_BYTES:
        raise YamlFault(f"the file has {len(raw):,} bytes; at most {MAX_BYTES:,} are read.", 0, 0)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        raise YamlFault("this is not UTF-8 text; save the file as UTF-8.", line, column) from None


def _composed(text: str, most: int) -> Any:
    """Return the tree of nodes that PyYAML makes of a text."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        if most or sum(map(text.count, ("[", "{", "- ", "? "))) > _SURELY_SHALLOW:
            _look_through(text, loader, most)
        node = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise _NotYaml(f"this is not YAML: {_cut(error.problem or error.context or '')}.", line, column) from None
    except yaml.reader.ReaderError as error:
        raise _NotYaml(f"this is not YAML: {_cut(error.reason)}.") from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise _NotYaml(f"this is not YAML: {type(error).__name__}.") from None
    if node is None:
        raise YamlFault("the file is empty.")
    return node


def _look_through(text: str, loader: Any, most: int) -> None:
    """Go through the text without building anything: composing calls itself for each level, in C, until the stack is full."""
    import yaml

    depth = count = 0
    for event in yaml.parse(text, Loader=loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        count += isinstance(event, yaml.NodeEvent)
        if depth > MAX_DEPTH + 1 or count > most > 0:
            mark = event.start_mark
            place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            deep = depth > MAX_DEPTH + 1
            problem = f"nested more than {MAX_DEPTH} deep." if deep else f"it holds more than {most:,} values."
            raise YamlFault(problem, *place)


def _json(text: str, fault: YamlFault, most: int) -> Any:
    """Return the data of a JSON text; raise `fault` where it is none, or a fault where it has what YAML may not have."""
    import json

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise YamlFault(f"the key {_quoted(key)} is here twice; keep one of them.")
            found[key] = value
        return found

    def refused(word: str) -> None:
        raise ValueError(word)

    try:
        data = json.loads(text, object_pairs_hook=unique, parse_constant=refused)
        json.dumps(data, ensure_ascii=False).encode()  # half a character cannot be written
    except (ValueError, RecursionError):
        raise fault from None
    count, level = 0, [data]
    for _ in range(MAX_DEPTH + 2):
        keys = [value for value in level if isinstance(value, dict)]
        count += len(level) + sum(map(len, keys))
        level = [inner for mapping in keys for inner in mapping.values()] + [
            inner for value in level if isinstance(value, list) for inner in value
        ]
    if level:
        raise YamlFault(f"nested more than {MAX_DEPTH} deep.")
    if count > most > 0:
        raise YamlFault(f"it holds more than {most:,} values.")
    return data


def _scalar(node: Any, position: Position) -> Any:
    text: str = node.value
    if node.tag not in _SCALARS:
        raise _no_tag(node, position)
    if node.style:  # quoted or a block
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    if special := _SPECIAL.fullmatch(text):
        return float("nan") if special[3] else float(special[1] + "inf")
    return text


def _no_tag(node: Any, position: Position) -> YamlFault:
    return YamlFault(f"the tag {_quoted(node.tag)} is not used here; leave it out.", *position)


def _quoted(text: str) -> str:
    return repr(text) if len(text) <= _MOST_QUOTED else f"{text[:_MOST_QUOTED]!r}…"


def _cut(text: str) -> str:
    return text if len(text) <= 2 * _MOST_QUOTED else f"{text[: 2 * _MOST_QUOTED]}…"
