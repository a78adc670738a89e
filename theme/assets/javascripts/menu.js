/** What opens a list of links closes when the reader is done with it: the menu of narrow screens
    (partials/nav.html), what a page has to be taken away (partials/page_actions.html). */

for (const menu of document.querySelectorAll(".menu, .download")) {
  menu.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  for (const elsewhere of ["focusin", "click"]) {
    document.addEventListener(elsewhere, ({ target }) => {
      if (!menu.contains(target)) {
        menu.open = false;
      }
    });
  }
}
