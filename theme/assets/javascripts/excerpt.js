/** Where a query stands on a page: the section to lead to, what is told of it, a piece of text with the hits marked. */

import { normalise } from "./coding.js";

/** Characters shown before a hit, and in all. */
const BEFORE = 30;
const LENGTH = 120;
/** Standings that are told of a page as a whole. */
const TOLD = 4;

/** A character with the marks that may melt into it: half-width ｶﾞ is one ガ. */
export const PIECE = /[^][\p{M}\uff9e\uff9f]*/gu;

/**
 * The section of a page to lead to: that of what is called by all words of the query; else the one
 * that answers most of them.
 *
 * @param {{title: string, sections: {id: string, heading: string, blocks: string[]}[]}} record
 * @param {string[][]} sought for each word, the normalised texts that answer to it
 */
export function bestSection({ sections, standings = [], title }, sought) {
  const isCalled = (text) => answersAll(normalise(text), sought);
  const called = standings.find(({ name = "" }) => sought.length > 0 && isCalled(name) && !isCalled(title));
  const texts = sections.map(({ heading, blocks }) => [heading, ...blocks].join("\n"));
  return (called && sections.find(({ id }) => id === called.section)) ?? sections[best(texts, sought)];
}

/** Of how a page's things stand, what is under the section's heading; else what the page is about, at its top with more. */
export function toldOf(standings, { id }) {
  if (!id) {
    return standings.slice(0, TOLD);
  }
  const own = standings.filter(({ section }) => section === id);
  return own.length > 0 ? own : standings.filter(({ section }) => !section);
}

/** Whether a normalised text answers to every word of the query. */
export function answersAll(text, sought) {
  return sought.every((names) => answers(text, names));
}

function answers(text, names) {
  return names.some((name) => text.includes(name));
}

/**
 * A piece of a section's text around its best hit: `[{text, marked}, …]`.
 *
 * Short blocks (the cells of a table) are shown with their neighbours, unless wanted `alone`.
 */
export function excerpt({ blocks }, sought, alone = false) {
  if (blocks.length === 0) {
    return [];
  }
  const centre = best(blocks, sought, "。");
  const shown = [around(marked(blocks[centre], sought))];
  let room = alone ? 0 : LENGTH - length(shown[0]);
  for (let at = centre - 1; at >= 0 && blocks[at].length < room / 2; at -= 1) {
    shown.unshift(marked(blocks[at], sought));
    room -= blocks[at].length;
  }
  for (let at = centre + 1; at < blocks.length && room > 0; at += 1) {
    shown.push(cut(marked(blocks[at], sought), room));
    room -= blocks[at].length;
  }
  return shown.flatMap((runs, at) => (at ? [{ text: " ｜ ", marked: false }, ...runs] : runs));
}

function length(runs) {
  return runs.reduce((sum, { text }) => sum + text.length, 0);
}

/** A text cut where the hits begin and end: `[{text, marked}, …]`. */
export function marked(text, sought) {
  const pieces = text.match(PIECE) ?? [];
  const hit = hits(pieces, sought.flat());
  const runs = [];
  pieces.forEach((piece, at) => {
    if (runs.length > 0 && runs.at(-1).marked === hit[at]) {
      runs.at(-1).text += piece;
    } else {
      runs.push({ text: piece, marked: hit[at] });
    }
  });
  return runs;
}

/** For each piece of a text, whether it belongs to a hit. */
export function hits(pieces, names) {
  const hit = pieces.map(() => false);
  const owner = [];
  let folded = "";
  pieces.forEach((piece, at) => {
    const own = normalise(piece);
    folded += own;
    owner.push(...Array(own.length).fill(at));
  });
  for (const name of names) {
    for (let at = folded.indexOf(name); at >= 0; at = folded.indexOf(name, at + 1)) {
      hit.fill(true, owner[at], owner[at + name.length - 1] + 1);
    }
  }
  return hit;
}

/**
 * The place of the text that answers most words of the query: among equals the first that holds what
 * is preferred, or else the first. A word that few texts answer counts for a little more.
 */
function best(texts, sought, preferred = "\n\n") {
  const folded = texts.map(normalise);
  const worth = texts.map((text) => (text.includes(preferred) ? 0.01 : 0));
  for (const names of sought) {
    const answering = folded.map((text) => answers(text, names));
    const count = answering.filter(Boolean).length;
    answering.forEach((answer, at) => (worth[at] += answer ? 1 + 1 / count : 0));
  }
  return Math.max(worth.indexOf(Math.max(...worth)), 0);
}

/** Runs of a block from a little before its first hit, to the length of an excerpt. */
function around(runs) {
  const first = runs.findIndex((run) => run.marked);
  const before = runs.slice(0, Math.max(first, 0));
  const lead = [...before.map(({ text }) => text).join("")];
  if (lead.length <= BEFORE) {
    return cut(runs, LENGTH);
  }
  return cut([{ text: `…${lead.slice(-BEFORE).join("")}` }, ...runs.slice(first)], LENGTH);
}

/** The first `size` characters of runs. */
function cut(runs, size) {
  const kept = [];
  let left = size;
  for (const run of runs) {
    const characters = [...run.text];
    if (characters.length > left) {
      kept.push({ ...run, text: `${characters.slice(0, Math.max(left, 0)).join("")}…` });
      return kept;
    }
    kept.push(run);
    left -= characters.length;
  }
  return kept;
}
