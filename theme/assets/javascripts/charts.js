/**
 * Charts that answer: a finger, a pointer or the arrow keys on a figure with `data-readings` show
 * what stands there. Below it the figure is given as a picture, by a link, to be set into a page.
 *
 * A reading is `x text` or, of a point, `x,y text`, in the units of the drawing; `|` parts them.
 */

const SVG = "http://www.w3.org/2000/svg";
const PIXELS = 2; // of a picture for each of the file's own
const parts = document.getElementById("chart-parts");

class Readings {
  #svg;
  #plot = document.createElement("div");
  #range;
  #said;
  #hint;
  #cursor = document.createElementNS(SVG, "path");
  #readings;
  #at; // the reading that is shown, or will be next
  #isHeld = false; // by a pointer, which says where: the slider itself would know no readings

  constructor(svg, range, said) {
    this.#svg = svg;
    this.#range = range;
    this.#said = said;
    this.#hint = said.textContent;
    this.#readings = svg.dataset.readings.split("|").map((reading) => {
      const [place, text] = reading.split(/ (.*)/s);
      const [x, y] = place.split(",").map(Number);
      return { x, y, text };
    });
  }

  start() {
    this.#range.max = this.#readings.length - 1;
    this.#choose(this.#readings.length - 1);
    this.#cursor.setAttribute("class", "chart-cursor");
    this.#svg.prepend(this.#cursor);
    this.#plot.className = "plot";
    this.#svg.replaceWith(this.#plot);
    this.#plot.append(this.#svg, this.#range);
    this.#plot.after(this.#said);
    this.#range.addEventListener("input", () => {
      this.#choose(this.#isHeld ? this.#at : this.#range.value);
      this.#show();
    });
    this.#range.addEventListener("focus", () => this.#show());
    this.#range.addEventListener("blur", () => this.#hide());
    this.#range.addEventListener("keydown", ({ key }) => {
      this.#isHeld = false;
      if (key === "Escape") {
        this.#hide();
      }
    });
    this.#range.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      this.#isHeld = true;
      this.#range.focus({ preventScroll: true });
      this.#point(event);
    });
    this.#range.addEventListener("pointermove", (event) => this.#point(event));
    for (const end of ["pointerup", "pointercancel"]) {
      this.#range.addEventListener(end, () => setTimeout(() => (this.#isHeld = false)));
    }
    this.#range.addEventListener("pointerleave", ({ pointerType }) => {
      if (pointerType === "mouse" && document.activeElement !== this.#range) {
        this.#hide();
      }
    });
  }

  /** Show the reading that is nearest to a pointer. */
  #point({ clientX, clientY }) {
    const place = new DOMPoint(clientX, clientY).matrixTransform(this.#svg.getScreenCTM().inverse());
    const far = ({ x, y = place.y }) => Math.hypot(x - place.x, y - place.y);
    const distances = this.#readings.map(far);
    this.#choose(distances.indexOf(Math.min(...distances)));
    this.#show();
  }

  #choose(at) {
    this.#at = at;
    this.#range.value = at;
    this.#range.setAttribute("aria-valuetext", this.#readings[at].text);
  }

  #show() {
    const { x, y, text } = this.#readings[this.#at];
    const way = y === undefined ? `M${x} 20V180` : `M${x - 7} ${y}a7 7 0 1 0 14 0a7 7 0 1 0 -14 0`;
    this.#cursor.setAttribute("d", way);
    this.#say(text, true);
  }

  #hide() {
    this.#cursor.removeAttribute("d");
    this.#say(this.#hint, false);
  }

  #say(text, isValue) {
    this.#said.textContent = text;
    this.#said.classList.toggle("told", isValue);
  }
}

/** What takes a figure away: as a picture, by its address, into another page. */
function taken(figure, way, details) {
  const link = way.querySelector("a");
  details.querySelector("ul").prepend(document.createElement("li"));
  details.querySelector("li").append(link);
  details.querySelector(".here").href = `#${figure.id}`;
  const text = details.querySelector("textarea");
  const fill = async () => (text.value = await embedding(figure.id, link.href));
  details.addEventListener("toggle", fill, { once: true });
  details.querySelector("[data-does=png]").addEventListener("click", () => save(link.href));
  details.querySelector("[data-does=copy]").addEventListener("click", async ({ target }) => {
    text.select();
    await navigator.clipboard.writeText(text.value);
    target.textContent = target.dataset.done;
  });
  way.replaceWith(details);
}

/** What shows a figure on a page of another site, with all its values: its file tells them, escaped. */
async function embedding(id, address) {
  const file = await (await fetch(address)).text();
  const [, title, values] = file.match(/<title>(.*?)<\/title><desc>(.*?)<\/desc>/s);
  const here = `${location.origin}${location.pathname}#${id}`;
  return `<a href="${here}"><img src="${address}" alt="${title} ${values}" width="720"></a>`;
}

/** Draw the file of a chart and let the browser save what it drew. */
async function save(address) {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth * PIXELS;
  canvas.height = image.naturalHeight * PIXELS;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const picture = await new Promise((done) => canvas.toBlob(done));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(picture);
  link.download = address.replace(/^.*\//, "").replace(/svg$/, "png");
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}

for (const figure of document.querySelectorAll("figure.trend")) {
  const svg = figure.querySelector("svg[data-readings]");
  const way = figure.querySelector(".picture");
  const [range, said, details] = document.importNode(parts.content, true).children;
  if (svg) {
    new Readings(svg, range, said).start();
  }
  if (way) {
    taken(figure, way, details);
  }
}
