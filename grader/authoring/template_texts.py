"""The texts of new exercises, kind by kind: stub, reference, suite and mistakes; and of a new question."""

from __future__ import annotations

FUNCTION_STUB = '''def NAME(values):
    """Return the largest difference between two neighbours of a list with at least two values.

    >>> NAME([1, 4, 2])
    3
    """
    raise NotImplementedError
'''
FUNCTION = '''def NAME(values):
    """Return the largest difference between two neighbours."""
    return max(abs(b - a) for a, b in zip(values, values[1:]))
'''
FUNCTION_SUITE = '''"""The suite of this exercise: the points of its checks add up to those in course.yaml."""

from grader.suite import agree, check


@check(points=4, hint="How far is it from each value to the next?", open=True)
def test_example(submission):
    """the example of the docstring"""
    agree(submission.NAME([1, 4, 2]), 3)


@check(points=6, hint="A difference counts in both directions.")
def test_lists(submission, reference, random):
    """lists of many kinds"""
    lists = [[5, 5], [3, -4], [0, 1, 5, 2], [9, 1, 1], [random.randrange(50) for _ in range(8)]]
    agree([submission.NAME(values) for values in lists], [reference.NAME(values) for values in lists])
'''
FUNCTION_MISTAKES = {
    "upwards-only": (
        "You count only steps upwards. How large is the step from 9 to 1?\n\nTake `abs` of each difference.",
        FUNCTION.replace("abs(b - a)", "b - a"),
    ),
    "largest-minus-smallest": (
        "You subtract the smallest value from the largest. Are these two values neighbours?\n\nGo through the pairs of neighbours.",
        FUNCTION.replace("max(abs(b - a) for a, b in zip(values, values[1:]))", "max(values) - min(values)"),
    ),
}

PROGRAM_STUB = '''"""Read names, one a line, until an empty line. Greet each one, and at the end say how many there were.

For the lines Ada, Bo and an empty one:

    Hello, Ada!
    Hello, Bo!
    2 names
"""

raise NotImplementedError
'''
PROGRAM = """names = []
name = input()
while name:
    print(f"Hello, {name}!")
    names.append(name)
    name = input()
print(len(names), "names")
"""
PROGRAM_SUITE = '''"""The suite of a program: `run` takes the lines that it reads, and gives what it prints and its exit status."""

from grader.suite import agree, check


@check(points=6, hint="Print one line for each name, and one at the end.", open=True)
def test_example(submission):
    """the example"""
    text, status = submission.run(["Ada", "Bo", ""])
    agree(text, "Hello, Ada!\\nHello, Bo!\\n2 names\\n", called="the printed text")
    agree(status, 0, called="the exit status")


@check(points=4, hint="No name at all is a list of 0 names.")
def test_lengths(submission):
    """no name, and many"""
    agree(submission.run([""])[0], "0 names\\n")
    agree(submission.run(["a", "b", "c", ""])[0], "Hello, a!\\nHello, b!\\nHello, c!\\n3 names\\n")
'''
PROGRAM_MISTAKES = {
    "counts-the-end": (
        "Your code counts the empty line as a name. When does it count?\n\nCount after you know that the line is not empty.",
        PROGRAM.replace("len(names),", "len(names) + 1,"),
    ),
    "no-greeting": (
        "You count the names, but you greet nobody. What is printed for each name?\n\nPrint inside the loop.",
        PROGRAM.replace('    print(f"Hello, {name}!")\n', ""),
    ),
}

