// Code and tables that are unfolded and wider than the page scroll by keyboard too: the theme looks only
// at what is seen when a page opens.
document.addEventListener(
  "toggle",
  ({ target }) => {
    for (const wide of target.querySelectorAll("pre, .table-scroll:not([role])")) {
      wide.tabIndex = wide.scrollWidth > wide.clientWidth ? 0 : -1;
    }
  },
  true,
);
