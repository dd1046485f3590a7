"""A check of growth in the browser, which has no processor's clock."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium import webdriver

from tests.site.conftest import ALGORITHMS
from tests.site.tools import Page, serving


@pytest.mark.parametrize("transport", ["port", "single"])
def test_growth_in_the_browser_has_no_other_mark_than_in_the_terminal(
    chromium: webdriver.Chrome, other_site: Path, transport: str
) -> None:
    """The reference does not fail and the slow program does not pass; where the machine is too busy, that is said."""
    address, end = serving(other_site)
    page = Page(chromium, f"{address}a3_sort.html?transport={transport}")
    page.open()
    for name, wrong in (("a3_sort.py", "failed"), ("mistakes/a3_sort/too-slow.py", "passed")):
        source = (ALGORITHMS / "solutions" / name).read_text(encoding="utf-8")
        quick = page.check(3, {"a3_sort.py": source})["checks"][2]
        assert quick["status"] != wrong, quick
        assert quick["status"] in ("passed", "failed") or "too busy" in quick["message"]
    page.visit("about:blank")
    end()
