// Runs in the page before its own scripts: notes how long a snapshot takes from its arrival to the picture, and lets a
// drag be measured.

const { Worker: Original } = window;

window.snapshots = []; // ms, each from the message to the change of the document
let arrived = 0;

/** The beginning of a message as text: the kind, and a length before it. */
const kind = (/** @type {Uint8Array} */ message) => String.fromCharCode(...message.subarray(0, 12));

window.Worker = class extends Original {
  constructor(...args) {
    super(...args);
    // The page's own listener comes after this one.
    this.addEventListener("message", ({ data }) => {
      if (data.messages?.some((message) => kind(message).includes("Graphed"))) arrived = performance.now();
    });
  }
};

new MutationObserver((changes) => {
  const drawn = ({ target }) => (target.closest ? target : target.parentElement)?.closest("#figure-graph svg");
  if (arrived && changes.some(drawn)) {
    snapshots.push(performance.now() - arrived);
    arrived = 0;
  }
}).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });

const frame = () => new Promise(requestAnimationFrame);

/** Drags a picture to and fro, a move in each frame, and returns the frames in a second. */
window.pan = async (/** @type {Element} */ pane, /** @type {number} */ frames) => {
  const { left, top, width, height } = pane.getBoundingClientRect();
  const event = (/** @type {string} */ type, /** @type {number} */ dx) =>
    pane.dispatchEvent(
        new PointerEvent(type,
        { bubbles: true, pointerId: 1, clientX: left + width / 2 + dx, clientY: top + height / 2 }));
  const box = pane.firstElementChild.style;
  event("pointerdown", 0);
  event("pointermove", -10);
  await frame();
  const start = performance.now();
  let moved = 0;
  for (let i = 0; i < frames; i++) {
    const was = box.transform;
    event("pointermove", -10 - 300 * (1 - Math.cos(i / 20)));
    moved += box.transform !== was;
    await frame();
  }
  const seconds = (performance.now() - start) / 1000;
  event("pointerup", 0);
  return { fps: frames / seconds, moved };
};
