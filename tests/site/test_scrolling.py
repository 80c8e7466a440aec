"""What is wider than the page scrolls by keyboard once seen; folds are called as they look."""

from __future__ import annotations

import pytest
from sphinx.errors import ExtensionError

from semibook.site.scrolling import without_measuring
from tests.pages import ANSWERED

PHONE = {"width": 390}
#: Of each element that may be wide: whether it is, and whether the keyboard comes to it.
SEEN = """
folded => [...document.querySelectorAll("article pre, article .cell_output > .output")]
  .filter((each) => Boolean(each.closest("details:not([open])")) === folded)
  .map((each) => [each.scrollWidth > each.clientWidth, each.getAttribute("tabindex")])
"""


def test_what_is_wide_is_reached_once_it_is_unfolded(open_page):
    page = open_page("en/notebooks/kumamoto.html", **PHONE)
    page.wait_for_load_state("load")
    shown, folded = (page.evaluate(SEEN, of) for of in (False, True))
    assert shown
    assert folded
    assert {reached for _wide, reached in folded} == {None}  # nothing there was measured
    page.locator("article details.hide > summary").evaluate_all(
        "all => all.forEach(s => s.click())"
    )
    page.wait_for_function("document.querySelector('details.hide pre[tabindex]')")
    shown = page.evaluate(SEEN, False)
    assert {wide for wide, _reached in shown} == {True, False}
    assert all(reached == ("0" if wide else "-1") for wide, reached in shown)


def test_what_a_narrower_window_makes_wide_is_reached_in_it(open_page):
    page = open_page("en/book/how_to_use.html", width=1300)
    for width in (1300, 390, 1300):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate(ANSWERED)
        shown = page.evaluate(SEEN, False)
        assert shown
        assert all(reached == ("0" if wide else "-1") for wide, reached in shown)
        assert any(wide for wide, _reached in shown) == (width == 390)


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_fold_is_called_what_stands_on_it_in_the_pages_language(open_page, lang):
    page = open_page(f"{lang}/notebooks/kumamoto.html")
    assert page.locator("details > summary[aria-label]").count() == 0
    buttons = page.locator("button.toggle-button")
    hint = page.evaluate("toggleHintShow")
    assert hint.isascii() == (lang == "en")
    assert {each.get_attribute("aria-label") for each in buttons.all()} == {hint}


def test_another_script_of_the_theme_is_not_changed_unseen():
    with pytest.raises(ExtensionError, match="not the script"):
        without_measuring('window.addEventListener("load",J)')
