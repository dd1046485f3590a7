"""Each kind of edit undoes the slip that it is for, and leaves no trace in the program."""

from __future__ import annotations

import ast
import builtins

import pytest

from grader.grading.repair.frequencies import FREQUENCIES
from grader.grading.repair.modules import compiled_modules
from grader.sandbox.edits.table import KINDS, Edit, edits
from grader.sandbox.edits.tree import add_ticks, is_tick

# kind, the body of a function of (x, seq) with the slip, and the body without it
CASES = [
    ("comparison", "if x < seq[0]:\n  return 1", "if x <= seq[0]:\n  return 1"),
    ("comparison", "return x == seq", "return x != seq"),
    ("operator", "return x + 1", "return x - 1"),
    ("operator", "x += 1", "x -= 1"),
    ("sign", "return x", "return -x"),
    ("sign", "return -x", "return x"),
    ("operands", "return x - seq", "return seq - x"),
    ("operands", "return x * seq", "return x"),
    ("parentheses", "return 1 / x + 1", "return 1 / (x + 1)"),
    ("parentheses", "return len(seq) / x", "return len(seq / x)"),
    ("condition", "if not x:\n  return 1", "if x:\n  return 1"),
    ("condition", "if x and seq:\n  return 1", "if x or seq:\n  return 1"),
    ("condition", "while x:\n  x -= 1", "if x:\n  x -= 1"),
    ("missing condition", "seq.append(x)", "if x not in seq:\n  seq.append(x)"),
    ("rounding", "return round(x, 3)", "return x"),
    ("constant", "return 3", "return 2"),
    ("constant", "return True", "return False"),
    ("constant", "return seq[:5]", "return seq[:x]"),
    ("name", "y = 1\nreturn x", "y = 1\nreturn y"),
    ("name", "for item in seq:\n  x += itm\nreturn itm", "for item in seq:\n  x += item\nreturn item"),
    ("index", "return seq[x]", "return seq[x - 1]"),
    ("index", "return seq[1:x]", "return seq[:x]"),
    ("missing index", "for i in range(3):\n  x += seq", "for i in range(3):\n  x += seq[i]"),
    ("range", "for i in range(x - 1):\n  pass", "for i in range(x):\n  pass"),
    ("range", "for i in seq[1:]:\n  pass", "for i in seq:\n  pass"),
    ("range", "for i in range(len(seq)):\n  pass", "for i in seq:\n  pass"),
    (
        "range",
        "for i in x:\n  for j in seq:\n    f(i, j)",
        "for i, j in zip(x, seq):\n  f(i, j)",
    ),
    ("factor", "return x", "return x / len(seq)"),
    ("item by item", "return x - 2 * seq", "return [x_item - 2 * seq_item for x_item, seq_item in zip(x, seq)]"),
    ("factor", "y = 2\nreturn y", "y = 2\nreturn y * x"),
    ("initial value", "y = 0\nreturn y", "y = 1\nreturn y"),
    ("initial value", "y = 0\nreturn y", "y = seq[0]\nreturn y"),
    ("copy", "y = seq\nreturn y", "y = list(seq)\nreturn y"),
    ("copy", "return seq", "seq = list(seq)\nreturn seq"),
    ("order of values", "return f(x, seq)", "return f(seq, x)"),
    ("order of values", "return x, seq", "return seq, x"),
    ("missing call", "seq.pop", "seq.pop()"),
    ("missing call", "return seq.count[x]", "return seq.count(x)"),
    ("call", "return min(seq)", "return max(seq)"),
    ("call", "return min(0, max(1, x))", "return max(0, min(1, x))"),
    ("call", "return len(range(seq))", "return range(len(seq))"),
    ("method", "seq.append(x)", "seq.extend(x)"),
    ("method", "seq.add(x)", "seq.append(x)"),
    ("method", "return seq.sort()", "return sorted(seq)"),
    ("method", "seq = seq.append(x)", "seq.append(x)"),
    ("brackets", "return seq + x", "return seq + [x]"),
    ("brackets", "seq += x", "seq += [x]"),
    ("brackets", "return seq + f(x)", "return seq + [f(x)]"),
    ("indentation", "for i in seq:\n  x += i\n  return x", "for i in seq:\n  x += i\nreturn x"),
    ("indentation", "for i in seq:\n  x += i\ny = x", "for i in seq:\n  x += i\n  y = x"),
    ("indentation", "y = 0\nfor i in seq:\n  x += i", "for i in seq:\n  y = 0\n  x += i"),
    (
        "indentation",
        "for i in seq:\n  if i:\n    return 1\n  else:\n    return 2",
        "for i in seq:\n  if i:\n    return 1\nreturn 2",
    ),
    ("order", "x = 1\ny = x", "y = x\nx = 1"),
    ("order", "if x:\n  y = 1\nelif seq:\n  y = 2", "if seq:\n  y = 2\nelif x:\n  y = 1"),
    ("surplus", "x += 1\nreturn x", "return x"),
    ("set", "return list(set(seq))", "return list(dict.fromkeys(seq))"),
    ("set", "return set(seq)", "return list(dict.fromkeys(seq))"),
    ("set", "return sum({abs(i) for i in seq})", "return sum([abs(i) for i in seq])"),
    ("range", "for i in range(len(seq)):\n  pass", "for i in range(x):\n  pass"),
    ("axis", "return x.mean()", "return x.mean(axis=0)"),
    ("axis", "return x.mean(axis=1)", "return x.mean()"),
    ("text", "return input()", "return input().strip()"),
    ("range", "for i in len(seq):\n  pass", "for i in range(len(seq)):\n  pass"),
    ("constant", "if x < 0:\n  return 1", "if x < seq[0]:\n  return 1"),
    ("brackets", "return list(x)", "return [x]"),
    ("assignment", "x.total = seq", "x.total += seq"),
    ("initial value", "x.total = 0\nreturn x", "x.total = seq\nreturn x"),
    ("return", "def inner(x):\n  return x", "def inner(x):\n  return x\nreturn inner(x)"),
    ("elif", "if x:\n  y = 1\nif seq:\n  y = 2", "if x:\n  y = 1\nelif seq:\n  y = 2"),
    ("elif", "if x:\n  y = 1\nelif seq:\n  y = 2", "if x:\n  y = 1\nif seq:\n  y = 2"),
    ("return", "y = x + 1", "y = x + 1\nreturn y"),
    ("return", "print(x)", "return x"),
    ("early exit", "return seq[0]", "if not seq:\n  return 0\nreturn seq[0]"),
    ("early exit", '"""Text."""\nreturn seq[0]', '"""Text."""\nif not seq:\n  return 0\nreturn seq[0]'),
    ("end of the loop", "while x < 3:\n  print(x)", "while x < 3:\n  print(x)\n  x += 1"),
    ("end of the loop", "for i in seq:\n  x = i", "for i in seq:\n  x = i\n  break"),
    ("assignment", "for i in seq:\n  x = i", "for i in seq:\n  x += i"),
    ("assignment", "for i in seq:\n  x += i", "for i in seq:\n  x = i"),
    ("assignment", "x == 1\nreturn x", "x = 1\nreturn x"),
    ("assignment", "x =+ 1\nreturn x", "x += 1\nreturn x"),
]


