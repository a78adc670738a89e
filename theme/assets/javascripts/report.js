/** An opened calculation gets a way to report its number; paper tells the day it was printed. */

const LONGEST = 100; // characters of a field: GitHub takes addresses of up to some 8,000 bytes
const report = document.querySelector("a[data-report]");

if (report) {
  document.addEventListener("toggle", ({ target }) => {
    if (target.open && target.matches(":is(.calculation, .data details):not(:has(> .report))")) {
      const link = document.createElement("a");
      Object.assign(link, { className: "report", href: address(target), textContent: report.dataset.link });
      target.append(link);
    }
  }, true);
}

/** The page's own report, with what the number is: in the form's fields, or before the question. */
function address(calculation) {
  const url = new URL(report.href);
  const query = url.searchParams;
  const { value, ...place } = about(calculation);
  const told = Object.entries(place).map(([name, text]) => `${report.dataset[name]}${cut(text)}`);
  if (query.has("template")) {
    query.set("place", told.join("、"));
    query.set("shown", cut(value));
  } else {
    const { ask } = report.dataset;
    const page = query.get("body").slice(0, -ask.length);
    query.set("body", [page + told.join("\n"), `${report.dataset.value}${cut(value)}\n${ask}`].join("\n"));
  }
  return url.href;
}

function about(calculation) {
  const value = text(calculation.querySelector("summary"));
  const cell = calculation.closest("td");
  if (!cell) {
    const headings = [...document.querySelectorAll("article :is(h2, h3)")];
    const above = headings.findLast((one) => one.compareDocumentPosition(calculation) & Node.DOCUMENT_POSITION_FOLLOWING);
    return { row: text(above), column: text(calculation.closest("dd")?.previousElementSibling), value };
  }
  const { row, column } = place(cell);
  return { caption: text(cell.closest("table").caption), row, column, value };
}

/** What stands in a cell's row besides numbers, and its column's heading, across joined cells. */
function place(cell) {
  const rows = [...cell.closest("table").rows];
  const grid = rows.map(() => []);
  rows.forEach((row, at) => {
    for (const one of row.cells) {
      const column = firstFree(grid[at]);
      for (const below of grid.slice(at, at + one.rowSpan)) {
        for (let across = column; across < column + one.colSpan; across += 1) {
          below[across] = one;
        }
      }
    }
  });
  const across = grid[rows.indexOf(cell.parentElement)];
  const column = across.indexOf(cell);
  const names = new Set(across.slice(0, column).filter((one) => !one.matches(".number, .none, .numbers td:not([class], :has(.status))")));
  return { row: [...names].map(text).join(" ／ "), column: text(grid[0][column]) };
}

function firstFree(row) {
  const gap = row.findIndex((one) => !one);
  return gap < 0 ? row.length : gap;
}

function text(element) {
  return element?.textContent.replace(/\s+/g, " ").trim() ?? "";
}

function cut(words) {
  const letters = [...words];
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST).join("")}…` : words;
}

addEventListener("beforeprint", () => {
  for (const printed of document.querySelectorAll(".printed")) {
    const [western, japanese] = ["ja-JP", "ja-JP-u-ca-japanese"]
      .map((calendar) => new Date().toLocaleDateString(calendar, { dateStyle: "long" }));
    const day = printed.querySelector("span") ?? printed.appendChild(document.createElement("span"));
    day.textContent = printed.dataset.date.replace("#", `${western}（${japanese}）`);
  }
});
