"""Slips of beginners, and what the report must say of each: one right file of the course with one change.

Each row: the exercise, the text to replace in the right file, what takes its place, and words that the first message
must have. Words beginning with "not:" must not be there.
"""

from __future__ import annotations

RIGHT = {
    1: """import math


def sigmoid(t):
    if t >= 0:
        return 1 / (1 + math.exp(-t))
    e = math.exp(t)
    return e / (1 + e)


def forward(x, w, b):
    total = b
    for xj, wj in zip(x, w):
        total += xj * wj
    return sigmoid(total)
""",
    2: """import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)
""",
    3: """from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        for j in range(len(x)):
            gw[j] += error * x[j]
        gb += error
    m = len(Y)
    return [g / m for g in gw], gb / m
""",
    4: """def update(w, b, gw, gb, eta):
    new_w = []
    for wj, gj in zip(w, gw):
        new_w.append(wj - eta * gj)
    return new_w, b - eta * gb
""",
    5: """from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for epoch in range(epochs):
        A = [forward(x, w, b) for x in X]
        history.append(mean_loss(A, Y))
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history
""",
}
"""A right file for each exercise."""

Slip = tuple[int, str, str, tuple[str, ...]]
SYNTAX: dict[str, Slip] = {
    "no colon after def": (1, "def sigmoid(t):", "def sigmoid(t)", ("A colon is missing", "`def`")),
    "no colon after for": (1, "in zip(x, w):", "in zip(x, w)", ("A colon is missing", "`for`")),
    "no colon after if": (1, "if t >= 0:", "if t >= 0", ("A colon is missing", "`if`")),
    "an unclosed parenthesis": (1, "math.exp(-t))", "math.exp(-t)", ("is never closed", "`)`")),
    "a parenthesis too many": (1, "return sigmoid(total)", "return sigmoid(total))", ("`)` too many",)),
    "brackets of two kinds": (3, "range(len(x)):", "range(len(x]):", ("is closed with `]`",)),
    "a body that is not indented": (1, "    total = b\n", "total = b\n", ("must be indented", "def forward")),
    "a line too far right": (1, "    total = b\n", "    total = b\n      n = 0\n", ("indented further",)),
    "a line between two steps": (1, "    return sigmoid(total)", "  return sigmoid(total)", ("fits no line above",)),
    "tabs and spaces": (1, "        total += xj * wj\n", "        total += xj * wj\n\ttotal += 0\n", ("mixes tabs and spaces",)),
    "curly quotes": (1, "    total = b\n", "    print(“hello”)\n    total = b\n", ("`“`", 'Type `"` instead')),
    "a no-break space": (1, "    total = b\n", "    total =\u00a0b\n", ("invisible character", "no-break space")),
    "a zero-width space": (1, "    total = b\n", "    total = \u200bb\n", ("zero-width space",)),
    "a long minus": (1, "math.exp(-t)", "math.exp(−t)", ("`−`", "Type `-` instead")),
    "a multiplication sign": (1, "xj * wj", "xj × wj", ("`×`", "Type `*` instead")),
    "no operator between names": (1, "xj * wj", "xj wj", ("missing between `xj` and `wj`",)),
    "no operator after a number": (4, "b - eta * gb", "b - 2eta * gb", ("missing between `2` and `eta`",)),
    "a prompt": (1, "    total = b\n", "    >>> total = b\n", ("`>>>` is a prompt",)),
    "a Markdown fence": (1, "import math\n", "```python\nimport math\n", ("Markdown fence",)),
    "a comment with slashes": (1, "total = b\n", "total = b // begin with the bias\n", ("`//` does not begin a comment",)),
    "function for def": (1, "def sigmoid(t):", "function sigmoid(t):", ("begins with `def`: `def sigmoid(t):`",)),
    "a misspelled return": (1, "return sigmoid(total)", "retrun sigmoid(total)", ("Did you mean `return`",)),
    "a capital Return": (1, "return sigmoid(total)", "Return sigmoid(total)", ("Did you mean `return`",)),
    "a misspelled def": (1, "def forward", "dfe forward", ("Did you mean `def`",)),
    "a misspelled import": (1, "import math", "improt math", ("Did you mean `import`",)),
    "form for from": (3, "from ex1_sigmoid", "form ex1_sigmoid", ("Did you mean `from`",)),
    "a misspelled while": (1, "    total = b\n", "    wihle b > 9:\n        b = 0\n    total = b\n", ("Did you mean `while`",)),
    "= in a condition": (1, "if t >= 0:", "if t = 0:", ("`=` gives a value", "`==`")),
    "else if": (1, "    e = math.exp(t)\n", "    else if t < 0:\n        e = 1\n    e = math.exp(t)\n", ("`elif`",)),
    "a keyword as a name": (4, "b - eta * gb", "b\n    lambda = eta", ("`lambda` is one of Python's own words",)),
    "class as a name": (2, "    total = 0.0\n", "    class = 0.0\n    total = 0.0\n", ("`class` is one of Python's own words",)),
    "an unclosed string": (1, "    total = b\n", '    print("total)\n    total = b\n', ("no closing quote",)),
    "an unclosed docstring": (1, "def sigmoid(t):\n", 'def sigmoid(t):\n    """Squash t.\n', ("three quotes",)),
    "a print statement": (1, "    total = b\n", "    print total\n    total = b\n", ("`print` needs parentheses",)),
    "a loop without in": (3, "for j in range(len(x)):", "for j range(len(x)):", ("needs the word `in`",)),
    "a loop with =": (3, "for j in range(len(x)):", "for j = 0 to 3:", ("needs the word `in`",)),
    "an increment": (3, "        gb += error\n", "        gb += error\n        j++\n", ("`n += 1`",)),
    "two ampersands": (1, "if t >= 0:", "if t >= 0 && t < 9:", ("`and`",)),
    "an exclamation mark": (1, "if t >= 0:", "if !t:", ("`not`",)),
    "braces": (1, "if t >= 0:", "if t >= 0 {", ("colon and indentation",)),
    "return at the margin": (1, "    return sigmoid(total)", "return sigmoid(total)", ("outside every function",)),
    "no comma between parameters": (1, "def forward(x, w, b):", "def forward(x w, b):", ("comma is missing between the parameters",)),
    "a value in def": (1, "def sigmoid(t):", "def sigmoid(0.5):", ("must be plain names",)),
    "a default before others": (5, "def train(X, Y, eta=0.5, epochs=2000):", "def train(X, Y, eta=0.5, epochs):", ("must come after",)),
    "an expression on the left": (3, "error = forward(x, w, b) - y", "forward(x, w, b) - y = error", ("On the left of `=`",)),
    "def without parentheses": (1, "def sigmoid(t):", "def sigmoid:", ("parameters of `sigmoid` are missing",)),
    "an else without if": (1, "    e = math.exp(t)\n", "    e = math.exp(t)\n    else:\n        e = 0\n", ("has no `if`",)),
    "import with .py": (3, "from ex1_sigmoid import", "from ex1_sigmoid.py import", ("not:Python cannot read", "ex1_sigmoid")),
    "a magic in a file": (1, "import math\n", "import math\n%matplotlib inline\n", ("notebooks only",)),
    "an operator at the end": (4, "b - eta * gb", "b - eta *", ("a value is missing",)),
    "two statements in a line": (2, "total = 0.0\n", "total = 0.0 n = 0\n", ("two statements",)),
    "a semicolon for a colon": (1, "if t >= 0:", "if t >= 0;", ("A colon is missing", "in place of the `;`")),
    "a comma for a colon": (1, "def sigmoid(t):", "def sigmoid(t),", ("A colon is missing", "in place of the `,`")),
    "a body of comments": (1, "    total = b\n    for xj, wj in zip(x, w):\n        total += xj * wj\n    return sigmoid(total)\n", "    # later\n", ("The lines that belong to line 11",)),
    "a first line too far right": (2, "    total = 0.0\n", "     total = 0.0\n", ("fits no line above", "not:must be indented")),
    "a tab above spaces": (1, "    total = b\n    for", "\ttotal = b\n    for", ("indented with spaces, line 12 with tabs",)),
    "a blank in front of an import": (1, "import math", " import math", ("left margin", "not:line above")),
    "a blank in front of def": (1, "def sigmoid", "  def sigmoid", ("left margin", "not:must be indented")),
    "None as a name": (2, "total = 0.0", "None = 0.0", ("`None` is one of Python's own values",)),
    "a short keyword as a name": (2, "total = 0.0", "in = 0.0", ("such as `in_`.", "not:`in_` or `in`")),
    "a digit first in a name": (2, "total = 0.0", "2total = 0.0", ("cannot begin with a digit",)),
    "a minus in a name": (2, "total = 0.0", "my-total = 0.0", ("`my_total`", "minus")),
    "a blank in a name": (2, "total = 0.0", "my total = 0.0", ("`my_total`", "blank")),
    "a type before a name": (2, "total = 0.0", "float total = 0.0", ("needs no type", "`total = 0.0`")),
    "a minus in the name of a function": (1, "def forward", "def for-ward", ("`for_ward`",)),
    "two dots": (1, "math.exp(-t)", "math..exp(-t)", ("a dot too many",)),
    "no operator after a parenthesis": (1, "xj * wj", "(xj)wj", ("missing between",)),
    "bars": (1, "if t >= 0:", "if |t| >= 0:", ("`abs(t)`",)),
    "equal and greater": (1, "if t >= 0:", "if t => 0:", ("`>=`", "not:`==`")),
    "a blank in >=": (1, "if t >= 0:", "if t > = 0:", ("without a blank: `>=`", "not:`==`")),
    "a blank in +=": (3, "gb += error", "gb + = error", ("without a blank: `+=`",)),
    "a colon before =": (2, "total = 0.0", "total := 0.0", ("`total = 0.0`",)),
    "two assignments": (3, "error = forward(x, w, b) - y", "error = forward(x, w, b) - y = 0", ("two `=`",)),
    "an f-string with one brace": (1, "    total = b\n", "    print(f\"{b\")\n    total = b\n", ("f-string", "needs its `}`")),
    "a docstring with two quotes": (1, "def sigmoid(t):\n", "def sigmoid(t):\n    \"\"Squash t.\"\"\n", ("three quotes",)),
    "a line of prose": (1, "import math\n", "This is my solution\nimport math\n", ("plain text", "`#`")),
    "a loop of another language": (3, "for j in range(len(x)):", "for (j = 0; j < len(x); j++):", ("counts with `range`",)),
    "foreach": (3, "for j in range(len(x)):", "foreach j in range(len(x)):", ("`for j in range(len(x)):`",)),
    "for each": (3, "for j in range(len(x)):", "for each j in range(len(x)):", ("`for j in range(len(x)):`",)),
    "a loop without a name": (3, "for j in range(len(x)):", "for in range(len(x)):", ("between `for` and `in`",)),
    "a loop over nothing": (3, "for j in range(len(x)):", "for j in:", ("missing after `in`",)),
    "repeat": (1, "    total = b\n", "    repeat 10 times:\n        pass\n    total = b\n", ("for i in range(n):",)),
    "an = after return": (1, "return sigmoid(total)", "return = sigmoid(total)", ("`return` takes no `=`",)),
    "a printed return": (1, "return sigmoid(total)", "print return sigmoid(total)", ("`return sigmoid(total)` alone",)),
    "a lambda without a colon": (1, "    total = b\n", "    f = lambda t t + 1\n    total = b\n", ("`lambda` needs a colon",)),
    "a comprehension that begins with for": (5, "A = [forward(x, w, b) for x in X]", "A = [for x in X: forward(x, w, b)]", ("the value comes first",)),
    "def twice": (1, "def forward", "def def forward", ("`def` stands twice",)),
    "an import of nothing": (1, "import math", "from math import", ("After `import`",)),
    "an import with parentheses": (3, "import forward", "import forward()", ("without parentheses",)),
    "marks of git": (1, "    total = b\n", "<<<<<<< HEAD\n    total = b\n=======\n    total = 0\n>>>>>>> other\n", ("Git left this line",)),
    "a web page": (1, RIGHT[1], "<html><body>sigmoid</body></html>\n", ("a web page",)),
    "except of Python 2": (1, "    total = b\n", "    try:\n        total = b\n    except ValueError, e:\n        pass\n", ("as e:`",)),
    "a try alone": (1, "    total = b\n", "    try:\n        total = b\n    total = 1\n", ("has no `except`",)),
    "a backslash in a line": (1, "total += xj * wj", "total += \\ xj * wj", ("A backslash",)),
    "a value for global": (2, "total = 0.0", "global total = 0.0", ("`global` only names variables",)),
    "nothing for nonlocal": (2, "    total = 0.0\n", "    nonlocal total\n    total = 0.0\n", ("`nonlocal`", "Delete the line")),
    "+= to a call": (2, "total += loss(a, y)", "loss(a, y) += total", ("On the left of `+=`",)),
    "a parameter twice": (1, "def forward(x, w, b):", "def forward(x, x, b):", ("`x` stands twice",)),
    "an argument twice": (5, "gradient(X, Y, w, b)", "gradient(X, Y, w=w, w=b)", ("`w=` stands twice",)),
    "a plain value after a named one": (5, "gradient(X, Y, w, b)", "gradient(X=X, Y, w, b)", ("plain values come first",)),
    "a builtin without parentheses": (3, "range(len(x)):", "range(len x):", ("`len(x)`", "not:operator")),
}  # fmt: skip
"""What Python cannot read."""

