// The worker in which bench.wasm runs: fetches its data, unpacks it, and hands its result on.

importScripts("/web/wasm_exec.js", "/web/kernels.js");

/** @param {string} name */
async function data(name) {
  const { body } = await fetch(`/web/data/${name}`);
  const unpacked = name.endsWith(".gz") ? body.pipeThrough(new DecompressionStream("gzip")) : body;
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}

self.benchDone = (text) => self.postMessage({ figures: JSON.parse(text) });
self.benchFailed = (message) => self.postMessage({ failed: message });

(async () => {
  self.benchData =
      { train: await data("train-0.gz"), test: await data("test.gz"), reader: await data("reader.safetensors") };
  const go = new Go();
  const module = await WebAssembly.compileStreaming(fetch("/bench/bench.wasm"));
  await go.run(await instantiateWithKernels(module, go.importObject));
})().catch((error) => self.benchFailed(String(error)));
