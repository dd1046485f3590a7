// Bytes between two Python interpreters. Both kinds of link have the same methods; `wait(ms)` of a PortLink returns a
// Promise (Python suspends on it), that of a SharedLink blocks its thread and returns a boolean.

export class PortLink {
  #parts = [];
  #wake = null;

  constructor(port) {
    this.port = port;
    this.ended = false;
    this.code = 0;
    port.onmessage = ({ data }) => {
      if (data instanceof ArrayBuffer) this.#parts.push(new Uint8Array(data));
      else this.end(data.code);
      this.#wake?.();
    };
  }

  send(bytes) {
    const copy = bytes.slice().buffer;
    this.port.postMessage(copy, [copy]);
    return bytes.length;
  }

  take() {
    return this.#parts.shift();
  }

  wait(milliseconds) {
    if (this.#parts.length || this.ended) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = milliseconds < 0 ? 0 : setTimeout(() => this.#done(resolve, false), milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        this.#done(resolve, true);
      };
    });
  }

  #done(resolve, value) {
    this.#wake = null;
    resolve(value);
  }

  // Nothing more will come: the other side has gone, with this exit code.
  end(code) {
    this.ended = true;
    this.code = code;
    this.#wake?.();
  }

  // Tell the other side that this one goes.
  hangUp(code = 0) {
    this.ended = true;
    this.port.postMessage({ code });
  }
}

// Two rings of bytes in shared memory, one for each direction, and six counters before them.
const RING = 1 << 20;
const HEAD = 64;
const [ENDED, CODE] = [4, 5];

export class SharedLink {
  static memory() {
    return new SharedArrayBuffer(HEAD + 2 * RING);
  }

  constructor(memory, side) {
    this.memory = memory;
    this.counters = new Int32Array(memory, 0, HEAD / 4);
    this.out = { ring: new Uint8Array(memory, HEAD + side * RING, RING), written: 2 * side, read: 2 * side + 1 };
    const other = 1 - side;
    this.in = { ring: new Uint8Array(memory, HEAD + other * RING, RING), written: 2 * other, read: 2 * other + 1 };
  }

  get ended() {
    return Atomics.load(this.counters, ENDED) !== 0;
  }

  get code() {
    return Atomics.load(this.counters, CODE);
  }

  send(bytes) {
    const { ring, written, read } = this.out;
    const at = Atomics.load(this.counters, written);
    const seen = Atomics.load(this.counters, read);
    const count = Math.min(bytes.length, RING - ((at - seen) | 0));
    if (count === 0) Atomics.wait(this.counters, read, seen, 50);
    copyIn(ring, (at >>> 0) % RING, bytes, count);
    Atomics.store(this.counters, written, (at + count) | 0);
    Atomics.notify(this.counters, written);
    return count;
  }

  take() {
    const { ring, written, read } = this.in;
    const seen = Atomics.load(this.counters, read);
    const count = (Atomics.load(this.counters, written) - seen) | 0;
    if (count === 0) return undefined;
    const bytes = new Uint8Array(count);
    const from = (seen >>> 0) % RING;
    const first = Math.min(count, RING - from);
    bytes.set(ring.subarray(from, from + first));
    bytes.set(ring.subarray(0, count - first), first);
    Atomics.store(this.counters, read, (seen + count) | 0);
    Atomics.notify(this.counters, read);
    return bytes;
  }

  wait(milliseconds) {
    const { written, read } = this.in;
    const until = milliseconds < 0 ? Infinity : performance.now() + milliseconds;
    for (;;) {
      const seen = Atomics.load(this.counters, read);
      if (Atomics.load(this.counters, written) !== seen || this.ended) return true;
      const left = until - performance.now();
      if (left <= 0) return false;
      // in short stretches: the end is told in its own counter
      Atomics.wait(this.counters, written, seen, Math.min(left, 50));
    }
  }

  end(code) {
    Atomics.store(this.counters, CODE, code);
    Atomics.store(this.counters, ENDED, 1);
    Atomics.notify(this.counters, this.in.written);
    Atomics.notify(this.counters, this.out.written);
  }

  hangUp(code = 0) {
    this.end(code);
  }
}

function copyIn(ring, at, bytes, count) {
  const first = Math.min(count, ring.length - at);
  ring.set(bytes.subarray(0, first), at);
  ring.set(bytes.subarray(first, count), 0);
}
