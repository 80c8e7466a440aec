// Escape closes the meaning of a term until the reader leaves the term.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const term of document.querySelectorAll("a.term:is(:hover, :focus-visible)")) {
    term.classList.add("closed");
    const open = () => term.classList.remove("closed");
    for (const left of ["pointerleave", "blur"]) term.addEventListener(left, open, { once: true });
  }
});
