// @ts-check
//
// The element <ink-grad>, which embed.js defines: a panel of Inkgrad as a figure, a picture until its reader wants to
// use it.
//
//   <script type="module" src="https://inkgrad.example/embed.js"></script>
//   <ink-grad panel="train" state="learningRate=0.5" caption="Half a step at a time">
//     <small slot="apart"><a href="https://inkgrad.example/embed/train#learningRate=0.5">Train the network</a></small>
//   </ink-grad>
//
//   panel    draw, train, graph, fool, mistakes, check, formula, layer, chapter or all
//   state    the settings, as they stand behind the # of a link
//   load     when the panel takes the picture's place: click (also by a key), visible (when it is scrolled to) or now
//   caption  text for below it
//   theme    light, dark or auto, which follows the page around the element: see isDarkAround
//   height   of the panel in CSS pixels, within which it scrolls; without, it is as high as what it shows
//   poster   the URL of a picture of your own; so is an <img> or <svg> within the element
//   sandbox  keeps the panel from storage and from your page's origin
//   src      where Inkgrad is, if not where embed.js is; in a page that has the text of embed.js within itself, it is
//            where the link within the element leads
//
// Where this script does not run, because JavaScript is off or Inkgrad's host lets no other page import it, a reader
// sees what is within the element: a picture in a link, a link, or a frame. With it, a picture within the element is
// its poster, without what is of slot="apart"; everything else there gives way to a picture: of a formula, the formula
// is written out; of another panel it is what the panel shows in the default settings (make figures), and what is set
// otherwise stands in words beside it. No WebAssembly is loaded before the panel is wanted. The element's start() has
// it load, and resolves to the panel's Inkgrad. In print a live panel is as it stands.

/** @typedef {import("./embed.js").Inkgrad} Inkgrad */

/**
 * @type {Record<string, {title: string, figure: string, tall: number[]}>} the figures are those of scripts/figures,
 *   and tall is how high they are in CSS pixels on a phone, in a column of text, and in a wide page (web/panel)
 */
const PANELS = {
  all: { title: "Draw, train and look inside", figure: "draw", tall: [5230, 3080, 1980] },
  draw: { title: "Draw a digit", figure: "draw", tall: [1010, 640, 640] },
  train: { title: "Train the network", figure: "train", tall: [1530, 890, 750] },
  graph: { title: "See the graph", figure: "network", tall: [1240, 500, 520] },
  fool: { title: "Make it a 3", figure: "fool", tall: [2130, 1340, 680] },
  mistakes: { title: "See its mistakes", figure: "mistakes", tall: [1360, 950, 650] },
  check: { title: "Check the gradients", figure: "check", tall: [2440, 2120, 1640] },
  formula: { title: "Step through the formula", figure: "apples-and-oranges-with-tax", tall: [1460, 1260, 990] },
  layer: { title: "Try a layer", figure: "layer", tall: [2130, 1720, 1280] },
  chapter: { title: "Read the chapter, and try it", figure: "apples-and-oranges-with-tax", tall: [2160, 1710, 1670] },
};

/** The widths at which a column of text and a wide page begin, in CSS pixels. */
const COLUMN = 600;
const WIDE = 1000;

/** Settings that a picture is none the less true for, and those that say nothing to a reader. */
const UNSEEN = ["hide", "lock", "theme", "formula", "graphElement", "graphStep", "graphMode", "graphLook", "graphOf",
  "graphInput", "graphTarget", "pullReach", "pullStep", "pullBy", "mistakes", "foolTarget", "foolNorm", "foolOf",
  "foolFrom", "foolFrame", "momentBeside", "smoothing", "lossScale", "distributions", "language", "open", "answered",
  "figures", "lesson", "strokes", "weights", "digest", "state"];

/** Attributes that name another panel; the others change the one that is there. */
const OF_ANOTHER = ["panel", "state", "src", "sandbox"];

// How pages mark their theme, or that of a part: VitePress and Tailwind, reveal.js, Docusaurus and Sphinx, Bootstrap
// and Quarto, MkDocs.
const DARK = `.dark, .has-dark-background, [data-theme="dark"], [data-bs-theme="dark"], ` +
  `[data-md-color-scheme="slate"]`;
