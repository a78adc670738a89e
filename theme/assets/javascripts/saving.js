/** Rows of a list as a file: CSV (RFC 4180) in UTF-8 with a byte order mark, which Excel opens. */

const MARK = "\ufeff";
/* What a spreadsheet takes for a formula, a number, a date, a time or a truth value; letters of Japanese are \W. */
const MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*";
const OTHERWISE = new RegExp(
  [
    /[\s\u200b'"‘’“”]*[=+\-@−].*/,
    /[\s¥\\$€£(.]*\d[\d\s,.:/%()+\-etapm]*/,
    /(明治|大正|昭和|平成|令和|[mtshr])?([\d元]+年)?\d+([-/.]\d+[-/.]\d+|月(\d+日)?|時(\d+分(\d+秒)?)?)/,
    /true|false|#\S+/,
  ]
    .map(({ source }) => `^(${source})$`)
    .concat(`^\\d+[-/. ]*${MONTH}[-/., \\d]*$`, `^${MONTH}[-/. ]*\\d[-/., \\d]*$`)
    .join("|"),
  "is",
);

/** The heads of a table and its `rows`, as they are shown, with the address that each leads to. */
export function lines(table, rows, address) {
  const heads = [...table.tHead.rows[0].cells];
  const noted = heads.map((head, at) => rows.some((row) => row.cells[at].querySelector(".status")));
  const named = heads.map((head) => text(head)).flatMap((head, at) => (noted[at] ? [head, `${head}（補足）`] : [head]));
  return [
    [...named.map(guarded), address],
    ...rows.map((row) => [
      ...[...row.cells].slice(0, heads.length).flatMap((cell, at) => (noted[at] ? statusOf(cell) : [valueOf(cell, heads[at])])),
      row.querySelector("a")?.href ?? "",
    ]),
  ];
}

export function save(name, table) {
  const link = document.createElement("a");
  const file = table.map((row) => `${row.map(quoted).join(",")}\r\n`).join("");
  link.href = URL.createObjectURL(new Blob([MARK + file], { type: "text/csv" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** A number with all its digits and no unit; else what is read. */
function valueOf(cell, head) {
  const { sort } = cell.dataset;
  return head.classList.contains("number") && sort !== undefined ? sort : guarded(text(cell));
}

function statusOf(cell) {
  const status = text(cell.querySelector(".status"));
  return [guarded(status), guarded(text(cell, ".status"))];
}

/** What is read in an element, without `left`, signs and drawings. */
function text(element, left = "[aria-hidden=true]") {
  const read = element?.cloneNode(true);
  for (const one of read?.querySelectorAll(`[aria-hidden=true], svg, ${left}`) ?? []) {
    one.remove();
  }
  for (const line of read?.querySelectorAll("br") ?? []) {
    line.replaceWith(" ");
  }
  return read?.textContent.replace(/\s+/g, " ").trim() ?? "";
}

function guarded(words) {
  return OTHERWISE.test(words.normalize("NFKC")) ? `'${words}` : words;
}

function quoted(words) {
  return `"${words.replaceAll('"', '""')}"`;
}
