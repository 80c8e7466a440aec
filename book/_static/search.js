// The theme's search, loaded on the search page after searchtools.js: what it shows of a page, which is
// its text without menus.
Search.htmlToText = (html, anchor) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const article = page.querySelector(".bd-article") ?? page.body;
  const folded = "script, style, .headerlink, details.hide, .figure-uses, table, .solution";
  for (const element of article.querySelectorAll(folded)) element.remove();
  return ((anchor && article.querySelector(anchor)) || article).textContent.replace(/\s+/g, " ");
};
// Where a browser lets no page read another (file:), the texts come as a script, which calls setTexts.
if (location.protocol === "file:") {
  DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
  Search.htmlToText = (text) => text;
  const parse = Search._parseQuery;
  let words = new Set();
  Search._parseQuery = (query) => {
    const parsed = parse(query);
    words = parsed[1];
    return parsed;
  };
  Search.setTexts = (texts) => {
    const quote = (found) => {
      const page = found.querySelector("a")?.getAttribute("href").replace(/\.html(#.*)?$/, "");
      if (!texts[page] || found.querySelector("span, .context")) return;
      found.append(Search.makeSearchSummary(texts[page], words, ""));
      for (const word of words) _highlightText(found, word, "highlighted");
    };
    const results = document.querySelector("#search-results");
    const quoteAll = () => results.querySelectorAll("li").forEach(quote);
    new MutationObserver(quoteAll).observe(results, { childList: true, subtree: true });
    quoteAll();
  };
  const texts = new URL("search_texts.js", document.currentScript.src);
  document.head.append(Object.assign(document.createElement("script"), { src: texts }));
}
