// Python in the page: one interpreter with the course and the grader, others for the learner's code, one of them spare.

import { SharedLink } from "./link.js";

export function transportOf(wanted) {
  const known = ["port", "shared", "single"];
  if (known.includes(wanted)) return wanted;
  if ("Suspending" in WebAssembly) return "port";
  return self.crossOriginIsolated ? "shared" : "single";
}

// Fetch and compile, telling how many bytes have come.
async function compiled(url, told) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  let seen = 0;
  const counting = new TransformStream({
    transform(part, controller) {
      seen += part.byteLength;
      told(seen);
      controller.enqueue(part);
    },
  });
  const body = answer.body.pipeThrough(counting);
  return WebAssembly.compileStreaming(new Response(body, { headers: { "content-type": "application/wasm" } }));
}

// The snapshot is kept from visit to visit, beside the cache of the service worker.
const SNAPSHOTS = "grade-python:";

async function keptSnapshot(address) {
  try {
    const cache = await caches.open(SNAPSHOTS + new URL(address, document.baseURI).href);
    return await (await cache.match("snapshot"))?.blob();
  } catch {
    return undefined; // no cache here, as on a page without https
  }
}

async function keepSnapshot(address, snapshot) {
  try {
    const folder = new URL(address, document.baseURI).href;
    const site = SNAPSHOTS + new URL(".", document.baseURI).href;
    for (const name of await caches.keys()) if (name.startsWith(site) && name !== SNAPSHOTS + folder) await caches.delete(name);
    const cache = await caches.open(SNAPSHOTS + folder);
    await (snapshot ? cache.put("snapshot", new Response(snapshot)) : cache.delete("snapshot"));
  } catch {
    // it is made again at the next visit
  }
}

const STOPPED = -15; // as a process that SIGTERM ended
const IDLE_PATIENCE = 500; // a released interpreter that does not come back in this time (ms) is replaced

export class Python {
  #asked = new Map();
  #last = 0;
  #spares = []; // learner interpreters that are ready, or will be
  #serving = new Map(); // by link id
  #killed = 0;

  // files: addresses by name; settings: what the course's Python is told.
  constructor(files, settings, { transport, progress = () => {}, interpreters = 2 } = {}) {
    this.files = files;
    this.settings = settings;
    this.transport = transportOf(transport);
    this.progress = progress;
    this.wanted = interpreters; // of the learner's: one at work, one spare
    this.ready = this.#begin();
  }