def program(body: str) -> ast.Module:
    """Return a file with one function of this body, its turns counted."""
    indented = "".join(f"    {line}\n" for line in body.split("\n"))
    tree = ast.parse(f"def f(x, seq):\n{indented}")
    add_ticks(tree)
    return tree


def text(tree: ast.Module) -> str:
    """Return a program as text, without what counts its turns."""
    return "\n".join(line for line in ast.unparse(tree).split("\n") if "__tick__" not in line)


def edited(tree: ast.Module, edit: Edit) -> str:
    """Return the text of a program with an edit, and take the edit back."""
    before = [(change, getattr(change.node, change.field)) for change in edit.changes]
    for change in edit.changes:
        setattr(change.node, change.field, change.value)
    found = text(tree)
    for change, value in reversed(before):
        setattr(change.node, change.field, value)
    return found


def listed(tree: ast.Module) -> list[Edit]:
    """Return every edit of a program."""
    return list(edits(tree, frozenset(dir(builtins)), {}))


@pytest.mark.parametrize(("kind", "wrong", "right"), CASES, ids=[f"{k}-{n}" for n, (k, *_) in enumerate(CASES)])
def test_an_edit_of_this_kind_makes_the_program_right(kind: str, wrong: str, right: str) -> None:
    """One of the kind's edits gives exactly the right program."""
    tree, wanted = program(wrong), text(program(right))
    found = {KINDS[edit.kind].name for edit in listed(tree) if edited(tree, edit) == wanted}
    assert kind in found


