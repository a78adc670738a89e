/**
 * Text -> words that Pagefind can keep in order: the twin of `generator/hyoka/search/coding.py`, where
 * the words are described.
 */

/** Control characters, and what Unicode calls Default_Ignorable_Code_Point. */
const IGNORED = /[\x00-\x08\x0e-\x1f\x7f-\x9f\p{DI}]+/gu;

const CASED = /\p{Changes_When_Casefolded}/gu;
const CHEROKEE = /\p{Script=Cherokee}/u;

/** Full case folding of one character, which JavaScript has no name for. */
function fold(character) {
  return CHEROKEE.test(character)
    ? character.toUpperCase()
    : character.toLowerCase().toUpperCase().toLowerCase();
}

/** Signs given for one another, and which stands for all. */
const SAME = [
  [/[\u2010\u2012-\u2015\u2212\u2043\u02d7\u2796\u2e3a\u2e3b\u2500\u2501]/gu, "-"],
  [/[\u301c\u223c\u223e\u2053\u3030]/gu, "~"],
  [/[\u00b7\u2022\u2027\u2219\u22c5]/gu, "・"],
  [/[\u201c-\u201f\u301d-\u301f]/gu, '"'],
  [/[\u2018-\u201b]/gu, "'"],
  [/[\u2236\ua789]/gu, ":"],
  [/[\u2044\u2215]/gu, "/"],
  [/\\/gu, "¥"],
  [/\u2225/gu, "‖"],
  [/[\u3007\u25ef]/gu, "○"],
  [/[\u2715\u2716\u2613]/gu, "×"],
  [/\u2265/gu, "≧"],
  [/\u2264/gu, "≦"],
  [/⋯/gu, "..."],
  [/(?<=[ァ-ヺ])-/gu, "ー"],
  [/(?<=[0-9])ー(?=[0-9])/gu, "-"],
  [/(?<=[0-9数何一二三四五六七八九十])[ヶケヵカ箇個](?=[所国月年])/gu, "か"],
];

/** What is compared, of a page and of a query: NFKC_Casefold, with signs of a kind as one. */
export function normalise(text) {
  const plain = text.replace(IGNORED, "").normalize("NFKC");
  const folded = plain.replace(CASED, fold).normalize("NFKC");
  return SAME.reduce((text, [others, one]) => text.replace(others, one), folded);
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
