/** What the settlements of some rows come to, and how much that is more than the same rows' before. */

const told = document.querySelector("p.sum");

/** Say it of `rows`, those of the list that fit; each digit is added, as the page's sums are. */
export function sumUp(rows) {
  if (told) {
    told.textContent = said(rows);
    told.hidden = false;
  }
}

function said(rows) {
  const { place, changes, unit, places, all, some, none, mixed, compared } = told.dataset;
  if (new Set(rows.map((row) => row.dataset.fiscalYear)).size > 1) {
    return mixed;
  }
  const spent = rows.map((row) => row.cells[place].dataset.sort);
  const known = spent.filter((text) => text !== undefined);
  if (!known.length) {
    return none;
  }
  const sum = total(known);
  const counts = { sum: `${written(sum)}${unit}`, of: rows.length, counted: known.length, excluded: rows.length - known.length };
  const both = changes ? rows.filter((row) => row.cells[changes].dataset.sort !== undefined) : [];
  const beside = both.length ? filled(compared, change(both, place, changes, unit, Number(places))) : "";
  return filled(counts.excluded ? some : all, counts) + beside;
}

function change(rows, place, changes, unit, places) {
  const now = rows.map((row) => row.cells[place].dataset.sort);
  const more = rows.map((row) => row.cells[changes].dataset.sort);
  const digits = Math.max(decimals(now), decimals(more));
  const [sum, moved] = [total(now, digits), total(more, digits)];
  const before = size(sum.whole - moved.whole);
  const rate = before ? `${signed(quotient(moved.whole * 100n, before, places))}％` : "―";
  return { count: rows.length, change: `${signed(moved)}${unit}`, rate };
}

const size = (whole) => (whole < 0n ? -whole : whole);
const decimals = (texts) => Math.max(...texts.map((text) => (text.split(".")[1] ?? "").length));

/** A sum of numbers as they are written, in units of its last decimal. */
function total(texts, digits = decimals(texts)) {
  const wholes = texts.map((text) => {
    const [whole, part = ""] = text.split(".");
    return BigInt(whole + part.padEnd(digits, "0"));
  });
  return { whole: wholes.reduce((sum, one) => sum + one, 0n), digits };
}

/** a ÷ b to some decimals, ties away from zero. */
function quotient(a, b, digits) {
  const rounded = (2n * size(a) * 10n ** BigInt(digits) + b) / (2n * b);
  return { whole: a < 0n ? -rounded : rounded, digits };
}

function written({ whole, digits }) {
  const text = `${size(whole)}`.padStart(digits + 1, "0");
  const at = text.length - digits;
  const number = BigInt(text.slice(0, at)).toLocaleString("en") + (digits ? `.${text.slice(at)}` : "");
  return whole < 0n ? `−${number}` : number;
}

function signed(number) {
  return (number.whole > 0n ? "+" : number.whole ? "" : "±") + written(number);
}

function filled(text, values) {
  return text.replace(/#(\w+)#/g, (_, name) => {
    const value = values[name];
    return typeof value === "number" ? value.toLocaleString("en") : value;
  });
}
