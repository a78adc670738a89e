/** A comparison: two of its columns, or all, are chosen on the page; the address keeps which. */

const form = document.querySelector("form.columns");
const table = document.getElementById(`${form.dataset.list}-caption`).closest("table");
const { one, other, differing } = form.elements;
const status = form.querySelector("[role=status]");
const values = [...one.options].map(({ value }) => value);
const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
const asCards = table.classList.contains("cards"); // on a phone, unless two have room
let shown = [];
const charts = document.querySelector(".compared-charts");

for (const row of rows) {
  const mark = document.createElement("span");
  mark.className = "unlike-mark";
  mark.textContent = form.dataset.differs;
  row.cells[0].prepend(mark);
}

function show(wanted) {
  shown = wanted;
  for (const row of table.rows) {
    const [first, ...cells] = row.cells;
    if (row.classList.contains("group")) {
      first.colSpan = shown.length + 1;
    }
    cells.forEach((cell, at) => (cell.hidden = !shown.includes(values[at])));
    const told = new Set(cells.filter((cell) => !cell.hidden).map(said));
    row.classList.toggle("unlike", row.parentElement.tagName === "TBODY" && told.size > 1);
    row.hidden = differing.checked && told.size === 1;
  }
  table.classList.toggle("two", shown.length === 2);
  table.classList.toggle("cards", asCards && shown.length !== 2);
  [one.value, other.value] = shown;
  charts?.replaceChildren(...[...one.options].filter(drawn).map(picture));
  const count = rows.filter((row) => row.classList.contains("unlike")).length;
  const told = { "#": shown.length, "%": count };
  status.textContent = form.dataset.shown.replace(/[#%]/g, (sign) => told[sign]);
}

/** Whether the chart of a choice stands beside another's. */
function drawn({ value, dataset }) {
  return shown.length === 2 && shown.includes(value) && dataset.chart;
}

function picture({ textContent, dataset }) {
  const image = new Image();
  image.src = dataset.chart;
  image.alt = textContent;
  return image;
}

/** What a cell says, without the calculation that it opens to. */
function said(cell) {
  return (cell.querySelector("summary") ?? cell).textContent;
}

/** As the address says; one, or that of a number it leads to, with the next; else the first two. */
function restore() {
  const query = new URLSearchParams(location.search);
  const asked = query.get("show")?.split(",") ?? query.get("figure")?.split(".") ?? [];
  const known = values.filter((value) => asked[0] === "all" || asked.includes(value));
  const next = Math.min(Math.max(values.indexOf(known[0]), 0), values.length - 2);
  show(known.length > 1 ? known : values.slice(next, next + 2));
}

function write() {
  const url = new URL(location.href);
  url.searchParams.delete("show");
  const chosen = shown.length === values.length ? "all" : shown.join(",");
  const kept = `${url.search}${url.search ? "&" : "?"}show=${chosen}`;
  history.replaceState(history.state, "", url.pathname + kept + url.hash);
}

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", ({ target }) => {
  if (target === differing) {
    show(shown);
    return;
  }
  if (one.value === other.value) {
    const kept = target === one ? other : one;
    kept.value = shown.find((value) => value !== target.value);
  }
  show([one.value, other.value]);
  write();
});
form.addEventListener("reset", (event) => {
  event.preventDefault();
  show(values);
  write();
});
addEventListener("popstate", restore);
form.hidden = false;
restore();