  async #begin() {
    [this.wasm, this.snapshot] = await Promise.all([
      compiled(this.files.wasm, (bytes) => this.progress({ bytes })),
      keptSnapshot(this.files.pyodide),
    ]);
    this.progress({ stage: "start" });
    await this.#startEngine();
    this.progress({ stage: "ready" });
  }

  #worker(name) {
    return new Worker(this.files[name], { type: "module" });
  }

  #boot() {
    return { base: new URL(this.files.pyodide, document.baseURI).href, wasm: this.wasm, snapshot: this.snapshot };
  }

  async #startEngine() {
    const engine = (this.engine = this.#worker("engine"));
    const archive = new URL(this.files.archive, document.baseURI).href;
    const started = new Promise((resolve, reject) => {
      engine.onmessage = ({ data }) => {
        if (data.ready) resolve();
        else if (data.snapshot) this.#haveSnapshot(data.snapshot);
        else if (data.unfit) this.#haveSnapshot(null);
        else if (data.broken) reject(new Error(data.broken));
        else this.#heard(data);
      };
      engine.onerror = (event) => reject(new Error(event.message || "The grader's worker did not start."));
    });
    const boot = { ...this.#boot(), makeSnapshot: !this.snapshot };
    engine.postMessage({ boot: { ...boot, archive, transport: this.transport, settings: this.settings } });
    if (this.snapshot) this.#fill(); // else when the engine's interpreter has given one
    await started;
    this.#fill();
  }

  #haveSnapshot(snapshot) {
    this.snapshot = snapshot;
    keepSnapshot(this.files.pyodide, snapshot);
    if (snapshot) this.#fill();
  }

  // One starts at a time: the first verdict does not wait for the spare.
  #fill() {
    if (this.transport === "single") return;
    const starting = this.#spares.some((one) => !one.ready);
    if (!starting && this.#spares.length + this.#serving.size < this.wanted) this.#spares.push(this.#learner());
  }

  #learner() {
    const worker = this.#worker("learner");
    const one = { worker, link: 0, timer: 0, ready: false, back: true };
    worker.onmessage = ({ data }) => {
      if (data.ready) {
        one.ready = true;
        this.#fill();
      } else if (data.unfit) {
        this.#haveSnapshot(null);
      } else this.#back(one, Boolean(data.idle));
    };
    const program = new URL(this.files.program, document.baseURI).href;
    worker.postMessage({ boot: { ...this.#boot(), program } });
    return one;
  }

  #heard(data) {
    if (data.open) this.#open(data);
    else if (data.release) this.#release(data.release);
    else if (data.kill) this.#kill(data.kill);
    else if ("began" in data) this.#watch(data.began);
    else this.#answer(data);
  }

  #open({ open, port, memory }) {
    if (!this.#spares.length) this.#spares.push(this.#learner());
    const spares = this.#spares;
    // one that is ready, else one that starts, else one that was released and has not come back yet
    const one = spares.find(({ ready, back }) => ready && back) ?? spares.find(({ back }) => back) ?? spares[0];
    spares.splice(spares.indexOf(one), 1);
    clearTimeout(one.timer);
    one.link = open;
    one.memory = memory;
    this.#serving.set(open, one);
    if (port) one.worker.postMessage({ port }, [port]);
    else one.worker.postMessage({ memory });
  }

  #release(id) {
    const one = this.#serving.get(id);
    if (!one) return;
    this.#serving.delete(id);
    one.link = 0;
    one.back = false;
    this.#spares.unshift(one);
    one.timer = setTimeout(() => this.#replace(one), IDLE_PATIENCE);
  }

  #back(one, sound) {
    clearTimeout(one.timer);
    one.back = true;
    if (!sound) this.#replace(one);
  }

  #kill(id) {
    const one = this.#serving.get(id);
    this.#serving.delete(id);
    if (one) this.#replace(one);
  }

  #replace(one) {
    clearTimeout(one.timer);
    one.worker.terminate();
    this.#serving.delete(one.link);
    this.#spares = this.#spares.filter((spare) => spare !== one);
    this.#fill();
  }

  // Without a second interpreter nothing ends a call but the end of the whole: then the action is asked again, and the
  // call that did not come back is known.
  #watch(number) {
    clearTimeout(this.timer);
    if (number) this.timer = setTimeout(() => this.#again(number), this.settings.callSeconds * 1000);
  }

  async #again(number) {
    const [[, first]] = this.#asked; // what was asked first is answered first
    first.hanging.push(number);
    this.engine.terminate();
    await this.#startEngine();
    for (const [id, asked] of this.#asked) this.#send(id, asked);
  }

  #send(id, { action, argument, hanging }) {
    this.engine.postMessage({ id, action, argument, hanging });
  }

  #answer({ id, found, problem }) {
    clearTimeout(this.timer);
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    if (!asked) return;
    if (problem) asked.reject(new Error(problem));
    else asked.resolve(JSON.parse(found));
  }

  async call(action, argument) {
    await this.ready;
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject, action, argument, hanging: [] });
      this.#send(id, this.#asked.get(id));
    });
  }

  // End what runs now; the grader says that it was stopped.
  stop() {
    if (this.transport === "single") {
      clearTimeout(this.timer);
      for (const { resolve } of this.#asked.values()) resolve({ stopped: true });
      this.#asked.clear();
      this.engine.terminate();
      this.ready = this.#startEngine();
      return;
    }
    // over shared memory the engine's worker waits without reading messages: the link itself tells it
    for (const { memory } of this.#serving.values()) if (memory) new SharedLink(memory, 0).end(STOPPED);
    this.engine.postMessage({ stop: STOPPED });
    for (const id of [...this.#serving.keys()]) this.#kill(id);
  }
}
