"""Whatever a module that a course allows imports by itself, later, is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.authoring.module_proof import module_diagnostics
from grader.core.course import load_course
from grader.grading.grader import Grader
from grader.sandbox.sandbox import Sandbox
from tests.engine.conftest import GradeText, MakeCourse

CHECKS = (
    '@check(points=1, hint="Look.", open=True)\ndef test_all(submission):\n    """it works"""\n'
    "    agree(submission.f(), True)\n"
)


def told(make_course: MakeCourse, grade_text: GradeText, modules: str, text: str) -> str:
    """Return what is told of a text that should return True; nothing where it does."""
    root = make_course("      f: {takes: [], returns: true or false}\n", text, CHECKS, modules)
    result = grade_text(root, text)
    return "" if result.full_marks else result.message or result.checks[0].message


@pytest.mark.parametrize(
    ("modules", "text"),
    [
        ("datetime", "import datetime\nX = lambda: datetime.datetime.strptime('2024-05-06', '%Y-%m-%d').day == 6"),
        ("time", "import time\nX = lambda: time.strptime('2024', '%Y').tm_year == 2024"),
        ("math", "X = lambda: 'é€'.encode('cp1252') == b'\\xe9\\x80'"),
        (
            "math",
            "X = lambda: 'é'.encode('cp437') == b'\\x82' and 'é'.encode('utf-16')[:2] in (b'\\xff\\xfe', b'\\xfe\\xff')",
        ),
        ("math", "X = lambda: b'\\xc1'.decode('koi8-r') == '\\u0430'"),
        ("codecs", "import codecs\nX = lambda: codecs.encode('abc', 'rot13') == 'nop'"),
        ("unittest", "from unittest import mock\nX = lambda: mock.Mock(return_value=True)()"),
        ("logging", "import logging.handlers\nX = lambda: logging.handlers.DEFAULT_TCP_LOGGING_PORT > 0"),
        ("xml", "import xml.etree.ElementTree as E\nX = lambda: E.fromstring('<a b=\"1\"/>').get('b') == '1'"),
        ("email", "from email.mime.text import MIMEText\nX = lambda: MIMEText('a').get_payload() == 'a'"),
        ("urllib", "from urllib.parse import quote\nX = lambda: quote(' ') == '%20'"),
        ("collections", "import collections\nX = lambda: collections.Counter('aab').most_common(1) == [('a', 2)]"),
        ("functools", "import functools\nX = lambda: functools.singledispatch(lambda x: x)(True)"),
        ("uuid", "import uuid\nX = lambda: uuid.uuid5(uuid.NAMESPACE_DNS, 'a').version == 5"),
        ("ast", "import ast\nX = lambda: ast.get_docstring(ast.parse('\"a\"')) == 'a'"),
        ("array", "import array\nX = lambda: array.array('d', [1]).tobytes()[-1] == 63"),
        ("argparse", "import argparse\nX = lambda: argparse.ArgumentParser().format_help() != ''"),
        ("calendar", "import calendar\nX = lambda: 'May' in calendar.TextCalendar().formatmonth(2024, 5)"),
        ("warnings", "import warnings\ndef X():\n    warnings.warn('careful')\n    return True"),
    ],
)
def test_parts_of_pythons_own_modules(make_course: MakeCourse, grade_text: GradeText, modules: str, text: str) -> None:
    """What C code imports, encodings, and the parts of a package that are imported by name."""
    assert told(make_course, grade_text, modules, f"{text}\n\n\ndef f():\n    return X()\n") == ""


@pytest.mark.parametrize(
    "expression",
    [
        "np.ma.array([1, 2], mask=[0, 1]).sum() == 1",
        "abs(np.fft.fft([1.0, 1.0])[0] - 2) < 1e-9",
        "np.char.upper(np.array(['a']))[0] == 'A'",
        "np.polynomial.Polynomial([1, 2])(3) == 7",
        "np.rec.array([(1, 2)], names='a,b').a[0] == 1",
        "np.random.default_rng(1).random() < 1 and np.linalg.det(np.eye(2)) == 1",
        "np.lib.stride_tricks.sliding_window_view(np.arange(4), 2).shape == (3, 2)",
        "str(np.array([1.5, 2])) == '[1.5 2. ]' and np.datetime64('2024-01-01').astype(str) == '2024-01-01'",
    ],
)
def test_parts_of_numpy(make_course: MakeCourse, grade_text: GradeText, expression: str) -> None:
    """Numpy loads some of its parts when they are first named."""
    pytest.importorskip("numpy")
    text = f"import numpy as np\n\n\ndef f():\n    return bool({expression})\n"
    assert told(make_course, grade_text, "numpy", text) == ""


PANDAS = """\
import pandas as pd


