// Japanese words in formulas are not in MathJax's fonts: they take the page's, and their widths are
// measured once that is loaded.
window.MathJax = {
  svg: { mtextInheritFont: true },
  startup: {
    pageReady: () => document.fonts.ready.then(() => MathJax.startup.defaultPageReady()),
  },
};