def test_a_parameter_too_many_is_left_out() -> None:
    """The function is called as the exercise says, and the name is a separate variable."""
    tree = program("x = 0\nreturn seq")
    found = {edited(tree, edit).split("\n")[0] for edit in listed(tree) if KINDS[edit.kind].name == "parameters"}
    assert found == {"def f(x):", "def f(seq):", "def f():"}


def test_a_count_is_not_started_below_zero() -> None:
    """That would make up for a line in the wrong place, which is what decides."""
    tree = program("y = 0\nfor i in seq:\n  y += 1\n  if not i:\n    break\nreturn y")
    made = [edited(tree, edit) for edit in listed(tree)]
    assert not any(f"y = {start}" in text for text in made for start in ("-1", "0 - 1"))


def test_every_kind_has_a_case_here_and_a_frequency() -> None:
    """No kind is listed without a program that needs it."""
    names = {kind.name for kind in KINDS}
    assert names == {"parameters", *(kind for kind, *_ in CASES)}
    assert names == set(FREQUENCIES)


def test_every_kind_has_its_own_name_and_words() -> None:
    """A hint says of each kind what to look at, and asks a question."""
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    assert len({kind.there for kind in KINDS}) == len(KINDS)
    assert all((kind.question.endswith(("?", ".")) and "?" in kind.question) or "." in kind.question for kind in KINDS)


@pytest.mark.parametrize("wrong", [wrong for _, wrong, _ in CASES])
def test_every_edit_compiles_and_leaves_the_program_as_it_was(wrong: str) -> None:
    """Edits are made in place, thousands of them one after the other: each is taken back whole."""
    tree = program(wrong)
    before = ast.dump(tree, include_attributes=True)
    for edit in listed(tree):
        saved = [(change, getattr(change.node, change.field)) for change in edit.changes]
        for change in edit.changes:
            setattr(change.node, change.field, change.value)
        try:
            compile(tree, "<edited>", "exec")
        except SyntaxError:
            continue  # such as `break` outside a loop: the candidate is skipped
        finally:
            for change, value in reversed(saved):
                setattr(change.node, change.field, value)
    assert ast.dump(tree, include_attributes=True) == before


def test_every_loop_and_function_counts_its_turns() -> None:
    """Also the loop that an edit makes of a condition: none runs without end."""
    tree = program("if x:\n  x -= 1")
    loops = []
    for edit in listed(tree):
        for change in edit.changes:
            values = change.value if isinstance(change.value, list) else [change.value]
            loops += [node for node in values if isinstance(node, ast.While)]
    assert loops
    assert all(is_tick(loop.body[0]) for loop in loops)


def test_what_is_sent_to_a_worker_does_not_tell_where_the_grader_is() -> None:
    """Learners' code can read all that its process holds."""

    def files(code: object) -> set[str]:
        if not hasattr(code, "co_filename"):
            return set()
        return {code.co_filename}.union(*(files(part) for part in code.co_consts))

    assert set().union(*(files(code) for _, code in compiled_modules())) == {"<edits>"}
