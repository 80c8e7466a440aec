// Japanese words in formulas are not in MathJax's fonts: they take the page's, and their widths are
// measured once that is loaded.
window.MathJax = {
  svg: { mtextInheritFont: true },
  startup: {
    pageReady: () => document.fonts.ready.then(() => MathJax.startup.defaultPageReady()),
  },
};
// MathJax weighs more than all else of a page, so it comes when a formula is near. Printing cannot wait
// for it: where there is a mouse, and so perhaps a printer, it comes once the page is at rest.
{
  const address = new URL("mathjax/tex-svg.js", document.currentScript.src);
  let asked = false;
  const load = () => {
    if (asked || MathJax.version) return; // or it is there: the whole book as PDF brings it along
    asked = true;
    document.head.append(Object.assign(document.createElement("script"), { src: address }));
  };
  addEventListener("DOMContentLoaded", () => {
    const near = new IntersectionObserver(
      (seen) => seen.some((formula) => formula.isIntersecting) && load(),
      { rootMargin: "100% 0px" },
    );
    for (const formula of document.querySelectorAll(".math")) near.observe(formula);
  });
  addEventListener("load", () => matchMedia("(hover: hover)").matches && setTimeout(load, 1000));
  addEventListener("beforeprint", load);
}
