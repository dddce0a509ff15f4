// @ts-check
//
// Inkgrad in your own page: its panels as frames, and the JavaScript API of a frame, version 1, which v1/embed.js stays
// when there is another. element.js has <ink-grad>.
//
//   <div id="figure"></div>
//   <script type="module">
//     import { Inkgrad } from "https://inkgrad.example/embed.js";
//     const figure = document.getElementById("figure");
//     const pg = await Inkgrad.mount(figure, { panel: "train", state: { learningRate: 0.5 } });
//     pg.on("progress", ({ step, loss }) => console.log(step, loss));
//     const { testAccuracy } = await pg.train({ steps: 1000 });
//   </script>
//
// Its types for TypeScript are beside it, in embed.d.ts. A frame's reader and your program share one network and one
// drawing. A method rejects with an InkgradError when it did nothing (on and off throw it); its code says why:
//
//   bad-request   a value is missing or not possible, as NaN   panic           a defect of Inkgrad
//   not-ready     the network or the data is not there         unknown-method  the frame is of an older version
//   cancelled     another request ended the gradient check     timeout         mount: the frame was not ready in time
//   busy          training or a gradient check is running, or 256 requests wait for their answers already, or
//                 16 of them for a graph or for parameters
//   diverged      the loss was no longer a number; the network is again as it was before
//   bad-formula   the formula cannot be read; the error's column says where, from 1
//   destroyed     the frame was removed
//
// Underneath, a message {inkgrad: 1, id, method, params} from the frame's parent window, and no other, is answered by
// {inkgrad: 1, id, result} or {inkgrad: 1, id, error: {code, message}}; news is {inkgrad: 1, event, data}, at first
// "ready".

/**
 * @typedef {[x: number, y: number][][]} Strokes the points of each stroke, y downwards, in any unit
 * @typedef {{strokes: Strokes} | {pixels: ArrayLike<number>}} Picture a drawing, or 28×28 pixels, 0 to 1 for ink
 * @typedef {"progress" | "step" | "drawing" | "classify" | "answer" | "prediction" | "resize" | "error"} EventName
 * @typedef {(data: any) => void} Listener
 * @typedef {import("./embed.d.ts").State} State settings by name, as in a link. Of training: optimizer, learningRate,
 *   momentum, decay, beta2, schedule, stepEvery, stepFactor, weightDecay, batchSize, iterations, dataSize, ownShare,
 *   workers. Of a fresh network: network, hidden, activation, init, seed. Of the page: theme, formula, values, step,
 *   layer, numbers, layerMode, mask, layerStep, element, unfolded, node, graphElement, graphStep, graphMode, graphLook,
 *   graphOf, graphInput, graphTarget, pullReach, pullStep, pullBy, mistakes, foolTarget, foolNorm, foolOf, foolFrom,
 *   foolFrame, moment, momentBeside, smoothing, lossScale, distributions, language, open, experiment, from, steps,
 *   weights, digest, state, strokes, sample, lesson, section, answered, figures, hide, lock
 * @typedef {import("./embed.d.ts").Settings} Settings some of State, each as a value or as the text that a link has
 *
 * @typedef {{step: number, parameters: number, builtin: boolean, running: boolean}} Status steps since the fresh
 *   weights; parameters, whether Inkgrad's own; whether it runs
 *
 * @typedef {{digit: number, probabilities: number[], sure: boolean}} Reading the likeliest digit, the probabilities of
 *   0 to 9, and whether it is likelier than all others together
 *
 * @typedef {Reading & {pixels: number[], own: boolean, network: Reading, reader: Reading | null}} Classification of
 *   pixels, by the network and by the reader of drawings (null while loading); the answer itself is the network's if
 *   it was trained here (own) or there is no other, else the reader's
 *
 * @typedef {{step: number, epoch: number, loss: number, stepsPerSecond: number, trainAccuracy: number | null,
 *   testAccuracy: number | null, accuracyStep: number | null, trainImages: number, testImages: number}} Training epoch
 *   is how often each image was seen; loss is the last batch's; accuracies are fractions of so many images, measured at
 *   accuracyStep: when training ends, that is step, or they are null where training was paused and all images take long
 *
 * @typedef {Training & {meanLoss: number, remaining: number}} Progress meanLoss is over the batches since the last
 *   event, remaining in seconds; accuracies are null before the first, and between epochs may be of a sample
 *
 * @typedef {object} Check
 * @property {{name: string, meanAbsDiff: number, maxRelDiff: number, checked: number, kinked: number,
 *   differing: number, size: number}[]} params the mean of |numerical − backpropagation| over the checked of size
 *   elements, and the largest relative to the larger of the two; kinked more stand on a kink, where the derivative does
 *   not exist; differing of the checked differ by more than rounding and truncation explain
 * @property {boolean} ok whether none differs
 * @property {{bug: string, scope: string} | null} planted the mistake that was asked for, and the layer that it was in
 *
 * @typedef {{shape: number[], data: number[]}} Tensor row by row; axis 0 of a value is the batch
 *
 * @typedef {object} GraphNode
 * @property {number} id its place in nodes
 * @property {string} kind the operation (MatMul, ReLU, ...), or Input, Target, Param, Constant; for a prediction
 *   RunningMean, RunningVariance and KeptShare (1 − ratio), which depend on nothing there
 * @property {string} name x, t, W1, b1, loss, or ""
 * @property {string} scope its layer: Affine1
 * @property {number[]} inputs the ids of its operands
 * @property {number[]} shape
 * @property {Tensor | null} value
 * @property {Tensor | null} grad the gradient of the loss by value
 *
 * @typedef {{nodes: GraphNode[], step: number, samples: number}} Graph of samples images, in the network of that step
 * @typedef {{expression: string, values: Record<string, number>, nodes: GraphNode[]}} Formula and its graph, of scalars
 */