OBJECT_STUB = '''class CLASS:
    """A counter that never goes below 0.

    >>> counter = CLASS(2)
    >>> counter.up(3)
    >>> counter.value
    5
    """

    def __init__(self, value=0):
        """Begin with this value."""
        raise NotImplementedError

    def up(self, by=1):
        """Count up."""
        raise NotImplementedError

    def down(self, by=1):
        """Count down, to 0 at most."""
        raise NotImplementedError
'''
OBJECT = '''class CLASS:
    """A counter that never goes below 0."""

    def __init__(self, value=0):
        self.value = value

    def up(self, by=1):
        """Count up."""
        self.value += by

    def down(self, by=1):
        """Count down, to 0 at most."""
        self.value = max(0, self.value - by)
'''
OBJECT_PROBE = '''"""What the suite asks of an object. `learner` has the names of the learner's file; only plain values go back."""


def value_after(start, steps):
    """Return the value after steps up, or down where they are negative."""
    counter = learner.CLASS(start)
    for step in steps:
        if step < 0:
            counter.down(-step)
        else:
            counter.up(step)
    return counter.value
'''
OBJECT_SUITE = '''"""The suite of a class: it calls the probes of solutions/probes."""

from grader.suite import agree, check


@check(points=4, hint="Which attribute changes?", open=True)
def test_example(submission):
    """the example"""
    agree(submission.value_after(2, [3]), 5)


@check(points=6, hint="What is 2 counted down by 5?")
def test_down(submission):
    """down to 0 and up again"""
    steps = [[-1], [-5], [-5, 1], [0, 4, -2]]
    agree([submission.value_after(2, one) for one in steps], [1, 0, 1, 4])
'''
OBJECT_MISTAKES = {
    "below-zero": (
        "Your counter goes below 0. What should the smallest value be?\n\n`max(0, …)` is never below 0.",
        OBJECT.replace("max(0, self.value - by)", "self.value - by"),
    ),
    "start-ignored": (
        "Every counter starts at 0. What is the argument for?\n\nStore the argument of `__init__`.",
        OBJECT.replace("self.value = value\n", "self.value = 0\n"),
    ),
}

TEXT_STUB = '''def NAME(text):
    """Return the text with the first letter of each word made a capital, and all else as it is.

    >>> NAME("two  small WORDS")
    'Two  Small WORDS'
    """
    raise NotImplementedError
'''
TEXT = '''def NAME(text):
    """Return the text with the first letter of each word made a capital."""
    return " ".join(word[:1].upper() + word[1:] for word in text.split(" "))
'''
TEXT_SUITE = '''"""The suite of a function from text to text: a message shows the place where two texts differ."""

from grader.suite import agree, check


@check(points=4, hint="Look at one word first.", open=True)
def test_example(submission):
    """the example"""
    agree(submission.NAME("two  small WORDS"), "Two  Small WORDS")


@check(points=6, hint="Blanks stay, and so do the other letters.")
def test_texts(submission, reference):
    """texts of many kinds"""
    texts = ["", "a", " ab  cd ", "iPhone 2x", "don't"]
    agree([submission.NAME(text) for text in texts], [reference.NAME(text) for text in texts])
'''
TEXT_MISTAKES = {
    "rest-made-small": (
        "The other letters become small. What does `title` or `capitalize` do to them?\n\nChange only the first letter.",
        TEXT.replace("word[:1].upper() + word[1:]", "word.capitalize()"),
    ),
    "blanks-lost": (
        "Two spaces become one. What does `split()` do with spaces?\n\n`split()` keeps them.",
        TEXT.replace('split(" ")', "split()"),
    ),
}

TABLE_STUB = '''import csv


def NAME(path):
    """Return for each city of the file the sum of its amounts, as a dict.

    >>> NAME("NAME.csv")
    {'Bern': 5.0, 'Rome': 2.5}
    """
    raise NotImplementedError
'''
TABLE = '''import csv


def NAME(path):
    """Return for each city of the file the sum of its amounts."""
    sums = {}
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            sums[row["city"]] = sums.get(row["city"], 0.0) + float(row["amount"])
    return sums
'''
TABLE_SUITE = '''"""The suite of an exercise with a data file, which `files` of course.yaml lists."""

from grader.suite import agree, check


@check(points=10, hint="Read one row, and look at it.", open=True)
def test_sums(submission):
    """the sum of each city"""
    agree(submission.NAME("NAME.csv"), {"Bern": 5.0, "Rome": 2.5})
'''
TABLE_MISTAKES = {
    "last-row-only": (
        "Each city has the amount of its last row. Does `=` add?\n\nAdd to the value that is already there.",
        TABLE.replace('sums.get(row["city"], 0.0) + float', "float"),
    ),
    "rows-counted": (
        "You count the rows of each city. What is in the column `amount`?\n\nAdd the amount, not 1.",
        TABLE.replace('float(row["amount"])', "1.0"),
    ),
}

QUESTION = """  - id: ID
    type: choice
    topic: TOPIC
    prompt: What does `[1, 2, 3][-1]` give in Python?
    options:
      - {id: three, text: '3', correct: true}
      - {id: one, text: '1', feedback: The index 0 gives the first item.}
      - {id: error, text: an error, feedback: A negative index counts from the end.}
    explanation: A negative index counts from the end, so -1 gives the last item.
"""