RUN: dict[str, Slip] = {
    "add for append": (5, "history.append(", "history.add(", ("A list has no `add`", "`append`")),
    "push for append": (4, "new_w.append(", "new_w.push(", ("A list has no `push`", "`append`")),
    "length of a list": (2, "len(Y)", "Y.length", ("A list has no `length`", "`len(Y)`")),
    "the value of append": (5, "        history.append(mean_loss(A, Y))", "        history = history.append(mean_loss(A, Y))", ("`append` or `sort` changes a list",)),
    "the value of append, in a loop": (4, "        new_w.append(wj - eta * gj)", "        new_w = new_w.append(wj - eta * gj)", ("append",)),
    "two values for append": (4, "new_w.append(wj - eta * gj)", "new_w.append(wj, gj)", ("`append` takes one value",)),
    "all examples for one": (5, "A = [forward(x, w, b) for x in X]", "A = forward(X, w, b)", ("calls `forward` with x = a list of lists", "raised in ex1_sigmoid.py", "not:item by item")),
    "a list plus a number": (4, "return new_w, b - eta * gb", "return w + eta, b - eta * gb", ("`w` is a list", "`+` cannot add a number")),
    "a list minus a list": (4, "return new_w, b - eta * gb", "return w - gw, b - eta * gb", ("Both sides are lists", "`-`")),
    "a number times a list": (4, "return new_w, b - eta * gb", "return eta * gw, b - eta * gb", ("is a list",)),
    "exp of a list": (1, "    total = b\n", "    total = b + math.exp(x)\n", ("`exp` takes one number", "a list of numbers")),
    "an index with decimals": (3, "error * x[j]", "error * x[j / 1]", ("n index is a whole number",)),
    "an index past the end": (3, "range(len(x)):", "range(len(x) + 1):", ("items, with the indexes 0 to",)),
    "an index of a number": (1, "        total += xj * wj", "        total += xj[0] * wj", ("`xj` is a number here",)),
    "a pair of indexes": (3, "error * x[j]", "error * X[0, j]", ("`X[i][j]`",)),
    "a loop over a number": (3, "for j in range(len(x)):", "for j in len(x):", ("range(len(x))",)),
    "range of a list": (3, "range(len(x)):", "range(x):", ("`range(len(x))`",)),
    "range of a float": (3, "range(len(x)):", "range(len(x) / 1):", ("whole number",)),
    "a number that is called": (4, "b - eta * gb", "b - eta(gb)", ("`eta` is a number", "`*`")),
    "sum as a name": (1, "    total = b\n", "    sum = 0\n    total = b + sum(x) * 0\n", ("`sum` is a number here", "another name")),
    "a list that is called": (3, "error * x[j]", "error * x(j)", ("square brackets: `x[…]`",)),
    "a function without parentheses": (3, "error = forward(x, w, b) - y", "error = forward - y", ("`forward` is a function that is not called",)),
    "a method without parentheses": (2, "total += loss(a, y)", "total += Y.count", ("a function that is not called",)),
    "a module that is called": (1, "math.exp(-t)", "math(-t)", ("is a module",)),
    "an inner None": (3, "    m = len(Y)\n", "    m = print(len(Y))\n", ("`print`",)),
    "^ for a power": (2, "total / len(Y)", "total ^ 2", ("`**`",)),
    "a text plus a number": (1, "    total = b\n", '    total = b + "0"\n', ("One side is a text",)),
    "the decimal comma": (4, "    new_w = []\n", "    new_w = []\n    half = 0,5\n    eta = eta * 1 + half\n", ("`0,5`, write `0.5`",)),
    "a zip with an index": (4, "zip(w, gw):", "zip(w, gw)[0]:", ("`zip` object",)),
    "too many names": (5, "gw, gb = gradient", "gw, gb, gx = gradient", ("3 names", "2 values")),
    "a number added to a list": (4, "        new_w.append(wj - eta * gj)", "        new_w += wj - eta * gj", ("`+=` adds the items of another list", "`new_w.append(…)`")),
    "in a number": (1, "    total = b\n", "    total = b\n    if 1.0 in total:\n        total = 0\n", ("`in` looks for a value in a list", "`total` is a number")),
    "the value of sort": (4, "for wj, gj in zip(w, gw):", "for wj, gj in zip(w.sort(), gw):", ("returns None", "on a separate line")),
    "an empty pop": (4, "    new_w = []\n", "    new_w = []\n    new_w.pop()\n", ("is empty",)),
    "a comparison with a list": (1, "if t >= 0:", "if [t] >= 0:", ("compared with",)),
    "sum of a number": (1, "    total = b\n", "    total = sum(b)\n", ("`sum` takes a list",)),
    "length of a number": (2, "total / len(Y)", "total / len(total)", ("`len` takes a list",)),
    "log of nothing": (2, "    a = min(max(a, 1e-12), 1 - 1e-12)\n", "    a = 0.0\n", ("You took `log` or `sqrt` of a number",)),
    "a division by zero": (2, "total / len(Y)", "total / (len(Y) - len(Y))", ("divided by zero",)),
    "a function that calls itself": (1, "return sigmoid(total)", "return forward(x, w, b)", ("calls itself",)),
    "a value before it is set": (2, "    total = 0.0\n", "", ("`total` is used before it has a value", "total = 0.0")),
    "a loop's name after no round": (4, "    new_w = []\n", "    for k in []:\n        pass\n    new_w = [k]\n", ("in a `for` loop", "`[]` is empty", "not:= 0.0")),
    "an iterator used twice": (4, "    for wj, gj in zip(w, gw):\n", "    pairs = zip(w, gw)\n    n = len(list(pairs))\n    for wj, gj in pairs:\n", ("`pairs` is a `zip` object", "only once", "list(zip(…))")),
    "an iterator used once": (4, "    for wj, gj in zip(w, gw):\n        new_w.append(wj - eta * gj)\n", "    pairs = zip(w, gw)\n    for wj, gj in pairs:\n        new_w.append(wj + eta * gj)\n", ("was expected", "not:only once")),
    "input()": (1, "    total = b\n", "    total = float(input())\n", ("`input()` waits for somebody",)),
    "list for lst": (1, "for xj, wj in zip(x, w):", "for xj, wj in zip(list, w):", ("Python's own types",)),
    "two functions at once": (1, "return sigmoid(total)", "return sigmoid(total, b)", ("not:A function is called",)),
    "a missing key": (4, "    new_w = []\n", '    new_w = []\n    d = {"w": 1}\n    d["v"]\n', ("does not have this key",)),
    "a method of a number": (1, "math.exp(-t)", "(-t).exp()", ("`math.exp(",)),
    "a tuple for a list": (4, "new_w = []", "new_w = ()", ("A tuple has no `append`",)),
    "a number for a list": (4, "new_w = []", "new_w = 0", ("is a number", "`new_w = []`")),
    "append without a value": (4, "new_w.append(wj - eta * gj)", "new_w.append()", ("takes one value", "not:pair")),
    "append with =": (4, "new_w.append(wj - eta * gj)", "new_w.append = wj", ("Call it with parentheses", "not:None")),
    "an item of an empty list": (4, "new_w.append(wj - eta * gj)", "new_w[0] = wj", ("no item to replace", "new_w.append(")),
    "an item as an index": (3, "for j in range(len(x)):", "for j in x:", ("`j` is an item of `x`", "range(len(x))", "not:`//`")),
    "a list times a float": (5, "[0.0] * len(X[0])", "[0.0] * 2.0", ("repeated a whole number of times",)),
    "a text for exp": (1, "math.exp(-t)", "math.exp('-t')", ("is a text", "Leave out the quotes")),
    "two values for exp": (1, "math.exp(-t)", "math.exp(math.e, -t)", ("does not take 2 values", "not:`def`")),
    "an argument missing": (3, "forward(x, w, b)", "forward(x, w)", ("`forward` takes `x`, `w` and `b`. Here `b` is missing.",)),
    "an argument of another name": (3, "forward(x, w, b)", "forward(x, w, bias=b)", ("has no parameter `bias`", "`x`, `w` and `b`")),
    "another function under the name": (3, "import forward", "import sigmoid as forward", ("is the function `sigmoid` here",)),
    "a decimal comma in a call": (4, "b - eta * gb", "round(b - eta * gb, 0,5)", ("decimal point",)),
    "a module for a value": (2, "total / len(Y)", "math + total", ("`math` is a module",)),
    "names and values": (5, "w, b = update(", "w, b, c = update(", ("3 names", "2 values")),
    "a step of 0": (3, "range(len(x)):", "range(0, len(x), 0):", ("cannot be 0",)),
    "None in a comparison": (1, "if t >= 0:", "if print(t) >= 0:", ("`print` shows a value and returns nothing",)),
    "len as a name": (2, "    total = 0.0\n", "    len = 3\n    total = 0.0\n", ("`len` is a number here", "another name", "not:`total`")),
    "list as a name": (4, "    new_w = []\n", "    list = [1]\n    new_w = list(w)[:0]\n", ("your code gave that name a value", "not:square brackets")),
    "math as a name": (1, "def sigmoid(t):\n", "def sigmoid(t):\n    math = 3\n", ("`math` is a number here", "not:math.exp(math)")),
    "a function's name for a number": (1, "    total = b\n", "    sigmoid = 0\n    total = b\n", ("`sigmoid` is a number here", "not:`*`")),
    "a function's name for a list": (5, "A = [forward(x, w, b) for x in X]", "forward = [forward(x, w, b) for x in X]\n        A = forward", ("hides the function `forward`", "not:import")),
    "a list in a set": (4, "    new_w = []\n", "    new_w = []\n    s = set()\n    s.add(w)\n", ("A list cannot be in a set", "not:square brackets")),
    "a comma after return": (1, "return sigmoid(total)", "return sigmoid(total),", ("comma at the end of the `return` line", "not:index")),
    "an async function": (4, "def update", "async def update", ("Leave out `async`",)),
    "the name of a number of mathematics": (1, "math.exp(-t)", "e ** -t", ("Did you mean `math.e`?",)),
    "another capital in a loop": (3, "zip(X, Y)", "zip(x, y)", ("Did you mean", "not:= 0.0")),
    "the singular for the plural": (5, "range(epochs)", "range(epoch)", ("Did you mean `epochs`?",)),
}  # fmt: skip
"""What fails as it runs."""

