// The Web Worker: loads engine.wasm and stands between it and the page. A classic script, since wasm_exec.js is one.
//
// A Worker of the name helper belongs to an engine, which sends it the compiled program first, and then its requests
// as {message}. It answers by {message, problem}.
//
// Messages to the page: {messages}, Uint8Arrays, are the Events that the engine says in one go, and the page shows them
// in one go; {loading: {loaded, total}} counts the bytes of engine.wasm, total 0 where it is not known; {died: message}
// says that the engine could not be loaded, or has ended; {alive} answers {ping}. The first, {started}, says that the
// browser lets the script run. Messages from the page: {message}, a Command; {ping}; {shown}, when it shows what it was
// told of the engine's work.

"use strict";

self.postMessage({ started: true });

/**
 * Where this script is. In a frame without an origin, the Worker's own URL is another: that of the script which
 * imported this one (guard.js).
 */
const home = new URL(self.scriptURL ?? self.location.href);

// What is asked for carries the version that this script was asked for with, so that all of it is of one build, and may
// be kept.
const version = home.search;

const isHelper = self.name === "helper";

const program = isHelper ? null : get("engine.wasm", "high");

// The network of the first answer comes beside the engine's program; the reader and the images, when the engine asks.
/** @type {Map<string, Promise<Response>>} */
const ahead = new Map();
for (const name of isHelper ? [] : ["network.safetensors"]) {
  const response = get(`data/${name}`, "high");
  response.catch(() => {}); // the engine hears of it when it asks
  ahead.set(name, response);
}

const parts = ["wasm_exec.js", "kernels.js", "sums.js"];
const lacking = importParts();

/** Returns the name of a part that did not come, or "". Without sums.js, files are not checked. */
function importParts() {
  try {
    importScripts(...parts.map((name) => new URL(name + version, home).href));
    return "";
  } catch { // those before the one that did not come have run
    return !self.Go ? "wasm_exec.js" : !self.instantiateWithKernels ? "kernels.js" : "";
  }
}

/** @type {Uint8Array[] | null} Commands that came before the engine was there; null since it is. */
let early = [];

/** @type {(message: Uint8Array) => boolean} takes in a Command; true if there is work to do. */
let receive;

/** @type {() => boolean} runs a slice of work; true if there is more. */
let work;

/** @type {() => boolean} takes note that the page shows what it was told; true if there is work to do. */
let shown;

// A message to oneself comes back after the messages that wait already, and sooner than a timer, which takes 4 ms.
const loop = new MessageChannel();
let scheduled = false;

loop.port1.onmessage = () => {
  scheduled = false;
  schedule(work());
};

/** @param {boolean} busy whether there is work to do */
function schedule(busy) {
  if (busy && !scheduled) {
    scheduled = true;
    loop.port2.postMessage(0);
  }
}

self.onmessage = ({ data }) => {
  if (data.compiled) {
    run(data.compiled).catch(die);
  } else if (data.ping) {
    self.postMessage({ alive: true });
  } else if (data.shown) {
    schedule(shown());
  } else if (early) {
    early.push(data.message);
  } else {
    schedule(receive(data.message));
  }
};

/** Called by the engine when it is ready. */
self.inkgradStart = (engineReceive, engineWork, engineShown) => {
  receive = engineReceive;
  work = engineWork;
  shown = engineShown;
  const waiting = early;
  early = null;
  for (const message of waiting) {
    schedule(receive(message));
  }
};

/** @type {Uint8Array[]} Events of the present call of the engine */
let said = [];

/** Called by the engine with an Event, and by a helper with its answer and the problem that it had. */
self.inkgradPost = (/** @type {Uint8Array} */ message, /** @type {string} */ problem) => {
  if (isHelper) {
    self.postMessage({ message, problem }, [message.buffer]);
  } else if (said.push(message) === 1) {
    queueMicrotask(() => {
      self.postMessage({ messages: said }, said.map(({ buffer }) => buffer));
      said = [];
    });
  }
};

/** @type {WebAssembly.Module} the engine's program, for its helpers */
let compiled;

