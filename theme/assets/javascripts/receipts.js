/** A calculation opens beside its number at an address of its own; without a script where it stands. */

import { named } from "./tables.js";

const RECEIPT = ":is(.calculation, td > details)";
const LONGEST = 100; // characters of a field: GitHub takes addresses of up to some 8,000 bytes
const GAP = 6; // px between a row and what is open beside it
const COVERED = 64; // px at the top of the window that the bar lies over
const pattern = document.querySelector("template[data-receipt]").content.firstElementChild;
const report = document.querySelector("a[data-report]");
const isSheet = matchMedia("(max-width: 44.9em)");
let open = null;

// Before the browser opens it: it is not to be seen where it stands for a moment.
document.addEventListener("click", ({ target }) => {
  const calculation = target.closest("summary")?.parentElement;
  if (calculation?.matches(RECEIPT)) {
    prepared(calculation);
  }
}, true);

document.addEventListener("toggle", ({ target }) => {
  if (target.matches(RECEIPT)) {
    (target.open ? show : hide)(target);
  }
}, true);

document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape" && open) {
    close();
  }
});

for (const elsewhere of ["focusin", "click"]) {
  document.addEventListener(elsewhere, ({ target }) => {
    if (open && !open.contains(target)) {
      open.open = false;
    }
  });
}

new ResizeObserver(() => open && place(open)).observe(document.body); // what moves its row
addEventListener("hashchange", follow);
addEventListener("beforeprint", () => open && box(open).hidePopover?.()); // paper has it where it stands
addEventListener("afterprint", () => open && show(open));
addEventListener("load", follow); // again: the browser has led to the row since, and taken the focus
follow();

function show(calculation) {
  const receipt = prepared(calculation);
  if (open && open !== calculation) {
    open.open = false;
  }
  open = calculation;
  if (receipt.showPopover && !receipt.matches(":popover-open")) {
    receipt.showPopover();
  }
  place(calculation);
  tell(address(calculation) ?? plain());
}

function hide(calculation) {
  if (box(calculation)?.matches(":popover-open")) {
    box(calculation).hidePopover();
  }
  if (open === calculation) {
    open = null;
    tell(plain());
  }
}

function close() {
  open.querySelector("summary").focus();
  open.open = false;
}

function box(calculation) {
  return calculation.querySelector(":scope > .receipt");
}

function prepared(calculation) {
  const made = box(calculation);
  if (made) {
    return made;
  }
  const receipt = pattern.cloneNode(true);
  const { caption, row, column, value, head } = about(calculation);
  const [named, shut, lines, ways] = receipt.children;
  named.firstElementChild.textContent = caption ?? "";
  named.lastElementChild.textContent = [row, column, value].filter(Boolean).join("　");
  receipt.ariaLabel = named.lastElementChild.textContent;
  lines.append(...[...calculation.childNodes].slice(1));
  shut.addEventListener("click", close);
  const [copy, method, record, error] = [...ways.children].map((way) => way.firstElementChild);
  if (address(calculation) && navigator.clipboard) {
    copy.addEventListener("click", () => copied(copy, address(calculation)));
  } else {
    copy.parentElement.remove();
  }
  const formula = formulaOf(calculation, head);
  lead(method, formula && `${method.getAttribute("href")}#${formula}`);
  const beside = lines.querySelector("a") ? null : calculation.closest("tr")?.querySelector("[data-search=off] > a");
  lead(record, beside?.href);
  if (report) {
    lead(error, reportOf(calculation));
    error.textContent = report.dataset.link;
  } else {
    error.parentElement.remove();
  }
  calculation.append(receipt);
  return receipt;
}

function lead(link, to) {
  if (to) {
    link.href = to;
  } else {
    link.parentElement.remove();
  }
}

async function copied(button, text) {
  await navigator.clipboard.writeText(text);
  button.textContent = button.dataset.copied;
}

/** Where its row can be read; on a phone at the bottom, and above it the row, or of a tall one the number. */
function place(calculation) {
  const receipt = box(calculation);
  const number = calculation.querySelector("summary").getBoundingClientRect();
  const row = calculation.closest("tr")?.getBoundingClientRect() ?? number;
  const { offsetHeight: high, offsetWidth: wide } = receipt;
  const root = document.documentElement;
  if (isSheet.matches) {
    const room = root.clientHeight - high - GAP;
    const { top, bottom } = row.height > room - COVERED ? number : row;
    receipt.style.inset = "";
    scrollBy(0, Math.min(Math.max(bottom - room, 0), Math.max(top - COVERED, 0)));
    return;
  }
  const left = Math.max(Math.min(number.left, root.clientWidth - wide - GAP), GAP);
  const below = root.clientHeight - row.bottom;
  const above = row.top - COVERED;
  const top = below >= high + GAP || below >= above ? row.bottom + GAP : row.top - GAP - high;
  receipt.style.inset = `${top + scrollY}px auto auto ${left + scrollX}px`;
  receipt.scrollIntoView({ block: "nearest" });
}

// The row as the fragment, which figure of it as the question.
function address(calculation) {
  const row = calculation.dataset.row ?? calculation.closest("tr[id], li[id]")?.id;
  const figure = figureOf(calculation);
  return row && figure ? addressOf(row, row.endsWith(`_${figure}`) ? "" : figure) : null;
}

function plain() {
  return addressOf("", "");
}

function addressOf(row, figure) {
  const url = new URL(location.href);
  url.hash = row;
  url.searchParams.delete("figure");
  if (figure) {
    url.searchParams.set("figure", figure);
  }
  return url.href;
}

function tell(url) {
  history.replaceState(history.state, "", url);
}

function figureOf(calculation) {
  return calculation.dataset.figure ?? about(calculation).head?.dataset.figure;
}

function formulaOf(calculation, head) {
  const given = [calculation, head].map((one) => one?.dataset.formula).find((one) => one !== undefined);
  return given ?? figureOf(calculation)?.split(".").at(-1);
}

function follow() {
  const row = named();
  const figure = new URLSearchParams(location.search).get("figure") ?? row.split("_").at(-1);
  const places = row ? document.querySelectorAll(`#${CSS.escape(row)} ${RECEIPT}, [data-row="${CSS.escape(row)}"]`) : [];
  const found = [...places].find((one) => figureOf(one) === figure);
  if (found) {
    prepared(found);
    found.scrollIntoView({ block: "center", inline: "nearest" });
    found.querySelector("summary").focus({ preventScroll: true });
    if (found === open) {
      place(found);
    }
    found.open = true;
  }
}

/** The page's own report, with what the number is: in the form's fields, or before the question. */
function reportOf(calculation) {
  const url = new URL(report.href);
  const query = url.searchParams;
  const { value, head, ...place } = about(calculation);
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
  const { row, head } = placeOf(cell);
  return { caption: text(cell.closest("table").caption), row, column: text(head), value, head };
}

/** What stands in a cell's row besides numbers, and its column's heading, across joined cells. */
function placeOf(cell) {
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
  return { row: [...names].map(text).join(" ／ "), head: grid[0][column] };
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