// What is served is one file, with element.js in place of this line.
import { define } from "./element.js";

const PANELS = ["draw", "train", "graph", "fool", "mistakes", "check", "formula", "layer", "chapter", "all"];
const EVENTS = ["progress", "step", "drawing", "classify", "answer", "prediction", "resize", "error"];

/** The longest time that setTimeout can wait for, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

/** For how long a height counts as recent, in milliseconds, and how often a frame may go back to one: see #fit. */
const RECENT = 3000;
const RETURNS = 3;

/**
 * Where Inkgrad is: beside this file, which is there as embed.js and, with the others, as web/embed.js. In a bundle, or
 * in a page that has its text within itself, the file does not know, and it is "", as it is in npm.
 */
const HOME = /\/embed\.js([?#]|$)/.test(import.meta.url)
  ? new URL(".", import.meta.url.replace("/web/embed.js", "/embed.js")).href : "";

/**
 * What the options of mount can be.
 * @type {Record<string, {is: (value: any) => boolean, words: string}>}
 */
const OPTIONS = {
  panel: { is: (v) => PANELS.includes(v), words: list(PANELS) },
  state: { is: (v) => typeof v === "string" || named(v), words: "an object of settings, or a text as a link has it" },
  theme: { is: (v) => typeof v === "string", words: "light, dark or auto" }, // another text is left out as in state
  height: { is: (v) => v > 0 && v < Infinity, words: "a number above 0" },
  sandbox: { is: (v) => typeof v === "boolean", words: "true or false" },
  title: { is: (v) => typeof v === "string", words: "a text" },
  src: { is: isURL, words: "a URL" },
  timeout: { is: (v) => v >= 0, words: "a number of milliseconds" },
};

/** Why something was not done. */
export class InkgradError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   * @param {number} [column]
   */
  constructor(code, message, column) {
    super(message);
    this.name = "InkgradError";
    this.code = code;
    this.column = column;
  }
}

/** A panel in a frame: see mount. */
export class Inkgrad {
  /** @type {HTMLIFrameElement} */
  #frame;

  /**
   * What is waited for; 0 is "ready".
   * @type {Map<number, {resolve: (result: any) => void, reject: (error: Error) => void}>}
   */
  #pending = new Map();

  /** @type {Map<string, Set<Listener>>} */
  #listeners = new Map(EVENTS.map((event) => [event, new Set()]));

  #lastId = 0;

  /** The frame's version, such as "0.9.0", once mount has resolved. */
  version = "";

  /** Whether the frame is as high as what it shows. */
  #fits = true;

  /** The height of what it shows, as the frame has told it last, or 0. */
  #shown = 0;

  /** @type {{height: number, time: number}[]} */
  #heights = [];

  /** Whether mount has rejected: nobody will call destroy. */
  #failed = false;

  constructor(/** @type {HTMLIFrameElement} */ frame) {
    this.#frame = frame;
    window.addEventListener("message", this.#receive);
  }

  /**
   * Appends a panel to an element, or to the first that a CSS selector such as "#figure" finds; resolves when its
   * network is there. Where it rejects with another code than bad-request, the frame stays and says why.
   * @param {Element | DocumentFragment | string} element
   * @param {object} [options]
   * @param {string} [options.panel] draw, train, graph, fool, mistakes, check, formula, layer, chapter or all
   * @param {Settings | string} [options.state] settings, or a text as it stands behind the # of a link; what is not
   *   valid is left out, and said
   * @param {string} [options.theme] light, dark or auto, which follows the system
   * @param {number} [options.height] in CSS pixels; without, as high as what it shows
   * @param {boolean} [options.sandbox] keeps the frame from storage and from every origin
   * @param {string} [options.title] the frame's name for who cannot see it
   * @param {string} [options.src] where Inkgrad is, if not where this file is; a bundled program has to say it
   * @param {number} [options.timeout] in milliseconds
   * @returns {Promise<Inkgrad>}
   */
  static async mount(element, options = {}) {
    const place = found(element);
    check(options);
    const { panel = "draw", state = {}, theme, height, sandbox = false, title = `Inkgrad: ${panel}`, src = HOME,
        timeout = 60_000 } = options;
    if (!src) throw bad(`mount(): src is missing: say where Inkgrad is, as in "https://your.host/".`);
    const url = new URL(`embed/${panel}`, new URL(src.replace(/\/?$/, "/"), document.baseURI));
    const settings = typeof state === "string" ? state.replace(/^#/, "") : query(state);
    const others = settings.split("&").filter((part) => part && !(theme && part.startsWith("theme=")));
    url.hash = [...(theme ? [query({ theme })] : []), ...others].join("&");
    const frame = document.createElement("iframe");
    frame.src = url.href;
    frame.title = title;
    frame.allow = "clipboard-write";
    frame.style.cssText = `display: block; width: 100%; height: ${height ?? 420}px; border: 0`;
    if (sandbox) frame.setAttribute("sandbox", "allow-scripts");
    if (!height) frame.scrolling = "no"; // it would take width, and the panel would grow again
    // An isolated page refuses frames of hosts that say nothing of it.
    if (window.crossOriginIsolated) Object.assign(frame, { credentialless: true });

    const inkgrad = new Inkgrad(frame);
    inkgrad.#fits = !height;
    const ready = new Promise((resolve, reject) => inkgrad.#pending.set(0, { resolve, reject }));
    const timer = setTimeout(() => {
      inkgrad.#settle(0, "reject",
          new InkgradError("timeout", `${url.href} was not ready after ${timeout / 1000} seconds.`));
    }, Math.min(timeout, LONGEST));
    place.append(frame);
    try {
      await ready;
    } catch (error) {
      inkgrad.#failed = true;
      throw error;
    } finally {
      clearTimeout(timer);
    }
    return inkgrad;
  }

  /**
   * Puts a digit on the drawing area, and looks at it.
   * @param {Picture} picture
   * @returns {Promise<Classification>}
   */
  classify(picture) {
    return this.#request("classify", plain(picture));
  }

  /**
   * Trains so many steps, or as many as the button would; less when it is paused. Inkgrad's own
   * network begins anew.
   * @param {{steps?: number}} [params]
   * @returns {Promise<Training>}
   */
  train(params) {
    return this.#request("train", params);
  }

  /**
   * Ends training; a last event "progress" has the accuracy.
   * @returns {Promise<Status>}
   */
  pause() {
    return this.#request("pause");
  }

  /**
   * Starts from scratch, with fresh weights as the settings say.
   * @returns {Promise<Status>}
   */
  reset() {
    return this.#request("reset");
  }

  /**
   * Compares backpropagation with central differences of step h (1e-5), on so many training images (3), in at most so
   * many elements of each parameter (200; 0 for all), in float64 or float32. A bug (sign, bias, transpose, mask, mean,
   * stale) is planted in the backward pass of a copy of the network, in a layer that bugSeed draws. With bookLogarithm
   * the loss has 1e-7 in its logarithm, as in the book.
   * @param {{h?: number, samples?: number, elements?: number, dtype?: string, bug?: string, bugSeed?: number,
   *   bookLogarithm?: boolean}} [params]
   * @returns {Promise<Check>}
   */
  gradcheck(params) {
    return this.#request("gradcheck", params);
  }

  /**
   * Returns the graph that was computed, forwards and backwards: of the batch that training used last, or of one digit
   * with label as its target (without, what the network sees). A batch is computed as in training and a digit as for a
   * prediction, unless mode says otherwise.
   * @param {(Picture | {}) & {label?: number, mode?: "train" | "predict"}} [picture]
   * @returns {Promise<Graph>}
   */
  graph(picture) {
    return this.#request("graph", picture && plain(picture));
  }

  /**
   * Returns the parameters by name: W1, b1, ...
   * @returns {Promise<Record<string, Tensor>>}
   */
  params() {
    return this.#request("params");
  }

  /**
   * Returns the network, its optimizer's memory and its settings as a file in the format safetensors.
   * @returns {Promise<Uint8Array>}
   */
  save() {
    return this.#request("save");
  }

  /**
   * Goes on with the network and the settings of a file that Inkgrad has saved: its bytes, or a URL where they are. A
   * file that cannot be loaded, such as one with a weight that is NaN, changes nothing.
   * @param {ArrayBuffer | ArrayBufferView | Blob | URL | string} file
   * @returns {Promise<Status>}
   */
  load(file) {
    return bytes(file).then((file) => this.#request("load", { file }));
  }

  /**
   * Returns what is on the drawing area. Strokes are in the page's unit, in which the area is from 0 to 280 wide and
   * high.
   * @returns {Promise<Picture>}
   */
  getDrawing() {
    return this.#request("getDrawing");
  }

  /**
   * Puts a drawing on the area as classify does, but where its strokes are in the page's unit, to half of it; without a
   * stroke the area is empty.
   * @param {Picture} picture
   * @returns {Promise<Picture>} the drawing that is there
   */
  setDrawing(picture) {
    return this.#request("setDrawing", plain(picture));
  }

  /**
   * @returns {Promise<State>}
   */
  getState() {
    return this.#request("getState");
  }

  /**
   * Changes the settings that state names: all or, where one is not valid, none.
   * @param {Settings} state
   * @returns {Promise<State>} all settings
   */
  setState(state) {
    return this.#request("setState", state);
  }

  /**
   * Shows a formula in the panel formula, and computes it: one line, or several with a new line or ";" between them, as
   * in t = x + y; z = t^2. Names without a value get 1. A node that has a name in the formula has it as its name.
   * @param {{expression: string, values?: Record<string, number>}} formula
   * @returns {Promise<Formula>}
   */
  setFormula(formula) {
    return this.#request("setFormula", formula);
  }

  /**
   * Goes on, or with a negative number back, on the way through the graph of the formula, or else of the network,
   * forwards and then backwards. At first all of it is done: step(-1e6) leads to its start.
   * @param {number} [by]
   * @returns {Promise<{step: number, steps: number}>} where it is, of how many
   */
  step(by = 1) {
    return this.#request("step", { by });
  }

  /**
   * Has fn called with the data of every event, until what it returns is called, or off:
   *
   *   progress    Progress, while training runs, and when an accuracy was measured
   *   step        {step, epoch, loss, meanLoss, losses}, after a step or a few of training: at most 20 times a second,
   *               with the first and the last of a training; losses has the loss of each
   *   drawing     Picture, when it has changed: once a stroke has ended, and after undo, clear and a sample; the
   *               strokes are in the page's unit, from 0 to 280
   *   classify    Classification, each time that the network looked at the drawing
   *   answer      {panel, question, answer, right}, when the reader has answered: to the question of a section of the
   *               chapter, by its name, or of a puzzle of the gradient check, "17/layer" or "17/mistake"
   *   prediction  {formula, node, name, answer, right}, when the reader has predicted the gradient of a node of the
   *               formula, before it is shown
   *   resize      {height}, in CSS pixels, which the frame has already
   *   error       {code, message, file?}, when data is missing, training diverged, or the engine broke
   * @param {EventName} event
   * @param {Listener} fn
   * @returns {() => void}
   */
  on(event, fn) {
    const listeners = this.#listening(event);
    if (typeof fn !== "function") throw bad(`on(): what is to hear of ${event} must be a function, not ${word(fn)}.`);
    listeners.add(fn);
    return () => this.off(event, fn);
  }

  /** Ends on. */
  off(/** @type {EventName} */ event, /** @type {Listener} */ fn) {
    this.#listening(event).delete(fn);
  }

  /** Gives the frame a height in CSS pixels, within which it scrolls; without, it is as high as what it shows. */
  setHeight(/** @type {number | undefined} */ height) {
    if (height !== undefined && !OPTIONS.height.is(height)) {
      throw bad(`setHeight(): height must be ${OPTIONS.height.words}, not ${word(height)}.`);
    }
    this.#fits = !height;
    this.#frame.scrolling = height ? "auto" : "no"; // see mount
    const shown = height ?? this.#shown;
    if (shown) this.#frame.style.height = `${shown}px`;
  }

  /** Removes the frame, and rejects what is waited for. */
  destroy() {
    this.#close();
    this.#frame.remove();
    for (const id of [...this.#pending.keys()]) this.#settle(id, "reject", removed());
    for (const listeners of this.#listeners.values()) listeners.clear();
  }

  #close() {
    window.removeEventListener("message", this.#receive);
  }

  #listening(/** @type {string} */ event) {
    const listeners = this.#listeners.get(event);
    if (!listeners) throw bad(`There is no event ${word(event)}; there are ${EVENTS.join(", ")}.`);
    return listeners;
  }

  async #request(/** @type {string} */ method, /** @type {object} */ params = {}) {
    const target = this.#frame.contentWindow;
    if (!target) throw removed();
    const id = ++this.#lastId;
    // To any origin, because that of a sandboxed frame has no name. Nothing in a request is secret.
    try {
      target.postMessage({ inkgrad: 1, id, method, params }, "*");
    } catch (error) { // a function, a promise or an element is among the params
      throw bad(`${method}(): ${/** @type {Error} */ (error).message}`);
    }
    return new Promise((resolve, reject) => this.#pending.set(id, { resolve, reject }));
  }

  #receive = (/** @type {MessageEvent} */ { source, data }) => {
    if (this.#failed && !this.#frame.isConnected) this.#close();
    if (source !== this.#frame.contentWindow || data?.inkgrad !== 1) return;
    if (data.event) {
      this.#hear(data.event, data.data);
    } else if (data.error) {
      this.#settle(data.id, "reject", new InkgradError(data.error.code, data.error.message, data.error.column));
    } else {
      this.#settle(data.id, "resolve", data.result);
    }
  };

  #hear(/** @type {string} */ event, /** @type {any} */ data) {
    if (event === "ready") {
      this.version = data.version;
      this.#settle(0, "resolve", undefined);
    }
    if (event === "resize") {
      this.#shown = data.height;
      if (this.#fits) this.#fit(data.height);
    }
    if (event === "error" && data.code !== "data") { // without data, the panel goes on with what it has
      const lost = data.code === "not-ready" ? [...this.#pending.keys()] : [0];
      for (const id of lost) this.#settle(id, "reject", new InkgradError(data.code, data.message));
    }
    // Each by itself: one that fails keeps nothing from the others.
    for (const fn of this.#listeners.get(event) ?? []) queueMicrotask(() => fn(data));
  }

  /**
   * Takes over a height. A page's scrollbar may come with a high frame and go with a low one, without end: a frame that
   * goes back and forth stays high.
   */
  #fit(/** @type {number} */ height) {
    const time = performance.now();
    const now = this.#heights.at(-1)?.height ?? 0;
    this.#heights = this.#heights.filter((h) => time - h.time < RECENT);
    if (height < now && this.#heights.filter((h) => h.height === height).length >= RETURNS) return;
    this.#heights.push({ height, time });
    this.#frame.style.height = `${height}px`;
  }

  #settle(/** @type {number} */ id, /** @type {"resolve" | "reject"} */ how, /** @type {any} */ value) {
    const waiting = this.#pending.get(id);
    this.#pending.delete(id);
    waiting?.[how](value);
  }
}

const removed = () => new InkgradError("destroyed", "The frame was removed.");
const bad = (/** @type {string} */ message) => new InkgradError("bad-request", message);

/** The element that mount's first argument says. */
function found(/** @type {any} */ place) {
  let element = place;
  try {
    if (typeof place === "string") element = document.querySelector(place);
  } catch {
    throw bad(`mount(): ${word(place)} is not a CSS selector.`);
  }
  if ([Node.ELEMENT_NODE, Node.DOCUMENT_FRAGMENT_NODE].includes(element?.nodeType)) return element; // or a shadow root
  throw bad(typeof place === "string" ? `mount(): the page has no element ${word(place)}.`
      : `mount(): the panel needs an element to stand in, or a CSS selector of one, not ${word(place)}.`);
}

/** Throws an error for options of mount that are not possible. */
function check(/** @type {any} */ options) {
  if (!named(options)) throw bad(`mount(): the options must be an object, not ${word(options)}.`);
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(OPTIONS, name)) {
      throw bad(`mount(): there is no option ${name}; there are ${list(Object.keys(OPTIONS), "and")}.`);
    }
    const { is, words } = OPTIONS[name];
    if (value !== undefined && !is(value)) throw bad(`mount(): ${name} must be ${words}, not ${word(value)}.`);
  }
}

function isURL(/** @type {unknown} */ value) {
  try {
    return typeof value === "string" && Boolean(new URL(value, document.baseURI));
  } catch {
    return false;
  }
}

/** Says whether a value is an object with named values. */
function named(/** @type {unknown} */ value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value as an error names it. */
function word(/** @type {unknown} */ value) {
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  return typeof value === "object" && value || typeof value === "function" ? `a value of type ${typeof value}`
      : String(value);
}

function list(/** @type {string[]} */ words, last = "or") {
  return `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}

/** Settings as a URL has them. For a person, a + in a link is a plus. */
function query(/** @type {Settings} */ settings) {
  const set = Object.entries(settings).filter(([, value]) => value !== undefined);
  return String(new URLSearchParams(set.map(([name, value]) => [name, text(value)]))).replaceAll("+", "%20");
}

/** A setting as a URL has it: [30, 20] as 30,20, {x: 1} as x=1. */
function text(/** @type {unknown} */ value) {
  return String(named(value) ? Object.entries(/** @type {object} */ (value)).map((entry) => entry.join("="))
      : value);
}

/** Returns the bytes of a network's file. */
async function bytes(/** @type {any} */ file) {
  if (ArrayBuffer.isView(file)) return new Uint8Array(file.buffer, file.byteOffset, file.byteLength).slice();
  if (file instanceof ArrayBuffer) return new Uint8Array(file);
  if (file instanceof Blob) return new Uint8Array(await file.arrayBuffer());
  if (!(file instanceof URL || isURL(file))) {
    throw bad(`load(): the file must be bytes, a Blob or a URL, not ${word(file)}.`);
  }
  try {
    const answer = await fetch(new URL(file, document.baseURI));
    if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
    throw new Error(`its server answers ${answer.status}`);
  } catch (error) {
    throw bad(`load(): ${word(String(file))} cannot be fetched: ${/** @type {Error} */ (error).message}.`);
  }
}

/** Makes an array of a typed one. */
function plain(/** @type {any} */ picture) {
  return ArrayBuffer.isView(picture?.pixels) ? { ...picture, pixels: Array.from(picture.pixels) } : picture;
}

if (globalThis.customElements) define(Inkgrad, HOME); // a server has no document

/**
 * A widget for programs that take those of anywidget, such as MyST: the element <ink-grad>, with what the widget's
 * model has for attributes.
 *
 * @type {typeof import("./embed.d.ts").default}
 */
const widget = {
  render({ model, el }) {
    const element = document.createElement("ink-grad");
    const { observedAttributes } = /** @type {any} */ (customElements.get("ink-grad"));
    for (const name of observedAttributes) {
      const write = () => {
        const value = model.get(name) ?? false;
        if (value === false) element.removeAttribute(name);
        else element.setAttribute(name, value === true ? "" : String(value));
      };
      write();
      model.on(`change:${name}`, write);
    }
    el.append(element);
    return () => element.remove();
  },
};
export default widget;
