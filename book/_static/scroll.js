// Code that is unfolded and wider than the page scrolls by keyboard too: the theme looks only at what is
// seen when a page opens.
document.addEventListener(
  "toggle",
  ({ target }) => {
    for (const code of target.querySelectorAll("pre")) {
      code.tabIndex = code.scrollWidth > code.clientWidth ? 0 : -1;
    }
  },
  true,
);
