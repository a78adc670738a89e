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

/** Unicode's NFKC_Casefold: what is compared, of a page and of a query. */
export function normalise(text) {
  const plain = text.replace(IGNORED, "").normalize("NFKC");
  return plain.replace(CASED, fold).normalize("NFKC");
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
