/** Open data: the rows of a table that the address asks for, to be saved; code, to be copied. */

const SHOWN = 5; // rows
const HEAD = 2; // the columns of the municipality, which are the same in every row
const NOTHING = ["", "not_applicable", "not_recorded"];
const MARK = "\ufeff"; // the byte order mark of the files for Excel, to be kept
const CELL = /(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g; // a row's first cell is never empty

class Rows {
  #place = document.querySelector(".narrowed");
  #status = this.#place.querySelector("[role=status]");
  #table = this.#place.querySelector("table");
  #buttons = [...this.#place.querySelectorAll("[data-file]")];
  #asked = [...new URLSearchParams(location.search)].filter(([name]) => column(name));

  async start() {
    if (!this.#asked.length) {
      return;
    }
    this.#place.hidden = false;
    try {
      const { names, rows, of } = await this.#read(this.#buttons[0].dataset.file);
      this.#say(rows.length, of);
      this.#show(names, rows.slice(0, SHOWN).map(cells));
    } catch {
      this.#status.textContent = this.#place.dataset.failed;
      this.#table.parentElement.hidden = true;
      return;
    }
    for (const button of this.#buttons) {
      button.disabled = false;
      button.addEventListener("click", () => this.#save(button.dataset.file));
    }
  }

  /** The rows of a file that fit, each a line as it stands there. */
  async #read(file) {
    const answer = await fetch(file);
    if (!answer.ok) {
      throw new Error(answer.statusText);
    }
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await answer.arrayBuffer());
    const [head, ...rows] = text.trimEnd().split("\r\n");
    const names = cells(head.replace(MARK, ""));
    const fits = (row) => this.#asked.every(([name, value]) => row[names.indexOf(name)] === value);
    return { head, names, rows: rows.filter((row) => fits(cells(row))), of: rows.length };
  }

  #say(found, of) {
    const { condition, some, none } = this.#place.dataset;
    const title = (name) => column(name).dataset.title;
    const told = this.#asked.map(([name, value]) => put(condition, { "@": title(name), "#": value }));
    const number = (n) => n.toLocaleString("en");
    this.#status.textContent = put(found ? some : none, { "%": number(of), "#": number(found), "@": told.join("、") });
    this.#table.parentElement.hidden = !found;
  }

  #show(names, rows) {
    const asked = new Map(this.#asked);
    const told = [...names.keys()].filter(
      (at) => at >= HEAD && !asked.has(names[at]) && rows.some((row) => !NOTHING.includes(row[at])),
    );
    this.#table.tHead.rows[0].append(...told.map((at) => heading(names[at])));
    for (const row of rows) {
      const line = this.#table.tBodies[0].insertRow();
      told.forEach((at) => (line.insertCell().textContent = row[at]));
    }
  }

  async #save(file) {
    const { head, rows } = await this.#read(file);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([[head, ...rows, ""].join("\r\n")], { type: "text/csv" }));
    const chosen = this.#asked.map(([, value]) => `_${value.replace(/[^\w-]/g, "")}`);
    link.download = file.split("/").at(-1).replace(/(_excel)?\.csv$/, `${chosen.join("")}$&`);
    link.click();
    URL.revokeObjectURL(link.href);
  }
}

/** The row of the page that tells of a column, if there is such a column. */
function column(name) {
  return document.getElementById(`column-${name}`);
}

function cells(row) {
  return [...row.matchAll(CELL)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain);
}

function heading(name) {
  const head = document.createElement("th");
  const code = document.createElement("code");
  head.scope = "col";
  code.textContent = name;
  head.append(column(name).dataset.title, document.createElement("br"), code);
  return head;
}

/** The text with its signs replaced, each once; what takes their place is not read again. */
function put(text, values) {
  return text.replace(/[@#%]/g, (sign) => values[sign] ?? sign);
}

function copyable(code) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "more";
  button.setAttribute("aria-live", "polite");
  button.setAttribute("aria-describedby", code.getAttribute("aria-labelledby"));
  button.textContent = code.dataset.copy;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code.textContent);
    button.textContent = code.dataset.copied;
  });
  code.after(button);
}

if (document.querySelector(".narrowed")) {
  new Rows().start();
}
if (navigator.clipboard) {
  document.querySelectorAll("[data-copy]").forEach(copyable);
}
