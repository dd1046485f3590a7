r"""The formulas of a quiz: a small part of LaTeX, checked, and written as Unicode for a terminal.

`latex2mathml` makes MathML of them for pages, and never complains: `\notacommand` becomes a name, `\frac{1` half a
fraction. So every formula is read here first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

_SYMBOLS = {
    "alpha": "α",
    "beta": "β",
    "delta": "δ",
    "Delta": "Δ",
    "epsilon": "ε",
    "eta": "η",
    "theta": "θ",
    "lambda": "λ",
    "mu": "μ",
    "pi": "π",
    "rho": "ρ",
    "sigma": "σ",
    "Sigma": "Σ",
    "tau": "τ",
    "phi": "φ",
    "omega": "ω",
    "ell": "ℓ",
    "nabla": "∇",
    "partial": "∂",
    "sum": "∑",
    "prod": "∏",
    "infty": "∞",
    "cdot": " · ",
    "times": " × ",
    "odot": " ⊙ ",
    "pm": " ± ",
    "le": " ≤ ",
    "leq": " ≤ ",
    "ge": " ≥ ",
    "geq": " ≥ ",
    "ne": " ≠ ",
    "neq": " ≠ ",
    "approx": " ≈ ",
    "in": " ∈ ",
    "leftarrow": " ← ",
    "rightarrow": " → ",
    "to": " → ",
    "mapsto": " ↦ ",
    "ldots": "…",
    "dots": "…",
    "ln": "ln ",
    "log": "log ",
    "exp": "exp",
    "tanh": "tanh",
    "max": "max",
    "min": "min",
    "top": "ᵀ",
    "prime": "′",
    "quad": "  ",
    "qquad": "    ",
    "mid": " | ",
    "lvert": "|",
    "rvert": "|",
    "left": "",
    "right": "",
    "colon": ": ",
}
_SPACING = {",": " ", ";": " ", ":": " ", "!": "", " ": " ", "%": "%", "$": "$", "{": "{", "}": "}", "_": "_", "|": "‖"}
_ACCENTS = {"hat": "\u0302", "bar": "\u0304", "vec": "\u20d7", "tilde": "\u0303"}
_WORDS = ("text", "mathrm", "mathbf", "operatorname")
_PARTS = {"frac": 2, "sqrt": 1} | dict.fromkeys(_ACCENTS, 1) | dict.fromkeys(_WORDS, 1)
_SUPER = str.maketrans("0123456789+-=()abcdefghijklmnoprstuvwxyzTᵀ′", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀᵀ′")
_SUB = str.maketrans("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_TOKEN = re.compile(r"\\([A-Za-z]+|.)|(.)", re.DOTALL)
_MATH = re.compile(r"(`+)(?:.*?)\1|\\\$|\$((?:[^$\\]|\\.)+)\$", re.DOTALL)
COMMANDS = sorted({*_SYMBOLS, *_PARTS})


class FormulaError(ValueError):
    """A formula that cannot be read; `code` is the checker's."""

    def __init__(self, code: str, problem: str, fix: str) -> None:
        super().__init__(problem)
        self.code, self.fix = code, fix


def formulas(text: str) -> Iterator[str]:
    """Yield each formula between dollar signs.

    Raises:
        FormulaError: a dollar sign has no partner.
    """
    for match in _MATH.finditer(text):
        if match[2] is not None:
            yield match[2]
    if "$" in _MATH.sub("", text):
        raise FormulaError("M03", "a dollar sign has no partner", r"close the formula, or write \$ for the sign itself")


def replace(text: str, write: Callable[[str], str]) -> str:
    """Return `text` with each formula replaced by `write(formula)`."""

    def one(match: re.Match[str]) -> str:
        if match[2] is not None:
            return write(match[2])
        return "$" if match[0] == r"\$" else match[0]

    return _MATH.sub(one, text)


def plain(text: str) -> str:
    """Return `text` with its formulas in Unicode, for a terminal."""
    return replace(text, unicode) if "$" in text else text


def unicode(formula: str) -> str:
    """Write one formula in Unicode.

    Raises:
        FormulaError: it cannot be read.
    """
    tokens = [("\\" + m[1]) if m[1] else m[2] for m in _TOKEN.finditer(formula)]
    written, rest = _group(tokens, False)
    if rest:
        raise FormulaError("M02", f"math: there is a closing brace too many in {formula!r}", "delete it")
    written = unicodedata.normalize("NFC", written)
    written = re.sub(r"\s*([=<>])\s*|(?<=[\w)\]}])\s*([+-])\s*", lambda sign: f" {sign[1] or sign[2]} ", written)
    return re.sub(r" {2,}", " ", written).strip()


def _group(tokens: list[str], inner: bool) -> tuple[str, list[str]]:
    """Read up to the closing brace (or the end) and return what follows it."""
    written = ""
    while tokens:
        if tokens[0] == "}":
            if inner:
                return written, tokens[1:]
            return written, tokens
        if tokens[0] in ("^", "_"):
            mark, (part, tokens) = tokens[0], _part(tokens[1:], tokens[0])
            written = written.rstrip() + _script(mark, part)
        else:
            part, tokens = _atom(tokens)
            written += part
    if inner:
        raise FormulaError("M02", "math: a { is not closed", "add the } that is missing")
    return written, []


def _atom(tokens: list[str]) -> tuple[str, list[str]]:
    token, rest = tokens[0], tokens[1:]
    if token == "{":
        return _group(rest, True)
    if not token.startswith("\\"):
        return token, rest
    name = token[1:]
    if name in _SYMBOLS:
        while rest[:1] == [" "]:
            rest = rest[1:]
        return _SYMBOLS[name], rest
    if name in _SPACING:
        return _SPACING[name], rest
    if name not in _PARTS:
        fix = f"a typing error, or one that is not supported; these are: {', '.join(COMMANDS)}"
        raise FormulaError("M01", f'math: unknown command "{token}"', fix)
    parts = []
    for _ in range(_PARTS[name]):
        part, rest = _part(rest, token)
        parts.append(part.strip())
    if name == "frac":
        single = re.compile(r"[\w.∂∇\u0300-\u036f]+")
        return "/".join(part if single.fullmatch(part) else f"({part})" for part in parts) + " ", rest
    if name == "sqrt":
        return f"√({parts[0]})", rest
    return parts[0] + _ACCENTS.get(name, ""), rest


def _part(tokens: list[str], owner: str) -> tuple[str, list[str]]:
    """Read the one thing that `owner` needs: a group in braces, a command, or a single sign."""
    while tokens and tokens[0] == " ":
        tokens = tokens[1:]
    if not tokens or tokens[0] in ("}", "^", "_"):
        example = r"\frac{above}{below}" if owner == r"\frac" else f"{owner}{{part}}"
        need = "two parts" if owner == r"\frac" else "a part"
        raise FormulaError("M02", f"math: {owner} needs {need}", f"write {example}; a }} may be missing")
    return _atom(tokens)


def _script(mark: str, part: str) -> str:
    table = _SUPER if mark == "^" else _SUB
    bare = part.strip().replace(" ", "")
    if bare and all(ord(sign) in table for sign in bare):
        return bare.translate(table)
    return f"{mark}{bare}" if len(bare) == 1 else f"{mark}({bare})"