NAMES: dict[str, Slip] = {
    "a misspelled function": (1, "return sigmoid(total)", "return sigmiod(total)", ("Did you mean `sigmoid`?",)),
    "a misspelled variable": (1, "return sigmoid(total)", "return sigmoid(totel)", ("Did you mean `total`?",)),
    "math.ln": (2, "math.log(a)", "math.ln(a)", ("Did you mean `math.log`?",)),
    "math.Exp": (1, "math.exp(-t)", "math.Exp(-t)", ("Did you mean `math.exp`?",)),
    "maths": (1, "import math\n", "import maths\n", ("Did you mean math?",)),
    "e alone": (1, "math.exp(-t)", "E ** -t", ("`math.e`",)),
    "exp alone": (1, "math.exp(-t)", "exp(-t)", ("`math.exp`",)),
    "no import of math": (1, "import math\n", "", ("`import math` missing",)),
    "no import of an earlier exercise": (3, "from ex1_sigmoid import forward\n", "", ("Put `from ex1_sigmoid import forward` at the top",)),
    "a short name of an exercise": (3, "from ex1_sigmoid import", "from ex1 import", ("Did you mean ex1_sigmoid?",)),
    "the name of an exercise": (3, "from ex1_sigmoid import", "from sigmoid import", ("Did you mean ex1_sigmoid?",)),
    "a small true": (1, "if t >= 0:", "if true:", ("`True`",)),
    "a capital letter": (1, "def sigmoid(t):", "def Sigmoid(t):", ("defines `Sigmoid`", "Rename it")),
    "another name": (4, "def update(", "def updates(", ("defines `updates`", "Rename it")),
    "no such function": (4, "def update(w, b, gw, gb, eta):", "def step(w, b, gw, gb, eta):", ("Begin it with `def update(w, b, gw, gb, eta):`",)),
    "a changed signature": (1, "def forward(x, w, b):\n    total = b\n", "def forward(x, w):\n    total = 0\n", ("Put back `def forward(x, w, b):`",)),
    "a name that another file lacks": (3, "import forward", "import forwards as forward", ("does not define `forwards`",)),
    "a Greek letter": (4, "wj - eta * gj", "wj - \u03b7 * gj", ("Did you mean `eta`?",)),
    "a name that the function does not get": (4, "b - eta * gb", "b - lr * gb", ("`update` gets `w`, `b`, `gw`, `gb` and `eta`",)),
    "a dot before an import": (3, "from ex1_sigmoid", "from .ex1_sigmoid", ("Leave out the dot",)),
    "a folder in an import": (3, "from ex1_sigmoid", "from exercises.ex1_sigmoid", ("`ex1_sigmoid` alone",)),
    "a function as a module": (1, "import math", "import math.exp", ("`math.exp`", "Import it alone", "not:That file")),
    "the wrong file in an import": (5, "from ex2_loss import mean_loss", "from ex1_sigmoid import mean_loss", ("defined in ex2_loss",)),
    "a file that imports itself": (1, "import math\n", "import math\nfrom ex1_sigmoid import forward\n", ("imports from itself", "not:does not define")),
    "files that import each other": (1, "import math\n", "import math\nfrom ex5_loop import train\n", ("neither can be loaded",)),
    "a name that math lacks": (1, "import math\n", "import math\nfrom math import exq\n", ("Did you mean `exp`?", "not:.so")),
    "a builtin of math": (1, "total = b", "total = b + math.sum(x)", ("`sum` is Python's own",)),
    "end": (1, "    return sigmoid(total)\n", "    return sigmoid(total)\nend\n", ("Python has no `end`",)),
    "a notebook's text": (1, RIGHT[1], '{"cells": [{"cell_type": "code", "outputs": null}]}\n', ("holds a notebook",)),
    "nothing": (1, RIGHT[1], "", ("The file is empty",)),
    "a function behind #": (4, RIGHT[4], "# " + RIGHT[4].replace("\n", "\n# "), ("begins with `#`",)),
    "a default value that was taken away": (5, "eta=0.5, epochs=2000", "eta, epochs", ("Put back `def train(X, Y, eta=0.5, epochs=2000):`",)),
    "parameters in another order": (4, "def update(w, b, gw, gb, eta):", "def update(w, gw, b, gb, eta):", ("not in the order", "`def update(w, b, gw, gb, eta):`")),
    "the stub below the code": (4, RIGHT[4], RIGHT[4] + "\n\ndef update(w, b, gw, gb, eta):\n    raise NotImplementedError\n", ("defines a function twice",)),
}  # fmt: skip
"""Names that are not there."""