/** @typedef {(message: Uint8Array | null, problem: string) => boolean} Done true if there is work to do */

/** @typedef {{worker: Worker, waiting: Done[], dead: string, end: (problem: string) => void}} Helper */

/** @type {Helper[]} which answer in the order of the requests */
const helpers = [];

/** How long a helper may take for an answer, in ms, before the engine does the work itself. */
const helperPatience = 20_000;

function startHelper() {
  const end = (/** @type {string} */ problem) => {
    helper.worker.terminate();
    helper.dead = problem;
    helper.waiting.splice(0).forEach((done) => schedule(done(null, problem)));
  };
  const helper = { worker: new Worker(self.location.href, { name: "helper" }), waiting: [], dead: "", end };
  helper.worker.onmessage = ({ data }) => {
    if (data.started) {
      return;
    }
    if (data.died) {
      end(data.died);
    } else if (!helper.dead) {
      schedule(helper.waiting.shift()(data.message, data.problem));
    }
  };
  helper.worker.onerror = (event) => {
    event.preventDefault(); // the engine does the work itself
    end(event.message || "the helper could not be loaded");
  };
  helper.worker.postMessage({ compiled });
  return helper;
}

/**
 * Called by the engine to ask a helper, which is started where it is not there yet.
 * @param {number} i
 * @param {Uint8Array} message
 * @param {Done} done
 */
self.inkgradAsk = (i, message, done) => {
  try {
    helpers[i] ??= startHelper();
    const { worker, waiting, dead, end } = helpers[i];
    if (dead) {
      throw new Error(dead);
    }
    worker.postMessage({ message }, [message.buffer]);
    // One that hangs says nothing. An answer that has come while this Worker was busy itself is taken first.
    const hangs = () => waiting.includes(answered) && end("the helper does not answer");
    const timer = setTimeout(() => setTimeout(hangs, 1000), helperPatience);
    const answered = (/** @type {Uint8Array | null} */ reply, /** @type {string} */ problem) => {
      clearTimeout(timer);
      return done(reply, problem);
    };
    waiting.push(answered);
  } catch (e) { // a browser may have no Worker in a Worker
    setTimeout(() => schedule(done(null, e.message)));
  }
};

/**
 * Called by the engine to get a file of data. What is gzipped is unpacked here, beside the training.
 * @param {string} name
 * @param {(loaded: number, total: number) => void} progress
 * @param {(data: Uint8Array | null, error: string | null) => boolean} done true if there is work to do
 */
self.inkgradFetch = async (name, progress, done) => {
  let data = null;
  let error = null;
  try {
    data = await load(name, progress);
  } catch (e) {
    error = e.message;
  }
  schedule(done(data, error));
};

/** @type {Set<string>} the files that the engine has asked for; it asks a second time for what failed */
const asked = new Set();

/**
 * Fetches a file of data, and unpacks it. One that is damaged may be so in the browser's cache, which would keep it: it
 * is asked for once more past the cache, and so is what the engine asks for again.
 * @param {string} name
 * @param {(loaded: number, total: number) => void} progress
 */
async function load(name, progress) {
  for (let anew = asked.has(name); ; anew = true) {
    const response = ahead.get(name) ?? get(`data/${name}`, "auto", anew ? "reload" : "default");
    ahead.delete(name);
    asked.add(name);
    const data = await read(await response, progress);
    const unpacked = await unpack(data);
    const problem = unpacked ? damage(name, unpacked) : "what came cannot be unpacked: it is damaged";
    if (!problem) {
      return unpacked;
    }
    if (anew) {
      throw new Error(problem);
    }
  }
}

/** Undoes gzip, where there is one and the browser can; null if it is damaged. */
async function unpack(/** @type {Uint8Array} */ data) {
  if (data[0] !== 0x1f || data[1] !== 0x8b || !self.DecompressionStream) {
    return data;
  }
  try {
    const unpacked = new Response(data).body.pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(unpacked).arrayBuffer());
  } catch {
    return null;
  }
}

/**
 * Says what is wrong with an unpacked file, by its length and checksum in sums.js, or returns "".
 * @param {string} name
 * @param {Uint8Array} data
 */
