// Runs in the page before its own scripts: draws a seven as soon as a person could, and notes when the answer is there.

window.first = 0; // ms since navigation

const seven = [[0.3, 0.25], [0.7, 0.25], [0.5, 0.5], [0.4, 0.8]];

function draw(/** @type {Element} */ pad) {
  const { left, top, width, height } = pad.getBoundingClientRect();
  seven.forEach(([x, y], i) => {
    const type = i === 0 ? "pointerdown" : "pointermove";
    pad.dispatchEvent(
        new PointerEvent(type, { bubbles: true, pointerId: 1, clientX: left + x * width, clientY: top + y * height }));
  });
  pad.dispatchEvent(new PointerEvent("pointerup", { bubbles: true, pointerId: 1 }));
}

// The page as it was sent has a pad that cannot hear yet. It is drawn on until the page has taken the drawing, and the
// hint away.
const look = setInterval(() => {
  if (document.querySelector(".bar-best")) {
    first = performance.now();
    clearInterval(look);
    dispatchEvent(new Event("answered"));
  } else if (document.querySelector("#ink") && document.querySelector(".sheet-hint")) {
    draw(document.querySelector("#ink"));
  }
}, 10);