const LIGHT = `.light, .has-light-background, [data-theme="light"], [data-bs-theme="light"], ` +
  `[data-md-color-scheme="default"]`;

/** How much of a formula is written on its picture, in characters. */
const LONGEST = 80;

const STYLE = `
  :host { display: block; margin: 1em 0; }
  :host([hidden]) { display: none; }
  /* The text of the page changes with its theme, which the end of this transition tells. */
  figure { margin: 0; color-scheme: light; transition: color 1ms; }
  @media screen { figure[data-scheme="dark"] { color-scheme: dark; } }
  figcaption { margin-top: 8px; font-size: 0.9em; }
  .stage, .poster { position: relative; display: grid; grid-template-columns: minmax(0, 1fr); }
  .poster { align-content: center; border: 1px solid #8a8d9066; border-radius: 6px; padding-bottom: 44px;
    overflow: hidden; background: Canvas; background: light-dark(#ffffff, #15171a);
    color: CanvasText; color: light-dark(#1d1f21, #e8e6e1); }
  .poster > div { text-align: center; }
  .picture, ::slotted(img), ::slotted(svg) { display: block; width: auto; max-width: 100%; height: auto;
    margin: 0 auto; }
  text { font: italic 22px Georgia, "Times New Roman", serif; text-anchor: middle; fill: currentColor; }
  button { position: absolute; inset: 0; width: 100%; display: flex; align-items: flex-end; gap: 12px;
    padding: 8px 12px; border: 0; border-radius: inherit; background: none; color: inherit;
    font: 15px/1.4 system-ui, sans-serif; text-align: left; cursor: pointer; }
  button:hover .go, button:focus-visible .go { text-decoration: underline; }
  button:focus-visible { outline: 2px solid currentColor; outline-offset: -2px; }
  .go { font-weight: 600; white-space: nowrap; }
  .go::before { content: "▶"; margin-right: 8px; font-size: 0.8em; }
  .set { opacity: 0.75; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .failed { padding: 0 12px 8px; font: 15px/1.4 system-ui, sans-serif; }
  @media print { .poster { padding: 0; border: 0; break-inside: avoid; } button { display: none; } }
`;

/**
 * Defines the element, once in a page.
 *
 * @param {typeof import("./embed.js").Inkgrad} Inkgrad
 * @param {string} [home] where Inkgrad is; without, it is where the link within an element leads
 */
