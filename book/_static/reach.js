// What is wider than the page scrolls by keyboard too. The theme's own script for it is left out of the
// book (semibook.site.scrolling): it writes and measures by turns, also in folds that nobody opened,
// which took a telephone a second.
{
  const WIDE =
    "pre, .cell_output > .output, .table-scroll:not([role]), .pst-scrollable-table-container";
  const isFolded = (each) => each.parentElement.closest("details:not([open])");
  const mark = (root) => {
    const seen = [...root.querySelectorAll(WIDE)].filter((each) => !isFolded(each));
    const wide = seen.map((each) => each.scrollWidth > each.clientWidth); // all before the first change
    seen.forEach((each, at) => (each.tabIndex = wide[at] ? 0 : -1));
  };
  let resized;
  addEventListener("load", () => mark(document));
  addEventListener("resize", () => {
    clearTimeout(resized);
    resized = setTimeout(mark, 300, document);
  });
  document.addEventListener("toggle", ({ target }) => mark(target), true);
}
// A button that unfolds says so in the page's language, where the script that makes it says it in English.
addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll(".toggle-button")) {
    button.setAttribute("aria-label", button.dataset.toggleHint);
  }
});
