/** The search dialog: what is typed and chosen, the address, and the list of results. */

import { normalise } from "./coding.js";
import { answersAll, bestSection, excerpt, marked, toldOf } from "./excerpt.js";
import { Finder, IndexUnavailable } from "./finder.js";

const SITE = new URL("../../", import.meta.url);
const FILTERS = ["year", "kind", "policy", "tag"];
const AT_A_TIME = 10;
const PAUSE = 150; // ms without a keystroke before a search
const PATIENCE = 400; // ms before it is said that a search is under way

class Dialog {
  #dialog = document.getElementById("finder");
  #opener = document.querySelector("[data-finder=open]");
  #form = this.#dialog.querySelector("form");
  #input = this.#form.elements.q;
  #status = this.#dialog.querySelector("[role=status]");
  #advice = this.#dialog.querySelector(".finder__advice");
  #list = this.#dialog.querySelector("ol");
  #guides = this.#part("guides");
  #more = this.#part("more");
  #retry = this.#part("retry");
  #shortcut = this.#part("shortcut");
  #template = this.#part("result");

  #finder; // a promise, once the dialog has been opened
  #timer;
  #patience; // until it is said that a search is under way
  #turn = 0; // only the latest search may show what it found
  #found = { hits: [], sought: [] };

  start() {
    for (const way of [this.#opener, ...document.querySelectorAll("form.search-form")]) {
      way.hidden = false;
    }
    this.#opener.addEventListener("click", () => this.#open());
    document.addEventListener("keydown", (event) => this.#onKey(event));
    this.#dialog.addEventListener("close", () => this.#onClose());
    this.#dialog.addEventListener("click", (event) => this.#onClick(event));
    this.#dialog.addEventListener("keydown", (event) => this.#onDialogKey(event));
    this.#form.addEventListener("submit", (event) => this.#onSubmit(event));
    this.#form.addEventListener("reset", () => this.#onReset());
    this.#form.addEventListener("change", ({ target }) => target.matches("select") && this.#search());
    this.#input.addEventListener("input", (event) => event.isComposing || this.#searchSoon());
    this.#input.addEventListener("compositionend", () => this.#searchSoon());
    this.#more.addEventListener("click", () => this.#showMore());
    this.#retry.addEventListener("click", () => this.#search());
    this.#shortcut.checked = shortcutWanted();
    this.#shortcut.addEventListener("change", () => keepShortcut(this.#shortcut.checked));
    if (FILTERS.concat("q").some((name) => new URLSearchParams(location.search).has(name))) {
      this.#open();
    }
  }

  #part(name) {
    return this.#dialog.querySelector(`[data-finder=${name}]`);
  }

  // ---- opening and closing

  #open() {
    if (this.#dialog.open) {
      return;
    }
    const asked = new URLSearchParams(location.search);
    this.#input.value = (asked.get("q") ?? this.#input.value).slice(0, this.#input.maxLength);
    this.#dialog.showModal();
    this.#input.focus();
    this.#input.select();
    this.#search(Object.fromEntries(FILTERS.map((name) => [name, asked.get(name)])));
  }

  #onClose() {
    clearTimeout(this.#timer);
    clearTimeout(this.#patience);
    this.#turn += 1;
    writeAddress(Object.fromEntries(["q", ...FILTERS].map((name) => [name, ""])));
    this.#opener.focus();
  }

  /** `/` opens the dialog, except where it may be meant as text. */
  #onKey(event) {
    const typed = event.target.closest?.("input, textarea, select, [contenteditable], dialog");
    const modified = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
    if (event.key === "/" && this.#shortcut.checked && !typed && !modified) {
      event.preventDefault();
      this.#open();
    }
  }

