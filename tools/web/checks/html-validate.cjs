/* What html-validate asks of the pages: all of its own presets but what is named here. */
module.exports = {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document", "html-validate:a11y"],
  rules: {
    // Nobody sees it, gzip squeezes it, and templates are easier to read with it.
    "no-trailing-whitespace": "off",
    // It is meant for what another host could change; nothing is loaded from one.
    "require-sri": ["error", { target: "crossorigin" }],
    // A region's name says what scrolls; a <section> would be a part of the text, with a heading.
    "prefer-native-element": ["error", { exclude: ["region"] }],
    // Safari takes a list without bullets for none, unless it is told.
    "no-redundant-role": "off",
    // The headings of the results stand in a <template> until there is a result; axe sees those.
    "empty-heading": "off",
    // The search answers while one types; the Enter key is for those who expect it.
    "wcag/h32": "off",
    // A record's name is as long as its city made it.
    "long-title": "off",
  },
};
