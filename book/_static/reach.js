// What is wider than the page scrolls by keyboard too. The theme's own script for it is left out of the
// book (semibook.site.scrolling): it writes and measures by turns, also in folds that nobody opened,
// which took a telephone a second. Here the browser tells what got another size, once it is laid out.
addEventListener("DOMContentLoaded", () => {
  const WIDE =
    "pre, .cell_output > .output, .table-scroll:not([role]), .pst-scrollable-table-container";
  const sizes = new ResizeObserver((changes) => {
    const seen = changes.map(({ target }) => [target, target.scrollWidth > target.clientWidth]);
    for (const [target, isWide] of seen) target.tabIndex = isWide ? 0 : -1;
  });
  for (const each of document.querySelectorAll(WIDE)) sizes.observe(each);
});
// A button that unfolds says so in the page's language, where the script that makes it says it in English.
addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll(".toggle-button")) {
    button.setAttribute("aria-label", button.dataset.toggleHint);
  }
});
