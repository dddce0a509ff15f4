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
})();
