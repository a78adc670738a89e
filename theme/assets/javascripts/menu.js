/** The menu of narrow screens closes when the reader is done with it; see partials/nav.html. */

const menu = document.querySelector(".menu");

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
