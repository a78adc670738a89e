/** Tables that are wider than their place say so, in the words of the page's `data-hint`. */

const { hint = "" } = document.querySelector("main").dataset;
const observer = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const place = target.closest(".table");
    place.dataset.hint = hint;
    place.classList.toggle("wide", place.scrollWidth > place.clientWidth);
  }
});
for (const table of document.querySelectorAll(".table > table")) {
  observer.observe(table);
  observer.observe(table.parentElement);
}
