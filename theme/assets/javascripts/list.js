/** A list: its rows are narrowed down and sorted on the page, and the address keeps how. */

import { normalise } from "./coding.js";
import { lines, save } from "./saving.js";
import { sumUp } from "./sum.js";
import { showAsCards } from "./tables.js";

const AT_A_TIME = 200; // rows, as in lists.css: a phone lays out thousands too slowly to be typed at
const AT_ONCE = 12; // rows of a phone's screen
const NOTHING = "-"; // begins the choice of what records nothing
const LAST = Symbol("has no value");
const collator = new Intl.Collator("ja", { numeric: true });

class List {
  #form = document.querySelector("form.filters");
  #table = document.getElementById(`${this.#form.dataset.list}-caption`).closest("table");
  #body = this.#table.tBodies[0];
  #rows = [...this.#body.rows];
  #status = this.#form.querySelector("[role=status]");
  #heads = [...this.#table.querySelectorAll("th.sorts")];
  #more = document.createElement("button");
  #ways = document.createElement("select"); // how they can be sorted
  #save = this.#form.querySelector("[data-save]");
  #saves = [this.#save];
  #data = document.getElementById(`${this.#form.dataset.list}-data`);
  #way = this.#data?.href;
  #left = new Text(); // what is not asked of the data
  #names; // what the rows are called, as they are compared; once somebody types
  #limit = AT_A_TIME;
  #sort = "";
  #asked = []; // the fields of which something is chosen
  #name = "";

  start() {
    this.#rows.forEach((row, place) => (row.place = place));
    for (const head of this.#heads) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => this.#sortBy(head));
      head.append(button);
    }
    this.#more.type = "button";
    this.#more.className = "more";
    this.#more.textContent = this.#form.dataset.more;
    this.#more.addEventListener("click", () => this.#showMore());
    this.#table.parentElement.after(this.#more);
    this.#data?.after(this.#left);
    this.#addBar();
    this.#offer();
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    this.#form.addEventListener("input", () => this.#changed());
    this.#form.addEventListener("reset", () => setTimeout(() => this.#reset()));
    addEventListener("popstate", () => this.#restore());
    addEventListener("beforeprint", () => this.#show(Infinity));
    addEventListener("afterprint", () => this.#show(this.#limit));
    this.#restore();
    this.#form.hidden = false;
  }

  /** On a phone a button opens the form, in which the ways to sort stand, too. */
  #addBar() {
    const { open, sort, usual, up, down, least, most } = this.#form.dataset;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "opens-form";
    button.textContent = open;
    button.setAttribute("aria-expanded", false);
    button.addEventListener("click", () => {
      button.setAttribute("aria-expanded", this.#form.classList.toggle("opened"));
    });
    const ways = this.#heads.flatMap((head) => {
      const column = `${head.cellIndex}`;
      const [first, last] = head.classList.contains("number") ? [least, most] : [up, down];
      const title = head.querySelector("button").firstChild.textContent.trim(); // without its unit
      const named = (text) => text.replace("#", () => title);
      return [new Option(named(first), column), new Option(named(last), `-${column}`)];
    });
    this.#ways.append(new Option(usual, ""), ...ways);
    this.#ways.addEventListener("input", () => this.#order(this.#ways.value));
    const label = document.createElement("label");
    label.htmlFor = this.#ways.id = "filter-sort";
    label.textContent = sort;
    const place = document.createElement("div");
    place.className = "filter sort";
    place.append(label, this.#ways);
    this.#form.prepend(button, place);
  }

  /** Put the form and the rows as the address says. */
  #restore() {
    const asked = new URLSearchParams(location.search);
    for (const field of this.#fields()) {
      if (field.type === "checkbox") {
        field.checked = asked.get(field.name) === field.value;
      } else {
        field.value = asked.get(field.name) ?? "";
        field.selectedIndex = Math.max(field.selectedIndex, 0); // a choice that there is not
      }
    }
    this.#limit = AT_A_TIME;
    this.#order(asked.get("sort") ?? "");
    this.#show(this.#limit);
  }

  #fields() {
    return [...this.#form.elements].filter((field) => field.name);
  }

  #changed() {
    this.#limit = AT_A_TIME;
    this.#show(this.#limit);
    this.#write();
  }