function damage(name, data) {
  const sum = self.inkgradSums?.[name];
  if (sum && data.length !== sum.size) {
    return `what came is damaged: it has ${data.length} bytes, and should have ${sum.size}`;
  }
  return sum && crc32(data) !== sum.crc32 ? "what came is damaged: its checksum is not that of the file" : "";
}

/** The checksum of gzip, RFC 1952, 8. */
function crc32(/** @type {Uint8Array} */ data) {
  const table = Int32Array.from({ length: 256 }, (_, n) => {
    for (let bit = 0; bit < 8; bit++) {
      n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
    }
    return n;
  });
  let crc = -1;
  for (let i = 0; i < data.length; i++) {
    crc = table[(crc ^ data[i]) & 0xff] ^ (crc >>> 8);
  }
  return ~crc >>> 0;
}

/**
 * @param {string} url
 * @param {RequestPriority} [priority]
 * @param {RequestCache} [cache]
 */
async function get(url, priority, cache) {
  let response;
  try {
    response = await fetch(new URL(url + version, home), { priority, cache });
  } catch {
    throw new Error("the server does not answer");
  }
  if (!response.ok) {
    throw new Error(`the server answers ${response.status} ${response.statusText}`);
  }
  return response;
}

/**
 * Reads a body, and counts its bytes as they come, ten times a second and at the end: each count is a message that the
 * page shows.
 * @param {Response} response
 * @param {(loaded: number, total: number) => void} progress
 */
async function read(response, progress) {
  const chunks = [];
  let loaded = 0;
  let told = performance.now();
  const total = size(response);
  for (const reader = response.body.getReader(); ; ) {
    const { done, value } = await reader.read().catch(() => {
      throw new Error(`the connection broke after ${loaded} bytes`);
    });
    if (done) {
      break;
    }
    chunks.push(value);
    loaded += value.length;
    if (performance.now() > told + 100) {
      told = performance.now();
      progress(loaded, total);
    }
  }
  progress(loaded, total);
  const data = new Uint8Array(loaded);
  let offset = 0;
  for (const chunk of chunks) {
    data.set(chunk, offset);
    offset += chunk.length;
  }
  return data;
}

/** The size of the body as read: of a compressed one, Content-Length is another. */
function size(/** @type {Response} */ response) {
  return response.headers.get("Content-Encoding") ? 0 : Number(response.headers.get("Content-Length")) || 0;
}

/** Runs the program, to its end. */
async function run(/** @type {WebAssembly.Module} */ module) {
  const go = new Go();
  await go.run(await instantiateWithKernels(module, go.importObject));
  throw new Error("its program came to an end");
}

async function main() {
  compiled = await compile(await program).catch(async () => {
    // What the browser keeps in its cache may be damaged.
    return compile(await get("engine.wasm", "high", "reload"));
  }).catch((e) => {
    throw e instanceof WebAssembly.CompileError ? new Error("what came as engine.wasm is damaged") : e;
  });
  await run(compiled);
}

async function compile(/** @type {Response} */ response) {
  // When the connection breaks, it is the compiler that tells.
  read(response.clone(), (loaded, total) => self.postMessage({ loading: { loaded, total } })).catch(() => {});
  // The compiler gets the response itself, because the browser keeps the compiled code beside its cached bytes only
  // then. Of a server that does not know the type of .wasm, it takes no more than the bytes.
  const typed = response.headers.get("Content-Type")?.startsWith("application/wasm");
  return typed ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

/** Tells that the engine is no more. */
function die(/** @type {Error} */ error) {
  self.postMessage({ died: error.message });
}

if (lacking) {
  // What the browser keeps in its cache may be damaged, and is replaced by what the server gives now.
  Promise.allSettled(parts.map((name) => get(name, "auto", "reload"))).then(() => {
    const still = importParts();
    if (still) {
      die(new Error(`${still} did not come, or is damaged`));
    } else if (!isHelper) {
      main().catch(die);
    }
  });
} else if (!isHelper) {
  main().catch(die);
}
