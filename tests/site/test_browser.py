"""The built book in Chromium: menus, search, filters, terms (see also test_accessibility).

Needs Chromium or Chrome on the machine; CI installs one, so there nothing is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from semibook import paths

HTML = paths.BUILD / "html"


@pytest.fixture(params=[1300, 390], ids=["wide", "phone"], scope="module")
def window(request, browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": request.param, "height": 800})
    yield context
    context.close()


def visibly(page: Page, selector: str) -> bool:
    """Whether what is selected lies within the window, once nothing moves any more."""
    page.wait_for_function("!document.getAnimations().some((each) => each.playState === 'running')")
    return page.evaluate(
        """(selector) => {
          const element = document.querySelector(selector);
          const box = element.getBoundingClientRect();
          const shown = element.checkVisibility({ visibilityProperty: true });
          return shown && box.width > 0 && box.right > 1 && box.left < innerWidth - 1;
        }""",
        selector,
    )


@pytest.mark.parametrize("width", [390, 900, 1300])
@pytest.mark.parametrize(
    ("button", "contents"),
    [
        (".bd-main .primary-toggle", ".bd-sidebar-primary .bd-links a"),
        (".bd-main .secondary-toggle", ".bd-sidebar-secondary .page-toc a"),
    ],
    ids=["menu", "on this page"],
)
def test_a_button_shows_and_hides_the_contents(open_page, width, button, contents):
    page = open_page("en/notebooks/kumamoto.html", width=width)
    before = visibly(page, contents)
    shown = page.locator(button).is_visible()
    assert before or shown
    if shown:
        page.click(button)
        assert visibly(page, contents) is not before


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("半導体戦略", "book/intro.html"),
        ("経済安全保障", "notebooks/supply_chain.html"),
        ("先端半導体", "notebooks/three_step_strategy.html"),
        ("千歳市", "notebooks/rapidus.html"),
        ("人材育成", "notebooks/talent.html"),
        ("光", "notebooks/future_technology.html"),
    ],
)
def test_searching_in_japanese_finds_the_page(open_page, words, page):
    found = open_page(f"ja/search.html?q={words}", locale="ja-JP")
    found.wait_for_selector("#search-results li a")
    links = found.eval_on_selector_all("#search-results li a", "all => all.map((a) => a.pathname)")
    assert f"/ja/{page}" in links


def test_a_search_tells_where_the_words_stand(open_page):
    found = open_page("en/search.html?q=guardrails")
    found.wait_for_selector("#search-results li p.context")
    texts = found.locator("#search-results li p.context").all_inner_texts()
    assert texts
    assert any("guardrail" in text.lower() for text in texts)
    assert not any("Skip to main content" in text or "Back to top" in text for text in texts)


def test_searching_without_a_server_tells_where_the_words_stand_and_logs_no_error(browser):
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{Path(HTML, 'en', 'search.html').as_uri()}?q=yield")
    page.wait_for_selector("#search-results li p.context .highlighted")
    page.wait_for_load_state("networkidle")
    texts = page.locator("#search-results li p.context").all_inner_texts()
    context.close()
    assert said == []
    assert any("yield" in text.lower() for text in texts)
    assert not any("</" in text for text in texts)


def test_a_search_in_japanese_says_how_many_pages_it_found(open_page):
    page = open_page("ja/search.html?q=熊本", locale="ja-JP")
    page.wait_for_selector("#search-results p.search-summary:has-text('見つかった')")


def test_a_link_to_a_heading_is_reached_and_seen_by_keyboard(open_page):
    page = open_page("en/notebooks/kumamoto.html")
    link = page.locator("h2 a.headerlink").first
    assert link.evaluate("link => getComputedStyle(link).opacity") == "0"
    page.locator("h2 a.headerlink").first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert link.evaluate("link => link === document.activeElement")
    assert link.evaluate("link => getComputedStyle(link).opacity") == "1"


@pytest.mark.parametrize("phone", [False, True], ids=["computer", "phone"])
def test_formulas_are_drawn_once_they_are_near(browser, phone):
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, has_touch=phone, is_mobile=phone
    )
    page = context.new_page()
    page.goto(Path(HTML, "en", "notebooks", "rapidus.html").as_uri())
    if phone:  # does not load what it may never show
        page.wait_for_timeout(1500)
        assert page.locator("mjx-container").count() == 0
        page.locator(".math").first.scroll_into_view_if_needed()
    page.wait_for_selector("mjx-container")
    context.close()


def test_a_page_without_scripts_has_its_colours(browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(Path(HTML, "en", "book", "intro.html").as_uri())
    assert page.locator("html[data-theme=light]").count() == 1
    context.close()


def test_the_ledger_is_filtered_without_a_server(browser):
    context = browser.new_context()
    page = context.new_page()
    page.goto(Path(HTML, "en", "notebooks", "claims_audit.html").as_uri())
    form = page.locator("form.table-filter")
    rows = page.locator("[data-filter] tbody tr:visible")
    everything = rows.count()
    form.locator("input").fill("kumamoto")
    some = rows.count()
    form.locator("input").fill("")
    form.locator("select").first.select_option("contradicts itself")
    assert 0 < rows.count() < everything
    assert 0 < some < everything
    context.close()


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_reader_tries_other_values_with_the_keyboard_and_without_a_server(browser, lang):
    context = browser.new_context()
    page = context.new_page()
    page.goto(Path(HTML, lang, "notebooks", "talent.html").as_uri())
    panel = page.locator(".what-if")
    points = json.loads(panel.locator("script").text_content())["points"]
    sentence, chosen = panel.locator(".what-if-sentence"), panel.locator(".what-if-chosen")
    own, figures = sentence.inner_text(), chosen.all_inner_texts()
    slider = panel.locator("input").first
    slider.focus()
    page.keyboard.press("Home")
    tried = sentence.inner_text()
    assert tried in [point["sentence"] for point in points]
    assert tried != own
    assert chosen.all_inner_texts() != figures
    assert slider.get_attribute("aria-valuetext") == panel.locator("output").first.inner_text()
    assert panel.locator("svg circle").count() == 1
    panel.locator("button").press("Enter")
    assert sentence.inner_text() == own
    assert chosen.all_inner_texts() == figures
    context.close()


def test_a_page_that_lets_readers_try_prints_the_chapters_own_sentence(open_page):
    page = open_page("en/notebooks/talent.html")
    page.locator(".what-if input").first.press("Home")
    page.emulate_media(media="print")
    assert page.locator(".what-if-default").is_visible()
    assert not page.locator(":is(.what-if-tool, .what-if-points)").first.is_visible()


def test_a_printed_page_keeps_its_solutions_to_itself(open_page):
    page = open_page("ja/notebooks/kumamoto.html")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    solutions = page.locator(".solution :is(p:not(.admonition-title), pre)")
    assert solutions.count() >= 3
    assert not any(each.is_visible() for each in solutions.all())


def test_a_printed_page_has_its_title_and_nothing_that_is_folded(open_page):
    page = open_page("en/book/data_catalogue.html")
    page.emulate_media(media="print")
    assert page.locator("h1:visible").all_inner_texts() == ["Data catalogue"]
    assert page.locator("article details").count()
    assert not page.locator("article details").first.is_visible()


def test_the_switch_leads_to_the_same_page_in_the_other_language(open_page):
    page = open_page("en/notebooks/talent.html")
    page.click(".language-switch")
    page.wait_for_url("**/ja/notebooks/talent.html")
    assert page.evaluate("document.documentElement.lang") == "ja"


@pytest.mark.parametrize(("locale", "lang"), [("ja-JP", "ja"), ("en-US", "en"), ("fr-FR", None)])
def test_the_entry_page_follows_the_browsers_language(open_page, locale, lang):
    page = open_page("index.html", locale=locale)
    if lang:
        page.wait_for_url(f"**/{lang}/book/intro.html")
    else:
        assert page.locator("a[hreflang]").count() == 2


@pytest.mark.parametrize("reach", ["hover", "focus"])
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_term_shows_its_meaning_until_escape_and_leads_to_its_entry(window, address, lang, reach):
    page = window.new_page()
    page.goto(f"{address}/{lang}/notebooks/rapidus.html")
    term = page.locator("article a.term:visible").first
    getattr(term, reach)()
    meaning = term.get_attribute("data-meaning")
    shown = "term => getComputedStyle(term, '::after').content"
    assert meaning in term.evaluate(shown)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("Escape")
    assert term.evaluate(shown) == "none"
    term.click()
    page.wait_for_url("**/book/glossary.html#term-*")
    entry = page.locator("tr:has(:target)").inner_text().replace("’", "'")  # Sphinx curls it
    assert meaning in entry
    page.close()
