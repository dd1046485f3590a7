// The neuron lab: one neuron, the four points of AND, and its weights, bias and learning rate in the reader's hands.
// It computes what the reference solutions compute; a test compares the two.

const EDGE = 1e-12;
const X = [[0, 0], [0, 1], [1, 0], [1, 1]];
const Y = [0, 0, 0, 1];

export function sigmoid(t) {
  if (t >= 0) return 1 / (1 + Math.exp(-t));
  const e = Math.exp(t);
  return e / (1 + e);
}

export function forward(x, w, b) {
  return sigmoid(x.reduce((t, xj, j) => t + w[j] * xj, b));
}

export function loss(a, y) {
  const kept = Math.min(Math.max(a, EDGE), 1 - EDGE);
  return -(y * Math.log(kept) + (1 - y) * Math.log(1 - kept));
}

export function meanLoss(A, labels) {
  return A.reduce((total, a, i) => total + loss(a, labels[i]), 0) / labels.length;
}

export function gradient(inputs, labels, w, b) {
  const gw = w.map(() => 0);
  let gb = 0;
  inputs.forEach((x, i) => {
    const error = forward(x, w, b) - labels[i];
    x.forEach((xj, j) => (gw[j] += error * xj));
    gb += error;
  });
  return [gw.map((g) => g / labels.length), gb / labels.length];
}

export function update(w, b, gw, gb, eta) {
  return [w.map((wj, j) => wj - eta * gw[j]), b - eta * gb];
}

const STYLE = `
.neuron-lab { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); gap: 1rem; }
.neuron-lab svg { width: 100%; max-width: 20rem; height: auto; display: block; margin: 0 auto; }
.neuron-lab .controls label { display: grid; grid-template-columns: 1fr auto; gap: 0 0.6rem; margin-bottom: 0.5rem; }
.neuron-lab .controls input { grid-column: 1 / -1; width: 100%; min-height: 1.75rem; accent-color: var(--accent, currentColor); }
.neuron-lab output, .neuron-lab td { font-variant-numeric: tabular-nums; }
.neuron-lab table { width: 100%; border-collapse: collapse; font-size: 0.9rem; overflow-wrap: normal; }
.neuron-lab th, .neuron-lab td { padding: 0.2rem 0.3rem; text-align: right; }
.neuron-lab .buttons { display: flex; flex-wrap: wrap; gap: 0.5rem; }
.neuron-lab .grid { fill: none; stroke: currentColor; opacity: 0.4; }
.neuron-lab .curve { fill: none; stroke: currentColor; stroke-width: 2; }
.neuron-lab .border { stroke: currentColor; stroke-width: 2.5; stroke-dasharray: 7 4; }
.neuron-lab .yes { fill: #3d7be0; }
.neuron-lab .point { fill: currentColor; stroke: currentColor; stroke-width: 2.5; }
.neuron-lab .point.no { fill: none; }
.neuron-lab text { font: 12px system-ui, sans-serif; fill: currentColor; }
`;

const MARKUP = `
<div class="controls" role="group" aria-label="The neuron's numbers"></div>
<div>
  <svg class="plane" viewBox="0 0 240 240" role="img"><title></title></svg>
</div>
<div>
  <table><caption>The four examples</caption>
  <thead><tr><th scope="col">input</th><th scope="col">label</th><th scope="col">prediction</th><th scope="col">loss</th></tr></thead>
  <tbody></tbody></table>
  <p>Mean loss: <strong><output class="mean"></output></strong>. Updates: <output class="count"></output>.</p>
  <div class="buttons"><button type="button" data-do="step">Step</button><button type="button" data-do="train">Train 100 steps</button><button type="button" data-do="reset">Reset</button></div>
  <p class="said" role="status"></p>
</div>
<div>
  <svg class="history" viewBox="0 0 240 150" role="img"><title></title></svg>
</div>`;

const RANGES = [
  ["w1", "Weight w₁", -12, 12, 0.01],
  ["w2", "Weight w₂", -12, 12, 0.01],
  ["b", "Bias b", -20, 12, 0.01],
  ["eta", "Learning rate", 0.01, 20, 0.01],
];
const START = { w1: 0, w2: 0, b: 0, eta: 0.5 };
const CELLS = 20;

const said = (number, digits = 3) => number.toFixed(digits).replace("-", "−");