  #onClick({ target }) {
    if (target === this.#dialog || target.closest("[data-finder=close]")) {
      this.#dialog.close();
    }
  }

  /** Escape closes at once (a search field would first be emptied); arrows walk the results. */
  #onDialogKey(event) {
    if (event.isComposing) {
      return;
    }
    if (event.key === "Escape") {
      event.preventDefault();
      this.#dialog.close();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [this.#input, ...this.#dialog.querySelectorAll(".finder__results a")];
    const at = stops.indexOf(event.target);
    if (step && at >= 0 && stops[at + step]) {
      event.preventDefault();
      stops[at + step].focus();
    }
  }

  #onSubmit(event) {
    event.preventDefault();
    this.#search();
  }

  #onReset() {
    setTimeout(() => this.#search()); // the fields are emptied after the event
    this.#input.focus();
  }

  // ---- searching

  #searchSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#search(), PAUSE);
  }

  /** Search for what the form says; `asked` are choices that it does not offer yet. */
  async #search(asked = {}) {
    clearTimeout(this.#timer);
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => this.#say("loading"), PATIENCE);
    const turn = (this.#turn += 1);
    const query = this.#input.value; // now: what is being composed later is not asked
    const loading = (this.#finder ??= Finder.load(this.#part("engine")));
    try {
      const finder = await loading;
      if (turn === this.#turn) {
        this.#offer(finder.filters, asked);
        await this.#answer(finder, { ...this.#asked(), q: query }, turn);
      }
    } catch (error) {
      this.#fail(error, turn, loading);
    }
  }

  async #answer(finder, asked, turn) {
    const { q, ...chosen } = asked;
    writeAddress(asked);
    const found = await finder.find(q, chosen);
    const items = await this.#items(found, 0);
    if (turn !== this.#turn) {
      return;
    }
    this.#show(found, items, isAsked(asked));
    this.#guides.append(...finder.guided(q).map((guide) => this.#guide(guide)));
    const counts = isAsked(asked) ? await finder.counts(q, chosen) : {};
    if (turn === this.#turn) {
      this.#count(finder.filters, counts);
    }
  }

  #asked() {
    return Object.fromEntries(new FormData(this.#form));
  }

  /** Say that it failed, and have the next search load the index anew. */
  #fail(error, turn, loaded) {
    if (this.#finder === loaded) {
      this.#finder = undefined;
    }
    if (turn === this.#turn) {
      this.#clear();
      this.#say("failed");
      this.#retry.hidden = false;
    }
    if (!(error instanceof IndexUnavailable)) {
      throw error;
    }
  }

  /** Fill the filters' lists, once, and choose what the address asks for. */
  #offer(filters, asked) {
    for (const name of FILTERS) {
      const select = this.#form.elements[name];
      if (select.options.length === 1) {
        select.append(...filters[name].map(({ value, label }) => new Option(label, value)));
        select.closest("div").hidden = filters[name].length === 0;
      }
      if (filters[name].some(({ value }) => value === asked[name])) {
        select.value = asked[name];
      }
    }
  }

  /** Write beside each choice how many pages it would leave. */
  #count(filters, counts) {
    for (const name of FILTERS) {
      const options = [...this.#form.elements[name].options].slice(1);
      filters[name].forEach(({ value, label }, at) => {
        const count = counts[name]?.get(value);
        options[at].textContent = label + (count === undefined ? "" : ` (${count})`);
      });
    }
  }

  // ---- showing

  #clear() {
    this.#list.replaceChildren();
    this.#guides.replaceChildren();
    this.#more.hidden = true;
    this.#retry.hidden = true;
    this.#advice.hidden = true;
  }

  #show(found, items, asked) {
    this.#found = found;
    this.#clear();
    if (items.length > 0) {
      this.#append(items);
    } else {
      this.#advice.hidden = !asked;
      this.#say(asked ? "none" : "initial");
    }
  }

  async #showMore() {
    const [turn, loaded] = [this.#turn, this.#finder];
    try {
      const items = await this.#items(this.#found, this.#list.children.length);
      if (turn === this.#turn) {
        this.#append(items);
        items[0].querySelector("a").focus();
      }
    } catch (error) {
      this.#fail(error, turn, loaded);
    }
  }

  #append(items) {
    const { hits } = this.#found;
    this.#list.append(...items);
    const shown = this.#list.children.length;
    this.#more.hidden = shown === hits.length;
    this.#say("found", hits.length, this.#more.hidden ? "" : this.#words("shown", shown));
  }

  /** The next results, as list items. */
  async #items({ hits, sought }, from) {
    const next = hits.slice(from, from + AT_A_TIME).map((hit) => hit.data());
    return (await Promise.all(next)).map(({ record }) => this.#item(record, sought));
  }

  #item(record, sought) {
    const item = this.#template.content.firstElementChild.cloneNode(true);
    const section = bestSection(record, sought) ?? { id: "", heading: "", blocks: [] };
    const link = item.querySelector("a");
    link.href = address(record, section, sought);
    link.append(...nodes(marked(record.title, sought)));
    const policy = record.title.includes(record.policy) ? null : record.policy;
    const about = [record.kind, record.year, policy].filter(Boolean);
    item.querySelector(".finder__about").textContent = about.join("　");
    if (section.id) {
      item.querySelector(".finder__section").append(...nodes(marked(section.heading, sought)));
    } else {
      item.querySelector(".finder__section").remove();
    }
    const told = toldOf(record.standings ?? [], section);
    item.querySelector(".finder__standings").append(...told.map((one) => standingItem(one, section)));
    if (told.length === 0 || !answersAll(normalise(record.title + section.heading), sought)) {
      const piece = excerpt(section, sought, told.length > 0);
      item.querySelector(".finder__excerpt").append(...nodes(piece));
    }
    return item;
  }

  #guide({ title, kind, url, text }) {
    const item = this.#template.content.firstElementChild.cloneNode(true);
    const link = item.querySelector("a");
    link.href = new URL(url, SITE);
    link.textContent = title;
    item.querySelector(".finder__about").textContent = kind;
    item.querySelector(".finder__excerpt").textContent = text;
    return item;
  }

  #say(key, count, more = "") {
    clearTimeout(this.#patience); // something is said: nobody waits any longer
    this.#status.textContent = this.#words(key, count) + more;
  }

  #words(key, count) {
    return this.#dialog.dataset[key].replace("#", () => count?.toLocaleString("ja"));
  }
}

