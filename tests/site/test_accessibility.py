"""The built pages as axe sees them, in Chromium: what a reader cannot see, reach or tell apart."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
import pytest

from semibook import paths

HTML = paths.BUILD / "html"
PAGES = [
    page.relative_to(HTML).as_posix()
    for folder in ("book", "notebooks")
    for page in sorted(HTML.glob(f"*/{folder}/*.html"))
]
AXE = next(Path(axe_playwright_python.__file__).parent.glob("axe.min.js"))

#: The rows of a table look alike; a thousand of them would take axe a minute.
SHORTENED = """
for (const row of document.querySelectorAll("tbody tr:nth-child(n+5)")) row.remove();
"""
CHECKED = """
async (options) => (await axe.run(document, options)).violations.flatMap(
  (rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)}`))
"""


@pytest.fixture(scope="module")
def window(browser):
    context = browser.new_context(viewport={"width": 390, "height": 800}, color_scheme="light")
    yield context
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_readable_in_the_dark(window, address, path):
    page = window.new_page()
    page.goto(f"{address}/{path}")
    page.evaluate(SHORTENED)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    found = page.evaluate(CHECKED, {"runOnly": ["color-contrast"]})
    page.close()
    assert found == []
