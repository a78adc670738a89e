/** What can be done with a page: its address copied, itself printed or saved. Paper tells the day. */

const copy = document.querySelector("[data-copy-link]");
const print = document.querySelector("[data-print]");

if (copy && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(location.href);
    copy.textContent = copy.dataset.copied;
  });
}
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

addEventListener("beforeprint", () => {
  for (const printed of document.querySelectorAll(".printed")) {
    const [western, japanese] = ["ja-JP", "ja-JP-u-ca-japanese"]
      .map((calendar) => new Date().toLocaleDateString(calendar, { dateStyle: "long" }));
    const day = printed.querySelector("span") ?? printed.appendChild(document.createElement("span"));
    day.textContent = printed.dataset.date.replace("#", `${western}（${japanese}）`);
  }
});
