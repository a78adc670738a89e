/**
 * Asks Pagefind which pages hold a query, and puts the answers together.
 *
 * Pagefind answers one phrase at a time: that several words are all wanted, that a fiscal year has
 * several names, and how many pages each choice of a filter would leave, is worked out here.
 */

import { phrase, terms } from "./coding.js";

/** Milliseconds after which an answer is held to be lost on its way. */
const LONGEST = 30_000;

/** Answers kept, so that a letter taken back or a filter changed asks nothing anew. */
const REMEMBERED = 200;

/** Pairs of characters from the top of a page that are its title, or as good as. */
const TOP = 40;

const BUNDLE = new URL("../../pagefind/", import.meta.url);

/** The index cannot be read: not built yet, built anew since the page was loaded, no connection. */
export class IndexUnavailable extends Error {}

export class Finder {
  /** The values of each filter: `{year: [{value, label, word}, …], kind: …, policy: …}`. */
  filters;

  /** Where who asks for one of some words is led: `[{words, title, kind, url, text}, …]`. */
  guides;

  #pagefind;
  #years; // a name of a fiscal year -> the word of the pages that mention the year
  #answers = new Map();
  #watch = new Watch();

  /** @param {{filters: Object, years: Object<string, string>, guides: Object[]}} site what `site.json` says */
  constructor(pagefind, { filters, years, guides }) {
    this.#pagefind = pagefind;
    this.filters = filters;
    this.guides = guides;
    this.#years = new Map(Object.entries(years));
  }

  /** Load Pagefind, whose tag the `template` holds, and the list of filters. */
  static async load(template) {
    const [{ createInstance }, site] = await read(
      Promise.all([
        loaded(template),
        fetch(new URL("site.json", BUNDLE), { cache: "no-cache" }).then((found) => found.json()),
      ]),
    );
    return new Finder(createInstance({ noWorker: true }), site);
  }

  /**
   * The pages that hold every word of `query` and have every chosen value, best first.
   *
   * @param {string} query
   * @param {Object<string, string>} chosen a filter's name -> the value wanted
   * @returns {Promise<{hits: {id: string, data: Function}[], sought: string[][]}>} `sought` has a
   *   list for each word of the query: the texts that answer to it, normalised.
   */
  async find(query, chosen = {}) {
    const words = terms(query);
    const wanted = Object.entries(chosen).filter(([, value]) => value !== "");
    if (words.length === 0 && wanted.length === 0) {
      return { hits: [], sought: [] };
    }
    const answers = await Promise.all([
      ...words.map((word) => this.#pagesWith(word)),
      ...wanted.map(([name, value]) => this.#pagesOf(name, value)),
    ]);
    return { hits: ranked(common(answers)), sought: words.map((word) => this.#names(word)) };
  }

  /** The ways for who asks for a word, or for all of the query, as it stands. */
  guided(query) {
    const asked = [...terms(query), terms(query).join("")];
    return this.guides.filter(({ words }) => words.some((word) => asked.includes(word)));
  }

  /**
   * How many pages each value of each filter would leave, were it chosen instead of the filter's
   * present one: `{year: Map {"2018" => 12, …}, …}`.
   */
  async counts(query, chosen = {}) {
    const counts = {};
    for (const [name, values] of Object.entries(this.filters)) {
      const others = { ...chosen, [name]: "" };
      counts[name] = new Map();
      for (const { value } of values) {
        const { hits } = await this.find(query, { ...others, [name]: value });
        counts[name].set(value, hits.length);
      }
    }
    return counts;
  }

  /** Everything that a word stands for: a fiscal year's names, or the word alone. */
  #names(word) {
    const year = this.#years.get(word);
    const names = [...this.#years].filter(([, own]) => own === year).map(([name]) => name);
    return year ? names : [word];
  }

  async #pagesWith(word) {
    const asked = [this.#years.get(word), phrase(word)].filter(Boolean); // the text has the last say
    const answers = await Promise.all(asked.map((words) => this.#ask(words)));
    return new Map(answers.flatMap((answer) => [...answer]));
  }

  async #pagesOf(name, value) {
    const facet = this.filters[name]?.find((known) => known.value === value);
    return facet ? this.#ask(facet.word) : new Map();
  }

  /** The pages that hold a phrase of coded words, in the order of the site: id -> page. */
  #ask(words) {
    if (!this.#answers.has(words)) {
      this.#answers.set(words, this.#search(words));
      if (this.#answers.size > REMEMBERED) {
        this.#answers.delete(this.#answers.keys().next().value);
      }
    }
    return this.#answers.get(words);
  }

  async #search(words) {
    const asked = this.#pagefind.search(`"${words}"`, { sort: { order: "asc" } });
    const { results } = await read(asked);
    if (this.#watch.hasLost()) {
      throw new IndexUnavailable("a piece of the search index did not come");
    }
    return new Map(
      results.map((result) => [
        result.id,
        { id: result.id, worth: worth(words, result.words), data: () => read(result.data()) },
      ]),
    );
  }
}

let attempts = 0;

/**
 * What a script exports that the page holds back in a template. The policy lets it in by the digest
 * in its tag; an import alone names none, and takes what the tag has loaded. Some browsers remember
 * of an address that no module came, so the template has tags of several addresses, all the same.
 */
async function loaded({ content: { children } }) {
  const script = children[attempts % children.length].cloneNode(true);
  attempts += 1;
  await new Promise((done, failed) => {
    script.addEventListener("load", done);
    script.addEventListener("error", failed);
    document.head.append(script);
  });
  return import(script.src);
}

/**
 * Notes when a piece of the index does not come. Pagefind goes on without it, and its answer would
 * say that nothing was found.
 */
class Watch {
  #lost = false;
  #observer = new PerformanceObserver((list) => this.#note(list.getEntries()));

  constructor() {
    this.#observer.observe({ type: "resource" });
  }

  hasLost() {
    this.#note(this.#observer.takeRecords());
    return this.#lost;
  }

  #note(entries) {
    this.#lost ||= entries.some(
      ({ name, responseStatus }) =>
        name.startsWith(BUNDLE.href) && (responseStatus === 0 || responseStatus >= 400),
    );
  }
}

async function read(promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(reject, LONGEST, new Error("no answer came"));
  });
  try {
    return await Promise.race([promise, late]);
  } catch (cause) {
    throw new IndexUnavailable("the search index cannot be read", { cause });
  } finally {
    clearTimeout(timer);
  }
}

/** What stands in all answers, and what it is worth in each. */
function common([first, ...others]) {
  return [...first.values()]
    .filter(({ id }) => others.every((answer) => answer.has(id)))
    .map((page) => ({
      ...page,
      worth: others.reduce((sum, answer) => sum + answer.get(page.id).worth, page.worth),
    }));
}

/** The best first; equals stay in the order of the site. */
function ranked(pages) {
  return pages.sort((one, other) => other.worth - one.worth);
}

/**
 * How much a page is worth to who asks for a phrase: most where its title begins with it, then
 * where it first stands at the top. (Pagefind scores all phrases alike.)
 *
 * Words that are no text (see `generator/hyoka/search/`) tell nothing by their places.
 */
function worth(words, places) {
  if (!/^[a-d]/.test(words)) {
    return 0;
  }
  const first = Math.min(...places);
  return first === 0 ? 2 : Number(first < TOP);
}
