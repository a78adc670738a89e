/** The page that a search led to: what was sought is marked there, one hit after the other. */

import { normalise } from "./coding.js";
import { PIECE, hits } from "./excerpt.js";
import { named } from "./tables.js";

/** What the index has not: see `generator/hyoka/search/page.py`. */
const UNSEEN =
  "svg, script, style, nav, select, [hidden], [data-search=off], .headerlink, .calculation > :not(summary)";

const bar = document.querySelector("main .hits");
const status = bar.querySelector("[role=status]");
const [next, off] = bar.querySelectorAll("button");
const article = document.querySelector("article");
const whole = normalise(article.textContent);
/** What stands on the page alone: the bar says it, and whoever made the address is to say nothing. */
const sought = new URLSearchParams(location.search).getAll("hit").map(normalise).filter((it) => it && whole.includes(it));
const found = runs(article).flatMap(ranges);
let at = -1;

/** The text nodes of each run of text: a block's, up to a line break or a block inside it. */
function runs(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const made = [];
  let last;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest(UNSEEN)) {
      continue;
    }
    const own = block(node.parentElement);
    if (own !== last || node.previousSibling?.nodeName === "BR") {
      made.push([]);
    }
    made.at(-1).push(node);
    last = own;
  }
  return made;
}

function block(element) {
  return getComputedStyle(element).display.startsWith("inline") ? block(element.parentElement) : element;
}

/** Where a run holds what is sought. */
function ranges(nodes) {
  const text = nodes.map(({ data }) => data).join("");
  if (!sought.some((name) => normalise(text).includes(name))) {
    return [];
  }
  const pieces = text.match(PIECE);
  const hit = hits(pieces, sought);
  const made = [];
  let place = 0;
  pieces.forEach((piece, index) => {
    if (hit[index] && !hit[index - 1]) {
      made.push(new Range());
      made.at(-1).setStart(...inside(nodes, place + 1, -1));
    }
    place += piece.length;
    if (hit[index]) {
      made.at(-1).setEnd(...inside(nodes, place, 0));
    }
  });
  return made;
}

/** The node in which a run's first `length` characters end, and where in it. */
function inside([node, ...others], length, less) {
  return length <= node.length ? [node, length + less] : inside(others, length - node.length, less);
}

function show(place) {
  at = place;
  const range = found[at];
  const element = range.startContainer.parentElement;
  for (let folded = element; (folded = folded.closest("details:not([open])")); ) {
    folded.open = true;
  }
  const { top, bottom } = range.getBoundingClientRect();
  if (top < 60 || bottom > innerHeight - 60) {
    element.scrollIntoView({ block: "center" });
  }
  CSS.highlights.set("hit-now", new Highlight(range));
}

function say(text) {
  const told = { "@": sought[0], "#": at + 1, "%": found.length };
  status.textContent = text.replace(/[@#%]/g, (sign) => told[sign]);
}

/** The first at or below what the address leads to. */
function first() {
  const target = document.getElementById(named());
  const below = found.findIndex(
    ({ startContainer }) => target && target.compareDocumentPosition(startContainer) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  return Math.max(below, 0);
}

function clear() {
  CSS.highlights?.clear();
  bar.remove();
  const url = new URL(location.href);
  url.searchParams.delete("hit");
  history.replaceState(history.state, "", url);
}

if (found.length > 0 && CSS.highlights) {
  CSS.highlights.set("hit", new Highlight(...found));
  next.addEventListener("click", () => {
    show((at + 1) % found.length);
    say(bar.dataset.at);
  });
  off.addEventListener("click", clear);
  say(bar.dataset.found);
  const begin = () => show(first());
  document.readyState === "complete" ? begin() : addEventListener("load", begin);
} else {
  clear();
}
