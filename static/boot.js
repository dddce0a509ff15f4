// @ts-check
//
// Starts the program of the page, app.wasm, shows how far loading has come, and says what to do when it cannot start or
// has ended.
//
// It takes the place of go-app's app.js, of which the program needs nothing but window.goappGetenv. What it has to know
// stands in the data attributes of its own script element (web/site/page.html):
//
//   data-path   the path of the page's route
//   data-state  what stands behind the # of the page's URL, where that has nothing there
//   data-wasm   the URL of app.wasm
//   data-size   the size of app.wasm in bytes, uncompressed: a Content-Length counts the bytes of the compressed form
//   data-env    the program's environment, as JSON
//   data-engine the URL of engine.js

(() => {
  const { path = "", state = "", wasm = "", size = "0", env = "{}", engine = "" } =
      /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  const loader = /** @type {HTMLElement} */ (document.getElementById("app-wasm-loader"));

  /** @type {Record<string, string>} */
  const environment = JSON.parse(env);
  Object.assign(window, { goappGetenv: (/** @type {string} */ name) => environment[name] });

  // A static host answers /embed/draw/ with the page of /embed/draw. The program knows its routes without the slash.
  // The page of a preset is the front page in a state.
  const hash = location.hash || (state && `#${state}`);
  if (location.pathname !== path || location.hash !== hash) {
    // A sandboxed frame may not change its URL (guard.js); there the program shows that it has no such route.
    history.replaceState(history.state, "", path + location.search + hash);
  }

  // The program takes it over (web/page.go), but a panel is not to be light in a dark page until then.
  const theme = new URLSearchParams(hash.slice(1)).get("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;

  startEngine();
  start();

  /** Starts the engine beside the page's program, which takes over the Worker (web/browser/worker.go). */
  function startEngine() {
    try {
      // @ts-ignore: guard.js defines it.
      Object.assign(window, { inkgradEngine: window.inkgradOpenWorker(engine) });
    } catch {
      // The page will try it, too, and say that there are no Workers.
    }
  }

  async function start() {
    if (typeof WebAssembly !== "object") {
      fail("This browser does not run WebAssembly.",
        "Inkgrad is a program that runs in the page. Use a current Firefox, Chrome, Edge or Safari; if WebAssembly " +
        "was switched off (a lockdown mode or a policy of your school can do that), switch it on for this site.");
      return;
    }
    loader.hidden = false;
    document.body.setAttribute("aria-busy", "true");
    try {
      for (const [script, what] of [["wasm_exec.js", "Go"], ["guard.js", "inkgradOpenWorker"]]) {
        if (!(what in window)) throw new Error(`${script} did not come, or is damaged.`);
      }
      // @ts-ignore: wasm_exec.js defines Go.
      const go = new Go();
      const { instance } = await load(go.importObject, "default").catch((error) => {
        // What the browser keeps in its cache may be damaged.
        if (error instanceof WebAssembly.CompileError) return load(go.importObject, "reload");
        throw error;
      });
      const ended = go.run(instance);
      loader.remove();
      document.body.removeAttribute("aria-busy");
      ended.then(stopped, stopped);
    } catch (error) {
      document.body.removeAttribute("aria-busy");
      fail("Inkgrad could not be loaded.", "The program could not be fetched. Check the connection and try again.",
        error instanceof Error ? error.message : String(error));
    }
  }

  /**
   * Fetches and compiles app.wasm while it arrives.
   *
   * @param {WebAssembly.Imports} imports
   * @param {RequestCache} cache
   */
  async function load(imports, cache) {
    const response = await fetch(wasm, { cache });
    if (!response.ok) throw new Error(`The server answered ${response.status} ${response.statusText}`.trim() + ".");
    // The response itself goes to the compiler, because the browser keeps the compiled code beside its cached bytes
    // only then.
    const counted = response.clone();
    const compiled =
      response.headers.get("Content-Type")?.startsWith("application/wasm") && "instantiateStreaming" in WebAssembly
        ? WebAssembly.instantiateStreaming(response, imports)
        : response.arrayBuffer().then((bytes) => WebAssembly.instantiate(bytes, imports));
    // When the connection breaks, both fail: the compiler's error is the one to show.
    count(counted).catch(() => {});
    return compiled;
  }

  /**
   * Shows the progress of a response.
   *
   * @param {Response} response
   */
  async function count(response) {
    const bar = /** @type {HTMLProgressElement} */ (document.getElementById("app-wasm-loader-progress"));
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
    for (let loaded = 0; ; ) {
      const { done, value } = await reader.read();
      if (done) return;
      loaded += value.byteLength;
      bar.value = Math.min(1, loaded / Number(size));
    }
  }

  function stopped() {
    fail("Inkgrad has stopped.",
        "An error stopped the program. Reload the page to continue; what was trained here is lost.",
      "The browser’s console shows the error.");
  }

  /** Loads the page again, and its program and scripts past the browser's cache, which may keep what is damaged. */
  async function reload() {
    const files = [wasm, ...Array.from(document.scripts, ({ src }) => src)];
    await Promise.allSettled(files.map((file) => fetch(file, { cache: "reload" })));
    location.reload();
  }

  /**
   * Shows what happened and what to do, in the place where loading was shown.
   *
   * @param {string} what
   * @param {string} todo
   * @param {string} [detail]
   */
  function fail(what, todo, detail) {
    const strong = document.createElement("strong");
    strong.textContent = what;
    const text = document.createElement("p");
    text.append(strong, " ", todo);
    loader.replaceChildren(text);
    if (detail) {
      const small = document.createElement("p");
      small.className = "boot-detail";
      small.textContent = detail;
      const again = document.createElement("button");
      again.type = "button";
      again.textContent = "Load again";
      again.onclick = reload;
      loader.append(small, again);
    }
    loader.className = "boot boot-failed";
    loader.setAttribute("role", "alert");
    loader.hidden = false;
    document.body.append(loader);
    // A page around this one hears of it as of every error (static/embed.js).
    if (parent !== window) {
      parent.postMessage({ inkgrad: 1, event: "error", data: { code: "not-ready", message: `${what} ${todo}` } }, "*");
    }
  }
})();
