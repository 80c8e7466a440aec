// What if: sliders that step over runs of a chapter. Every sentence and number stands ready in the
// page; this only chooses among them, and draws the curve. Without scripts a table of points stays.
document.addEventListener("DOMContentLoaded", () => {
  for (const place of document.querySelectorAll(".what-if")) start(place);

  function start(place) {
    const { levers, points, zero } = JSON.parse(place.querySelector("script").textContent);
    const form = place.querySelector("form");
    const sliders = [...form.querySelectorAll("input")];
    const outputs = [...form.querySelectorAll("output")];
    const sentence = form.querySelector(".what-if-sentence");
    const cells = [...form.querySelectorAll(".what-if-chosen")];
    const svg = form.querySelector("svg");
    const defaults = levers.map((lever) => lever.default);
    // The points are in the order of the values, the last slider's fastest.
    const at = (places) =>
      points[places.reduce((sum, step, lever) => sum * levers[lever].texts.length + step, 0)];
    const curve = ([, ...others]) => levers[0].texts.map((_, step) => at([step, ...others]));

    const show = () => {
      const chosen = sliders.map((slider) => Number(slider.value));
      const point = at(chosen);
      chosen.forEach((step, lever) => {
        const text = levers[lever].texts[step];
        outputs[lever].textContent = text;
        sliders[lever].setAttribute("aria-valuetext", text);
      });
      if (sentence.textContent !== point.sentence) sentence.textContent = point.sentence;
      cells.forEach((cell, row) => (cell.textContent = point.texts[row]));
      draw(svg, levers[0], curve(defaults), curve(chosen), chosen[0], zero);
    };

    form.addEventListener("input", show);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(show)); // once the sliders have moved back
    place.classList.add("what-if-live");
    form.hidden = false;
    new ResizeObserver(show).observe(svg);
  }

  function draw(svg, lever, before, now, chosen, zero) {
    const width = svg.clientWidth || 480;
    const height = 190;
    const edge = { top: 24, right: 14, bottom: 26, left: 14 };
    const known = [...before, ...now].filter((point) => point.drawn !== null);
    const highest = known.reduce((most, point) => (point.drawn > most.drawn ? point : most));
    const lowest = known.reduce((least, point) => (point.drawn < least.drawn ? point : least));
    const [bottom, top] = [Math.min(0, lowest.drawn), Math.max(0, highest.drawn)];
    const numbers = lever.numbers;
    const x = (step) =>
      edge.left +
      ((numbers[step] - numbers[0]) / (numbers.at(-1) - numbers[0])) *
        (width - edge.left - edge.right);
    const y = (value) =>
      edge.top + ((top - value) / (top - bottom || 1)) * (height - edge.top - edge.bottom);
    const line = (curve) =>
      curve
        .map((point, step) => point.drawn !== null && `${x(step)},${y(point.drawn)}`)
        .filter(Boolean)
        .join(" ");

    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute("height", height);
    svg.replaceChildren(
      element("line", { class: "axis", x1: edge.left, x2: width - edge.right, y1: y(0), y2: y(0) }),
      element("line", { class: "top", x1: edge.left, x2: width - edge.right, y1: y(top), y2: y(top) }),
      element("polyline", { class: "before", points: line(before) }),
      element("polyline", { class: "now", points: line(now) }),
      label(highest.texts[0], edge.left, y(top) - 5, "start"),
      label(bottom < 0 ? lowest.texts[0] : zero, edge.left, y(bottom) - 5, "start"),
      label(lever.texts[0], edge.left, height - 8, "start"),
      label(lever.texts.at(-1), width - edge.right, height - 8, "end"),
    );
    const { drawn, texts } = now[chosen];
    if (drawn === null) return;
    const left = x(chosen) > width / 2;
    svg.append(
      element("line", { class: "drop", x1: x(chosen), x2: x(chosen), y1: y(drawn), y2: y(0) }),
      element("circle", { cx: x(chosen), cy: y(drawn), r: 5 }),
      label(texts[0], x(chosen) + (left ? -9 : 9), Math.max(y(drawn) - 8, 14), left ? "end" : "start"),
    );
  }

  function label(text, x, y, anchor) {
    const made = element("text", { x, y, "text-anchor": anchor });
    made.textContent = text;
    return made;
  }

  function element(name, attributes) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }
});
