/**
 * Light or dark: what the reader chose, or else what the device asks for.
 *
 * No module: it runs before the page is painted. The button shows, of its parts, the one of the
 * present palette (`data-palette`), which names the other.
 */
(() => {
  const KEY = "hyoka.palette";
  const device = matchMedia("(prefers-color-scheme: dark)");
  const asked = () => (device.matches ? "slate" : "default");
  let chosen = recall();

  show();
  device.addEventListener("change", show);
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector(".palette");
    show();
    button.hidden = false;
    button.addEventListener("click", () => {
      const other = document.body.dataset.mdColorScheme === "slate" ? "default" : "slate";
      chosen = other === asked() ? null : other;
      keep(chosen);
      show();
    });
  });

  function show() {
    const palette = chosen ?? asked();
    document.body.dataset.mdColorScheme = palette;
    for (const part of document.querySelectorAll("[data-palette]")) {
      part.hidden = part.dataset.palette !== palette;
    }
  }

  // A browser may refuse to keep anything: the choice then holds for this page.
  function recall() {
    try {
      const kept = localStorage.getItem(KEY);
      return ["default", "slate"].includes(kept) ? kept : null;
    } catch {
      return null;
    }
  }

  function keep(palette) {
    try {
      palette ? localStorage.setItem(KEY, palette) : localStorage.removeItem(KEY);
    } catch {}
  }
})();
