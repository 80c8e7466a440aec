// Filters for long tables, without a server: <div data-filter="Chapter|Verdict"> gets a box for any
// text, and a choice of values for each column named. Without scripts the whole table stays.
document.addEventListener("DOMContentLoaded", () => {
  for (const region of document.querySelectorAll("[data-filter]")) {
    const rows = [...region.querySelectorAll("tbody tr")];
    const heads = [...region.querySelectorAll("thead th")].map((th) => th.textContent.trim());
    const form = document.createElement("form");
    form.className = "table-filter";
    const add = (label, field) => {
      const box = document.createElement("label");
      box.append(label + " ", field);
      form.append(box);
      return field;
    };
    const text = add(region.dataset.filterText, document.createElement("input"));
    text.type = "search";
    const choices = region.dataset.filter.split("|").filter(Boolean).map((name) => {
      const column = heads.indexOf(name);
      const values = [...new Set(rows.map((row) => row.cells[column].textContent.trim()))].sort();
      const select = add(name, document.createElement("select"));
      for (const value of ["", ...values]) select.add(new Option(value || "–", value));
      return { column, select };
    });
    const count = document.createElement("output");
    form.append(count);
    const apply = () => {
      const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const found =
          words.every((word) => row.textContent.toLowerCase().includes(word)) &&
          choices.every(({ column, select }) =>
            !select.value || row.cells[column].textContent.trim() === select.value);
        row.hidden = !found;
        shown += found;
      }
      count.value = `${shown} / ${rows.length}`;
    };
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    region.before(form);
    apply();
  }
});
