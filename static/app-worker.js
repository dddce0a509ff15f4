// @ts-check
//
// A service worker that ends itself.
//
// Inkgrad registers none: the browser's own cache does the work (see web/site), without fetching a file twice or
// answering with one from an earlier build. But a worker of another project may have been registered for this origin
// before (every go-app program names its worker so, and 127.0.0.1:8080 is shared by many). The browser asks for this
// file again when somebody comes back; what it then gets takes over, removes the old caches, and leaves.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

worker.addEventListener("install", () => worker.skipWaiting());

worker.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) await caches.delete(name);
      await worker.registration.unregister();
      for (const client of await worker.clients.matchAll({ type: "window" })) client.navigate(client.url);
    })(),
  );
});
