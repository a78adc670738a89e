/**
 * Text -> words that Pagefind can keep in order: the twin of `generator/search/coding.py`, where
 * the words are described.
 */

/** Control characters, and what Unicode calls Default_Ignorable_Code_Point. */
const IGNORED = new RegExp(
  "[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x9f\\xad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f" +
    "\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufff8" +
    "\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}]+",
  "gu",
);

const CASED = /\p{Changes_When_Casefolded}/gu;
const CHEROKEE = /\p{Script=Cherokee}/u;

/** Full case folding of one character, which JavaScript has no name for. */
function fold(character) {
  return CHEROKEE.test(character)
    ? character.toUpperCase()
    : character.toLowerCase().toUpperCase().toLowerCase();
}

/** Signs that are given for one another; the first stands for all. */
const SAME = [
  "-\u2010\u2012\u2013\u2014\u2015\u2212\u2043\u02d7\u2796\u2e3a\u2e3b\u2500\u2501",
  "~\u301c\u223c\u223e\u2053\u3030",
  "・\u00b7\u2022\u2027\u2219\u22c5",
  '"\u201c\u201d\u201e\u201f\u301d\u301e\u301f',
  "'\u2018\u2019\u201a\u201b",
  ":\u2236\ua789",
  "/\u2044\u2215",
  "¥\\",
  "‖\u2225",
  "○\u3007\u25ef",
  "×\u2715\u2716\u2613",
  "≧\u2265",
  "≦\u2264",
];
const ONE = new Map([["⋯", "..."], ...SAME.flatMap(([first, ...others]) => others.map((sign) => [sign, first]))]);
const SIGNS = new RegExp(`[${[...ONE.keys()].join("").replace("\\", "\\\\")}]`, "gu");

/** What is compared, of a page and of a query: NFKC_Casefold, with signs of a kind as one. */
export function normalise(text) {
  const plain = text.replace(IGNORED, "").normalize("NFKC");
  const folded = plain.replace(CASED, fold).normalize("NFKC");
  return folded.replace(SIGNS, (sign) => ONE.get(sign));
}

/** The words of a query, normalised; each of them must stand on a page. */
export function terms(query) {
  const words = normalise(query.toWellFormed?.() ?? query).split(/\s+/u);
  return [...new Set(words)].filter((word) => word !== "");
}

/** A UTF-16 unit as four letters: a number to the base of 26. */
function letters(unit) {
  let digits = "";
  for (let rest = unit; digits.length < 4; rest = Math.trunc(rest / 26)) {
    digits = String.fromCharCode(97 + (rest % 26)) + digits;
  }
  return digits;
}

/** What Pagefind is asked for a normalised term without white space. */
export function phrase(term) {
  const units = Array.from({ length: term.length }, (_, at) => letters(term.charCodeAt(at)));
  if (units.length === 1) {
    return `x${units[0]}`;
  }
  return units.slice(1).map((unit, at) => units[at] + unit).join(" ");
}
