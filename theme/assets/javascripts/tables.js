/** Tables that are wider than their place say so, in the words of `data-hint`. */

const observer = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const place = target.closest(".table");
    place.dataset.hint = document.querySelector("main").dataset.hint ?? "";
    place.classList.toggle("wide", place.scrollWidth > place.clientWidth);
  }
});
for (const table of document.querySelectorAll(".table > table")) {
  observer.observe(table);
  observer.observe(table.parentElement);
}
