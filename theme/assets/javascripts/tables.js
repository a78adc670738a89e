/** Tables: one that is wider than its place says so; on a phone the rows of others are cards. */

const { hint, more } = document.querySelector("main").dataset;
const phone = matchMedia("(max-width: 37.5em)"); // as theme/base.html names cards.css for
const LEADING = /\bfirst-(\d)/; // how many columns are seen of a row that is not open

const observer = new ResizeObserver((entries) => {
  const places = [...new Set(entries.map(({ target }) => target.closest(".table")))];
  const wide = places.map((place) => place.scrollWidth > place.clientWidth); // all, before any is changed
  places.forEach((place, at) => {
    place.dataset.hint = hint ?? "";
    place.classList.toggle("wide", wide[at]);
    place.classList.toggle("fits", !wide[at]);
  });
});

/** Tell each value of the rows, those of `table`, by the name of its column, and let them open. */
export function showAsCards(table, rows) {
  if (!phone.matches || !table.classList.contains("cards")) {
    return;
  }
  const heads = [...table.tHead.rows[0].cells];
  const titles = heads.map((head) => head.textContent.trim().replace(" （", "（"));
  table.classList.toggle("tall", heads.some(isLong));
  const [, leading] = LEADING.exec(table.className) ?? [];
  const below = heads.map(() => 0); // rows that a cell above reaches down to
  for (const row of rows) {
    if (!row.role) {
      row.role = "row";
      tell(row, heads, titles, below);
      if (row.cells.length > leading && !row.matches("thead *, .group, .total")) {
        addButton(row);
      }
    }
  }
}

/** Whether the name of a column of numbers takes two lines above each of them. */
function isLong(head) {
  const letters = head.textContent.replace(/[ （）]/g, ""); // brackets are set narrow
  return !head.matches(":first-child, .text, .short, .prose") && letters.length > 9;
}

/** A table whose parts are laid out as blocks is one to a screen reader if each says what it is. */
function tell(row, heads, titles, below) {
  let at = 0;
  for (const cell of row.cells) {
    while (below[at]) {
      below[at++] -= 1;
    }
    cell.role = cell.localName === "td" ? "cell" : cell.scope === "col" ? "columnheader" : "rowheader";
    if (cell.localName === "td") {
      cell.dataset.label = titles[at];
      if (cell.className === "none" && heads[at].matches(".text, .short, .prose")) {
        cell.className = "none text";
      }
      show(cell, heads[at]);
    }
    below.fill(cell.rowSpan - 1, at, at + cell.colSpan);
    at += cell.colSpan;
  }
  while (at < heads.length) {
    below[at++] &&= below[at - 1] - 1;
  }
}

/** How much of its target a value reaches, as a bar. */
function show(cell, head) {
  const share = parseFloat(cell.textContent.replaceAll(",", ""));
  if (head.classList.contains("share") && share >= 0) {
    cell.dataset.share = "";
    cell.style.setProperty("--share", Math.min(share, 100));
  }
}

function addButton(row) {
  const cell = row.insertCell();
  const button = document.createElement("button");
  cell.className = "opens";
  cell.role = "cell";
  button.type = "button";
  button.setAttribute("aria-label", more);
  button.setAttribute("aria-expanded", false);
  cell.append(button);
}

function open(row, isOpen) {
  row.classList.toggle("open", isOpen);
  row.querySelector(".opens button").setAttribute("aria-expanded", isOpen);
}

/** A tap on a card opens and closes it, but for one on what does something by itself. */
function tapped({ target }) {
  const row = target.closest("tr");
  const button = row?.querySelector(".opens button");
  const own = target.closest("a, summary, details, button");
  if (button && (!own || own === button) && getSelection().isCollapsed) {
    open(row, !row.classList.contains("open"));
  }
}

/** At first of a list its head alone: its own script shows the rows that are seen, then the rest. */
function showAll(event) {
  if (!phone.matches) {
    return;
  }
  const listed = document.querySelector("form.filters:not(.columns)")?.dataset.list;
  // All are looked at before any is changed: to look lays the changed page out.
  const seen = [...document.querySelectorAll("table.cards")].map((table) => {
    const isListed = !event && table.caption?.id === `${listed}-caption`;
    return [table, [...table.rows].filter((row) => (isListed ? row.matches("thead *") : row.checkVisibility()))];
  });
  for (const [table, rows] of seen) {
    for (const part of [table, table.tHead, ...table.tBodies]) {
      part.role = part === table ? "table" : "rowgroup";
    }
    showAsCards(table, rows);
  }
}

/** The id that the address leads to; one that is no text has none, and throws nothing either. */
export function named() {
  return new URLSearchParams(`id=${location.hash.slice(1)}`).get("id");
}

/** Where an address leads into what a closed card does not show. */
function openNamed() {
  const row = document.getElementById(named())?.closest("tr");
  if (row) {
    showAsCards(row.closest("table"), [row]);
    row.querySelector(".opens") && open(row, true);
  }
}

for (const table of document.querySelectorAll(".table > table")) {
  observer.observe(table);
  observer.observe(table.parentElement);
  table.addEventListener("click", tapped);
}
showAll();
openNamed();
phone.addEventListener("change", showAll);
addEventListener("hashchange", openNamed);
