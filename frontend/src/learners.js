// The interpreters for a learner's code: one at work, one spare. None of them holds a suite or a reference.

const IDLE_PATIENCE = 500; // a released interpreter that does not come back in this time (ms) is replaced

export class Learners {
  #spares = []; // those that are ready, or will be
  #serving = new Map(); // by link id

  // start() makes a worker and gives it what it boots from; unfit() is told where that snapshot does not fit.
  constructor(wanted, start, unfit) {
    this.wanted = wanted;
    this.start = start;
    this.unfit = unfit;
  }

  get memories() {
    return [...this.#serving.values()].map(({ memory }) => memory).filter(Boolean);
  }

  // One starts at a time: the first verdict does not wait for the spare.
  fill() {
    const starting = this.#spares.some((one) => !one.ready);
    if (!starting && this.#spares.length + this.#serving.size < this.wanted) this.#spares.push(this.#begun());
  }

  #begun() {
    const worker = this.start();
    const one = { worker, link: 0, timer: 0, ready: false, back: true };
    worker.onmessage = ({ data }) => {
      if (data.ready) {
        one.ready = true;
        this.fill();
      } else if (data.unfit) this.unfit();
      else this.#back(one, Boolean(data.idle));
    };
    return one;
  }

  // Give an interpreter to the engine, over a port or over memory that both share.
  open({ open, port, memory }) {
    if (!this.#spares.length) this.#spares.push(this.#begun());
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

  release(id) {
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

  kill(id) {
    const one = this.#serving.get(id);
    this.#serving.delete(id);
    if (one) this.#replace(one);
  }

  killAll() {
    for (const id of [...this.#serving.keys()]) this.kill(id);
  }

  #replace(one) {
    clearTimeout(one.timer);
    one.worker.terminate();
    this.#serving.delete(one.link);
    this.#spares = this.#spares.filter((spare) => spare !== one);
    this.fill();
  }
}
