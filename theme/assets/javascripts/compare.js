/** A comparison: its columns are chosen on the page, and the address keeps which. */

const form = document.querySelector("form.columns");
const table = document.getElementById(`${form.dataset.list}-caption`).closest("table");
const boxes = [...form.elements.show];
const status = form.querySelector("[role=status]");

function show() {
  const shown = boxes.map((box) => box.checked);
  const count = shown.filter(Boolean).length;
  for (const row of table.rows) {
    const [first, ...cells] = row.cells;
    if (row.classList.contains("group")) {
      first.colSpan = count + 1;
    }
    cells.forEach((cell, at) => (cell.hidden = !shown[at]));
  }
  status.textContent = form.dataset.shown.replace("#", count);
}

/** As the address says; without a word of it, or with none that there is, every column. */
function restore() {
  const asked = (new URLSearchParams(location.search).get("show") ?? "").split(",");
  const any = boxes.some((box) => asked.includes(box.value));
  for (const box of boxes) {
    box.checked = !any || asked.includes(box.value);
  }
  show();
}

function write() {
  const url = new URL(location.href);
  const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
  url.searchParams.delete("show");
  const every = chosen.length === boxes.length;
  const kept = url.search + (every ? "" : `${url.search ? "&" : "?"}show=${chosen.join(",")}`);
  history.replaceState(history.state, "", url.pathname + kept + url.hash);
}

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", () => {
  show();
  write();
});
form.addEventListener("reset", () =>
  setTimeout(() => {
    show();
    write();
  }),
);
addEventListener("popstate", restore);
form.hidden = false;
restore();