def f():
    df = pd.DataFrame([{"a": "x", "b": 1}, {"a": "y", "b": 2}, {"a": "x", "b": 5}])
    assert df.groupby("a")["b"].sum().to_dict() == {"x": 6, "y": 2}
    assert "a,b" in df.to_csv(index=False) and "<table" in df.to_html() and '"a"' in df.to_json()
    assert "x" in df.to_string() and "x" in repr(df) and df.describe().shape[0] == 8
    assert pd.to_datetime("2024-05-06").day == 6 and df["b"].rolling(2).mean().iloc[1] == 1.5
    assert df.merge(df, on="a").shape[0] == 5 and df.pivot_table("b", "a").loc["y", "b"] == 2
    assert pd.get_dummies(df["a"]).shape == (3, 2) and df["a"].str.upper().tolist()[0] == "X"
    return df[df["b"] > 1]["a"].tolist() == ["y", "x"]
"""


@pytest.mark.parametrize("modules", ["pandas", "numpy, pandas"])
def test_pandas_needs_no_other_word_in_the_file(make_course: MakeCourse, grade_text: GradeText, modules: str) -> None:
    """A module that does not come with Python is found by its own name, with what it imports later."""
    pytest.importorskip("pandas")
    assert told(make_course, grade_text, modules, PANDAS) == ""


OF_PANDAS = [
    "pd.Series([1, 2]).plot().get_lines()[0].get_xydata().tolist() == [[0, 1], [1, 2]]",
    "len(df.plot.bar().patches) == 4",
    "df.plot.scatter('a', 'b').get_xlabel() == 'a'",
    "len(df.hist()) == 1 and len(df.boxplot().get_lines()) > 4",
    "'table' in df.style.highlight_max().to_html()",
    "pd.Timestamp('2024-07-01').tz_localize('Europe/Berlin').utcoffset().seconds == 7200",
]
OF_MATPLOTLIB = [
    "plt.savefig(io.BytesIO(), format='png')",
    "plt.savefig(io.BytesIO(), format='svg')",
    "plt.savefig(io.BytesIO(), format='pdf')",
    "plt.title('$x^2$') and plt.gcf().canvas.draw()",
    "plt.contour([[1, 2], [3, 4]])",
    "plt.figure().add_subplot(projection='3d')",
    "plt.style.use('ggplot')",
    "__import__('matplotlib.animation').animation.FuncAnimation",
    "matplotlib.use('svg')",
]


def all_of(lines: list[str], before: str) -> str:
    """Return a file whose `f` says which of these expressions fail."""
    tries = "".join(
        f"    try:\n        assert {line}\n    except Exception as error:\n        failed.append(({number}, repr(error)))\n"
        for number, line in enumerate(lines)
    )
    return f"{before}\n\ndef f():\n    failed = []\n{tries}    assert not failed, failed\n    return True\n"


def test_what_pandas_does_with_other_packages(make_course: MakeCourse, grade_text: GradeText) -> None:
    """It plots where the course lists matplotlib, though the file does not name it; its own files are there, too."""
    pytest.importorskip("pandas")
    text = all_of(OF_PANDAS, "import pandas as pd\ndf = pd.DataFrame({'a': [1, 2], 'b': [3, 1]})\n")
    assert told(make_course, grade_text, "pandas, matplotlib", text) == ""


def test_what_matplotlib_imports_and_reads_later(make_course: MakeCourse, grade_text: GradeText) -> None:
    """Its other backends and the packages that it needs are imported, and its fonts are read, from memory."""
    before = "import matplotlib\nimport matplotlib.pyplot as plt\nimport io\nplt.plot([1, 2])\n"
    text = all_of([f"[{line}]" for line in OF_MATPLOTLIB], before)
    assert told(make_course, grade_text, "matplotlib, io", text) == ""


def test_time_zones_are_read_from_memory(make_course: MakeCourse, grade_text: GradeText) -> None:
    """The module of time zones reads the files of a package."""
    pytest.importorskip("tzdata")
    text = (
        "import zoneinfo\nfrom datetime import datetime\n\n\ndef f():\n    berlin = zoneinfo.ZoneInfo('Europe/Berlin')\n"
        "    return datetime(2024, 7, 1, tzinfo=berlin).utcoffset().seconds == 7200\n"
    )
    assert told(make_course, grade_text, "datetime, zoneinfo", text) == ""


def test_packages_do_not_tell_where_they_are_installed(make_course: MakeCourse, grade_text: GradeText) -> None:
    """No module, no code of its functions and no file that it names lies in a folder of this machine."""
    text = (
        "import sys\nimport gc\nimport matplotlib.pyplot as plt\nimport matplotlib.animation\n\n\ndef f():\n"
        "    said = [matplotlib.get_data_path(), *(str(vars(m).get(n)) for m in list(sys.modules.values())\n"
        "            for n in ('__file__', '__path__', '__spec__', '__cached__'))]\n"
        "    said += [o.__code__.co_filename for o in gc.get_objects() if hasattr(o, '__code__')]\n"
        "    said += [s for o in gc.get_objects() if type(o) is dict for s in list(o.values()) if type(s) is str]\n"
        "    own = [v for f in sys.meta_path for v in list(vars(f).values()) if type(v) is dict]\n"
        "    said += [s for v in own for s in list(v.values()) if type(s) is str]\n"
        f"    bad = sorted({{s for s in said if {str(Path(pytest.__file__).parents[1])!r} in s}})\n"
        "    assert not bad, bad[:5]\n    return True\n"
    )
    assert told(make_course, grade_text, "matplotlib, sys, gc", text) == ""


def test_any_installed_module_may_be_listed(make_course: MakeCourse, grade_text: GradeText) -> None:
    """The path to installed modules is there for whatever a course lists."""
    text = "import msgspec\n\n\ndef f():\n    return msgspec.json.decode(b'[1]') == [1]\n"
    assert told(make_course, grade_text, "msgspec", text) == ""


def test_many_sets_of_modules_share_one_process(make_course: MakeCourse) -> None:
    """However many sets of modules the files of a class name, there are only a few processes, and each set is there."""
    root = make_course("      f: {takes: [], returns: number}\n", "", "", "msgspec, click, email, xml, html, urllib")
    course = load_course(root)
    with Sandbox() as sandbox, Grader(course, sandbox):
        sets = [
            f"import {a}\nfrom {b} import x" for a in ("msgspec", "click") for b in ("email", "xml", "html", "urllib")
        ]
        servers = [sandbox.launcher(sandbox.asked_by([text])) for text in sets]
    assert len(set(map(id, servers))) == 5
    assert len(set(map(id, servers[4:]))) == 1


def test_modules_that_do_not_work_are_told(
    make_course: MakeCourse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A misspelled name, and an installed module that needs a file where submissions run; others pass, or are not here."""
    (tmp_path / "breaks_there.py").write_text(
        "import os\n\nif os.getcwd() == os.sep:\n    os.listdir('/')\n    raise RuntimeError('no folder')\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    text = "def f():\n    return 1\n"
    root = make_course(
        "      f: {takes: [], returns: number}\n",
        text,
        modules="math, datetime, statistcs, breaks_there, not_here_at_all",
    )
    course = load_course(root)
    with Sandbox() as sandbox:
        sandbox.prepare(course)
        found = [(one.line, one.problem) for one in module_diagnostics(course, sandbox)]
    assert [line for line, _ in found] == [3, 3]
    assert "no module 'statistcs'" in found[0][1]
    assert "breaks_there does not work where submissions run" in found[1][1]