export default function start(element) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  element.classList.add("neuron-lab");
  element.innerHTML = MARKUP;
  const find = (selector) => element.querySelector(selector);
  const state = { ...START, history: [], steps: 0 };
  const inputs = {};

  for (const [name, label, least, most, step] of RANGES) {
    const row = document.createElement("label");
    const output = document.createElement("output");
    const input = Object.assign(document.createElement("input"), { type: "range", min: least, max: most, step });
    row.append(label, output, input);
    find(".controls").append(row);
    inputs[name] = { input, output };
    input.addEventListener("input", () => {
      state[name] = Number(input.value);
      if (name !== "eta") Object.assign(state, { history: [], steps: 0 });
      show();
    });
  }

  const weights = () => [[state.w1, state.w2], state.b];

  function step(count) {
    for (let i = 0; i < count; i++) {
      const [w, b] = weights();
      state.history.push(meanLoss(X.map((x) => forward(x, w, b)), Y));
      const [gw, gb] = gradient(X, Y, w, b);
      const [[w1, w2], bias] = update(w, b, gw, gb, state.eta);
      Object.assign(state, { w1, w2, b: bias, steps: state.steps + 1 });
    }
    if (state.history.length > 20000) state.history = state.history.filter((_, i) => i % 2 === 0);
    show();
    find(".said").textContent = `The mean loss after update ${state.steps} is ${find(".mean").value}.`;
  }

  element.addEventListener("click", (event) => {
    const what = event.target.dataset.do;
    if (what === "step") step(1);
    if (what === "train") step(100);
    if (what === "reset") {
      Object.assign(state, START, { history: [], steps: 0 });
      show();
      find(".said").textContent = "All weights and the bias are 0 again.";
    }
  });

  function show() {
    const [w, b] = weights();
    const [gw, gb] = gradient(X, Y, w, b);
    const slopes = { w1: gw[0], w2: gw[1], b: gb };
    for (const [name, , least, most] of RANGES) {
      const { input, output } = inputs[name];
      input.value = Math.min(Math.max(state[name], least), most);
      const text = name === "eta" ? said(state[name], 2) : `${said(state[name], 2)} (slope ${said(slopes[name])})`;
      output.value = text;
      input.setAttribute("aria-valuetext", text);
    }
    const A = X.map((x) => forward(x, w, b));
    find("tbody").innerHTML = X.map(
      (x, i) => `<tr><td>(${x.join(", ")})</td><td>${Y[i]}</td><td>${said(A[i])}</td><td>${said(loss(A[i], Y[i]))}</td></tr>`,
    ).join("");
    find(".mean").value = said(meanLoss(A, Y));
    find(".count").value = state.steps;
    drawPlane(w, b, A);
    drawHistory();
  }

  // The square from −0.5 to 1.5 in both directions: shaded where the neuron predicts "yes".
  function drawPlane(w, b, A) {
    const place = (v) => 20 + ((v + 0.5) / 2) * 200;
    const size = 200 / CELLS;
    const parts = [];
    for (let i = 0; i < CELLS; i++) {
      for (let j = 0; j < CELLS; j++) {
        const x = [-0.5 + ((i + 0.5) * 2) / CELLS, -0.5 + ((j + 0.5) * 2) / CELLS];
        const shade = (forward(x, w, b) * 0.6).toFixed(3);
        parts.push(`<rect class="yes" x="${20 + i * size}" y="${220 - (j + 1) * size}" width="${size}" height="${size}" fill-opacity="${shade}"/>`);
      }
    }
    const ends = border(w, b);
    if (ends) {
      const [[x0, y0], [x1, y1]] = ends;
      parts.push(`<line class="border" x1="${place(x0)}" y1="${240 - place(y0)}" x2="${place(x1)}" y2="${240 - place(y1)}"/>`);
    }
    X.forEach((x, i) => {
      parts.push(`<circle class="point ${Y[i] ? "" : "no"}" cx="${place(x[0])}" cy="${240 - place(x[1])}" r="7"/>`);
      parts.push(`<text x="${place(x[0]) + 11}" y="${240 - place(x[1]) - 9}">${said(A[i], 2)}</text>`);
    });
    const wrong = A.filter((a, i) => a >= 0.5 !== (Y[i] === 1)).length;
    const line = ends ? "A dashed line separates yes from no." : "No line crosses the picture.";
    find(".plane").innerHTML = `<title>The four points of AND. ${line} ${wrong === 0 ? "All four points are on the right side." : `Points on the wrong side: ${wrong} of 4.`}</title>${parts.join("")}`;
  }

  function drawHistory() {
    const { history } = state;
    const most = Math.max(0.8, ...history.filter((_, i) => i % Math.ceil(history.length / 400) === 0));
    const every = Math.max(1, Math.ceil(history.length / 200));
    const points = history
      .map((value, i) => [i, value])
      .filter(([i]) => i % every === 0 || i === history.length - 1)
      .map(([i, value]) => `${(30 + (200 * i) / Math.max(1, history.length - 1)).toFixed(1)},${(125 - (110 * Math.min(value, most)) / most).toFixed(1)}`);
    const words = history.length ? `The mean loss before each update, from ${said(history[0])} to ${said(history.at(-1))}.` : "The mean loss before each update: none yet.";
    find(".history").innerHTML = `<title>${words}</title><path class="grid" d="M30 15V125H230"/><text x="34" y="12">mean loss</text><text x="230" y="142" text-anchor="end">updates: ${state.steps}</text><text x="26" y="22" text-anchor="end">${most.toFixed(1)}</text><text x="26" y="129" text-anchor="end">0</text><polyline class="curve" points="${points.join(" ")}"/>`;
  }

  show();
}

// Where the neuron predicts 0.5, w·x + b = 0, cut off at the edges of the square; null where it does not cross it.
function border([w1, w2], b) {
  const least = -0.5;
  const most = 1.5;
  const found = [];
  const add = (x, y) => {
    if (x >= least - 1e-9 && x <= most + 1e-9 && y >= least - 1e-9 && y <= most + 1e-9) found.push([x, y]);
  };
  for (const edge of [least, most]) {
    if (w2 !== 0) add(edge, -(w1 * edge + b) / w2);
    if (w1 !== 0) add(-(w2 * edge + b) / w1, edge);
  }
  found.sort((p, q) => p[0] - q[0] || p[1] - q[1]);
  return found.length > 1 ? [found[0], found.at(-1)] : null;
}
