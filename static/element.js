// @ts-check
//
// The element <ink-grad>, which embed.js defines: a panel of Inkgrad as a figure, a picture until its reader wants to
// use it.
//
//   <script type="module" src="https://inkgrad.example/embed.js"></script>
//   <ink-grad panel="train" state="learningRate=0.5" caption="Half a step at a time">
//     <a href="https://inkgrad.example/embed/train#learningRate=0.5">Train the network</a>
//   </ink-grad>
//
//   panel    draw, train, graph, fool, mistakes, check, formula, layer, chapter or all
//   state    the settings, as they stand behind the # of a link
//   load     when the panel takes the picture's place: click (also by a key), visible (when it is scrolled to) or now
//   caption  text for below it
//   theme    light, dark or auto, which follows the system
//   height   of the panel in CSS pixels; without, it is as high as what it shows
//   poster   the URL of a picture of your own; so is an <img> or <svg> within the element
//   sandbox  keeps the panel from storage and from your page's origin
//   src      where Inkgrad is, if not where embed.js is; in a page that has the text of embed.js within itself, it is
//            where the link within the element leads
//
// Without JavaScript a reader sees what is within the element: a link, a picture in a link, or a frame. With it, a
// picture within the element is its poster, and everything else there gives way to one: of a formula, the formula is
// written out; of another panel it is what the panel shows in the default settings (make figures), and what is set
// otherwise stands in words beside it. No WebAssembly is loaded before the panel is wanted. The element's start() has
// it load, and resolves to the panel's Inkgrad. In print a live panel is as it stands.

/** @typedef {import("./embed.js").Inkgrad} Inkgrad */

/** @type {Record<string, {title: string, figure: string}>} the figures are those of scripts/figures */
const PANELS = {
  all: { title: "Draw, train and look inside", figure: "draw" },
  draw: { title: "Draw a digit", figure: "draw" },
  train: { title: "Train the network", figure: "train" },
  graph: { title: "See the graph", figure: "network" },
  fool: { title: "Make it a 3", figure: "fool" },
  mistakes: { title: "See its mistakes", figure: "mistakes" },
  check: { title: "Check the gradients", figure: "check" },
  formula: { title: "Step through the formula", figure: "apples-and-oranges-with-tax" },
  layer: { title: "Try a layer", figure: "layer" },
  chapter: { title: "Read the chapter, and try it", figure: "apples-and-oranges-with-tax" },
};

/** Settings that a picture is none the less true for. */
const UNSEEN = ["hide", "lock", "theme", "formula", "graphElement", "graphStep", "graphMode", "graphLook", "graphOf"];

/** How much of a formula is written on its picture, in characters. */
const LONGEST = 80;

const STYLE = `
  :host { display: block; margin: 1em 0; color-scheme: light dark; }
  :host([hidden]) { display: none; }
  :host([theme="light"]) { color-scheme: light; }
  :host([theme="dark"]) { color-scheme: dark; }
  figure { margin: 0; }
  figcaption { margin-top: 8px; font-size: 0.9em; }
  .stage { position: relative; }
  .poster { position: relative; border: 1px solid #8a8d9066; border-radius: 6px; padding-bottom: 44px; overflow: hidden;
    background: Canvas; background: light-dark(#ffffff, #15171a);
    color: CanvasText; color: light-dark(#1d1f21, #e8e6e1); }
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

    #stage = make("div", { class: "stage" });
    #caption = make("figcaption", {});

    constructor() {
      super();
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sheet];
      root.append(make("figure", {}, this.#stage, this.#caption));
    }

    connectedCallback() {
      this.#reset();
    }

    disconnectedCallback() {
      this.#end();
    }

    attributeChangedCallback(/** @type {string} */ name) {
      if (name === "caption") this.#writeCaption();
      else if (this.isConnected) this.#reset();
    }

    /** Brings the panel in place of the picture. */
    start() {
      this.#live ??= this.#start();
      return this.#live;
    }

    get #panel() {
      return this.getAttribute("panel") ?? "draw";
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

    /** Shows the picture, and waits for what brings the panel. */
    #reset() {
      this.#end();
      this.querySelector("iframe")?.remove(); // unseen, it would go on
      this.#writeCaption();
      this.#stage.replaceChildren(this.#poster());
      const load = this.getAttribute("load");
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
    }

    async #start() {
      this.#observer?.disconnect();
      const box = make("div", {});
      const focused = this.shadowRoot?.activeElement;
      // nothing below jumps until the panel has its height
      this.#stage.style.minHeight = `${this.#stage.offsetHeight}px`;
      this.#stage.replaceChildren(box);
      const height = Number(this.getAttribute("height"));
      try {
        const mounting = Inkgrad.mount(box, {
          panel: this.#panel, state: this.#state, theme: this.getAttribute("theme") ?? undefined, src: this.#home,
          sandbox: this.hasAttribute("sandbox"), height: height > 0 ? height : undefined,
          title: this.getAttribute("caption") ?? undefined,
        });
        if (focused) box.querySelector("iframe")?.focus();
        const inkgrad = await mounting;
        if (!box.isConnected) inkgrad.destroy();
        return inkgrad;
      } catch (error) {
        this.#fail(box, error);
        throw error;
      } finally {
        this.#stage.style.minHeight = "";
      }
    }

    /** Says why there is no panel. A frame that has come up says so itself. */
    #fail(/** @type {Element} */ box, /** @type {any} */ error) {
      if (!box.isConnected || error.code !== "timeout" && error.code !== "bad-request") return;
      box.remove();
      const why = make("p", { class: "failed", role: "alert" }, `${error.message} `);
      if (error.code === "timeout") why.append(
          make("a", { href: this.#home, target: "_blank" }, "Open Inkgrad by itself."));
      this.#stage.append(this.#poster(), why);
      this.#live = null;
    }

    #poster() {
      const { title } = PANELS[this.#panel] ?? PANELS.draw;
      const own = this.querySelector("img, svg");
      const unseen = own || this.hasAttribute("poster") ? [...UNSEEN, "values"] : UNSEEN; // such a picture has them
      const set = Object.entries(this.#state).filter(([name]) => !unseen.includes(name))
        .map(([name, value]) => `${name} = ${value}`).join(", ");
      const go = make("button",
          { type: "button", "aria-label": [title, this.getAttribute("caption")].filter(Boolean).join(": ") },
        make("span", { class: "go" }, title), make("span", { class: "set" }, set));
      go.addEventListener("click", () => this.start().catch(() => {}));
      // The picture may be a link, for readers without JavaScript: the button lies over it and is all that can be
      // reached.
      return make("div", { class: "poster" }, make("div", { inert: "" }, own ? make("slot", {}) : this.#picture()), go);
    }

    #picture() {
      const { title, figure } = PANELS[this.#panel] ?? PANELS.draw;
      const poster = this.getAttribute("poster");
      const { formula } = this.#state;
      if (!poster && this.#panel === "formula" && formula) return written(formula);
      if (!poster && !this.#home) return make("div", {}); // start says what is missing
      // Of another origin, an isolated page takes pictures only by CORS.
      const shared = poster ? {} : { crossorigin: "anonymous" };
      return make("img",
          { class: "picture", alt: title, ...shared, src: poster ?? `${this.#home}web/figure/${figure}.svg` });
    }
  });
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
