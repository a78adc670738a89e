/** The page of lost addresses proposes to search for what the address says in Japanese or digits. */

const query = document.getElementById("lost-query");
try {
  const said = decodeURIComponent(location.pathname).match(/[^\x00-\x7f]+|\b\d{4}\b/gu);
  query.value = (said ?? []).join(" ").slice(0, query.maxLength);
} catch {
  // The address is no text: there is nothing to propose.
}
