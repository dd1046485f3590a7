// Python in the page: one interpreter with the course and the grader, others for the learner's code, one of them spare.
// Without a way to suspend Python or to share memory there is one interpreter for both; what hangs costs it its life.

import { Learners } from "./learners.js";
import { SharedLink } from "./link.js";
import { compiled, keepSnapshot, keptSnapshot } from "./wasm.js";

export function transportOf(wanted) {
  const known = ["port", "shared", "single"];
  if (known.includes(wanted)) return wanted;
  if ("Suspending" in WebAssembly) return "port";
  return self.crossOriginIsolated ? "shared" : "single";
}

const STOPPED = -15; // as a process that SIGTERM ended
const STOP_PATIENCE = 1000; // an engine that still works so long (ms) after Stop is replaced
const SPARE_ENGINES = 2; // where the engine runs the learner's code itself: a loop mostly costs two of them

const absolute = (address) => new URL(address, document.baseURI).href;

export class Python {
  #asked = new Map(); // what has no answer yet, by its number, in the order of asking
  #stopped = new Set(); // the numbers of what was stopped and may still be at work
  #last = 0;
  #spares = []; // engines that are ready, or will be

  // files: addresses by name; settings: what the course's Python is told.
  constructor(files, settings, { transport, progress = () => {} } = {}) {
    this.files = files;
    this.settings = settings;
    this.transport = transportOf(transport);
    this.progress = progress;
    this.learners = new Learners(2, () => this.#learner(), () => this.#haveSnapshot(null));
    this.ready = this.#begin();
  }

  get #single() {
    return this.transport === "single";
  }

  async #begin() {
    [this.wasm, this.snapshot] = await Promise.all([
      compiled(this.files.wasm, (bytes) => this.progress({ bytes })),
      keptSnapshot(this.files.pyodide),
    ]);
    this.progress({ stage: "start" });
    await this.#use(this.#engine());
    this.progress({ stage: "ready" });
  }

  // ---- engines

  #worker(name, boot) {
    const worker = new Worker(this.files[name], { type: "module" });
    const { pyodide } = this.files;
    worker.postMessage({ boot: { base: absolute(pyodide), wasm: this.wasm, snapshot: this.snapshot, ...boot } });
    return worker;
  }

  #learner() {
    return this.#worker("learner", { program: absolute(this.files.program) });
  }

  // Start an engine; `started` is kept until Python is there.
  #engine() {
    const { transport, settings, snapshot } = this;
    const worker = this.#worker("engine", { archive: absolute(this.files.archive), transport, settings, makeSnapshot: !snapshot });
    const engine = { worker };
    engine.started = new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => {
        if (data.ready) resolve();
        else if (data.snapshot) this.#haveSnapshot(data.snapshot);
        else if (data.unfit) this.#haveSnapshot(null);
        else if (data.broken) reject(new Error(data.broken));
        else if (engine === this.engine) this.#heard(data);
      };
      worker.onerror = (event) => reject(new Error(event.message || "The grader's worker did not start."));
    });
    engine.started.catch(() => {}); // told where it is waited for
    return engine;
  }

  // Let this engine answer from now on.
  async #use(engine) {
    this.engine = engine;
    if (this.snapshot) this.#fill(); // else when the engine's interpreter has given one
    await engine.started;
    engine.ready = true;
    this.#flush();
    this.#fill();
  }

  #haveSnapshot(snapshot) {
    this.snapshot = snapshot;
    keepSnapshot(this.files.pyodide, snapshot);
    if (snapshot && this.engine) this.#fill();
  }

  #fill() {
    if (!this.#single) this.learners.fill();
    else if (this.engine.ready && this.#spares.length < SPARE_ENGINES && this.#spares.every(({ ready }) => ready)) {
      const spare = this.#engine();
      this.#spares.push(spare);
      spare.started.then(() => {
        spare.ready = true;
        this.#fill();
      }, () => {});
    }
  }

  // End the engine and all that it does, and go on with another; what was asked and not stopped is asked again.
  #renew() {
    clearTimeout(this.timer);
    this.engine.worker.terminate();
    this.learners.killAll();
    this.#stopped.clear();
    const next = this.#spares.shift() ?? this.#engine();
    this.#use(next).catch((error) => this.#fail(error));
  }

  #fail(error) {
    for (const { reject } of this.#asked.values()) reject(error);
    this.#asked.clear();
  }

  // ---- questions and answers

  #heard(data) {
    if (data.open) this.learners.open(data);
    else if (data.release) this.learners.release(data.release);
    else if (data.kill) this.learners.kill(data.kill);
    else if ("began" in data) this.#watch(data.began);
    else this.#answer(data);
  }

  // Without a second interpreter nothing ends a call but the end of the whole: then the action is asked again, and the
  // call that did not come back is known.
  #watch(number) {
    clearTimeout(this.timer);
    const [first] = this.#asked.values(); // what was asked first is answered first
    if (!number || !first) return;
    const seconds = first.hanging.length ? this.settings.againSeconds : this.settings.callSeconds;
    this.timer = setTimeout(() => {
      first.hanging.push(number);
      this.#renew();
    }, seconds * 1000);
  }

  #flush() {
    for (const [id, asked] of this.#asked) {
      if (asked.engine === this.engine) continue;
      asked.engine = this.engine;
      this.engine.worker.postMessage({ id, action: asked.action, argument: asked.argument, hanging: asked.hanging });
    }
  }

  #answer({ id, found, problem }) {
    clearTimeout(this.timer);
    this.#stopped.delete(id);
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    if (!asked) return;
    const data = problem ? { problem } : JSON.parse(found);
    if (data.problem) asked.reject(new Error(data.problem));
    else asked.resolve(data);
  }

  // Ask the grader; the answer is {stopped: true} where the reader did not wait for it.
  call(action, argument) {
    return new Promise((resolve, reject) => {
      this.#asked.set(++this.#last, { resolve, reject, action, argument, hanging: [] });
      this.ready.catch(reject);
      if (this.engine?.ready) this.#flush();
    });
  }

  // End what runs now, and what waits for Python to be there. The reader is told at once.
  stop() {
    const sent = [...this.#asked].filter(([, { engine }]) => engine);
    for (const { resolve } of this.#asked.values()) resolve({ stopped: true });
    this.#asked.clear();
    if (!sent.length) return;
    if (this.#single) {
      this.#renew();
      return;
    }
    for (const [id] of sent) this.#stopped.add(id);
    // over shared memory the engine's worker waits without reading messages: the link itself tells it
    for (const memory of this.learners.memories) new SharedLink(memory, 0).end(STOPPED);
    this.engine.worker.postMessage({ stop: STOPPED });
    this.learners.killAll();
    const { engine } = this;
    const atWork = () => engine === this.engine && sent.some(([id]) => this.#stopped.has(id));
    setTimeout(() => atWork() && this.#renew(), STOP_PATIENCE);
  }
}
