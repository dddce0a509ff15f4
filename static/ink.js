// @ts-check
//
// Takes the ink of what is drawn before the program is there. From the first paint on, the pointer leaves strokes on
// the drawing area; the program takes them over when it listens itself (web/browser/ink.go).

(() => {
  const width = 1 / 14; // of a stroke, as web/draw paints it; all lengths are in sides of the area

  /** @type {[number, number][][]} */
  const strokes = [];
  let pointer = -1; // the one that draws, or -1
  let touch = false; // it is a finger, or the palm of the hand that holds a pen
  const listen = new AbortController();
  for (const event of ["pointerdown", "pointermove", "pointerup", "pointercancel"]) {
    addEventListener(event, (e) => hear(/** @type {PointerEvent} */ (e)), { capture: true, signal: listen.signal });
  }
  Object.assign(window, { inkgradTakeInk: takeInk });

  /** Returns the strokes, and the pointer that still draws the last of them, or -1. From then on there are none. */
  function takeInk() {
    listen.abort();
    const taken = { strokes: strokes.splice(0), pointer, touch };
    pointer = -1;
    return taken;
  }

  /** @param {PointerEvent} e */
  function hear(e) {
    const area = document.getElementById("ink");
    if (!(area instanceof HTMLCanvasElement)) return;
    const { left, top, width: side } = area.getBoundingClientRect();
    /** @type {(e: PointerEvent) => [number, number]} */
    const place = ({ clientX, clientY }) => [(clientX - left) / side, (clientY - top) / side];
    if (e.type === "pointerdown") {
      const overPalm = touch && e.pointerType === "pen";
      if (pointer >= 0 && !overPalm || e.target !== area || e.button !== 0) return;
      if (pointer >= 0) strokes.pop();
      pointer = e.pointerId;
      touch = e.pointerType === "touch";
      area.setPointerCapture(pointer);
      strokes.push([place(e)]);
    } else if (e.pointerId !== pointer) {
      return;
    } else if (e.type === "pointermove") {
      const all = e.getCoalescedEvents?.() ?? [];
      strokes[strokes.length - 1].push(...(all.length ? all : [e]).map(place));
    } else {
      pointer = -1;
      if (e.type === "pointercancel") strokes.pop();
    }
    paint(area);
  }

  /** @param {HTMLCanvasElement} area */
  function paint(area) {
    const side = area.clientWidth * devicePixelRatio;
    const ink = /** @type {CanvasRenderingContext2D} */ (area.getContext("2d"));
    area.width = area.height = side; // clears it, too
    ink.scale(side, side);
    ink.lineWidth = width;
    ink.lineCap = ink.lineJoin = "round";
    ink.strokeStyle = getComputedStyle(area).color;
    for (const [[x, y], ...rest] of strokes) {
      ink.moveTo(x, y);
      ink.lineTo(x + 1e-4, y); // a dot, where there is no more
      for (const [x, y] of rest) ink.lineTo(x, y);
    }
    ink.stroke();
    area.parentElement?.querySelector(".sheet-hint")?.remove();
  }
})();