  #reset() {
    this.#order("");
    this.#changed();
  }

  #showMore() {
    const next = this.#rows.filter((row) => row.hidden && this.#fits(row))[0];
    this.#limit += AT_A_TIME;
    this.#show(this.#limit);
    next.querySelector("a").focus(); // the button may be gone
  }

  // ---- narrowing down

  #show(limit) {
    this.#asked = this.#fields().filter((field) => chosen(field) && field.name !== "name");
    this.#name = plain(this.#form.elements.name.value);
    if (this.#name) {
      this.#names ??= new Map(this.#rows.map((row) => [row, plain(row.cells[0].textContent)]));
    }
    const fitting = [];
    for (const row of this.#rows) {
      const fits = this.#fits(row);
      fits && fitting.push(row);
      row.hidden = !fits || fitting.length > limit;
    }
    const shown = fitting.slice(0, limit);
    showAsCards(this.#table, shown.slice(0, AT_ONCE));
    setTimeout(() => showAsCards(this.#table, shown)); // once the list can be used
    this.#more.hidden = fitting.length <= limit;
    this.#say(fitting.length, limit);
    this.#lead();
    sumUp(fitting);
  }

  #fits(row) {
    return (
      this.#asked.every(({ name, value, dataset }) => {
        const told = row.getAttribute(`data-${name}`);
        return dataset.several ? told.split(" ").includes(value) : told === value;
      }) &&
      (!this.#name || this.#names.get(row).includes(this.#name))
    );
  }

  #say(found, limit) {
    const { all, some, none, first } = this.#form.dataset;
    const said = found === this.#rows.length ? all : found ? some : none;
    const rest = found > limit ? first : "";
    const number = (text, n) => text.replaceAll("#", n.toLocaleString("en"));
    this.#status.textContent = number(said, found) + number(rest, limit);
    for (const button of this.#saves) {
      button.textContent = number(this.#save.dataset.save, found);
      button.disabled = !found;
    }
  }

  // ---- taking it away: the rows that fit, in their order; a file's name tells the question

  /** Where the list is asked, and first among what the page has to be taken away. */
  #offer() {
    const menu = document.querySelector(".download ul");
    if (menu) {
      const item = document.createElement("li");
      item.append(this.#save.cloneNode());
      menu.prepend(item);
      this.#saves.push(item.firstChild);
    }
    for (const button of this.#saves) {
      button.addEventListener("click", () => this.#saveRows());
    }
  }

  #saveRows() {
    const rows = this.#rows.filter((row) => this.#fits(row));
    const told = this.#fields().filter(chosen).map(answer);
    const sorted = this.#heads.find((head) => head.ariaSort)?.textContent ?? "";
    const named = [this.#table.caption.textContent, ...told, sorted].map((one) => one.replace(/[^\p{L}\p{N}-]+/gu, "").slice(0, 40));
    save(`${named.filter(Boolean).join("_")}.csv`, lines(this.#table, rows, this.#save.dataset.address));
  }

  /** The same question to the table of open data; what it cannot be asked is said. */
  #lead() {
    if (this.#data) {
      const url = new URL(this.#way);
      const { elements, dataset } = this.#form;
      const given = this.#name ? [...this.#asked, elements.name] : this.#asked;
      const left = given.filter(({ value, dataset: { columns, is, when } }) => {
        const [kind, wanted] = when?.split("=") ?? [];
        if (!columns || value.startsWith(NOTHING) || (kind && elements[kind].value !== wanted)) {
          return true;
        }
        const names = columns.split(" ");
        const values = names.length > 1 ? value.split("/") : [is ?? value];
        names.forEach((name, at) => url.searchParams.set(name, values[at]));
      });
      const titles = left.map((field) => field.labels[0].textContent.trim()).join("、");
      this.#left.data = titles && dataset.left.replace("#", titles);
      this.#data.href = url.href;
    }
  }

  // ---- sorting: `2` is the second column upwards, `-2` downwards; numbers begin downwards

  #sortBy(head) {
    const column = String(head.cellIndex);
    const ways = head.classList.contains("number") ? [`-${column}`, column, ""] : [column, `-${column}`, ""];
    this.#order(ways[(ways.indexOf(this.#sort) + 1) % ways.length]);
    this.#show(this.#limit);
    this.#write();
  }

  #order(sort) {
    const head = this.#heads.find((one) => one.cellIndex === Math.abs(sort) && sort !== "");
    if ((head ? sort : "") === this.#sort) {
      return;
    }
    this.#ways.value = this.#sort = head ? sort : "";
    for (const one of this.#heads) {
      one.removeAttribute("aria-sort");
    }
    this.#rows.sort((one, other) => one.place - other.place);
    if (head) {
      const down = sort.startsWith("-");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      this.#rows = sorted(this.#rows, keys(head), down ? -1 : 1);
    }
    this.#body.append(...this.#rows);
  }

  #write() {
    const url = new URL(location.href);
    for (const field of this.#fields()) {
      put(url, field.name, chosen(field).trim());
    }
    put(url, "sort", this.#sort);
    history.replaceState(history.state, "", url);
  }
}

/** What a field asks for; nothing where it asks for nothing. */
function chosen({ type, checked, value }) {
  return type === "checkbox" && !checked ? "" : value;
}

/** The same in words. */
function answer({ type, selectedOptions, labels, value }) {
  return type === "checkbox" ? labels[0].textContent : (selectedOptions?.[0].text ?? value);
}

function keys(head) {
  const isNumber = head.classList.contains("number");
  return (row) => {
    const cell = row.cells[head.cellIndex];
    if (cell.classList.contains("none")) {
      return LAST;
    }
    const { sort } = cell.dataset;
    return isNumber ? Number(sort) : sort ?? cell.textContent;
  };
}

/** The rows in their order; what has no value comes last, whichever the way. */
function sorted(rows, key, way) {
  const keyed = rows.map((row) => [key(row), row]);
  const known = keyed.filter(([value]) => value !== LAST);
  known.sort(([one], [other]) => way * (typeof one === "number" ? one - other : collator.compare(one, other)));
  return [...known, ...keyed.filter(([value]) => value === LAST)].map(([, row]) => row);
}

function plain(text) {
  return normalise(text).trim();
}

function put(url, name, value) {
  if (value) {
    url.searchParams.set(name, value);
  } else {
    url.searchParams.delete(name);
  }
}

if (document.querySelector("form.filters")) {
  new List().start();
}
