// @ts-check
//
// Lets the page start whatever the browser forbids or the link holds. It runs before boot.js, and stands in for what
// would end the program: go-app looks at storage, channels and the URL at its start, and catches nothing.

(() => {
  /**
   * A feature that may be missing. Even looking at one that a sandbox, a policy or a setting forbids may throw.
   *
   * @typedef {object} Optional
   * @property {object} from what has it as a property
   * @property {string} name
   * @property {(feature: any) => void} [use] what go-app does with it, and may throw, too
   * @property {unknown} [instead] what is there in its place; without, it is missing as in a browser that lacks it
   */

  /** @type {Optional[]} */
  const optional = [
    // go-app looks for what has expired. Nothing has where nothing is kept.
    { from: window, name: "localStorage", use: Object.keys, instead: {} },
    { from: window, name: "sessionStorage", use: Object.keys, instead: {} },
    { from: window, name: "BroadcastChannel", use: (Channel) => new Channel("inkgrad").close() },
    { from: window, name: "indexedDB" },
    { from: window, name: "caches" },
    { from: navigator, name: "locks" },
    { from: navigator, name: "serviceWorker" },
  ];
  for (const { from, name, use, instead } of optional) {
    try {
      const feature = Reflect.get(from, name);
      if (feature || instead) use?.(feature);
    } catch {
      Object.defineProperty(from, name, { value: instead, configurable: true });
    }
  }

  // A sandboxed frame may not change its URL, and a browser may refuse what comes too often. The page goes on without.
  for (const name of /** @type {const} */ (["pushState", "replaceState"])) {
    const change = history[name].bind(history);
    history[name] = (...args) => {
      try {
        change(...args);
      } catch {
        // The address stays as it was.
      }
    };
  }

  Object.assign(window, { inkgradOpenWorker: openWorker });

  // Without boot.js nobody would say that the page is not going to start.
  addEventListener("error", ({ target }) => {
    if (!(target instanceof HTMLScriptElement) || target.dataset.wasm === undefined) return;
    const loader = /** @type {HTMLElement} */ (document.getElementById("app-wasm-loader"));
    const strong = document.createElement("strong");
    strong.textContent = "Inkgrad could not be loaded.";
    loader.replaceChildren(strong, " The server does not give boot.js, which starts it. Load the page again.");
    loader.className = "boot boot-failed";
    loader.setAttribute("role", "alert");
    loader.hidden = false;
  }, true);

  mendHash();
  addEventListener("popstate", mendHash); // registered before go-app's, it comes before it

  /**
   * Writes each % of the hash that begins no escape as %25, as it is in a link that was cut off. go-app takes no other
   * for a URL; the page's own parser finds in it what was written, and says what it does not understand.
   */
  function mendHash() {
    const mended = location.hash.replace(/%(?![0-9a-f]{2})/gi, "%25");
    if (mended === location.hash) return;
    history.replaceState(history.state, "", location.pathname + location.search + mended);
    if (mended !== location.hash) location.replace(mended); // in a sandbox, where this is allowed and that is not
  }

  /**
   * A Worker in the hands of the page. What it says waits in said until there is somebody to hear
   * (web/browser/worker.go).
   *
   * @typedef {object} Held
   * @property {(message: unknown, transfer: Transferable[]) => void} post
   * @property {() => void} close
   * @property {((event: Event) => void) | null} hear
   * @property {Event[]} said
   */

  /**
   * Starts a script in a Worker: by its URL or, where that is refused, by a script in a data: URL that imports it and
   * tells it where it is from. A frame in a sandbox is of no origin, so every script is another's, which Worker refuses
   * but importScripts does not. Chromium throws then; Firefox says so by an error later, as does any browser whose
   * server does not hand the script over. A Worker that has said something has started, and gets what was posted.
   *
   * @param {string} path
   * @returns {Held}
   */
  function openWorker(path) {
    const url = new URL(path, location.href).href;
    const script = `self.scriptURL = ${JSON.stringify(url)}; importScripts(self.scriptURL);`;
    const ways = [`data:text/javascript,${encodeURIComponent(script)}`];
    if (window.origin !== "null") ways.unshift(url);
    const last = ways.slice(-1);
    let anew = false;
    let closed = false;

    /** @type {Worker} */
    let worker;
    /** @type {[unknown, Transferable[]][] | null} */
    let early = [];
    /** @type {Held} */
    const held = {
      post: (message, transfer) => {
        if (early) early.push([message, transfer]);
        else worker.postMessage(message, transfer);
      },
      close: () => {
        closed = true;
        worker.onmessage = worker.onerror = null;
        worker.terminate();
      },
      hear: null,
      said: [],
    };
    const tell = (/** @type {Event} */ event) => void (held.hear ? held.hear(event) : held.said.push(event));
    begin();
    return held;

    function begin() {
      try {
        worker = new Worker(/** @type {string} */ (ways.shift()));
      } catch (error) {
        if (!ways.length) throw error;
        begin();
        return;
      }
      worker.onmessage = (event) => {
        const waiting = early ?? [];
        early = null;
        for (const [message, transfer] of waiting) worker.postMessage(message, transfer);
        tell(event);
      };
      worker.onerror = (event) => {
        event.preventDefault(); // the page tells it
        if (early && !ways.length && !anew) {
          // What the browser keeps in its cache may be damaged, and is replaced by what the server gives now.
          anew = true;
          ways.push(...last);
          fetch(url, { cache: "reload" }).catch(() => {}).then(() => closed || worker.onerror?.(event));
          return;
        }
        if (!early || !ways.length) {
          tell(event);
          return;
        }
        try {
          begin();
        } catch {
          tell(event);
        }
      };
    }
  }
})();
