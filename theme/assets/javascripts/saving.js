/** Rows of a list as a file: CSV (RFC 4180) in UTF-8 with a byte order mark, which Excel opens. */

const MARK = "\ufeff";
/* What a spreadsheet may take for a formula, a number, a date or a time. */
const OTHERWISE = /^[\s\u200b'"‘’“”]*[=+\-@−]|^[\W_]*\d[\d\W_e年月日時分秒apm]*$|^(true|false|#\S+)$|^(\D{1,2}|\d*[-/. ]*[a-z]{3,9})[\d\W_元年月日]+$/i;

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
  return OTHERWISE.test(words.normalize("NFKC")) ? `'${words}` : words;
}

function quoted(words) {
  return `"${words.replaceAll('"', '""')}"`;
}
