// The bridge between a Go program and the kernels of wasm/simd, a second module that works on the program's own memory.
// That memory is not there before the program is, so the program imports functions that are filled in later. A classic
// script, as engine.js is.

"use strict";

/**
 * Instantiates a Go program. It can then call inkgradKernels with the bytes of the kernels' module, and afterwards what
 * it imports as kern.
 * @param {WebAssembly.Module} module
 * @param {WebAssembly.Imports} imports those of Go
 * @returns {Promise<WebAssembly.Instance>}
 */
async function instantiateWithKernels(module, imports) {
  const kern = {};
  const fill = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    if (from === "kern") {
      let kernel = null;
      fill[name] = (f) => (kernel = f);
      // No kernel has more parameters; arguments that one does not have are ignored, and that is faster than a list.
      kern[name] = (a, b, c, d, e, f, g, h, i, j, k, l, m, n) => kernel(a, b, c, d, e, f, g, h, i, j, k, l, m, n);
    }
  }
  const instance = await WebAssembly.instantiate(module, { ...imports, kern });

  /** Called by the program. False says that this browser has no SIMD. */
  self.inkgradKernels = (/** @type {Uint8Array} */ bytes) => {
    if (!WebAssembly.validate(bytes)) {
      return false;
    }
    const kernels = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory: instance.exports.mem } });
    for (const name in fill) {
      fill[name](kernels.exports[name]);
    }
    return true;
  };
  return instance;
}
