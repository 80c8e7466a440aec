// What the theme's search shows of a page: its text without menus, and nothing where a browser lets no
// page read another (file:). Loaded on the search page, after searchtools.js.
if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
Search.htmlToText = (html, anchor) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const article = page.querySelector(".bd-article") ?? page.body;
  const folded = "script, style, .headerlink, details.hide, table, .solution";
  for (const element of article.querySelectorAll(folded)) element.remove();
  return ((anchor && article.querySelector(anchor)) || article).textContent.replace(/\s+/g, " ");
};
