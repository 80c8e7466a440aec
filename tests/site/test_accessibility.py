"""The built pages, each opened in Chromium once: what fits, and what axe finds out of reach."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import ConsoleMessage, Page

from semibook import paths
from tests.pages import ANSWERED

HTML = paths.BUILD / "html"
PAGES = [
    "index.html#choose",
    "404.html",
    "en/embed/kumamoto-estimates.html",
    "ja/embed/kumamoto.invested.html",
    *(
        page.relative_to(HTML).as_posix()
        for pattern in ("*/book/*.html", "*/notebooks/*.html", "*/regions/*.html", "*/search.html")
        for page in sorted(HTML.glob(pattern))
    ),
]
AXE = next(Path(axe_playwright_python.__file__).parent.glob("axe.min.js"))

#: Every fold open. Of what comes again and again (rows, code, formulas, sections of the catalogue,
#: the menu) some is enough: a thousand rows would take axe a minute.
OPENED = """
const again = "tbody tr:nth-child(n+4), section > section:nth-of-type(n+14), .bd-links li li";
for (const element of document.querySelectorAll(again)) element.remove();
for (const each of ["article .highlight", "article mjx-container"]) {
  for (const element of [...document.querySelectorAll(each)].slice(2)) element.remove();
}
for (const fold of document.querySelectorAll("details")) fold.open = true;
"""
#: Of texts that look the same, on grounds that do, three tell the contrast: most of axe's time.
ALIKE = """
const looks = new Map(), kinds = new Map([[null, 0]]), texts = new Map();
for (const element of document.querySelectorAll("*")) {
  const style = getComputedStyle(element);
  const look = [kinds.get(element.parentElement), style.color, style.fill, style.backgroundColor,
    style.backgroundImage, style.fontSize, style.fontWeight, style.opacity, style.filter,
    style.textShadow, style.position].join();
  if (!looks.has(look)) looks.set(look, looks.size + 1);
  const kind = looks.get(look);
  kinds.set(element, kind);
  if (![...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) continue;
  texts.set(kind, (texts.get(kind) ?? 0) + 1);
  if (texts.get(kind) > 3) element.dataset.alike = "";
}
axe.configure({rules: [{id: "color-contrast", selector: ":not([data-alike])"}]});
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


#: Cells in which words stand one or two letters a line.
SQUEEZED = """
[...document.querySelectorAll("td, th")].filter((cell) => {
  const size = parseFloat(getComputedStyle(cell).fontSize);
  const text = cell.textContent.trim();
  return text.length > 12 && cell.clientWidth > 0 && cell.clientWidth < 2.4 * size;
}).map((cell) => cell.textContent.trim().slice(0, 40))
"""


@dataclass
class Window:
    """A window of a reader, in which pages are opened one after another.

    Attributes:
        width: what is seen of a page.
        said: the errors that the page logged.
        asked: the addresses that it asked for.
    """

    page: Page
    width: int
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def open(self, address: str) -> None:
        # An address that differs by its fragment alone is not loaded anew.
        self.page.goto("about:blank")
        self.said.clear()
        self.asked.clear()
        self.page.goto(address)

    def resize(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": 800})

    def note_error(self, line: ConsoleMessage) -> None:
        if line.type == "error":
            self.said.append(line.text)


@pytest.fixture(scope="module")
def windows(browser) -> Iterator[dict[str, Window]]:
    """Windows by name."""
    found = {}
    for name, (width, theme) in WINDOWS.items():
        size = {"width": width, "height": 800}
        context = browser.new_context(viewport=size, color_scheme=theme, reduced_motion="reduce")
        context.add_init_script(path=AXE)
        window = found[name] = Window(context.new_page(), width)
        window.page.on("pageerror", lambda error, window=window: window.said.append(str(error)))
        window.page.on("console", window.note_error)
        window.page.on("request", lambda asked, window=window: window.asked.append(asked.url))
    yield found
    for window in found.values():
        window.page.context.close()


@pytest.fixture(scope="module", params=SEEN, ids="-".join)
def opened(request, windows, address) -> Window:
    """A window with a page of the book in it."""
    name, path = request.param
    windows[name].resize(windows[name].width)
    windows[name].open(f"{address}/{path}")
    return windows[name]


def test_a_page_logs_no_error_and_asks_no_other_host(opened, address):
    assert opened.said == []
    assert [url for url in opened.asked if not url.startswith((address, "data:"))] == []


def test_a_page_fits_a_screen_and_a_phone(opened):
    # Its own width comes last: there it is looked at further.
    for width in sorted((width for width, _theme in WINDOWS.values()), key=opened.width.__eq__):
        opened.resize(width)
        overflow = opened.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert (width, overflow) == (width, 0)
        assert opened.page.evaluate(SQUEEZED) == []


def test_a_page_is_readable_and_within_reach(opened):
    opened.resize(opened.width)
    still = "* { animation: none !important; transition: none !important; }"
    opened.page.add_style_tag(content=still)
    opened.page.evaluate(OPENED)
    opened.page.evaluate(ALIKE)
    opened.page.evaluate(ANSWERED)
    options = {"runOnly": RULES, "resultTypes": ["violations"], "selectors": False}
    assert opened.page.evaluate(CHECKED, options) == []
