// The theme's search, loaded on the search page after searchtools.js: what it shows of a page, and which
// page comes first. Of a page it shows the text without menus, and nothing where a browser lets no page
// read another (file:).
if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
Search.htmlToText = (html, anchor) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const article = page.querySelector(".bd-article") ?? page.body;
  const folded = "script, style, .headerlink, details.hide, .figure-uses, table, .solution";
  for (const element of article.querySelectorAll(folded)) element.remove();
  return ((anchor && article.querySelector(anchor)) || article).textContent.replace(/\s+/g, " ");
};
