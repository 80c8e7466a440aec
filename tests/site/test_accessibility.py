"""The built pages as axe sees them, in Chromium: what a reader cannot see, reach or tell apart."""

from __future__ import annotations

import os
from pathlib import Path

import axe_playwright_python
import pytest

from semibook import paths

HTML = paths.BUILD / "html"
PAGES = [
    "index.html#choose",
    "404.html",
    *(
        page.relative_to(HTML).as_posix()
        for pattern in ("*/book/*.html", "*/notebooks/*.html", "*/regions/*.html", "*/search.html")
        for page in sorted(HTML.glob(pattern))
    ),
]
AXE = next(Path(axe_playwright_python.__file__).parent.glob("axe.min.js"))

#: Every fold open. Of what comes again and again (rows, code, sections of the catalogue, the menu)
#: some is enough: a thousand rows would take axe a minute.
OPENED = """
const again = "tbody tr:nth-child(n+4), section > section:nth-of-type(n+14), .bd-links li li";
for (const element of document.querySelectorAll(again)) element.remove();
for (const code of [...document.querySelectorAll("article .highlight")].slice(2)) code.remove();
for (const fold of document.querySelectorAll("details")) fold.open = true;
"""
CHECKED = """
async (options) => (await axe.run(document, options)).violations.flatMap(
  (rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)}`))
"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


#: A page is seen wide and light in one language, dark on a phone in another; `make torture` opens
#: each in both windows, as axe takes some seconds a page.
WINDOWS = {"wide-light": (1300, "light"), "phone-dark": (390, "dark")}
SEEN = [
    (window, page)
    for window, languages in (("wide-light", "en"), ("phone-dark", "ja"))
    for page in PAGES
    if "TORTURE" in os.environ or page.split("/")[0] in (languages, "index.html#choose", "404.html")
]


@pytest.fixture(scope="module")
def page(request, browser):
    """A window of a reader; pages are opened in it one after another."""
    width, theme = WINDOWS[request.param]
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=theme, reduced_motion="reduce"
    )
    context.add_init_script(path=AXE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("page", "path"), SEEN, indirect=["page"])
def test_a_page_is_readable_and_within_reach(page, address, path):
    page.goto("about:blank")  # an address that differs by its fragment alone is not loaded anew
    page.goto(f"{address}/{path}")
    page.add_style_tag(content="* { animation: none !important; transition: none !important; }")
    page.evaluate(OPENED)
    found = page.evaluate(CHECKED, {"runOnly": RULES, "resultTypes": ["violations"]})
    assert found == []