export function define(Inkgrad, home) {
  if (customElements.get("ink-grad")) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE); // a page's policy may forbid <style>

  customElements.define("ink-grad", class extends HTMLElement {
    static observedAttributes = ["panel", "state", "load", "caption", "theme", "height", "poster", "sandbox", "src"];

    /** @type {Promise<Inkgrad> | null} */
    #live = null;

    /** @type {IntersectionObserver | null} */
    #observer = null;

    /** Whether an attribute asks for another panel, or for another picture before there is one. */
    #stale = false;

    /** @type {AbortController | null} ends following the page's theme */
    #following = null;

    #stage = make("div", { class: "stage" });
    #caption = make("figcaption", {});
    #figure = make("figure", {}, this.#stage, this.#caption);

    constructor() {
      super();
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sheet];
      root.append(this.#figure);
    }

    connectedCallback() {
      this.#follow();
      this.#renew();
    }

    disconnectedCallback() {
      this.#following?.abort();
      this.#end();
    }

    attributeChangedCallback(/** @type {string} */ name) {
      if (!this.isConnected) return;
      if (name === "theme") this.#paint();
      else if (!this.#live || OF_ANOTHER.includes(name)) this.#renew();
      else if (name === "caption") this.#writeCaption();
      else if (name === "height") this.#live.then((inkgrad) => inkgrad.setHeight(this.#height), () => {});
    }

    /** Brings the panel in place of the picture. */
    start() {
      this.#reset();
      this.#live ??= this.#start();
      return this.#live;
    }

    get #panel() {
      return this.getAttribute("panel") ?? "draw";
    }

    get #isPanel() {
      return Object.hasOwn(PANELS, this.#panel);
    }

    get #home() {
      const link = this.querySelector('a[href*="/embed/"]')?.getAttribute("href");
      const src = this.getAttribute("src") ?? (home || link?.replace(/\/embed\/\w+([?#].*)?$/s, "") || "");
      return src && new URL(src.replace(/\/?$/, "/"), document.baseURI).href;
    }

    /** @returns {Record<string, string>} */
    get #state() {
      const parts = (this.getAttribute("state") ?? "").replace(/^#/, "").split("&");
      return Object.fromEntries(new URLSearchParams(parts.map(withPlus).join("&")));
    }

    get #height() {
      const height = Number(this.getAttribute("height"));
      return height > 0 ? height : undefined;
    }

    get #title() {
      return this.getAttribute("caption") || panelOf(this.#panel).title;
    }

    /** Begins anew, once for all attributes that are set in one go. */
    #renew() {
      if (!this.#stale) queueMicrotask(() => this.#reset());
      this.#stale = true;
    }

    /** Shows the picture, and waits for what brings the panel. */
    #reset() {
      if (!this.#stale) return;
      this.#stale = false;
      this.#end();
      if (!this.isConnected) return;
      this.querySelector("iframe")?.remove(); // unseen, it would go on
      this.#paint();
      this.#writeCaption();
      this.#stage.replaceChildren(this.#poster());
      this.#dress();
      const load = this.#isPanel && this.getAttribute("load");
      // What comes by itself has its place from the beginning.
      this.#keepPlace(load === "now" || load === "visible" ? this.#usualHeight() : 0);
      if (load === "now") this.start().catch(() => {}); // the reader is told
      if (load === "visible") {
        this.#observer = new IntersectionObserver((entries) => {
          if (entries.some((e) => e.isIntersecting)) this.start().catch(() => {});
        }, { rootMargin: "100px" });
        this.#observer.observe(this);
      }
    }

    #end() {
      this.#observer?.disconnect();
      this.#live?.then((inkgrad) => inkgrad.destroy(), () => {});
      this.#live = null;
    }

    #writeCaption() {
      this.#caption.textContent = this.getAttribute("caption");
      this.#caption.hidden = !this.#caption.textContent;
      const frame = this.#stage.querySelector("iframe");
      if (frame) frame.title = this.#title;
    }

    /** Has the theme follow the page, whose text changes with it, or else a mark or a background around the element. */
    #follow() {
      this.#following = new AbortController();
      const { signal } = this.#following;
      const paint = () => this.#paint();
      const marks = new MutationObserver(paint);
      for (const e of around(this)) marks.observe(e, { attributes: true });
      signal.addEventListener("abort", () => marks.disconnect());
      this.#figure.addEventListener("transitionend", paint, { signal });
      document.addEventListener("transitionend", ({ target, propertyName }) => {
        if (propertyName.endsWith("color") && [...around(this)].some((e) => e === target)) paint();
      }, { signal });
      paint();
    }

    /** Takes over the theme. */
    #paint() {
      const theme = this.getAttribute("theme") ?? this.#state.theme;
      const dark = theme === "dark" || theme !== "light" && isDarkAround(this);
      const scheme = dark ? "dark" : "light";
      if (this.#figure.dataset.scheme === scheme) return;
      this.#figure.dataset.scheme = scheme;
      this.#dress();
      this.#live?.then((inkgrad) => inkgrad.setState({ theme: scheme })).catch(() => {}); // it is about to go
    }

    /**
     * Has a picture of Inkgrad's follow the theme. Its own media query does in most browsers; Safari has that follow
     * the system, whatever the page is, so where the two differ it is another picture.
     */
    async #dress() {
      const picture = this.#stage.querySelector("img");
      const scheme = this.#figure.dataset.scheme;
      const url = picture?.dataset.src;
      if (!picture || !url) return;
      picture.src = url;
      if (!url.startsWith(this.#figures) || matchMedia(`(prefers-color-scheme: ${scheme})`).matches) return;
      try {
        const text = await (await fetch(url)).text();
        const dressed = text.replace("@media screen and (prefers-color-scheme:dark)",
            scheme === "dark" ? "@media screen" : "@media not all");
        if (this.#figure.dataset.scheme !== scheme) return;
        picture.src = URL.createObjectURL(new Blob([dressed], { type: "image/svg+xml" }));
        picture.addEventListener("load", () => URL.revokeObjectURL(picture.src), { once: true });
        // A page's policy may forbid it.
        picture.addEventListener("error", () => { picture.src = url; }, { once: true });
      } catch {
        // It stays as the system has it.
      }
    }

    get #figures() {
      return `${this.#home}web/figure/`;
    }

    /** The height that the panel is going to have, in CSS pixels. */
    #usualHeight() {
      const [phone, column, wide] = panelOf(this.#panel).tall;
      const width = this.#stage.offsetWidth;
      return this.#height ?? (width < COLUMN ? phone : width < WIDE ? column : wide);
    }

    #keepPlace(/** @type {number} */ height) {
      this.#stage.style.minHeight = height ? `${height}px` : "";
    }

    /** Has a frame of about its panel's usual height keep that place, so that what is below it does not move. */
    #settle(/** @type {HTMLElement} */ frame) {
      const usual = this.#usualHeight();
      if (frame.offsetHeight) this.#keepPlace(frame.offsetHeight > 0.95 * usual ? usual : 0);
    }

    async #start() {
      this.#observer?.disconnect();
      this.#paint();
      const box = make("div", {});
      const focused = this.shadowRoot?.activeElement;
      const usual = this.#usualHeight();
      this.#keepPlace(usual);
      this.#stage.replaceChildren(box);
      try {
        const mounting = Inkgrad.mount(box, {
          panel: this.#panel, state: this.#state, theme: this.#figure.dataset.scheme, src: this.#home,
          sandbox: this.hasAttribute("sandbox"), height: this.#height, title: this.#title,
        });
        const frame = box.querySelector("iframe");
        if (frame) {
          frame.style.height = `${usual}px`; // until it has told its own, which one out of sight does late
          new ResizeObserver(() => this.#settle(frame)).observe(frame);
          if (focused) frame.focus();
        }
        const inkgrad = await mounting;
        if (!box.isConnected) inkgrad.destroy();
        return inkgrad;
      } catch (error) {
        this.#fail(box, error);
        throw error;
      }
    }

    /** Says why there is no panel. A frame that has come up says so itself. */
    #fail(/** @type {Element} */ box, /** @type {any} */ error) {
      if (!box.isConnected || error.code !== "timeout" && error.code !== "bad-request") return;
      box.remove();
      this.#keepPlace(0);
      this.#stage.append(this.#poster());
      this.#live = null;
      if (!this.#isPanel) return; // it is said
      const why = make("p", { class: "failed", role: "alert" }, `${error.message} `);
      if (error.code === "timeout") why.append(
          make("a", { href: this.#home, target: "_blank" }, "Open Inkgrad by itself."));
      this.#stage.append(why);
      this.#dress();
    }

    /** What is seen before the panel: a picture to click, or what is wrong with the panel's name. */
    #poster() {
      if (!this.#isPanel) {
        return make("p", { class: "failed", role: "alert" }, `There is no panel “${this.#panel.slice(0, 40)}”. ` +
          `The panels are ${Object.keys(PANELS).join(", ")}.`);
      }
      const { title } = panelOf(this.#panel);
      const own = this.querySelector("img, svg");
      const ours = own instanceof HTMLImageElement && own.src.startsWith(this.#figures) ? own.src : null;
      const unseen = own || this.hasAttribute("poster") ? [...UNSEEN, "values"] : UNSEEN; // such a picture has them
      const set = Object.entries(this.#state).filter(([name]) => !unseen.includes(name))
        .map(([name, value]) => `${name} = ${value}`).join(", ");
      const go = make("button",
          { type: "button", "aria-label": [title, this.getAttribute("caption")].filter(Boolean).join(": ") },
        make("span", { class: "go" }, title), make("span", { class: "set" }, set));
      go.addEventListener("click", () => this.start().catch(() => {}));
      // The picture may be a link, for readers without JavaScript: the button lies over it and is all that can be
      // reached.
      const picture = own && !ours ? make("slot", {}) : this.#picture(ours ?? this.getAttribute("poster"));
      return make("div", { class: "poster" }, make("div", { inert: "" }, picture), go);
    }

    #picture(/** @type {string | null} */ poster) {
      const { title, figure } = panelOf(this.#panel);
      const { formula } = this.#state;
      if (!poster && this.#panel === "formula" && formula) return written(formula);
      if (!poster && !this.#home) return make("div", {}); // start says what is missing
      // Of another origin, an isolated page takes pictures only by CORS.
      const url = poster ?? `${this.#figures}${figure}.svg`;
      const shared = url.startsWith(this.#figures) ? { crossorigin: "anonymous" } : {};
      return make("img", { class: "picture", alt: title, ...shared, "data-src": url });
    }
  });
}

const panelOf = (/** @type {string} */ panel) => (Object.hasOwn(PANELS, panel) ? PANELS[panel] : PANELS.draw);

/** An element and those around it, from within shadow roots too. */
function* around(/** @type {Element} */ element) {
  /** @type {any} */
  let e = element;
  for (; e; e = e.assignedSlot ?? e.parentElement ?? e.getRootNode().host) yield /** @type {Element} */ (e);
}

/**
 * Whether it is dark around an element: as the nearest background or mark of a theme says and, where there is neither,
 * the text, which is light where its background is dark.
 */
function isDarkAround(/** @type {Element} */ element) {
  for (const e of around(element)) {
    const background = seen(getComputedStyle(e).backgroundColor);
    if (background.opacity > 0.5) return !background.light;
    if (e.matches(DARK)) return true;
    if (e.matches(LIGHT)) return false;
  }
  return seen(getComputedStyle(element).color).light;
}

/** A pixel. It is there to read colours, which CSS has many notations for. */
const pixel = /** @type {OffscreenCanvasRenderingContext2D} */ (
  new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true }));

/** How much a colour covers, and whether it is light, as luma (Rec. 709) has it: a grey of 60 per cent is dark. */
function seen(/** @type {string} */ colour) {
  pixel.clearRect(0, 0, 1, 1);
  pixel.fillStyle = colour;
  pixel.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = pixel.getImageData(0, 0, 1, 1).data;
  return { opacity: a / 255, light: 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.6 * 255 };
}

/**
 * Writes the pluses that a person typed in a formula, or in its values, as URLSearchParams reads them. Programs write a
 * plus as %2B and a space as + or %20; a + is a space, too, where no plus can stand. The page reads links the same way:
 * see isPlus in nn/session/setting.
 */
function withPlus(/** @type {string} */ part) {
  const [, name, text] = /^(formula|values)=(.*)$/s.exec(part) ?? [];
  if (!name || /%2B/i.test(text)) return part;
  const whole = new URLSearchParams(`text=${text.replaceAll("+", "%2B")}`).get("text") ?? "";
  const space = !whole.includes(" ") && /(^|[-+*/^(,=;\n])\+|\+([+*/^),=;\n]|$)/.test(whole);
  return space ? part : `${name}=${text.replaceAll("+", "%2B")}`;
}

/** Draws a formula as it was typed. */
function written(/** @type {string} */ formula) {
  const text = formula.length > LONGEST ? `${formula.slice(0, LONGEST)}…` : formula;
  const name = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(name, "svg");
  const width = Math.max(320, 13 * text.length + 48); // of 22 pixels, an italic is 13 wide at most on the average
  const attributes = { viewBox: `0 0 ${width} 120`, width, class: "picture", role: "img", "aria-label": formula };
  for (const [key, value] of Object.entries(attributes)) {
    svg.setAttribute(key, String(value));
  }
  const line = document.createElementNS(name, "text");
  line.setAttribute("x", String(width / 2));
  line.setAttribute("y", "68");
  line.textContent = text;
  svg.append(line);
  return svg;
}

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 */
function make(tag, attributes, ...children) {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) e.setAttribute(name, value);
  e.append(...children);
  return e;
}
