// The memory of an interpreter that has just started, without its empty pages: a third of it was never used.
// A kept snapshot is: three numbers (the header's length, how many pages were used, how long the memory is), the header
// of Pyodide's own snapshot, the numbers of the used pages, and these pages.

const PAGE = 4096; // bytes; what an operating system gives at once
const GROWN = 65536; // bytes; a page of WebAssembly
const NUMBERS = 12; // bytes before the header

// Take what Pyodide's makeMemorySnapshot gives; return a Blob.
export function packed(snapshot) {
  const length = new Uint32Array(snapshot.buffer, snapshot.byteOffset, 2)[1];
  const memory = snapshot.subarray(length);
  const used = [];
  for (let page = 0; page * PAGE < memory.length; page++) if (!isEmpty(memory, page)) used.push(page);
  const parts = used.map((page) => memory.subarray(page * PAGE, (page + 1) * PAGE));
  return new Blob([Uint32Array.of(length, used.length, memory.length), snapshot.subarray(0, length), Uint32Array.from(used), ...parts]);
}

// What a kept snapshot gives to a new interpreter: `grow` its memory, and an array for Pyodide's _loadSnapshot, which
// writes the pages at the moment when Pyodide takes the memory's part of it.
export class Unpacked {
  constructor(buffer) {
    const [length, count, size] = new Uint32Array(buffer, 0, 3);
    this.buffer = buffer;
    this.size = size;
    this.numbers = new Uint32Array(buffer, NUMBERS + length, count);
    this.pages = new Uint8Array(buffer, NUMBERS + length + 4 * count);
    this.header = new Uint8Array(buffer.slice(NUMBERS, NUMBERS + length));
    this.header.subarray = (from, to) => {
      if (from < length) return Uint8Array.prototype.subarray.call(this.header, from, to);
      this.#write();
      return new Uint8Array(0);
    };
  }

  // Give the interpreter's memory, before anything has looked at how long it is.
  grow(memory) {
    this.memory = memory;
    const more = this.size - memory.buffer.byteLength;
    if (more > 0) memory.grow(Math.ceil(more / GROWN));
  }

  #write() {
    const bytes = new Uint8Array(this.memory.buffer);
    let at = 0;
    for (let page = 0; page * PAGE < bytes.length; page++) {
      if (page === this.numbers[at]) bytes.set(this.pages.subarray(at * PAGE, ++at * PAGE), page * PAGE);
      else if (!isEmpty(bytes, page)) bytes.fill(0, page * PAGE, (page + 1) * PAGE);
    }
  }
}

// A page that was never written takes no room, and looking at it does not change that.
function isEmpty(bytes, page) {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + page * PAGE, PAGE / 4);
  for (let at = 0; at < words.length; at++) if (words[at]) return false;
  return true;
}

// Free its memory now, not when it suits the collector: a message that nobody takes is gone with its channel.
export function letGo(buffer) {
  const { port1, port2 } = new MessageChannel();
  port2.close();
  port1.postMessage(null, [buffer]);
  port1.close();
}
