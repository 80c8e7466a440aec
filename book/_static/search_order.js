// Which page a search lists first, loaded on the search page after searchtools.js: the one that says all
// words most often, chapters before what lists or sums up all of them. search_weights.js calls setWeights.
{
  const LISTS = /^book\/(data_catalogue|references|glossary|errata)$/;
  const OVERVIEWS = /^(book|regions)\/|\/(promises|claims_audit|what_changed|scenarios)$/;
  let weights = {};
  let words = [];
  Search.setWeights = (found) => { weights = found; };
  const parse = Search._parseQuery;
  Search._parseQuery = (query) => {
    const parsed = parse(query);
    words = [...parsed[1]];
    return parsed;
  };
  Scorer.score = ([page, , , , score]) => {
    const often = words.map((word) => weights[word]?.[page] ?? 0);
    const kind = LISTS.test(page) ? 0.3 : OVERVIEWS.test(page) ? 0.7 : 1;
    return kind * (score + (words.length ? 3 * Math.min(...often) : 0));
  };
}