/** Whether anything is asked at all. */
function isAsked(asked) {
  return Object.values(asked).some((value) => value.trim() !== "");
}

/** Where a result leads; what of the query stands on the page is marked there: `hits.js`. */
function address({ url, sections }, { id }, sought) {
  const text = normalise(sections.map(({ heading, blocks }) => [heading, ...blocks].join("\n")).join("\n"));
  const way = new URL(url + (id && `#${encodeURIComponent(id)}`), SITE);
  for (const name of sought.flat().filter((name) => text.includes(name))) {
    way.searchParams.append("hit", name);
  }
  return way;
}

function standingItem({ section, name, status, movement, value, drawing = [] }, { id }) {
  const item = make("li");
  if (status) {
    const mark = make("span", { class: `status ${status.id}` });
    const sign = make("span", { "aria-hidden": "true" });
    sign.textContent = status.sign;
    mark.append(sign, ` ${status.name}`);
    item.append(mark);
  }
  const texts = [section === id ? "" : name, value, movement].filter(Boolean);
  item.append(...texts.map((text) => Object.assign(make("span"), { textContent: text })));
  if (drawing.length > 0) {
    const svg = make("svg", { class: "spark", viewBox: "0 0 120 40", "aria-hidden": "true" }, SVG);
    svg.append(...drawing.map(([kind, d]) => make("path", { class: kind, d }, SVG)));
    item.append(svg);
  }
  return item;
}

const SVG = "http://www.w3.org/2000/svg";

function make(name, attributes = {}, space = "http://www.w3.org/1999/xhtml") {
  const element = document.createElementNS(space, name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  return element;
}

function nodes(runs) {
  return runs.map(({ text, marked: hit }) => {
    if (!hit) {
      return document.createTextNode(text);
    }
    const mark = document.createElement("mark");
    mark.textContent = text;
    return mark;
  });
}

/** Put what is asked into the address, without a new entry in the history. */
function writeAddress(asked) {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(asked)) {
    if (value.trim() === "") {
      url.searchParams.delete(name);
    } else {
      url.searchParams.set(name, value.trim());
    }
  }
  if (url.href !== location.href) {
    history.replaceState(history.state, "", url);
  }
}

/** Readers who speak to their computer may not want a single key to do anything. */
const SHORTCUT = "finder-shortcut";

function shortcutWanted() {
  try {
    return localStorage.getItem(SHORTCUT) !== "off";
  } catch {
    return true; // a browser that keeps nothing
  }
}

function keepShortcut(wanted) {
  try {
    localStorage.setItem(SHORTCUT, wanted ? "on" : "off");
  } catch {
    // The choice holds until the page is left.
  }
}

if (document.getElementById("finder")) {
  new Dialog().start();
  if (new URLSearchParams(location.search).has("hit")) {
    const { content } = document.querySelector("[data-finder=hits]");
    document.getElementById("main").append(content.cloneNode(true));
  }
}
