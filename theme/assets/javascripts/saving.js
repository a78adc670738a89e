/** Rows of a list as a file: CSV (RFC 4180) in UTF-8 with a byte order mark, which Excel opens. */

const MARK = "\ufeff";
const FORMULA = /^[\t\r\n]|^[\t\r\n \u00a0\u3000\u200b\ufeff'"‘’“”＇＂]*[=+\-@−＝＋－＠]/;
/* What a spreadsheet may show otherwise: as a number, a date, a time. */
const CONVERTED = /^[¥\\$€£(.]*\d[\d\s,./:%()e年月日時分秒-]*(?:[ap]m?)?$|^(?:true|false|#\S+)$|^(?:明治|大正|昭和|平成|令和|[mtshr])[\d元][\d年月日./-]*$|^\d*[-/. ]*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-/., \d]*$/i;

/** The heads of a table and its `rows`, as they are shown, with the address that each leads to. */
export function lines(table, rows, address) {
  const heads = [...table.tHead.rows[0].cells];
  const noted = heads.map((head, at) => rows.some((row) => row.cells[at].querySelector(".status")));
  const named = heads.flatMap((head, at) => (noted[at] ? [text(head), `${text(head)}（補足）`] : [text(head)]));
  return [
    [...named, address],
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
  return FORMULA.test(words) || CONVERTED.test(words.normalize("NFKC").trim()) ? `'${words}` : words;
}

function quoted(words) {
  return /[",\r\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
}
